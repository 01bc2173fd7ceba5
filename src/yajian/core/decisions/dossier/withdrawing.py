"""Withdrawing an entry made by mistake. The entry and its withdrawal both stay to be seen."""

from typing import Annotated

from yajian.core.decisions.dossier import guards
from yajian.core.decisions.dossier.guards import DossierCommand, Outcome
from yajian.core.facts.closure import NO_PART
from yajian.core.facts.dossier import EntryWithdrawn
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import dossier as rules
from yajian.core.words import EnterpriseId, FacilityId, Refusal, Seq, SiteId, SystemRule, label


class WithdrawEntry(DossierCommand, frozen=True, kw_only=True, tag="dossier.withdraw-entry"):
    """撤销台账登记: an entry of the ledger was a mistake; what it had replaced stands again."""

    entry: Annotated[Seq, label("第几条", "要撤销的那条登记的条号")]
    reason: Annotated[str, label("原因", "写明错在哪里")]


def withdraw_entry(plan: Plan, programme: Programme, command: WithdrawEntry) -> Outcome:
    found = rules.entry_numbered(programme, command.entry)
    if found is None:
        return Refusal(
            code="dossier.withdraw-entry.no-such-entry",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.entry}条不是企业台账的登记",
            way_forward="请从企业档案的时间线上查条号；别的登记用它们自己的更正",
            field="entry",
        )
    if found.withdrawn:
        return ()
    if not command.reason.strip():
        return Refusal(
            code="dossier.withdraw-entry.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写明原因",
            way_forward="请写明错在哪里：撤销和原登记都留着，后来的人要看得懂",
            field="reason",
        )
    rests = _rests_on(programme, found)
    if rests:
        return Refusal(
            code="dossier.withdraw-entry.still-used",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{found.subject} 还有：{'、'.join(rests)}",
            way_forward="先撤销这些登记，再撤销这一条",
            field="entry",
        )
    refusal = _unless_accepted_on(programme, found, command.entry)
    if refusal is not None:
        return refusal
    after = rules.without(programme, found, command.entry)
    refusal = _clash(plan, after, found) or _falls_apart(programme, after, found, command.entry)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        EntryWithdrawn(
            withdraws=command.entry, entered=found.entered, subject=found.subject, reason=command.reason
        ),
    )


def _unless_accepted_on(programme: Programme, found: rules.Standing, entry: Seq) -> Refusal | None:
    """An acceptance was of these ovens of the ledger: which they are is not unsaid afterwards."""
    if found.entered != "binding":
        return None
    bound = programme.dossiers.bindings[FacilityId(found.subject)]
    part = next(one.value.part for one in bound.entries if one.seq == entry)
    accepted = acceptance_rules.standing(programme, part).accepted
    if accepted is None or accepted.seq < entry:
        return None
    return Refusal(
        code="dossier.withdraw-entry.part-accepted",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{part} 已凭{accepted.value.document}验收合格（第{accepted.seq}条），验收的就是 {found.subject}",
        way_forward="一份产能只验收一次，验收所依据的对应不再撤销；现场与登记不符的，照实登记现在的状态",
        field="entry",
    )


def _rests_on(programme: Programme, found: rules.Standing) -> tuple[str, ...]:
    """What would be left hanging, by its Chinese name."""
    dossiers, subject = programme.dossiers, found.subject
    match found.entered:
        case "enterprise":
            enterprise = EnterpriseId(subject)
            mergers = [entry.value for past in dossiers.mergers.values() for entry in past.known()]
            sites = [entry.value for past in dossiers.sites.values() for entry in past.known()]
            passes = [entry.value for past in dossiers.passes.values() for entry in past.known()]
            moves = [entry.value for past in dossiers.moves.values() for entry in past.known()]
            filings = [entry.value for past in programme.register.filings.values() for entry in past.known()]
            units = programme.register.units.values()
            kept = {
                "更名": bool(dossiers.renames.get(enterprise, Timeline()).known()),
                "变更县（市）": bool(dossiers.relocations.get(enterprise, Timeline()).known()),
                "合并": any(enterprise in (one.enterprise, one.successor) for one in mergers),
                "厂区": any(one.enterprise == enterprise for one in sites)
                or any(one.enterprise == enterprise for one in passes),
                "设施": bool(rules.facilities_of(programme, (enterprise,)))
                or any(one.enterprise == enterprise for one in moves),
                "利益诉求": enterprise in rules.interests(programme),
                "备案文件": any(one.enterprise == enterprise for one in filings),
                "产能单元": any(one.enterprise == enterprise for one in units),
                "填报的数据": _is_spoken_of(programme, found),
            }
        case "site":
            site = SiteId(subject)
            entered = [entry.value.site for past in dossiers.facilities.values() for entry in past.known()]
            moved = [entry.value.site for past in dossiers.moves.values() for entry in past.known()]
            kept = {
                "厂区划转": bool(dossiers.passes.get(site, Timeline()).known()),
                "设施": site in (*entered, *moved),
                "填报的数据": _is_spoken_of(programme, found),
            }
        case "facility":
            facility = FacilityId(subject)
            kept = {
                "改称": bool(dossiers.facility_renames.get(facility, Timeline()).known()),
                "划转": bool(dossiers.moves.get(facility, Timeline()).known()),
                "对应清单": bool(rules.listed_as(programme, facility)),
                "设施状态": closure_rules.has_records(programme, NO_PART, facility),
                "填报的数据": _is_spoken_of(programme, found),
            }
        case "interest":
            kept = {"答复": rules.answer_to(programme, Seq(int(subject))) is not None}
        case _:
            kept = {}
    return tuple(name for name, used in kept.items() if used)


def _is_spoken_of(programme: Programme, found: rules.Standing) -> bool:
    """Whether anybody has stated a number of it. A file of statements is never without its subject."""
    return any(subject == f"{found.entered}:{found.subject}" for subject, _ in programme.statements.files)


def _clash(plan: Plan, after: Programme, found: rules.Standing) -> Refusal | None:
    """A name, place or code that would stand again may since have become another's."""
    if found.entered in ("facility-rename", "move"):
        facility = FacilityId(found.subject)
        entered, stands = rules.facility(after, facility), rules.place(after, facility)
        if entered is not None and stands is not None:
            name = rules.facility_name(after, facility)
            return guards.has_a_twin(plan, after, entered.facility_type, stands.enterprise, name, facility)
    if found.entered == "site-pass":
        stood = rules.site(after, SiteId(found.subject))
        if stood is not None:
            other = rules.site_named(after, stood.enterprise, stood.name, SiteId(found.subject))
            return guards.site_twice(stood.enterprise, stood.name, other) if other is not None else None
    return None


def _falls_apart(programme: Programme, after: Programme, found: rules.Standing, entry: Seq) -> Refusal | None:
    """The records of one oven under two names, told apart again, may each say what cannot be."""
    if found.entered != "binding":
        return None
    bound = programme.dossiers.bindings[FacilityId(found.subject)]
    said = next(one.value for one in bound.entries if one.seq == entry)
    for name in ((NO_PART, said.facility), (said.part, said.listed_name)):
        before = closure_rules.conditions(programme, *name)
        risen = closure_rules.rises((before,), closure_rules.conditions(after, *name))
        if risen is not None:
            return guards.records_contradict(risen, "entry")
    return None
