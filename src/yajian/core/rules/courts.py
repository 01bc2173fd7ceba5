"""Which seals are on a facility on a day, and whether the court was asked and said yes. Order is the court's to lift."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import msgspec

from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.courts import CourtConsulted, CourtWrote, Sealed, Unsealed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.words import PartId, Seq

WRITINGS = {"consent": "允许处置", "refusal": "不允许处置", "other": "其他文书"}
MEETINGS = {"letter": "去函", "meeting": "会商", "call": "电话"}


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """One seal as it stands on a day: what it is on, until when, what was said and written about it."""

    seq: Seq
    since: date
    fact: Sealed
    until: date | None  # the last day it is in force, as the order in force then says
    in_force: bool
    lifted: Entry[Unsealed] | None
    consulted: tuple[Entry[CourtConsulted], ...]
    written: tuple[Entry[CourtWrote], ...]

    @property
    def word(self) -> str:
        if self.lifted is not None:
            return "已解封"
        return "查封中" if self.in_force else "期满未续"

    @property
    def answer(self) -> Entry[CourtWrote] | None:
        """The court's last word on the disposal; other papers of its are none."""
        said = [one for one in self.written if one.value.says != "other"]
        return said[-1] if said else None

    @property
    def allows(self) -> bool:
        return self.answer is not None and self.answer.value.says == "consent"

    @property
    def waits_since(self) -> date | None:
        """The day the court was first asked and has not answered since."""
        heard = max((one.effective for one in self.written), default=date.min)
        open_ = [one.effective for one in self.consulted if one.effective > heard or heard == date.min]
        return min(open_, default=None)


def seal(programme: Programme, seq: Seq, on: date | None = None, known: Seq | None = None) -> Seal | None:
    """A seal on a day; None before it, and for whoever knows that it was entered by mistake."""
    fact = programme.courts.seals.get(seq)
    if fact is None or programme.courts.withdrawn.get(seq, Timeline()).known(known):
        return None
    line = [one for one in programme.courts.standing[seq].known(known) if on is None or one.effective <= on]
    begun = next((one for one in line if isinstance(one.value, Sealed)), None)
    if begun is None:
        return None
    last = line[-1]
    until = next((one.value.until for one in reversed(line) if not isinstance(one.value, Unsealed)), None)
    lifted = last if isinstance(last.value, Unsealed) else None
    return Seal(
        seq=seq,
        since=begun.effective,
        fact=fact,
        until=until,
        in_force=lifted is None and (until is None or on is None or on <= until),
        lifted=lifted,  # type: ignore[arg-type]
        consulted=_by(programme.courts.consulted.get(seq, Timeline()), on, known),
        written=_by(programme.courts.written.get(seq, Timeline()), on, known),
    )


V = TypeVar("V")


def _by(line: Timeline[V], on: date | None, known: Seq | None) -> tuple[Entry[V], ...]:
    return tuple(one for one in line.known(known) if on is None or one.effective <= on)


def seals(programme: Programme, on: date | None = None, known: Seq | None = None) -> tuple[Seal, ...]:
    """Every seal known of on a day, lifted ones too, in the order they were entered."""
    found = (seal(programme, seq, on, known) for seq in programme.courts.seals)
    return tuple(one for one in found if one is not None)


def on_facility(programme: Programme, case: Case) -> tuple[Seal, ...]:
    """The seals on what is asked about, or on an oven it may lie in, under the name of the list or the id of the ledger."""
    places = case.places | {(PartId(""), str(one)) for one in case.ovens}
    return tuple(
        one
        for one in seals(programme, case.as_of, case.known)
        if (one.fact.part, one.fact.facility) in places
    )


def in_force(programme: Programme, case: Case) -> tuple[Seal, ...]:
    """Those in force on the day asked about: a seal that runs out before then is renewed or lifted by the court only."""
    return tuple(one for one in on_facility(programme, case) if one.in_force and not _over(one, case.on))


def _over(one: Seal, day: date) -> bool:
    return one.until is not None and one.until < day


def told(one: Seal) -> str:
    ends = f"，至 {one.until.isoformat()}" if one.until is not None else ""
    return f"{one.fact.name}由{one.fact.court}查封（{one.fact.case_no}，{one.since.isoformat()}起{ends}）"


# What a gate asks of this area --------------------------------------------------------------------


def _position(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """已与法院协商: a record of talks, or a paper of the court, for every seal in force."""
    found = in_force(programme, case)
    if not found:
        return _none_recorded(programme, case)
    silent = [one for one in found if not one.consulted and not one.written]
    if silent:
        return lacking(
            f"待定：{'；'.join(told(one) for one in silent)}，还没有协商记录",
            ("与法院的协商记录",),
            "请与法院协商并登记，或登记法院文书",
            *_seen(found),
            asks="courts.consult-court",
        )
    return met(f"{'；'.join(told(one) for one in found)}，已与法院协商", *_seen(found))


def _consent(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """法院文书允许处置: the court's last word for every seal in force."""
    found = in_force(programme, case)
    if not found:
        return _none_recorded(programme, case)
    held = [one for one in found if not one.allows]
    if held:
        refused = [one for one in held if one.answer is not None]
        why = "法院文书不允许处置" if refused else "缺法院允许处置文书"
        return unmet(
            f"{why}：{'；'.join(told(one) for one in held)}",
            "请与法院协商，取得允许处置的文书后登记；解封由法院决定",
            *_seen(found),
            asks="courts.record-document",
        )
    return met(f"{'；'.join(told(one) for one in found)}，法院允许处置", *_seen(found))


def _none_recorded(programme: Programme, case: Case) -> Found:
    """The ledger says that it is sealed, and nobody entered by whom."""
    past = on_facility(programme, case)
    if past:
        return lacking(
            f"待定：台账写明查封，登记的查封已经{past[-1].word}",
            ("现在是否查封",),
            "请核对台账和查封登记，哪一个不对改哪一个",
            asks="statements.report",
        )
    return lacking(
        "待定：台账写明法院查封，还没有登记是哪个法院、哪个案号",
        ("查封法院、案号",),
        "请凭法院文书登记查封",
        asks="courts.record-seal",
    )


def _seen(found: tuple[Seal, ...]) -> Iterator[tuple[str, str]]:
    for one in found:
        yield "查封", told(one)
        for talk in one.consulted:
            yield MEETINGS[talk.value.by], f"{talk.effective.isoformat()} {talk.value.with_whom}"
        for paper in one.written:
            yield WRITINGS[paper.value.says], f"{paper.effective.isoformat()} {paper.value.document}"


NEEDS: Needs = {"court_position_known": _position, "court_consent_document": _consent}
