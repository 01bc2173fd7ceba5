"""The few operations on files whose order decides what a power cut leaves behind."""

import os
from pathlib import Path
from typing import BinaryIO


class Disk:
    """The real file system. A test replaces it by one that remembers what was synced."""

    def make_folder(self, path: Path) -> None:
        """Does nothing if it is there."""
        path.mkdir(mode=0o700, exist_ok=True)

    def create(self, path: Path) -> BinaryIO:
        """A new private file, open for writing and reading. Raises FileExistsError."""
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w+b")

    def sync(self, file: BinaryIO) -> None:
        """The bytes written so far survive a power cut."""
        file.flush()
        os.fsync(file.fileno())

    def rename(self, source: Path, target: Path) -> None:
        source.rename(target)

    def sync_folder(self, path: Path) -> None:
        """The names in a folder survive a power cut."""
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_path(self, path: Path) -> None:
        """The bytes of a file written earlier, perhaps by somebody else, survive a power cut."""
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
