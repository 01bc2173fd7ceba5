"""Every number as a file of statements: who, on which document, true when, and what came of each."""

from collections.abc import Iterable
from datetime import date
from typing import Any, assert_never

import msgspec

from yajian.core.facts.statements import (
    AnyFact,
    DecisionNotified,
    DisputeHeard,
    DisputeSettled,
    StatementDetermined,
    StatementDisputed,
    StatementReported,
    StatementVerified,
    StatementWithdrawn,
    Subject,
)
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import statements as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.statements import Number, Standing
from yajian.core.words import (
    Answer,
    CountyId,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    PartId,
    Seq,
    SiteId,
    UnitId,
    Verdict,
)


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a subject is called and where it belongs, as far as anybody has said."""

    subject: Subject
    kind: str  # the office's word: 产能单元
    name: str
    own: str = ""  # what it is called within its enterprise
    enterprise: str = ""  # whom the number concerns
    names: tuple[str, ...] = ()  # every name that enterprise has borne
    county: CountyId | None = None
    part: PartId | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing said or done about a number, as a row of its file."""

    seq: Seq
    word: str  # 填报, 核实, 异议, 听取意见, 认定, 认定结论, 告知, 撤回
    who: str
    on: date
    words: str
    document: DocumentNo | None = None


class NumberLine(msgspec.Struct, frozen=True, kw_only=True):
    """One number with its whole file and whether it may be used."""

    about: About
    form: str  # what the plan calls the table its field is in
    number: Number
    usable: Verdict
    steps: tuple[Step, ...]

    @property
    def standing(self) -> Standing:
        return self.number.standing or Standing.WITHDRAWN

    @property
    def untold(self) -> tuple[str, ...]:
        """Whom the last decision concerns and who has not been told of it."""
        number = self.number
        if not number.decisions:
            return ()
        decision = number.decisions[-1]
        told = {entry.value.told for entry in number.told if entry.value.decision == decision.seq}
        owed = [self.about.enterprise] if told.isdisjoint(self.about.names) else []
        if isinstance(decision.value, DisputeSettled):
            aside = (*decision.value.disputes, *decision.value.sets_aside)
            owed += [one.maker for one in number.statements if one.seq in aside]
        return tuple(name for name in dict.fromkeys(owed) if name and name not in told)


