"""Where a clawback stands: what was asked of a county, and how much of it is back."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from yajian.core.facts.clawbacks import NoticeIssued, NoticeWithdrawn, OpinionGiven, ReceiptBooked, Step
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.core.words import CountyId, Fen, Seq

Stage = Literal["待通知", "待入库", "已收回", "已撤回"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One matter as of a day."""

    seq: Seq
    opinion: Entry[OpinionGiven]
    last: Entry[Step]
    notice: Entry[NoticeIssued] | None
    withdrawn: Entry[NoticeWithdrawn] | None
    receipts: tuple[Entry[ReceiptBooked], ...]

    @property
    def fact(self) -> OpinionGiven:
        return self.opinion.value

    @property
    def received_fen(self) -> Fen:
        return Fen(sum(one.value.amount_fen for one in self.receipts))

    @property
    def left_fen(self) -> Fen:
        """What the notice asks for and has not come in."""
        return Fen(self.notice.value.amount_fen - self.received_fen) if self.notice is not None else Fen(0)

    @property
    def stage(self) -> Stage:
        if self.withdrawn is not None:
            return "已撤回"
        if self.notice is None:
            return "待通知"
        return "待入库" if self.left_fen else "已收回"


def standing(
    programme: Programme, opinion: Seq, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """A matter as of a day; None before its opinion was given."""
    line = programme.clawbacks.matters.get(opinion, Timeline())
    entries = sorted(
        (one for one in line.known(known) if as_of is None or one.effective <= as_of), key=lambda one: one.seq
    )
    if not entries or not isinstance(entries[0].value, OpinionGiven):
        return None
    return Standing(
        seq=opinion,
        opinion=entries[0],  # type: ignore[arg-type]
        last=entries[-1],
        notice=next((one for one in reversed(entries) if isinstance(one.value, NoticeIssued)), None),  # type: ignore[arg-type]
        withdrawn=next((one for one in entries if isinstance(one.value, NoticeWithdrawn)), None),  # type: ignore[arg-type]
        receipts=tuple(one for one in entries if isinstance(one.value, ReceiptBooked)),  # type: ignore[misc]
    )


def standings(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Standing]:
    """Every matter known of on a day, in the order of their opinions."""
    for opinion in programme.clawbacks.matters:
        found = standing(programme, opinion, as_of, known)
        if found is not None:
            yield found


def received_fen(
    programme: Programme, county: CountyId, as_of: date | None = None, known: Seq | None = None
) -> Fen:
    """All that came back from one county, of every matter it had."""
    found = (one for one in standings(programme, as_of, known) if one.fact.county == county)
    return Fen(sum(one.received_fen for one in found))


def open_for(
    programme: Programme, county: CountyId, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """The matter of a county that is not settled yet."""
    return next(
        (
            one
            for one in standings(programme, as_of, known)
            if one.fact.county == county and one.stage in ("待通知", "待入库")
        ),
        None,
    )
