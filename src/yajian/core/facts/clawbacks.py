"""收回补偿资金: the opinion on a county that missed its task, the notice to it, and what came back.

The debtor is the county, never a firm. Facts here are stored for ever. Add fields with defaults; leave tags and
meanings alone.
"""

from datetime import date
from typing import Literal, assert_never

import msgspec

from yajian.core.history import Table, Timeline, enter
from yajian.core.words import ClauseId, CountyId, Digest, DocumentNo, Fact, Fen, PartId, Recorded, Seq, Tonnes

Level = Literal["province", "city", "county"]


class ClawbacksFact(Fact, frozen=True):
    """Marks this file's facts. A matter is named by the entry of its opinion."""


class Unfinished(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A part whose day is past and that is not done."""

    part: PartId
    tonnes: Tonnes


class Computed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One reading of the clause, worked out; a range where a rate is not settled."""

    reading: str
    low_fen: Fen
    high_fen: Fen


class OpinionGiven(ClawbacksFact, frozen=True, kw_only=True, tag="clawbacks.opinion-given/1"):
    """收回意见: the county did not finish these parts by their day; every reading stands beside the others."""

    county: CountyId
    unfinished: tuple[Unfinished, ...]
    unfinished_t: Tonnes
    paid_fen: Fen  # of the levels that are taken back, to the county's firms so far
    readings: tuple[Computed, ...]
    document: DocumentNo
    scan: Digest


class NoticeIssued(ClawbacksFact, frozen=True, kw_only=True, tag="clawbacks.notice-issued/1"):
    """收回通知: the treasury asks so much of the county, by the reading that a paper confirmed."""

    opinion: Seq
    county: CountyId
    reading: str
    amount_fen: Fen
    document: DocumentNo
    scan: Digest
    clauses: tuple[ClauseId, ...] = ()


class NoticeWithdrawn(ClawbacksFact, frozen=True, kw_only=True, tag="clawbacks.notice-withdrawn/1"):
    """撤回收回通知: the treasury took it back; what came in already stands."""

    opinion: Seq
    county: CountyId
    reason: str
    document: DocumentNo
    scan: Digest


class Booked(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What an entry of a receipt said, and of which day: so much is moved back where the entry is put right."""

    level: Level
    amount_fen: Fen
    on: date
    returned: bool = False  # it was of money that went back to the county


class ReceiptBooked(ClawbacksFact, frozen=True, kw_only=True, tag="clawbacks.receipt-booked/1"):
    """收回入库: so much came back from the county, for one level, under this voucher."""

    opinion: Seq
    county: CountyId
    level: Level
    amount_fen: Fen
    voucher: str
    document: DocumentNo
    scan: Digest
    corrects: Seq | None = None
    was: Booked | None = None  # of a correction: what the entry said that it stands in the place of
    why: str = ""


class ReceiptReturned(ClawbacksFact, frozen=True, kw_only=True, tag="clawbacks.receipt-returned/1"):
    """退还县（市）: so much had come in for one level beyond what is paid of it, and went back to the county."""

    opinion: Seq
    county: CountyId
    level: Level
    amount_fen: Fen
    voucher: str
    document: DocumentNo
    scan: Digest


class ReceiptWithdrawn(ClawbacksFact, frozen=True, kw_only=True, tag="clawbacks.receipt-withdrawn/1"):
    """撤销入库登记: that entry of a receipt, or of a return, should not be there at all; it is moved back."""

    withdraws: Seq
    opinion: Seq
    county: CountyId
    was: Booked
    reason: str
    document: DocumentNo
    scan: Digest


Step = OpinionGiven | NoticeIssued | NoticeWithdrawn | ReceiptBooked | ReceiptReturned
AnyFact = Step | ReceiptWithdrawn


class Clawbacks(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else. Amounts stand in the money book."""

    matters: Table[Seq, Timeline[Step]] = msgspec.field(default_factory=Table)  # by opinion

    def branch(self) -> "Clawbacks":
        return Clawbacks(matters=self.matters.branch())


def evolve(state: Clawbacks, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case OpinionGiven() as fact:
            enter(state.matters, seq, seq, effective, fact)
        case (
            NoticeIssued(opinion=opinion)
            | NoticeWithdrawn(opinion=opinion)
            | ReceiptReturned(opinion=opinion) as fact
        ):
            enter(state.matters, opinion, seq, effective, fact)
        case ReceiptBooked(opinion=opinion, corrects=corrects) as fact:
            enter(state.matters, opinion, seq, effective, fact, corrects)
        case ReceiptWithdrawn(opinion=opinion, withdraws=withdraws):
            state.matters.put(opinion, state.matters[opinion].close(seq, withdraws))
        case other:
            assert_never(other)
