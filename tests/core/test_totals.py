"""The total of all units is the sum over the units, for every day and every moment, and no image sees another's."""

from collections.abc import Iterator
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_capacity_book import move, recorded
from yajian.core.books import totals
from yajian.core.books.capacity import Accounts, CapacityBook, post, tonnages, total
from yajian.core.facts.register import Account, StandingStated, UnitOpened
from yajian.core.words import EnterpriseId, Seq, UnitId

DAYS = [date(2020, 1, 1) + timedelta(days=number) for number in range(5)]


@pytest.fixture(autouse=True)
def small_blocks() -> Iterator[None]:
    """Blocks of three and then of six, so that a short history has all there is."""
    with patch.multiple(totals, BLOCK=3, FAN=2):
        yield


def opened(unit: str) -> UnitOpened:
    return UnitOpened(
        unit=UnitId(unit),
        enterprise=EnterpriseId("jia"),
        filing_no="示备〔2011〕5号",
        filed_on=date(2011, 5, 1),
        transfers=(move(Account.PAPERS, Account.FILED, 60), move(Account.GROUND, Account.UNSTATED, 50)),
    )


step = st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(DAYS), st.integers(1, 9), st.booleans())


def entered(book: CapacityBook, steps: list[tuple[str, date, int, bool]], first: int = 1) -> CapacityBook:
    """The book after these: a unit is opened, or more is found built; some take the last such statement back."""
    last: dict[str, int] = {}
    for seq, (unit, day, tonnes, correcting) in enumerate(steps, first):
        if UnitId(unit) not in book.postings:
            post(book, recorded(seq, opened(unit), day))
            continue
        corrects = Seq(last[unit]) if correcting and unit in last else None
        found = move(Account.GROUND, Account.UNSTATED, tonnes)
        post(
            book, recorded(seq, StandingStated(unit=UnitId(unit), transfers=(found,), corrects=corrects), day)
        )
        last[unit] = seq
    return book


def agrees(book: CapacityBook, upto: int) -> bool:
    units = tuple(book.postings)
    return all(
        total(book, day, known) == tonnages(book, units, day, known)
        for day in (None, DAYS[0] - timedelta(days=1), *DAYS)
        for known in (None, *map(Seq, range(upto + 2)))
    )


@given(st.lists(step, max_size=24))
@settings(deadline=None)
def test_the_total_of_all_units_is_the_sum_over_the_units_on_any_day_as_known_at_any_moment(
    steps: list[tuple[str, date, int, bool]],
) -> None:
    assert agrees(entered(CapacityBook(), steps), len(steps))


@given(st.lists(step, max_size=12), st.lists(step, max_size=8), st.lists(step, max_size=8))
@settings(deadline=None)
def test_two_branches_of_one_image_count_each_their_own(
    before: list[tuple[str, date, int, bool]],
    one: list[tuple[str, date, int, bool]],
    other: list[tuple[str, date, int, bool]],
) -> None:
    image = entered(CapacityBook(), before)
    said = total(image)
    first = entered(image.branch(), one, len(before) + 1)
    second = entered(image.branch(), other, len(before) + 1)
    assert agrees(first, len(before) + len(one))
    assert agrees(second, len(before) + len(other))
    assert total(image) == said
    assert agrees(image, len(before))


@given(st.lists(step, max_size=24), st.integers(0, 24))
@settings(deadline=None)
def test_totals_that_were_kept_say_the_same_and_go_on(
    steps: list[tuple[str, date, int, bool]], cut: int
) -> None:
    image = entered(CapacityBook(), steps[:cut])
    entered(image.branch(), steps[cut:], cut + 1)  # what goes on beside the image is not kept with it
    again = CapacityBook(postings=image.postings.branch(), totals=Accounts.holding(image.totals.kept()))
    assert agrees(again, len(steps))
    assert agrees(entered(again.branch(), steps[cut:], cut + 1), len(steps))


def test_an_account_nobody_posted_to_stands_at_nothing() -> None:
    assert Accounts().at(Account.RETIRED, DAYS[0], Seq(3)) == 0
