"""凭证重用: two returns booked by one notice of the bank, as older journals have them; a new one is refused.

One of the two may never have come back, and was paid anew. Nothing is taken back for it; it is marked wherever the
payment is shown, read off the papers of the returns that stand, so that withdrawing either takes the mark away.
"""

from collections.abc import Iterator
from functools import cached_property

import msgspec

from yajian.core.facts.payments import PaymentBounced
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.rules import payments
from yajian.core.rules.payments import Standing
from yajian.core.spellings import number_key
from yajian.core.words import DocumentNo, Fen, Seq, yuan_of


class SharedNotice(msgspec.Struct, frozen=True, kw_only=True):
    """One return, and another by the same paper."""

    seq: Seq  # the entry that is marked
    document: DocumentNo
    other: Seq
    slip: Seq  # of the other
    payee: str
    amount_fen: Fen

    @property
    def words(self) -> str:
        return (
            f"退回凭证 {self.document} 也是第{self.other}条退回的凭证"
            f"（第{self.slip}条制单，{self.payee}，{yuan_of(self.amount_fen)} 元），请与银行核对"
        )


class SharedNotices:
    """Reads one payment after the other. Every return is looked at once, and only if one of those came back."""

    def __init__(self, programme: Programme, known: Seq | None = None) -> None:
        self.programme, self.known = programme, known

    @cached_property
    def _by_paper(self) -> dict[str, list[tuple[Standing, Entry[PaymentBounced]]]]:
        found: dict[str, list[tuple[Standing, Entry[PaymentBounced]]]] = {}
        for slip in payments.standings(self.programme, None, self.known):
            for back in slip.returns:
                found.setdefault(number_key(back.value.document), []).append((slip, back))
        return found

    def of(self, slip: Standing) -> tuple[SharedNotice, ...]:
        """The marks of a payment, return by return."""
        return tuple(self._of(slip))

    def _of(self, slip: Standing) -> Iterator[SharedNotice]:
        for mine in slip.returns:
            for other, back in self._by_paper.get(number_key(mine.value.document), ()):
                if back.seq != mine.seq:
                    yield SharedNotice(
                        seq=mine.seq,
                        document=mine.value.document,
                        other=back.seq,
                        slip=other.seq,
                        payee=other.fact.payee,
                        amount_fen=back.value.amount_fen,
                    )
