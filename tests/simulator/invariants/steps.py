"""After every command: what an answer may change, what it must say, and whose it may be."""

from datetime import date
from typing import Any

from tests.simulator.invariants.registry import step
from tests.simulator.world import Before, World
from yajian.core import flags
from yajian.core.facts.acceptance import PartAccepted
from yajian.core.facts.applications import ApplicationsFact
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.closure import ConditionRecorded, OpeningStated, RecordVoided
from yajian.core.facts.courts import CourtsFact
from yajian.core.facts.dossier import FacilityEntered
from yajian.core.facts.flags import FlagClosed
from yajian.core.facts.lateness import LatenessExplained
from yajian.core.facts.papers import PaperClosed, PapersFact
from yajian.core.facts.people import PeopleFact
from yajian.core.facts.register import FilingCorrected
from yajian.core.facts.roles import RoleDelegated, RolesFact
from yajian.core.reports.asof import refers_to
from yajian.core.rules import dossier
from yajian.core.rules import targets as target_rules
from yajian.core.rules.roles import grants_of
from yajian.core.words import Clause, EnterpriseId, PartId, Recorded, Seq, SystemRule, UnitId
from yajian.journal import named
from yajian.journal.booking import Answer, Refused


@step("I22")
def a_refusal_changes_nothing_and_an_answer_given_twice_is_one(
    world: World, before: Before, outcome: Answer
) -> None:
    if isinstance(outcome, Refused):
        assert world.standing is before.standing
        assert len(world.memory.bodies) == before.bodies
    elif before.carried is not None:
        assert world.standing is before.standing
        assert [one.seq for one in outcome.facts] == list(
            range(before.carried.first, before.carried.last + 1)
        )
    else:
        assert [one.seq for one in outcome.facts] == list(
            range(before.bodies + 1, len(world.memory.bodies) + 1)
        )


@step("I24")
def a_refusal_names_its_basis_what_was_seen_and_what_would_help(
    world: World, before: Before, outcome: Answer
) -> None:
    if isinstance(outcome, Refused):
        refusal = outcome.refusal
        assert isinstance(refusal.basis, Clause | SystemRule)
        assert all((refusal.code, refusal.finding, refusal.way_forward)), refusal
    elif before.carried is None:
        assert {one.revision for one in outcome.facts} <= {before.revision}


@step("I23")
def what_takes_an_entry_back_names_an_earlier_one_of_its_kind_that_still_stood(
    world: World, before: Before, outcome: Answer
) -> None:
    if isinstance(outcome, Refused) or before.carried is not None:
        return
    for one in outcome.facts:
        target = refers_to(one.fact)
        if target is not None and getattr(one.fact, "moved_from", None) is None:
            assert 0 < target < one.seq
            assert type(one.fact).__mro__[1] is type(world.history[target - 1].fact).__mro__[1]
            once = (
                target,
                getattr(one.fact, "unit", ""),
            )  # what a unit was split off with is its own to correct
            assert once not in world.taken_back, f"第{target}条 was taken back twice"
            world.taken_back.add(once)


@step("I4")
def what_is_accepted_is_an_oven_of_the_ledger(world: World, before: Before, outcome: Answer) -> None:
    if isinstance(outcome, Refused) or before.carried is not None:
        return
    for one in outcome.facts:
        if isinstance(one.fact, PartAccepted):
            listed = target_rules.find_part(world.programme, one.fact.part)
            assert listed is not None
            bound = [dossier.facility_of(world.programme, listed.part, name) for name in listed.facilities]
            assert None not in bound
            assert len(set(bound)) == len(bound)


@step("I30")
def every_file_a_fact_names_is_kept(world: World, before: Before, outcome: Answer) -> None:
    if not isinstance(outcome, Refused):
        assert world.kept.issuperset(file for one in outcome.facts for file in named.of_recorded(one))


