"""List versions and annual tasks: nothing falls below what the plan fixed, and every version stays readable."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from tests.given import LETTER, SCAN, Desk, adopt, adopted, answer, letter, recorded, refused, with_letter
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.targets import PartChange, PublishList, SetAnnualTask
from yajian.core.facts.targets import AnnualTaskSet, ListPublished, PartListed, TargetsFixed
from yajian.core.plan.citing import approver_question
from yajian.core.reports.targets import checks, moved, versions
from yajian.core.rules.targets import Swap, by_county, lists, swap_verdicts
from yajian.core.words import Answer, BatchId, Clause, CountyId, DocumentNo, ListId, PartId, Seq, Tonnes


def two_in_one_county(desk: Desk) -> tuple[PartListed, PartListed]:
    """Two parts of one county due on one day: the smallest pair that can be swapped."""
    for one in desk.parts():
        for other in desk.parts():
            if one.part != other.part and (one.county, one.batch) == (other.county, other.batch):
                return one, other
    raise AssertionError("the plan has no such pair")


def change(desk: Desk, **changes: PartChange) -> PublishList:
    name = desk.base.retirement_list.id
    return PublishList(list=name, changes={PartId(k): v for k, v in changes.items()}, document=LETTER)


def unnamed(desk: Desk) -> PartListed:
    return next(part for part in desk.parts() if not part.facilities)


def test_naming_a_parts_facilities_makes_version_two_and_rests_on_no_question_any_more() -> None:
    desk = with_letter()
    part = unnamed(desk)
    ovens = ("1号焦炉", "2号焦炉")
    (fact,) = recorded(desk.ask(change(desk, **{part.part: PartChange(facilities=ovens)})))
    assert isinstance(fact, ListPublished)
    assert fact.version == 2
    named = next(one for one in desk.parts() if one.part == part.part)
    assert (named.facilities, named.rests_on) == (ovens, ())


def test_version_one_is_what_stood_before_version_two_took_effect() -> None:
    desk = with_letter()
    part, day = unnamed(desk), date(2020, 1, 4)
    recorded(desk.ask(change(desk, **{part.part: PartChange(facilities=("1号焦炉",))}), effective=day))
    then = [entry.value.version for entry in lists(desk.programme, date(2020, 1, 3))]
    now = [entry.value.version for entry in lists(desk.programme, day)]
    unknown_yet = [entry.value.version for entry in lists(desk.programme, day, Seq(desk.programme.seq - 1))]
    assert (then[0], now[0], unknown_yet[0]) == (1, 2, 1)
    first, second = versions(desk.programme, desk.base.retirement_list.id)
    assert [line.what for line in moved(first.value, second.value)] == ["设施"]


def test_saying_what_is_already_so_changes_nothing() -> None:
    desk = with_letter()
    part = desk.parts()[0]
    assert recorded(desk.ask(change(desk, **{part.part: PartChange(tonnes=part.tonnes)}))) == ()


def exchange(desk: Desk, **changes: Any) -> PublishList:
    """Ten tonnes from one firm to another of the same county and date, with every paper the plan asks for."""
    one, other = two_in_one_county(desk)
    swap = change(
        desk,
        **{
            one.part: PartChange(tonnes=Tonnes(one.tonnes + 10)),
            other.part: PartChange(tonnes=Tonnes(other.tonnes - 10)),
        },
    )
    said: dict[str, Any] = {"wishes": {one.enterprise: LETTER, other.enterprise: LETTER}, "safety": LETTER}
    return msgspec.structs.replace(swap, **(said | changes))


def approved() -> Desk:
    """Given: it has been answered who approves an adjustment."""
    desk = with_letter()
    question = approver_question(desk.base)
    assert question is not None
    recorded(desk.ask(answer(question)))
    return desk


UNMET = "targets.publish-list.condition-unmet"


def test_a_swap_waits_until_it_is_known_who_approves_one() -> None:
    desk = with_letter()
    refusal = refused(desk.ask(exchange(desk)), UNMET)
    question = approver_question(desk.base)
    assert question is not None
    assert question in refusal.finding
    recorded(desk.ask(answer(question)))
    (fact,) = recorded(desk.ask(exchange(desk)))
    assert isinstance(fact, ListPublished)
    assert all(verdict.answer is Answer.PASS for verdict in checks(desk.plan, desk.programme))


def test_a_swap_dated_before_anybody_said_who_approves_is_refused() -> None:
    desk = approved()
    refused(desk.ask(exchange(desk), effective=date(2020, 1, 3)), UNMET)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"wishes": {}}, "书面意愿"),
        ({"safety": DocumentNo("")}, "安全生产"),
        ({"safety": DocumentNo("没登记")}, "安全生产"),
    ],
)
def test_a_swap_without_a_wish_or_a_safety_reason_is_refused_under_the_plans_own_condition(
    changes: dict[str, Any], says: str
) -> None:
    desk = approved()
    refusal = refused(desk.ask(exchange(desk, **changes)), UNMET)
    assert says in refusal.finding
    assert isinstance(refusal.basis, Clause)


def test_every_condition_of_a_swap_is_answered_with_its_clause_and_inputs() -> None:
    desk = approved()
    one, other = two_in_one_county(desk)
    after = tuple(
        msgspec.structs.replace(part, tonnes=Tonnes(part.tonnes + 10)) if part in (one, other) else part
        for part in desk.parts()
    )
    targets = desk.programme.targets.fixed.at()
    assert targets is not None
    verdicts = swap_verdicts(desk.plan, Swap(targets=targets.value, before=desk.parts(), after=after), 2)
    assert {verdict.answer for verdict in verdicts} == {Answer.PASS, Answer.FAIL, Answer.UNDETERMINED}
    assert all(verdict.clauses and verdict.inputs and verdict.finding for verdict in verdicts)


def test_a_swap_may_not_swell_the_list() -> None:
    desk = approved()
    one, _ = two_in_one_county(desk)
    swollen = exchange(desk, changes={one.part: PartChange(tonnes=Tonnes(99_000_000))})
    refused(desk.ask(swollen), "targets.publish-list.total-differs")


# Which ovens -------------------------------------------------------------------------------------


def shut(desk: Desk, part: PartListed, facility: str, day: date = date(2019, 12, 20)) -> None:
    condition = next(
        one.id
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.counts_as == "shut"
    )
    command = RecordCondition(part=part.part, facility=facility, condition=condition)
    recorded(desk.ask(command, effective=day, evidence=(SCAN,)))


def named(desk: Desk) -> PartListed:
    return next(part for part in desk.parts() if len(part.facilities) == 2)


def test_an_oven_with_records_is_not_dropped_so_that_the_other_may_count_for_both() -> None:
    desk = with_letter()
    part = named(desk)
    shut(desk, part, part.facilities[0])
    shut(desk, part, part.facilities[1])
    half = change(desk, **{part.part: PartChange(facilities=part.facilities[:1])})
    refused(desk.ask(half), "targets.publish-list.facility-has-records")
    none = change(desk, **{part.part: PartChange(facilities=())})
    refused(desk.ask(none), "targets.publish-list.facility-has-records")


def test_exchanging_ovens_without_records_is_an_adjustment_under_the_plans_conditions() -> None:
    desk = with_letter()
    part = named(desk)
    others = change(desk, **{part.part: PartChange(facilities=("5号焦炉", "6号焦炉"))})
    refused(desk.ask(others), UNMET)
    papers = msgspec.structs.replace(others, wishes={part.enterprise: LETTER}, safety=LETTER)
    recorded(desk.ask(papers))


def test_one_oven_is_not_counted_under_two_parts_of_a_firm() -> None:
    desk = with_letter()
    part = named(desk)
    sibling = next(one for one in desk.parts() if one.item == part.item and one.part != part.part)
    twice = change(desk, **{sibling.part: PartChange(facilities=part.facilities)})
    refused(desk.ask(twice), "targets.publish-list.facility-bound-elsewhere")


@pytest.mark.parametrize("spelt", ["３号焦炉", "3号 焦炉", "3 号焦炉"])
def test_one_oven_is_one_however_its_name_is_spelt(spelt: str) -> None:
    desk = with_letter()
    part = named(desk)
    assert "3号焦炉" in part.facilities
    sibling = next(one for one in desk.parts() if one.item == part.item and one.part != part.part)
    elsewhere = change(desk, **{sibling.part: PartChange(facilities=(spelt, "9号焦炉"))})
    refused(desk.ask(elsewhere), "targets.publish-list.facility-bound-elsewhere")
    twice = change(desk, **{part.part: PartChange(facilities=("3号焦炉", spelt))})
    refused(desk.ask(twice), "targets.publish-list.value-unfit")
    other = change(desk, **{sibling.part: PartChange(facilities=("13号焦炉", "9号焦炉"))})
    papers = msgspec.structs.replace(other, wishes={sibling.enterprise: LETTER}, safety=LETTER)
    recorded(desk.ask(papers))


def test_naming_ovens_leaves_the_county_question_open() -> None:
    desk = with_letter()
    part = next(one for one in desk.parts() if len(one.rests_on) == 2)
    (fact,) = recorded(desk.ask(change(desk, **{part.part: PartChange(facilities=("5号焦炉",))})))
    assert isinstance(fact, ListPublished)
    kept = next(one for one in fact.parts if one.part == part.part).rests_on
    assert set(kept) < set(part.rests_on)
    assert len(kept) == 1


def test_a_settled_county_reaches_the_list_and_takes_its_task_along() -> None:
    desk = with_letter()
    part = named(desk)
    home = desk.base.enterprises[part.enterprise].county
    other = next(one.id for one in desk.base.counties if one.id != home.value)
    assert home.question is not None
    recorded(desk.ask(answer(home.question, settles={f"enterprises.{part.enterprise}.county": other})))
    mine = [one for one in desk.parts() if one.enterprise == part.enterprise]
    moved_home = change(desk, **{one.part: PartChange(county=CountyId(other)) for one in mine})
    facts = recorded(desk.ask(moved_home))
    assert [type(fact) for fact in facts] == [TargetsFixed, ListPublished]
    tasks = {one.county: one.tonnes for one in desk.programme.targets.fixed.at().value.counties}  # type: ignore[union-attr]
    assert {county: tonnes for county, tonnes in by_county(desk.parts()).items() if tonnes} == {
        county: tonnes for county, tonnes in tasks.items() if tonnes
    }


def test_a_list_version_is_not_in_force_before_its_paper() -> None:
    desk = adopted()
    recorded(desk.ask(letter(issued_on=date(2020, 1, 3)), evidence=(SCAN,)))
    part = unnamed(desk)
    early = change(desk, **{part.part: PartChange(facilities=("1号焦炉",))})
    refused(desk.ask(early, effective=date(2020, 1, 1)), "charter.document-later")


def test_a_year_nobody_lives_in_has_no_task() -> None:
    desk = with_letter()
    refused(desk.ask(task(desk, year=9999, tonnes=0)), "targets.set-annual-task.no-such-year")


def test_a_swap_may_not_leave_a_county_with_less_than_its_task() -> None:
    desk = with_letter()
    part = desk.parts()[0]
    less = change(desk, **{part.part: PartChange(tonnes=Tonnes(part.tonnes - 10))})
    refusal = refused(desk.ask(less), UNMET)
    assert "少于任务" in refusal.finding
    assert isinstance(refusal.basis, Clause)


def test_a_swap_may_not_move_tonnes_to_a_later_date() -> None:
    desk = with_letter()
    last = desk.programme.targets.fixed.at().value.batches[-1].id  # type: ignore[union-attr]
    early = next(part for part in desk.parts() if part.batch != last)
    later = change(desk, **{early.part: PartChange(batch=last)})
    assert "应完成的只有" in refused(desk.ask(later), UNMET).finding


@pytest.mark.parametrize(
    "wrong",
    [
        PartChange(tonnes=Tonnes(0)),
        PartChange(county=CountyId("nowhere")),
        PartChange(batch=BatchId("never")),
        PartChange(facilities=("1号", "1号")),
        PartChange(facilities=("1号 ",)),
        PartChange(facilities=("",)),
    ],
)
def test_a_change_that_fits_nothing_is_refused(wrong: PartChange) -> None:
    desk = with_letter()
    refused(desk.ask(change(desk, **{desk.parts()[0].part: wrong})), "targets.publish-list.value-unfit")


def test_a_list_or_part_that_does_not_exist_is_refused() -> None:
    desk = with_letter()
    nowhere = PublishList(list=ListId("无此清单"), changes={}, document=LETTER)
    refused(desk.ask(nowhere), "targets.publish-list.no-such-list")
    unknown = change(desk, 无此分项=PartChange(tonnes=Tonnes(1)))
    refused(desk.ask(unknown), "targets.publish-list.no-such-part")


def test_a_list_version_needs_a_registered_document_and_follows_the_one_before() -> None:
    desk = adopted()
    part = unnamed(desk)
    named = change(desk, **{part.part: PartChange(facilities=("1号焦炉",))})
    refused(desk.ask(named), "targets.publish-list.no-document")
    recorded(desk.ask(letter(issued_on=date(2018, 1, 1)), evidence=(SCAN,)))
    refused(desk.ask(named, effective=date(2019, 1, 1)), "targets.publish-list.before-present")


def task(desk: Desk, **changes: Any) -> SetAnnualTask:
    part = next(part for part in desk.parts() if part.county is not None and part.due is not None)
    year = part.due.year if part.due is not None else 0
    asked = sum(
        one.tonnes for one in desk.parts() if one.county == part.county and one.due and one.due.year == year
    )
    said: dict[str, Any] = {"county": part.county, "year": year, "tonnes": asked, "document": LETTER}
    return SetAnnualTask(**(said | changes))


def test_an_annual_task_that_agrees_with_the_list_is_recorded_once() -> None:
    desk = with_letter()
    (fact,) = recorded(desk.ask(task(desk)))
    assert isinstance(fact, AnnualTaskSet)
    assert recorded(desk.ask(task(desk))) == ()


def test_an_annual_task_that_differs_from_the_list_is_refused_by_the_clause_that_fixes_the_tonnes() -> None:
    desk = with_letter()
    refusal = refused(desk.ask(task(desk, tonnes=1)), "targets.set-annual-task.differs-from-list")
    assert isinstance(refusal.basis, Clause)


def test_an_annual_task_of_an_unknown_county_or_without_a_document_is_refused() -> None:
    desk = with_letter()
    nowhere = task(desk, county=CountyId("nowhere"))
    refused(desk.ask(nowhere), "targets.set-annual-task.no-such-county")
    unregistered = task(desk, document=DocumentNo("没登记〔2020〕1号"))
    refused(desk.ask(unregistered), "targets.set-annual-task.no-document")


def test_a_county_without_a_listed_tonne_sets_a_task_of_nothing() -> None:
    desk = with_letter()
    listed = {part.county for part in desk.parts()}
    idle = next(county.id for county in desk.base.counties if county.id not in listed)
    (fact,) = recorded(desk.ask(task(desk, county=CountyId(idle), tonnes=0)))
    assert isinstance(fact, AnnualTaskSet)


def steel() -> Desk:
    """Given: the plan of another trade, which sets no conditions for adjusting its list."""
    desk = Desk("demo-steel")
    issued_on = desk.base.programme.issued_on
    desk.now = datetime(issued_on.year + 1, 1, 2, 1, tzinfo=UTC)
    assert not [gate for gate in desk.base.gates.values() if gate.releases == "swap"]
    recorded(desk.ask(adopt(), effective=issued_on))
    recorded(desk.ask(letter(issued_on=issued_on), evidence=(SCAN,)))
    return desk


def test_where_a_plan_sets_no_conditions_its_own_figures_still_stand() -> None:
    desk = steel()
    giver, taker = next(
        (one, other) for one in desk.parts() for other in desk.parts() if one.county != other.county
    )
    moved_t = {
        giver.part: PartChange(tonnes=Tonnes(giver.tonnes - 10_000)),
        taker.part: PartChange(tonnes=Tonnes(taker.tonnes + 10_000)),
    }
    refusal = refused(desk.ask(change(desk, **moved_t)), "targets.publish-list.county-short")
    assert isinstance(refusal.basis, Clause)
    early, late = sorted(desk.base.batches.values(), key=lambda one: one.due.value or date.max)
    first = next(part for part in desk.parts() if part.batch == early.id)
    later = change(desk, **{first.part: PartChange(batch=BatchId(late.id))})
    refused(desk.ask(later), "targets.publish-list.milestone-short")
