"""The folded image kept in a file, so that opening the books need not fold everything again.

It is a convenience and never evidence: whatever is not exactly as this program wrote it, for this journal, is
left aside and the journal is folded. Nothing is migrated, no backup carries it, and verification does not
start from it. The bytes are msgpack of known types; reading them can run no code.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Generic

import msgspec

from yajian import core
from yajian.core.words import Seq
from yajian.journal import chain
from yajian.journal.envelope import Broken, Head
from yajian.journal.folding import ImageT, Instants, Standing
from yajian.journal.home import refuse_meddling
from yajian.journal.packing import packing_of
from yajian.journal.store import Store, Unsafe

EVERY = 10_000  # facts; folding so many takes a tenth of a second
_MAGIC = b"yajian-snapshot/1\n"
_START = len(_MAGIC) + sha256().digest_size
_DRAFT = ".snapshot-"


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says. It counts only for the same code, at the same place of the same journal."""

    code: str
    programme: str
    seq: Seq
    leaf: str
    last_at: datetime | None
    instants: bytes
    image: msgspec.Raw


class Snapshots(Generic[ImageT]):
    """The snapshot of one data folder. `code` names the program that folds: another's images are not used."""

    def __init__(self, path: Path, image: type[ImageT], code: Callable[[], str]) -> None:
        self._path = path
        self._packing = packing_of(image)
        self._code = code

    def load(self, store: Store) -> tuple[Standing[ImageT], Instants] | None:
        """The image at a place of this journal, or None. Never raises for what is wrong with the file."""
        try:
            refuse_meddling(self._path)
            raw = memoryview(self._path.read_bytes())
            if raw[: len(_MAGIC)] != _MAGIC or sha256(raw[_START:]).digest() != raw[len(_MAGIC) : _START]:
                return None
            kept = msgspec.msgpack.decode(raw[_START:], type=_Kept)
            if kept.code != self._code() or not _stands_in(store, kept):
                return None
            image: ImageT = self._packing.unpack(kept.image)
            standing = Standing(image, Head(kept.seq, kept.leaf), kept.programme, kept.last_at)
            return standing, Instants(kept.instants)
        except (OSError, Unsafe, Broken, msgspec.DecodeError, LookupError, ValueError):
            return None

    def keep(self, standing: Standing[ImageT], instants: bytes) -> None:
        """Put a new snapshot in the place of the last one. Raises OSError, and then the last one stays."""
        kept = {
            "code": self._code(),
            "programme": standing.programme,
            "seq": standing.head.seq,
            "leaf": standing.head.leaf,
            "last_at": standing.last_at,
            "instants": instants,
            "image": self._packing.pack(standing.image),
        }
        packed = msgspec.msgpack.encode(kept)
        handle, draft = tempfile.mkstemp(dir=self._path.parent, prefix=_DRAFT)
        try:
            with open(handle, "wb") as file:  # not synced: half a file after a power cut fails its digest
                file.write(_MAGIC + sha256(packed).digest())
                file.write(packed)
            os.replace(draft, self._path)
        except BaseException:
            with suppress(OSError):
                os.unlink(draft)
            raise

    def tidy(self) -> None:
        """Remove drafts that a killed process left. Only the one server does this."""
        for draft in self._path.parent.glob(_DRAFT + "*"):
            draft.unlink(missing_ok=True)


def _stands_in(store: Store, kept: _Kept) -> bool:
    """Whether the body at the snapshot's place is the one it was taken at."""
    found = [chain.leaf(stored.body).hex() for stored in store.read(kept.seq - 1, kept.seq)]
    return found == [kept.leaf]


@cache
def code() -> str:
    """The digest of all that makes an image out of bodies: this program's sources, its Python, its msgspec."""
    said = sha256(f"{sys.version} {sys.byteorder} {msgspec.__version__}".encode())
    for folder in (Path(str(core.__file__)).parent, Path(__file__).parent):
        for source in sorted(folder.rglob("*.py")):
            said.update(source.read_bytes())
    return said.hexdigest()
