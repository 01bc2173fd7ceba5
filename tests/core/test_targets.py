"""List versions and annual tasks: nothing falls below what the plan fixed, and every version stays readable."""

from datetime import date
from typing import Any

import pytest

from tests.given import LETTER, Desk, adopted, answer, recorded, refused, with_letter
from yajian.core.decisions.targets import PartChange, PublishList, SetAnnualTask
from yajian.core.facts.targets import AnnualTaskSet, ListPublished, PartListed
from yajian.core.plan.citing import approver_question
from yajian.core.reports.targets import checks, moved, versions
from yajian.core.rules.targets import lists
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


def test_a_swap_waits_until_it_is_known_who_approves_one() -> None:
    desk = with_letter()
    one, other = two_in_one_county(desk)
    swap = change(
        desk,
        **{
            one.part: PartChange(tonnes=Tonnes(one.tonnes + 10)),
            other.part: PartChange(tonnes=Tonnes(other.tonnes - 10)),
        },
    )
    refusal = refused(desk.ask(swap), "targets.publish-list.approver-unknown")
    question = approver_question(desk.base)
    assert question is not None
    assert question in refusal.finding
    recorded(desk.ask(answer(question)))
    (fact,) = recorded(desk.ask(swap))
    assert isinstance(fact, ListPublished)
    assert all(verdict.answer is Answer.PASS for verdict in checks(desk.plan, desk.programme))


def test_a_swap_may_not_leave_a_county_with_less_than_its_task() -> None:
    desk = with_letter()
    part = desk.parts()[0]
    less = change(desk, **{part.part: PartChange(tonnes=Tonnes(part.tonnes - 10))})
    refusal = refused(desk.ask(less), "targets.publish-list.county-less")
    assert isinstance(refusal.basis, Clause)


def test_a_swap_may_not_move_tonnes_to_a_later_date() -> None:
    desk = with_letter()
    last = desk.programme.targets.fixed.at().value.batches[-1].id  # type: ignore[union-attr]
    early = next(part for part in desk.parts() if part.batch != last)
    later = change(desk, **{early.part: PartChange(batch=last)})
    refused(desk.ask(later), "targets.publish-list.date-later")


@pytest.mark.parametrize(
    "wrong",
    [
        PartChange(tonnes=Tonnes(0)),
        PartChange(county=CountyId("nowhere")),
        PartChange(batch=BatchId("never")),
        PartChange(facilities=("1号", "1号")),
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
    with_letter(desk)
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