@step("I27")
def a_county_enters_what_is_its_own_a_firm_likewise_and_those_who_watch_enter_nothing(
    world: World, before: Before, outcome: Answer
) -> None:
    if isinstance(outcome, Refused):
        return
    for one in outcome.facts:
        assert one.role not in ("auditor", "reader", "visitor", "")
        if one.role in ("system", "security"):
            assert isinstance(one.fact, PeopleFact | RolesFact)
        if one.role in ("county", "enterprise"):
            held = [
                grant.fact for grant in grants_of(world.programme, one.actor) if grant.fact.role == one.role
            ]
            if isinstance(one.fact, DocumentRegistered):
                closes = any(isinstance(other.fact, PaperClosed) for other in outcome.facts)
                if not closes:  # the county's own paper goes on the register with its scan
                    _is_issued_within(world, one.fact, held)
            elif not isinstance(one.fact, RoleDelegated):
                county, firm = _whose(world, one.fact, one.role)
                if one.role == "enterprise":  # a firm's people act for the firm, wherever it is
                    assert firm in {grant.enterprise for grant in held}, one
                else:
                    assert county in {grant.county for grant in held}, one


def _is_issued_within(world: World, fact: DocumentRegistered, held: list[Any]) -> None:
    """Each of those who issued it is of a county, or is the firm, for which somebody acts."""
    counties, firms = {one.county for one in held}, {one.enterprise for one in held}
    known = dossier.known_enterprises(world.plan, world.programme)
    called = {
        line.name: firm for firm in known for line in dossier.name_lines(world.plan, world.programme, firm)
    }
    for name in fact.issuer.split("、"):
        if name in called and held[0].role == "enterprise":
            assert called[name] in firms, fact
        elif name in called:
            assert dossier.county_of(world.plan, world.programme, called[name]) in counties, fact
        else:
            assert any(name.startswith(one.name) for one in world.plan.counties if one.id in counties), fact


def _whose(world: World, fact: Any, role: str) -> tuple[object, object]:
    """The county, and for a firm's people the firm, that a fact speaks of."""
    if isinstance(fact, LatenessExplained):
        return _whose(world, world.history[fact.entry - 1].fact, role)
    if isinstance(
        fact, PapersFact
    ):  # a paper is of its firm, wherever that is, or of the county it was drafted for
        first: Any = world.programme.papers.papers[fact.paper].entries[0].value  # type: ignore[attr-defined]
        if first.enterprise is None:
            return first.county, None
        return dossier.county_of(world.plan, world.programme, first.enterprise), first.enterprise
    if isinstance(fact, CourtsFact) and hasattr(fact, "seal"):  # what is said of a seal is of what was sealed
        return _whose(world, world.history[fact.seal - 1].fact, role)
    if isinstance(fact, ApplicationsFact) and hasattr(
        fact, "application"
    ):  # and of an application, of who applied
        return _whose(world, world.history[fact.application - 1].fact, role)
    if isinstance(fact, FilingCorrected):  # and of a filing, of who filed
        return _whose(world, world.programme.register.filings[fact.key].entries[0].value, role)
    yard = dossier.site(world.programme, fact.site) if isinstance(fact, FacilityEntered) else None
    if (
        yard is not None and role == "county"
    ):  # an oven is entered where its yard is, whoever its firm went into
        return dossier.county_of(world.plan, world.programme, yard.enterprise), None
    said = {
        name: getattr(fact, name)
        for name in ("enterprise", "county", "organ", "holder", "part", "unit", "facility", "site")
        if getattr(fact, name, None)
    }
    kind, colon, name = str(getattr(fact, "subject", "")).partition(":")
    if colon:
        said[kind] = name
    firm = _firm(world, said)
    part = said.get("part") or _part_of(world, said)
    listed = target_rules.find_part(world.programme, PartId(part)) if part else None
    if listed is not None and listed.county is not None:  # the list's, wherever the firm has gone
        return listed.county, firm if role == "enterprise" else None
    owed = dossier.interest(world.programme, fact.interest) if hasattr(fact, "interest") else None
    if firm is not None and owed is not None:  # a debt stays where it was recorded
        return dossier.county_of(world.plan, world.programme, firm, owed.effective), None
    if firm is not None:
        return dossier.county_of(world.plan, world.programme, firm), firm if role == "enterprise" else None
    return next((said[one] for one in ("county", "organ", "holder") if one in said), None), None


