"""How far a part has come on its way to acceptance, and what the gate before it asks of that."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, TypeVar, assert_never, cast

import msgspec

from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.acceptance import AnyFact, CompletionReported, Level, LevelChecked, PartAccepted
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.words import DocumentNo, PartId, Seq

F = TypeVar("F", bound=AnyFact)

Stage = Literal["未申请", "待核查", "县级已核查", "已退回", "待验收意见", "已验收"]
Use = Literal["完工报告", "县级初验意见", "市级现场核查记录", "验收意见书"]

_USES: Mapping[Level, Use] = {"county": "县级初验意见", "city": "市级现场核查记录"}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One part as of a day: its last report, what was looked at since, and the opinion if there is one."""

    part: PartId
    report: Entry[CompletionReported] | None
    checks: tuple[Entry[LevelChecked], ...]  # since that report, in the order they were recorded
    earlier: tuple[Entry[CompletionReported] | Entry[LevelChecked], ...]
    accepted: Entry[PartAccepted] | None

    @property
    def last(self) -> LevelChecked | None:
        return self.checks[-1].value if self.checks else None

    @property
    def city(self) -> Entry[LevelChecked] | None:
        """The city group's last visit on this report, if it agreed and no level has sent the report back since."""
        found = [one for one in self.checks if one.value.level == "city"]
        return found[-1] if found and found[-1].value.agrees and self.checks[-1].value.agrees else None

    @property
    def stage(self) -> Stage:
        if self.accepted is not None:
            return "已验收"
        if self.report is None:
            return "未申请"
        if self.last is None:
            return "待核查"
        if not self.last.agrees:
            return "已退回"
        return "待验收意见" if self.city is not None else "县级已核查"


class Used(msgspec.Struct, frozen=True, kw_only=True):
    """What a paper already is on the way to acceptance, of which part, and which entry says so."""

    use: Use
    part: PartId
    seq: Seq


def uses(programme: Programme, number: DocumentNo) -> Iterator[Used]:
    """Everything a paper was entered as, of whatever part."""
    for part, said in programme.acceptance.parts.items():
        for one in said.entries:
            if one.value.document == number:
                yield Used(use=_use(one.value), part=part, seq=one.seq)


def _use(said: AnyFact) -> Use:
    match said:
        case LevelChecked(level=level):
            return _USES[level]
        case CompletionReported():
            return "完工报告"
        case PartAccepted():
            return "验收意见书"
        case other:
            assert_never(other)


def standing(
    programme: Programme, part: PartId, as_of: date | None = None, known: Seq | None = None
) -> Standing:
    """Where a part stands on a day, as the first `known` facts tell it."""
    said = programme.acceptance.parts.get(part, Timeline())
    first = _first_told(said)
    entries = sorted(
        (one for one in said.known(known) if as_of is None or one.effective <= as_of),
        key=lambda one: first[one.seq],
    )
    reports = tuple(_of(entries, CompletionReported))
    report = reports[-1] if reports else None
    checks = tuple(_of(entries, LevelChecked))
    mine = tuple(one for one in checks if report is not None and first[one.value.report] == first[report.seq])
    return Standing(
        part=part,
        report=report,
        checks=mine,
        earlier=(*reports[:-1], *(one for one in checks if one not in mine)),
        accepted=next(_of(entries, PartAccepted), None),
    )


def _first_told(said: Timeline[AnyFact]) -> Mapping[Seq, Seq]:
    """Where each entry was first told: a day put right moves nothing in the order, and leaves nobody's visit behind."""
    first: dict[Seq, Seq] = {}
    for one in said.entries:
        corrects = None if isinstance(one.value, PartAccepted) else one.value.corrects
        first[one.seq] = first.get(corrects, corrects) if corrects is not None else one.seq
    return first


def _of(entries: list[Entry[AnyFact]], kind: type[F]) -> Iterator[Entry[F]]:
    return (cast("Entry[F]", one) for one in entries if isinstance(one.value, kind))


# What a gate asks of this area --------------------------------------------------------------------


def _signed(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """市政府组织的验收组签署: by the opinion in force, or the one that is about to be entered."""
    accepted = standing(programme, case.part, case.as_of, case.known).accepted
    signers = case.signers or (
        tuple(f"{one.name}（{one.organ}）" for one in accepted.value.members) if accepted is not None else ()
    )
    if signers:
        return met(f"{len(signers)} 人签署", ("签署", "、".join(signers)))
    return lacking(
        f"待定：{case.part} 还没有签署的验收意见书",
        ("验收意见书",),
        "请由验收组现场核查后签署验收意见书",
        asks="acceptance.accept",
    )


def evidenced(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """影像等印证材料: what the city group looked at and attached; where the plan lists materials, each of them.

    Whether its pictures are its own, the flags above this know.
    """
    found = standing(programme, case.part, case.as_of, case.known)
    if found.stage == "已退回":
        return unmet(
            f"{case.part} 的现场核查退回整改（第{found.checks[-1].seq}条）",
            "请整改好以后重新报完工，再到现场核查",
            asks="acceptance.report",
        )
    if found.city is None:
        return lacking(
            f"待定：市级验收组还没有 {case.part} 的现场核查记录",
            ("市级现场核查记录和影像",),
            "请验收组到现场核查，附影像",
            asks="acceptance.check",
        )
    wanted = condition.materials.value if condition.materials is not None else None
    seen = {one.what for one in found.city.value.looked}
    silent = [one for one in wanted or () if one not in seen]
    if silent:
        return unmet(
            f"核查记录没有写明：{'、'.join(silent)}",
            "请补看并写明",
            ("看过", "、".join(sorted(seen))),
            asks="acceptance.check",
        )
    return met(f"现场核查记录（第{found.city.seq}条）附影像", ("看过", "、".join(sorted(seen))))


def _accepted(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """该产能已验收合格."""
    accepted = standing(programme, case.part, case.as_of, case.known).accepted
    if accepted is not None:
        return met(f"{accepted.value.document}验收合格", ("验收日期", accepted.effective.isoformat()))
    return unmet(f"{case.part} 还没有验收合格", "请先验收", asks="acceptance.accept")


NEEDS: Needs = {"acceptance_signed": _signed, "accepted": _accepted}
