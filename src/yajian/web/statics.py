"""Static files straight from the package, each under an address that changes with its content."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from whitenoise import WhiteNoise

from yajian.web.headers import Wsgi

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
SPRITE = "vendor/tabler-icons/sprite.svg"
ICONS = "vendor/tabler-icons/icons.txt"


def static_url(name: str) -> str:
    """The address of a static file; a name that is not there is a broken program."""
    return addresses()[name]


def icon_url(name: str) -> str:
    """The address of an icon in the sprite; one that is not in it is a broken program."""
    if name not in icons():
        raise LookupError(f"没有图标 {name}：写进 {ICONS} 后运行 python -m yajian.web.vendor")
    return f"{static_url(SPRITE)}#{name}"


@cache
def icons() -> frozenset[str]:
    """The names of the icons there are."""
    return frozenset((FOLDER / ICONS).read_text("utf-8").split())


@cache
def addresses() -> dict[str, str]:
    """Every static file's address, read once at start."""
    files = (path for path in sorted(FOLDER.rglob("*")) if path.is_file())
    return {name: f"{PREFIX}{name}?v={_version(path)}" for path in files for name in [_name(path)]}


def with_static(application: Wsgi) -> Wsgi:
    """Answers for static files and hands everything else on."""
    served: Any = WhiteNoise(
        application,
        root=str(FOLDER),
        prefix=PREFIX,
        allow_all_origins=False,
        immutable_file_test=lambda path, url: True,
    )
    wrapped: Wsgi = served
    return wrapped


def _name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
