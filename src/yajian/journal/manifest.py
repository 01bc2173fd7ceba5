"""What a backup says of itself: its head, and a digest of every file, so that any flipped byte shows."""

import os
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

import msgspec

from yajian.journal import canonical
from yajian.journal.envelope import Head
from yajian.journal.home import sync_folder
from yajian.journal.walk import Known

NAME = "manifest.json"


class Declined(Exception):
    """The folder cannot be backed up to or restored from as it stands. The message is a Chinese sentence."""


class File(msgspec.Struct, frozen=True):
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Canonical JSON; `check` is the SHA-256 of the rest."""

    made_at: str
    programme: str
    head: Head
    root: str
    files: Mapping[str, File]
    v: int = 1
    check: str = ""

    @property
    def known(self) -> Known:
        return Known(head=self.head, root=self.root, source="备份清单")


def describe(folder: Path) -> dict[str, File]:
    """Every file of a folder but the manifest, by its path within."""
    return {name: _file(folder / name) for name in _names(folder) if name != NAME}


def write(folder: Path, manifest: Manifest) -> Manifest:
    """Sign off a backup: the last file written, so a folder without it is no backup."""
    signed = msgspec.structs.replace(manifest, check=_check(manifest))
    beside = folder / (NAME + ".tmp")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600), "wb") as file:
        file.write(canonical.dump(signed))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / NAME)
    sync_folder(folder)
    return signed


def read(folder: Path) -> Manifest:
    """The manifest, after every file in the folder was found to be as it says. Raises Declined."""
    try:
        raw = (folder / NAME).read_bytes()
        manifest = msgspec.json.decode(raw, type=Manifest)
    except FileNotFoundError:
        raise Declined(f"{folder} 不是完整的备份：没有 {NAME}。请换一份备份。") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Declined(f"{folder / NAME} 已损坏，读不出来。请换一份备份。") from error
    if manifest.check != _check(manifest) or canonical.dump(manifest) != raw:
        raise Declined(f"{folder / NAME} 被改过，与它自己的摘要不符。请换一份备份。")
    for name, said in manifest.files.items():
        if not (folder / name).is_file():
            raise Declined(f"备份里缺 {name}。请换一份备份。")
        if _file(folder / name) != said:
            raise Declined(f"备份里的 {name} 与清单所记摘要不符，已损坏。请换一份备份。")
    for name in _names(folder):
        if name not in manifest.files and name != NAME:
            raise Declined(f"备份里多出清单没有的 {name}。请移出后再试。")
    return manifest


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _file(path: Path) -> File:
    with path.open("rb") as file:
        return File(size=path.stat().st_size, sha256=file_digest(file, "sha256").hexdigest())


def _check(manifest: Manifest) -> str:
    return sha256(canonical.dump(msgspec.structs.replace(manifest, check=""))).hexdigest()
