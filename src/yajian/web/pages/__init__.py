"""The pages, one file an area: who may, what was asked, what is shown."""
