"""What rests on which paper: of every paper, the first entry of each kind of fact that cites it.

One entry a kind is kept, because fifty thousand ovens may stand on one ledger's letter, and who asks wants to know
what a paper was used for and not how often.
"""

from typing import Any

import msgspec

from yajian.core.history import Table
from yajian.core.words import DocumentNo, Recorded, Seq


class Citation(msgspec.Struct, frozen=True, gc=False):
    """A paper was what an entry of this kind rests on. `kind` is the fact's tag without its version."""

    kind: str
    seq: Seq


class CitationBook(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    cited: Table[DocumentNo, tuple[Citation, ...]] = msgspec.field(default_factory=Table)

    def branch(self) -> "CitationBook":
        return msgspec.structs.replace(self, cited=self.cited.branch())


def post(book: CitationBook, recorded: Recorded[Any]) -> None:
    """Whatever an area enters by its `document` is on the paper of that number."""
    number = getattr(recorded.fact, "document", None)
    if not number:
        return
    kind, stands = kind_of(type(recorded.fact)), book.cited.get(number, ())
    if all(one.kind != kind for one in stands):
        book.cited.put(number, (*stands, Citation(kind, recorded.seq)))


def kind_of(fact: type[Any]) -> str:
    """A fact's kind whatever the version of its shape: `quotas.version-reviewed`."""
    return str(fact.__struct_config__.tag).partition("/")[0]
