"""The data folder: what lies where in it, made private and durable, and refused when others could meddle."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from yajian.journal.store import Unsafe

_MEDDLE = stat.S_IWGRP | stat.S_IWOTH


class Home:
    """`journal.sqlite3`, or `database` when the books lie in one; `evidence/`, the two lock files, and a snapshot.

    `templates/` is the city's to put its own Word files in. The snapshot may always be deleted.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.journal = self.root / "journal.sqlite3"
        self.evidence = self.root / "evidence"
        self.templates = self.root / "templates"
        self.lock = self.root / "lock"
        self.serving = self.root / "serving"
        self.snapshot = self.root / "snapshot"
        self.database = self.root / "database"

    @property
    def has_journal(self) -> bool:
        """Whether books lie in the folder itself."""
        return self.journal.exists() and self.journal.stat().st_size > 0

    @property
    def has_evidence(self) -> bool:
        return any(path.is_file() for path in self.evidence.rglob("*"))

    def prepare(self) -> None:
        """Make what is missing; refuse (Unsafe) what belongs to or can be written by somebody else."""
        self.prepare_folders()
        refuse_lost_journal(self)
        make_file(self.journal)
        refuse_meddling(self.journal)

    def prepare_folders(self) -> None:
        """As much of it as books kept in a database need."""
        for folder in (self.root, self.evidence):
            make_folder(folder)
            refuse_meddling(folder)


def refuse_lost_journal(home: Home) -> None:
    """Evidence without its journal means that the books were moved or deleted, not that they are new."""
    if not home.has_journal and home.has_evidence:
        raise Unsafe(
            f"{home.root} 里有附件（{home.evidence.name}/），账簿（{home.journal.name}）却没有了。"
            "请找回原文件，或用 ./run restore 从备份恢复；不要在原处新建。"
        )


def make_folder(path: Path) -> None:
    """A private folder whose name survives a power cut."""
    if path.is_dir():
        return
    if not path.parent.is_dir():
        make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)


def make_file(path: Path) -> None:
    """An empty private file whose name survives a power cut, unless it is there already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return
    os.close(descriptor)
    sync_folder(path.parent)


def claim(path: Path, words: str) -> None:
    """A private file with these words, whole from the moment it is there, unless there is one already."""
    beside = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_meddling(path: Path) -> None:
    """Raises Unsafe if the file or folder is another user's, or others may write to it."""
    status = path.stat()
    if status.st_uid != os.geteuid():
        raise Unsafe(
            f"{path} 属于用户 {status.st_uid}，现在是用户 {os.geteuid()} 在运行。"
            f"请改用它的主人运行，或先移交：chown -R {os.geteuid()} {path}"
        )
    if status.st_mode & _MEDDLE:
        raise Unsafe(f"{path} 允许其他用户写入。请先收回：chmod go-w {path}")
