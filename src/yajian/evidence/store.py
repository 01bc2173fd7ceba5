"""The evidence store: bytes in, digest out; bit-identical on return, or a loud error.

write → fsync → rename → fsync the folder, and only then may a fact name the digest. Any shorter way lost
files or left torn ones in simulated power cuts.
"""

import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from yajian.core.words import Digest, Refusal
from yajian.evidence import refusals
from yajian.evidence.disk import Disk
from yajian.evidence.kinds import Kind, kind_of

LIMIT = 30 * 1024 * 1024  # bytes of one file
_CHUNK = 1 << 20
_INCOMING = ".incoming-"
_ABANDONED = 24 * 3600  # seconds after which an unfinished upload is nobody's
_DIGEST = re.compile("[0-9a-f]{64}")


class Fault(Exception):
    """A kept file is not what it was. `kind` is "missing" or "altered"; the message is Chinese."""

    def __init__(self, digest: str, kind: str, saw: str) -> None:
        super().__init__(f"附件 {digest} {saw}")
        self.digest = digest
        self.kind = kind
        self.saw = saw


class EvidenceRefused(Exception):
    """A file the office does not take in. `refusal` says why; so does the message, in Chinese."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.finding}。{refusal.way_forward}。")
        self.refusal = refusal


class NotKept(Exception):
    """The file could not be stored and nothing names it. The message is a Chinese sentence."""


class Evidence:
    """Files under `root`, each at `ab/cdef…` by its SHA-256. Usable from several threads and processes."""

    def __init__(self, root: Path, *, limit: int = LIMIT, disk: Disk | None = None) -> None:
        self._root = root
        self._limit = limit
        self._disk = disk or Disk()

    def put(self, source: BinaryIO) -> Digest:
        """Keep a file. Once this has returned, a power cut cannot lose it. Raises EvidenceRefused, NotKept."""
        return self._keep(source, lambda file: kind_of(file) is not None)

    def put_read(self, path: Path) -> Digest:
        """Keep a file that was read to its end as what it is, a bank's table in the bank's own encoding.

        Raises EvidenceRefused, NotKept.
        """
        with path.open("rb") as source:
            return self._keep(source, lambda file: True)

    def _keep(self, source: BinaryIO, is_kept: Callable[[BinaryIO], bool]) -> Digest:
        incoming = self._root / f"{_INCOMING}{secrets.token_hex(16)}"
        try:
            with self._disk.create(incoming) as file:
                digest, size = _copy(source, file, self._limit)
                if size > self._limit:
                    raise EvidenceRefused(refusals.too_large(self._limit))
                if size == 0:
                    raise EvidenceRefused(refusals.empty())
                if not is_kept(file):
                    raise EvidenceRefused(refusals.kind_not_kept())
                self._disk.sync(file)
            self._place(incoming, digest)
        except OSError as error:
            raise NotKept(refusals.not_kept(error)) from error
        finally:
            self._disk.remove(incoming)
        return digest

    def put_bytes(self, content: bytes) -> Digest:
        return self.put(BytesIO(content))

    def put_file(self, path: Path) -> Digest:
        with path.open("rb") as source:
            return self.put(source)

    def take(self, digest: Digest, content: bytes) -> None:
        """Keep bytes that must have this digest, whatever their kind: for restoring. Raises Fault, NotKept."""
        if sha256(content).hexdigest() != digest:
            raise Fault(digest, "altered", "的来源文件内容与其摘要不符")
        incoming = self._root / f"{_INCOMING}{secrets.token_hex(16)}"
        try:
            with self._disk.create(incoming) as file:
                file.write(content)
                self._disk.sync(file)
            self._place(incoming, digest)
        except OSError as error:
            raise NotKept(refusals.not_kept(error)) from error
        finally:
            self._disk.remove(incoming)

    def holds(self, digest: str) -> bool:
        return _DIGEST.fullmatch(digest) is not None and self.path(Digest(digest)).is_file()

    def read(self, digest: Digest) -> bytes:
        """The bytes as they were put. Raises Fault."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise self._missing(digest) from None
        if sha256(content).hexdigest() != digest:
            raise self._altered(digest)
        return content

    def kind(self, digest: Digest) -> Kind | None:
        """What the content is, judged anew. Raises Fault if there is none."""
        try:
            with self.path(digest).open("rb") as file:
                return kind_of(file)
        except FileNotFoundError:
            raise self._missing(digest) from None

    def path(self, digest: Digest) -> Path:
        """Where the file lies or would lie. Raises ValueError for what is no digest."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"not a digest: {digest!r}")
        return self._root / digest[:2] / digest[2:]

    def digests(self) -> Iterator[Digest]:
        """Everything kept, in order of digest."""
        for path in self._files():
            if _DIGEST.fullmatch(path.parent.name + path.name):
                yield Digest(path.parent.name + path.name)

    def check(self, digest: Digest) -> None:
        """Re-hash one file. Raises Fault."""
        try:
            with self.path(digest).open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            raise self._missing(digest) from None
        except OSError as error:
            raise Fault(digest, "altered", f"读不出来（{error.strerror}），请从备份恢复该文件") from error
        if found != digest:
            raise self._altered(digest)

    def scrub(self) -> Iterator[Fault]:
        """Re-hash everything kept; what is wrong, as faults, strangers among the files included."""
        for path in self._files():
            name = path.parent.name + path.name
            if not _DIGEST.fullmatch(name):
                yield Fault(str(path.relative_to(self._root)), "stray", "不是附件库写下的文件，请移出附件库")
                continue
            try:
                self.check(Digest(name))
            except Fault as fault:
                yield fault

    def tidy(self) -> int:
        """Remove what interrupted uploads left behind a day ago or earlier; how many."""
        oldest = time.time() - _ABANDONED
        left = [path for path in self._root.glob(f"{_INCOMING}*") if path.stat().st_mtime < oldest]
        for path in left:
            self._disk.remove(path)
        return len(left)

    def _place(self, incoming: Path, digest: Digest) -> None:
        """Give a synced file its name, durably. A good copy that is there already stays."""
        target = self.path(digest)
        self._disk.make_folder(target.parent)
        self._disk.sync_folder(self._root)
        try:
            self.check(digest)
            self._disk.sync_path(target)  # whoever wrote it may not have come to that
        except Fault:
            self._disk.rename(incoming, target)
        self._disk.sync_folder(target.parent)

    def _files(self) -> Iterator[Path]:
        for folder in sorted(self._root.iterdir()):
            if folder.is_dir():
                yield from sorted(path for path in folder.rglob("*") if not path.is_dir())
            elif not folder.name.startswith(_INCOMING):
                yield folder

    def _missing(self, digest: Digest) -> Fault:
        return Fault(digest, "missing", f"不见了，请从备份恢复 {self._shown(digest)}")

    def _altered(self, digest: Digest) -> Fault:
        return Fault(digest, "altered", f"的内容与入库时不同，请从备份恢复 {self._shown(digest)}")

    def _shown(self, digest: Digest) -> str:
        return os.path.join(self._root.name, digest[:2], digest[2:])


def _copy(source: BinaryIO, target: BinaryIO, limit: int) -> tuple[Digest, int]:
    """Stream and hash on the way, stopping beyond the limit; the digest and how many bytes."""
    hashed, size = sha256(), 0
    while size <= limit and (piece := source.read(_CHUNK)):
        hashed.update(piece)
        target.write(piece)
        size += len(piece)
    return Digest(hashed.hexdigest()), size
