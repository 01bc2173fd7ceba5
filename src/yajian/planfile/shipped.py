"""Where the plans that come with the software lie: in the tree, or packed into the wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped() -> Path:
    """The folder of plan folders."""
    packed = _PACKAGE / "_plans"
    return packed if packed.is_dir() else _PACKAGE.parent.parent / "plans"
