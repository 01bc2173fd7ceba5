"""Rebuilds static/vendor from an unpacked npm package. Run by hand, when a version or an icon changes:

npm pack @tabler/icons@3.51.0, unpacked into FOLDER/icons
python -m yajian.web.vendor FOLDER
"""

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parent / "static" / "vendor"
ICONS = VENDOR / "tabler-icons" / "icons.txt"  # the names of those used, one a line


def main(folder: Path) -> None:
    """Copy what is used, with each package's licence, and write down what it is."""
    files = _package(folder / "icons", "tabler-icons", {"sprite.svg": sprite(folder / "icons/icons/outline")})
    (VENDOR / "MANIFEST.json").write_text(json.dumps(files, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _package(source: Path, name: str, texts: dict[str, str]) -> list[dict[str, Any]]:
    about = json.loads(_text(source / "package.json"))
    (VENDOR / name).mkdir(parents=True, exist_ok=True)
    found = []
    for file, text in {**texts, "LICENSE": _text(source / "LICENSE")}.items():
        (VENDOR / name / file).write_text(text, "utf-8")
        found.append(
            {
                "file": f"{name}/{file}",
                "package": about["name"],
                "version": about["version"],
                "licence": about["license"],
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
        )
    return found


def sprite(folder: Path) -> str:
    """One file of symbols, each icon's shapes as its author drew them."""
    symbols = "\n".join(
        _symbol(name, _text(folder / f"{name}.svg")) for name in ICONS.read_text("utf-8").split()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(name: str, text: str) -> str:
    """A stroke is inherited through <use>; what frames the drawing is left out."""
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text, flags=re.DOTALL)
    shapes = " ".join(
        line.strip() for line in inner.splitlines() if line.strip() and 'stroke="none"' not in line
    )
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        f' stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
    )


def _text(path: Path) -> str:
    return re.sub(r"\n?//# sourceMappingURL=\S+", "", path.read_text("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
