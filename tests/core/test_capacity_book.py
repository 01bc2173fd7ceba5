"""The capacity book: two-sided transfers within one ledger, five tonnages, two clocks."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yajian.core.books.capacity import CapacityBook, balances, post, tonnages
from yajian.core.facts.register import ON_PAPER, Account, AnyFact, StandingStated, Transfer, UnitOpened
from yajian.core.words import EnterpriseId, Recorded, Seq, Tonnes, UnitId

UNIT = UnitId("示例甲-1")


def recorded(seq: int, fact: AnyFact, effective: date = date(2020, 1, 1)) -> Recorded[AnyFact]:
    return Recorded(
        programme="p",
        seq=Seq(seq),
        recorded_at=datetime(2020, 6, 1, tzinfo=UTC),
        effective=effective,
        actor="a",
        organ="o",
        role="installer",
        command_id=str(seq),
        revision=1,
        fact=fact,
    )


def move(source: Account, target: Account, tonnes: int) -> Transfer:
    return Transfer(source=source, target=target, tonnes=Tonnes(tonnes))


def opened(tonnes: int) -> UnitOpened:
    return UnitOpened(
        unit=UNIT,
        enterprise=EnterpriseId("jia"),
        filing_no="示备〔2011〕5号",
        filed_on=date(2011, 5, 1),
        transfers=(move(Account.PAPERS, Account.FILED, tonnes),),
    )


def stated(*transfers: Transfer, corrects: int | None = None) -> StandingStated:
    return StandingStated(
        unit=UNIT, transfers=transfers, corrects=None if corrects is None else Seq(corrects)
    )


def test_built_capacity_is_read_as_the_sum_of_its_conditions() -> None:
    book = CapacityBook()
    post(book, recorded(1, opened(600_000)))
    ground = stated(
        move(Account.GROUND, Account.UNSTATED, 540_000), move(Account.UNSTATED, Account.OPERATING, 300_000)
    )
    post(book, recorded(2, ground))
    five = tonnages(book, (UNIT,))
    assert (five.filed_t, five.built_t, five.operating_t) == (600_000, 540_000, 300_000)
    assert (five.stopped_t, five.retired_t) == (0, 0)


def test_a_correction_takes_the_earlier_posting_out_and_leaves_it_to_those_who_knew_no_better() -> None:
    book = CapacityBook()
    post(book, recorded(1, stated(move(Account.GROUND, Account.UNSTATED, 500))))
    post(book, recorded(2, stated(move(Account.GROUND, Account.UNSTATED, 300), corrects=1)))
    assert balances(book, UNIT)[Account.UNSTATED] == 300
    assert balances(book, UNIT, known=Seq(1))[Account.UNSTATED] == 500


@pytest.mark.parametrize(
    "transfer",
    [
        move(Account.FILED, Account.OPERATING, 1),
        move(Account.GROUND, Account.RETIRED, 1),
        move(Account.GROUND, Account.UNSTATED, 0),
        move(Account.GROUND, Account.UNSTATED, -5),
    ],
)
def test_a_transfer_across_the_ledgers_or_of_nothing_is_a_broken_journal(transfer: Transfer) -> None:
    with pytest.raises(ValueError, match="not a transfer within one ledger"):
        post(CapacityBook(), recorded(1, stated(transfer)))


def test_no_account_of_tonnes_may_fall_below_nothing() -> None:
    with pytest.raises(ValueError, match="would stand at -1"):
        post(CapacityBook(), recorded(1, stated(move(Account.OPERATING, Account.STOPPED, 1))))


def test_no_correction_may_take_away_what_was_drawn_on_since() -> None:
    book = CapacityBook()
    post(book, recorded(1, stated(move(Account.GROUND, Account.UNSTATED, 500))))
    post(book, recorded(2, stated(move(Account.UNSTATED, Account.OPERATING, 500))))
    with pytest.raises(ValueError, match="unstated would stand at -200"):
        post(book, recorded(3, stated(move(Account.GROUND, Account.UNSTATED, 300), corrects=1)))


@given(
    st.lists(st.tuples(st.sampled_from(Account), st.sampled_from(Account), st.integers(1, 9)), max_size=30)
)
def test_each_ledger_of_a_unit_always_sums_to_nothing(moves: list[tuple[Account, Account, int]]) -> None:
    book = CapacityBook()
    for seq, (source, target, tonnes) in enumerate(moves, 1):
        before = book.branch()
        try:
            post(book, recorded(seq, stated(move(source, target, tonnes))))
        except ValueError:
            book = before
        standing = balances(book, UNIT)
        assert sum(standing[account] for account in ON_PAPER) == 0
        assert sum(tonnes for account, tonnes in standing.items() if account not in ON_PAPER) == 0