def numbers(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[NumberLine, ...]:
    """Every number with a word said about it: contested first, then by county in the plan's order."""
    lines = [_line(plan, programme, one, as_of, known) for one in rules.numbers(programme, as_of, known)]
    counties = {county.id: place for place, county in enumerate(plan.counties)}
    order = [Standing.CONTESTED, Standing.REPORTED, Standing.VERIFIED]
    return tuple(
        sorted(
            lines,
            key=lambda one: (
                order.index(one.standing) if one.standing in order else len(order),
                counties.get(one.about.county or "", len(counties)),
                one.number.matter,
            ),
        )
    )


def of_subject(
    plan: Plan, programme: Programme, subject: Subject, as_of: date | None = None, known: Seq | None = None
) -> tuple[NumberLine, ...]:
    """The numbers of one subject, in the order of the first word about each."""
    return tuple(
        _line(plan, programme, one, as_of, known)
        for one in rules.numbers(programme, as_of, known)
        if one.matter[0] == subject
    )


def _line(
    plan: Plan, programme: Programme, number: Number, as_of: date | None, known: Seq | None
) -> NumberLine:
    table = number.matter[1].partition(".")[0]
    form = plan.facility_types.get(table) or plan.forms.get(table)
    return NumberLine(
        about=about(plan, programme, number.matter[0], as_of, known),
        form=form.label if form is not None else table,
        number=number,
        usable=rules.judged(plan, programme, number),
        steps=tuple(map(_step, number.file)),
    )


def about(
    plan: Plan, programme: Programme, subject: Subject, as_of: date | None = None, known: Seq | None = None
) -> About:
    """What a subject is called on a day, whose it is and where; an id nobody has entered is its own name."""
    kind, _, name = subject.partition(":")
    found = _whose(plan, programme, kind, name, as_of, known)
    enterprise, part, own = found.enterprise, found.part, found.own
    firm = dossier.enterprise_name(plan, programme, enterprise, as_of, known) if enterprise else ""
    listed = target_rules.find_part(programme, part, as_of) if part is not None else None
    county = dossier.county_of(plan, programme, enterprise, as_of, known) if enterprise is not None else None
    return About(
        subject=subject,
        kind=rules.SUBJECTS.get(kind, kind),
        name=" ".join(dict.fromkeys(words for words in (firm, own) if words)),
        own=own,
        enterprise=firm,
        names=_names(plan, programme, enterprise, known),
        county=found.county or (listed.county if listed is not None else county),
        part=part,
    )


def _names(
    plan: Plan, programme: Programme, enterprise: EnterpriseId | None, known: Seq | None
) -> tuple[str, ...]:
    if enterprise is None:
        return ()
    return tuple(one.name for one in dossier.name_lines(plan, programme, enterprise, None, known))


class _Whose(msgspec.Struct, frozen=True, kw_only=True):
    """The ids behind a subject, and what it is called within its enterprise."""

    own: str = ""
    enterprise: EnterpriseId | None = None
    county: CountyId | None = None
    part: PartId | None = None


def _whose(
    plan: Plan, programme: Programme, kind: str, name: str, as_of: date | None, known: Seq | None
) -> _Whose:
    match kind:
        case "part":
            part = target_rules.find_part(programme, PartId(name), as_of)
            if part is not None:
                return _Whose(own=name, enterprise=part.enterprise, part=part.part)
        case "unit":
            opened = programme.register.units.get(UnitId(name))
            if opened is not None:
                return _Whose(
                    own=name,
                    enterprise=opened.enterprise,
                    part=programme.register.part_of(UnitId(name), known),
                )
        case "enterprise":
            if dossier.is_known(plan, programme, EnterpriseId(name), known):
                return _Whose(enterprise=EnterpriseId(name))
        case "site":
            site = dossier.site(programme, SiteId(name), as_of, known)
            if site is not None:
                return _Whose(own=site.name, enterprise=site.enterprise, county=site.county)
        case "facility":
            return _facility(programme, FacilityId(name), as_of, known)
        case _:
            pass
    return _Whose(own=name)


def _facility(programme: Programme, name: FacilityId, as_of: date | None, known: Seq | None) -> _Whose:
    place = dossier.place(programme, name, as_of, known)
    site = dossier.site(programme, place.site, as_of, known) if place is not None else None
    listed = dossier.listed_as(programme, name, known)
    return _Whose(
        own=dossier.facility_name(programme, name, as_of, known),
        enterprise=place.enterprise if place is not None else None,
        county=site.county if site is not None else None,
        part=listed[-1].value.part if listed else None,
    )


def of_enterprises(
    plan: Plan,
    programme: Programme,
    family: Iterable[EnterpriseId],
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[NumberLine, ...]:
    """The numbers of some enterprises, and of their parts, units, sites and facilities."""
    wanted = set(family)
    return tuple(
        _line(plan, programme, one, as_of, known)
        for one in rules.numbers(programme, as_of, known)
        if owner(plan, programme, one.matter[0], as_of, known) in wanted
    )


def owner(
    plan: Plan, programme: Programme, subject: Subject, as_of: date | None = None, known: Seq | None = None
) -> EnterpriseId | None:
    """The enterprise a subject belongs to on a day; none while nobody has said."""
    kind, _, name = subject.partition(":")
    return _whose(plan, programme, kind, name, as_of, known).enterprise


def contested_parts(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> dict[PartId, tuple[Subject, ...]]:
    """The list parts about which, or about whose units of capacity, a dispute is open."""
    found: dict[PartId, tuple[Subject, ...]] = {}
    for number in rules.numbers(programme, as_of, known):
        if number.standing is Standing.CONTESTED:
            part = about(plan, programme, number.matter[0], as_of, known).part
            if part is not None:
                found[part] = tuple(dict.fromkeys((*found.get(part, ()), number.matter[0])))
    return found


def _step(entry: Entry[AnyFact]) -> Step:
    fact = entry.value
    word, who, words = told(fact)
    return Step(
        seq=entry.seq,
        word=word,
        who=who,
        on=entry.effective,
        words=words,
        document=getattr(fact, "document", None),  # a check or a hearing rests on what is attached
    )


def told(fact: AnyFact) -> tuple[str, str, str]:
    """The word for a fact, by whom, and what it says."""
    match fact:
        case StatementReported():
            corrected = f"，更正第{fact.corrects}条" if fact.corrects is not None else ""
            return "填报", fact.said_by, f"{fact.shown}{corrected}{_stood_in(fact)}"
        case StatementVerified():
            return "核实", fact.verified_by, f"核实第{fact.statement}条：{fact.finding}"
        case StatementDetermined():
            return "认定", "、".join(fact.decided_by), f"认定为{fact.shown}"
        case StatementDisputed():
            return (
                "异议",
                fact.said_by,
                f"对第{fact.disputes}条有异议，主张{fact.shown}：{fact.reason}{_stood_in(fact)}",
            )
        case DisputeHeard():
            present = "、".join(fact.present)
            return "听取意见", fact.held_by, f"就第{fact.dispute}条异议，到场：{present}。{fact.record}"
        case DisputeSettled():
            aside = "、".join(f"第{seq}条" for seq in fact.sets_aside)
            unheeded = f"，{aside}不予采信" if aside else ""
            return "认定结论", "、".join(fact.decided_by), f"认定为{fact.shown}{unheeded}：{fact.reason}"
        case DecisionNotified():
            return "告知", fact.told, f"第{fact.decision}条已告知：{fact.how}"
        case StatementWithdrawn():
            return "撤回", fact.said_by, f"撤回第{fact.withdraws}条：{fact.reason}{_stood_in(fact)}"
        case other:
            assert_never(other)


def _stood_in(fact: StatementReported | StatementDisputed | StatementWithdrawn) -> str:
    """Who entered it stands in the envelope, beside the day; here stands from what."""
    return f"（代录，凭盖章表 {fact.stamped_sheet[:8]}…）" if fact.stamped_sheet is not None else ""


def as_builtins(one: NumberLine) -> dict[str, Any]:
    """One number for machines and stories."""
    settled = one.number.settled
    return {
        "subject": one.number.matter[0],
        "field": one.number.matter[1],
        "label": one.number.label,
        "county": one.about.county,
        "part": one.about.part,
        "standing": one.standing.value,
        "divided": one.number.divided,
        "usable": one.usable.answer.value,
        "why": one.usable.finding,
        "missing": list(one.usable.missing),
        "settled": settled.value if settled is not None and _usable(one) else None,
        "settled_shown": settled.said.shown if settled is not None and _usable(one) else None,
        "untold": list(one.untold),
        "statements": [
            {
                "seq": statement.seq,
                "said_by": statement.maker,
                "value": statement.value,
                "shown": statement.said.shown,
                "document": statement.document,
                "true_from": statement.true_from.isoformat(),
                "standing": statement.standing.value,
            }
            for statement in one.number.statements
        ],
        "lines": [sentence(step) for step in one.steps],
    }


def _usable(one: NumberLine) -> bool:
    """A settled value is told to machines only while it may be used: nobody then computes with another by accident."""
    return one.usable.answer is Answer.PASS


def table(lines: Iterable[NumberLine]) -> dict[str, Any]:
    """All numbers for machines and stories: how many stand how, and each of them."""
    found = tuple(lines)
    return {
        "count": len(found),
        "by_standing": {
            standing.value: sum(one.standing is standing for one in found) for standing in Standing
        },
        "contested_parts": sorted(
            {one.about.part for one in found if one.standing is Standing.CONTESTED and one.about.part}
        ),
        "numbers": [as_builtins(one) for one in found],
        "lines": [f"{one.about.name}　{one.number.label}　{one.usable.finding}" for one in found],
    }


def sentence(step: Step) -> str:
    paper = f"　{step.document}" if step.document is not None else ""
    since = "起" if step.word == "填报" else ""  # a report speaks of a state, every other step of a day
    return f"第{step.seq}条　{step.on.isoformat()}{since}　{step.word}　{step.who}　{step.words}{paper}"
