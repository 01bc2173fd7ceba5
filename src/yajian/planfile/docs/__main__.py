"""`python -m yajian.planfile.docs PLANS FOLDER`: write the generated pages about the plan file."""

import sys
from pathlib import Path

from yajian.planfile.docs import pages


def main(plans: Path, folder: Path) -> None:
    for name, text in pages(plans).items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
