"""Which duties were discharged: by whom, on what record, for which period; and from when silence means undone.

Facts here are stored for ever. Add fields with defaults; leave tags and meanings alone.
"""

from typing import assert_never

import msgspec

from yajian.core.history import Table, Timeline
from yajian.core.words import DocumentNo, DutyId, Fact, Recorded, Seq


class DutiesFact(Fact, frozen=True):
    """Marks this file's facts."""


class DutyDischarged(DutiesFact, frozen=True, kw_only=True, tag="duties.duty-discharged/1"):
    """职责办结: on that day the duty was done here, and this record of it is left."""

    duty: DutyId
    holder: str = ""  # the county or enterprise it was done for; empty: the duty is not divided
    period: str = ""  # of a recurring duty: 2020-06
    matter: str = ""  # of a duty that arises again and again: which occurrence
    done_by: str
    record: str
    document: DocumentNo | None = None
    corrects: Seq | None = None


class DischargeWithdrawn(DutiesFact, frozen=True, kw_only=True, tag="duties.discharge-withdrawn/1"):
    """撤回办结登记: for whoever knows of it, the duty was not done as that entry said."""

    duty: DutyId
    holder: str = ""
    period: str = ""
    matter: str = ""
    withdraws: Seq
    reason: str


class OpeningStated(DutiesFact, frozen=True, kw_only=True, tag="duties.opening-stated/1"):
    """职责期初清点: what this holder had done by that day is entered; what is not entered is not done."""

    holder: str = ""  # a county; empty: the offices whose duties are not divided by county
    document: DocumentNo


AnyFact = DutyDischarged | DischargeWithdrawn | OpeningStated

Key = tuple[DutyId, str, str, str]  # duty, holder, period, matter


class Duties(msgspec.Struct, kw_only=True):
    """The fold's own builder: mutated here and nowhere else."""

    discharges: Table[Key, Timeline[DutyDischarged]] = msgspec.field(default_factory=Table)
    openings: Table[str, Timeline[OpeningStated]] = msgspec.field(default_factory=Table)

    def branch(self) -> "Duties":
        return Duties(discharges=self.discharges.branch(), openings=self.openings.branch())


def evolve(state: Duties, recorded: Recorded[AnyFact]) -> None:
    seq, effective = recorded.seq, recorded.effective
    match recorded.fact:
        case DutyDischarged(duty=duty, holder=holder, period=period, matter=matter) as fact:
            key = (duty, holder, period, matter)
            past = state.discharges.get(key, Timeline())
            state.discharges.put(key, past.add(seq, effective, fact, fact.corrects))
        case DischargeWithdrawn(duty=duty, holder=holder, period=period, matter=matter, withdraws=withdraws):
            key = (duty, holder, period, matter)
            state.discharges.put(key, state.discharges[key].close(seq, withdraws))
        case OpeningStated(holder=holder) as fact:
            state.openings.put(holder, state.openings.get(holder, Timeline()).add(seq, effective, fact))
        case other:
            assert_never(other)
