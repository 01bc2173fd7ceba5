"""What the house is measured against, a file a row; `./run bench`. See README.md here."""
