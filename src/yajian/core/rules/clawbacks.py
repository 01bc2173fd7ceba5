"""Where a clawback stands: what was asked of a county, and how much of it is back."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from yajian.core.facts.clawbacks import (
    Level,
    NoticeIssued,
    NoticeWithdrawn,
    OpinionGiven,
    ReceiptBooked,
    ReceiptReturned,
    Step,
)
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
    returns: tuple[Entry[ReceiptReturned], ...] = ()  # to the county, of what had come in beyond what is paid

    @property
    def fact(self) -> OpinionGiven:
        return self.opinion.value

    @property
    def received_fen(self) -> Fen:
        return Fen(sum(one.value.amount_fen for one in self.receipts))

    @property
    def returned_fen(self) -> Fen:
        return Fen(sum(one.value.amount_fen for one in self.returns))

    def kept_fen(self, only: Level | None = None) -> Fen:
        """What came in and did not go back to the county, of every level or of one."""
        gone = sum(one.value.amount_fen for one in self.returns if only in (None, one.value.level))
        came = sum(one.value.amount_fen for one in self.receipts if only in (None, one.value.level))
        return Fen(came - gone)

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
    in_order = [one for one in line.known(known) if as_of is None or one.effective <= as_of]
    entries = sorted(in_order, key=lambda one: one.seq)
    if not entries or not isinstance(entries[0].value, OpinionGiven):
        return None
    return Standing(
        seq=opinion,
        opinion=entries[0],  # type: ignore[arg-type]
        last=in_order[-1],
        notice=next((one for one in reversed(entries) if isinstance(one.value, NoticeIssued)), None),  # type: ignore[arg-type]
        withdrawn=next((one for one in entries if isinstance(one.value, NoticeWithdrawn)), None),  # type: ignore[arg-type]
        receipts=tuple(one for one in entries if isinstance(one.value, ReceiptBooked)),  # type: ignore[misc]
        returns=tuple(one for one in entries if isinstance(one.value, ReceiptReturned)),  # type: ignore[misc]
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
    programme: Programme,
    county: CountyId,
    as_of: date | None = None,
    known: Seq | None = None,
    only: Level | None = None,
) -> Fen:
    """All that came back from one county and stayed, of every matter it had: of every level, or of one."""
    found = (one for one in standings(programme, as_of, known) if one.fact.county == county)
    return Fen(sum(one.kept_fen(only) for one in found))


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
