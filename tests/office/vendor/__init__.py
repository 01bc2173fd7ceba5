"""What the tests borrow and the wheel does not carry: axe-core, which judges whether everybody can use a page.

Run by hand when the version changes, after `npm pack axe-core@4.11.0`, unpacked into FOLDER:
python -m tests.office.vendor FOLDER
"""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parent
MANIFEST = VENDOR / "MANIFEST.json"
FILES = ("axe.min.js", "LICENSE")


def take(folder: Path) -> None:
    """Copy what is used, with its licence, and write down what it is."""
    about = json.loads((folder / "package.json").read_text("utf-8"))
    lines = []
    (VENDOR / about["name"]).mkdir(exist_ok=True)
    for file in FILES:
        body = (folder / file).read_bytes()
        (VENDOR / about["name"] / file).write_bytes(body)
        lines.append(
            {
                "file": f"{about['name']}/{file}",
                "package": about["name"],
                "version": about["version"],
                "licence": about["license"],
                "sha256": hashlib.sha256(body).hexdigest(),
            }
        )
    MANIFEST.write_text(json.dumps(lines, ensure_ascii=False, indent=2) + "\n", "utf-8")


def axe() -> str:
    return (VENDOR / "axe-core" / "axe.min.js").read_text("utf-8")