def _part_of(world: World, said: dict[str, Any]) -> PartId | None:
    unit = UnitId(said.get("unit", ""))
    return world.programme.register.part_of(unit) if unit in world.programme.register.units else None


def _firm(world: World, said: dict[str, Any]) -> EnterpriseId | None:
    """The firm it is about: named, or found through its part, its unit, its facility or its site."""
    known = set(dossier.known_enterprises(world.plan, world.programme))
    for one in ("enterprise", "organ", "holder"):
        if said.get(one) in known:
            return EnterpriseId(said[one])
    if "part" in said:
        listed = (part for entry in target_rules.lists(world.programme) for part in entry.value.parts)
        return next((part.enterprise for part in listed if part.part == said["part"]), None)
    if "unit" in said:
        return world.programme.register.units[said["unit"]].enterprise
    stands = dossier.place(world.programme, said["facility"]) if "facility" in said else None
    yard = dossier.site(world.programme, said["site"]) if "site" in said else None
    return stands.enterprise if stands is not None else yard.enterprise if yard is not None else None


@step("I6")
def what_is_shut_and_shows_life_is_flagged_at_once_and_no_organ_closes_its_own(
    world: World, before: Before, outcome: Answer
) -> None:
    if isinstance(outcome, Refused):
        return
    for one in outcome.facts:
        if isinstance(one.fact, FlagClosed):
            assert world.history[one.fact.entry - 1].organ != one.organ
            [flag] = [
                flag for flag in flags.flags(world.programme) if flag.closed and flag.closed.seq == one.seq
            ]
            paper = world.programme.charter.documents[one.fact.document].at()
            assert paper is not None
            assert paper.value.issued_on >= flag.since
        if isinstance(one.fact, ConditionRecorded) and _was_shut(world, one):
            assert _is_flagged(world, one.seq)
        if isinstance(one.fact, RecordVoided) and _was_accepted(world, one):
            assert _is_flagged(world, one.seq)


def _is_flagged(world: World, seq: Seq) -> bool:
    return any((flag.raised, flag.kind) == (seq, "activity") for flag in flags.flags(world.programme))


def _was_accepted(world: World, void: Recorded[Any]) -> bool:
    """Read off the journal: the part was accepted, and nothing else that stands says the facility is down from that day."""
    voided = world.history[void.fact.voids - 1]
    before = [one.fact for one in world.history[: void.seq - 1]]
    if not any(isinstance(one, PartAccepted) and one.part == void.fact.part for one in before):
        return False
    if (
        getattr(voided.fact, "counts_as", "") not in ("shut", "dismantled")
        or world.programme.dossiers.bindings
    ):
        return False
    line = world.programme.closures.conditions[void.fact.part, void.fact.facility]
    return not line.known(void.seq)


def _was_shut(world: World, said: Recorded[Any]) -> bool:
    """Read off the journal: the last that stood under the same name before it said shut, and it says otherwise."""
    down = ("shut", "dismantled")
    if said.fact.counts_as in down or said.fact.corrects is not None or said.fact.moved_from is not None:
        return False
    stood: dict[Seq, tuple[date, Seq, str]] = {}
    for one in world.history[: said.seq - 1]:
        fact: Any = one.fact
        if isinstance(fact, ConditionRecorded | OpeningStated | RecordVoided):
            stood.pop(fact.voids if isinstance(fact, RecordVoided) else fact.corrects, None)  # type: ignore[arg-type]
            if not isinstance(fact, RecordVoided) and (fact.part, fact.facility) == (
                said.fact.part,
                said.fact.facility,
            ):
                stood[one.seq] = (one.effective, one.seq, fact.counts_as)
    earlier = [one for one in stood.values() if one[0] <= said.effective]
    if (
        not earlier or world.programme.dossiers.bindings
    ):  # of what has two names the areas themselves must say
        return False
    return max(earlier)[2] in down
