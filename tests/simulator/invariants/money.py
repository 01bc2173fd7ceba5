"""Money: in its order, once, never more than is due, by three hands, and every fen in one purse of its ledger."""

from datetime import date
from itertools import pairwise
from typing import Any

from tests.simulator.invariants.registry import standing
from tests.simulator.world import World
from yajian.core import entitlements, recoveries
from yajian.core.books import money
from yajian.core.books.money import OUTSIDE, OWED, Purse
from yajian.core.entitlements import Backfills
from yajian.core.facts.applications import Applied
from yajian.core.facts.auditplans import EntitlementReserved
from yajian.core.facts.clawbacks import ReceiptBooked
from yajian.core.history import Entry
from yajian.core.reconciliation import reconcile
from yajian.core.reports.money import Scope, levels
from yajian.core.rules import (
    acceptance,
    applications,
    auditplans,
    bankstatements,
    clawbacks,
    payments,
    quotas,
    targets,
)
from yajian.core.words import Seq, UnitId


def _out(world: World) -> list[payments.Standing]:
    """Every payment that ever went out, also one that came back."""
    return [one for one in payments.standings(world.programme) if one.released is not None]


@standing("I17")
def what_stands_of_the_slips_is_what_the_book_says_is_paid(world: World) -> None:
    """Fen by fen: what came back in parts is neither paid nor lost."""
    paid: dict[UnitId, int] = {}
    gone = dict.fromkeys(payments.LEVELS, 0)
    for one in _out(world):
        assert sum(back.value.amount_fen for back in one.returns) == one.fact.amount_fen - one.stands_fen
        for line in one.stands:
            paid[line.unit] = paid.get(line.unit, 0) + line.amount_fen
            gone[line.level] += line.amount_fen
    book = world.programme.money
    for unit in {line.unit for one in _out(world) for line in one.fact.lines}:
        assert money.balances(book, money.of_unit(unit))[Purse.PAID] == paid.get(unit, 0)
    for level, fen in gone.items():
        assert money.balances(book, money.of_level(level))[Purse.DISBURSED] == fen


@standing("I9")
def money_goes_out_after_review_acceptance_application_and_an_approved_plan(world: World) -> None:
    programme = world.programme
    for one in _out(world):
        assert one.released is not None
        seq, day = one.released.seq, one.released.effective
        for unit in {line.unit for line in one.fact.lines}:
            known = Seq(seq - 1)
            entitled = auditplans.entitlement(programme, unit, day, known)
            assert entitled is not None, unit
            asked = applications.standing(programme, entitled.fact.application, day, known)
            assert asked is not None
            assert asked.forwarded is not None
            version = quotas.version(programme, asked.applied.value.quota_version, asked.applied.effective)
            assert version is not None
            assert version.agreed
            part = programme.register.part_of(unit)
            assert part is not None
            accepted = acceptance.standing(programme, part, asked.applied.effective).accepted
            assert accepted is not None
            assert accepted.effective <= asked.applied.effective <= entitled.reserved.effective <= day


@standing("I9")
def no_step_rests_on_a_quota_that_held_no_longer_when_it_was_taken(world: World) -> None:
    programme = world.programme
    steps: list[Entry[Any]] = [
        *(entry for line in programme.applications.filed.values() for entry in line.entries),
        *(entry for line in programme.auditplans.entitlements.values() for entry in line.entries),
    ]
    for entry in steps:
        if isinstance(entry.value, Applied):
            units = tuple(one.unit for one in entry.value.units)
        elif isinstance(entry.value, EntitlementReserved):
            units = (entry.value.unit,)
        else:
            continue
        known = Seq(entry.seq - 1)
        assert entitlements.reopened(world.plan, programme, units, entry.effective, known) is None


@standing("I10")
def no_unit_is_paid_more_than_it_is_entitled_to_nor_entitled_to_more_than_its_quota(world: World) -> None:
    programme = world.programme
    for unit, line in programme.auditplans.entitlements.items():
        stands = money.balances(programme.money, money.of_unit(unit))
        assert stands[Purse.RESERVED] >= 0
        assert stands[Purse.PAID] >= 0
        for entry in line.entries:
            if isinstance(entry.value, EntitlementReserved):
                quota = quotas.quota(programme, unit, entry.effective, Seq(entry.seq - 1))
                assert quota is not None
                assert 0 < entry.value.amount_fen <= quota.value.amount_fen
                assert stands[Purse.PAID] + stands[Purse.RESERVED] <= quota.value.amount_fen


@standing("I11")
def a_quota_is_tonnes_times_a_rate_and_an_integer(world: World) -> None:
    rates = {one.rate_fen_per_t.value for one in world.base.compensation.rates}
    for line in world.programme.quotas.units.values():
        for entry in line.entries:
            fact = entry.value
            assert fact.amount_fen == fact.tonnes * fact.rate_fen_per_t
            assert fact.rate_fen_per_t in rates or world.plan is not world.base
            assert type(fact.amount_fen) is int


@standing("I12")
def a_unit_has_one_open_application_and_one_entitlement(world: World) -> None:
    programme = world.programme
    for unit, filed in programme.applications.by_unit.items():
        found = [applications.standing(programme, one) for one in filed]
        open_ = [
            one
            for one in found
            if one is not None and one.is_open and not auditplans.ended(programme, unit, one.seq)
        ]
        assert len(open_) <= 1, unit
        line = programme.auditplans.entitlements.get(unit)
        kept = [
            isinstance(one.value, EntitlementReserved) for one in (line.entries if line is not None else ())
        ]
        assert all(not (one and two) for one, two in pairwise(kept)), unit


@standing("I13")
def nothing_goes_out_while_a_hold_stands(world: World) -> None:
    for one in _out(world):
        assert one.released is not None
        for unit in {line.unit for line in one.fact.lines}:
            known = Seq(one.released.seq - 1)
            held = entitlements.holds(world.plan, world.programme, unit, one.released.effective, known)
            assert held == (), (one.seq, held)


@standing("I13")
def what_was_entered_under_a_hold_as_of_a_day_before_it_bears_its_mark(world: World) -> None:
    marked = Backfills(world.plan, world.programme)
    for one in _out(world):
        assert one.released is not None
        marks = {(mark.unit, mark.hold.kind) for mark in marked.of(one) if mark.step == "下达"}
        for unit in {line.unit for line in one.fact.lines}:
            known = Seq(one.released.seq - 1)
            held = entitlements.holds(world.plan, world.programme, unit, None, known)
            assert {(unit, hold.kind) for hold in held} == {mark for mark in marks if mark[0] == unit}, (
                one.seq
            )


@standing("I14")
def what_was_under_seal_goes_to_whom_the_paper_names_and_no_more_than_their_share(world: World) -> None:
    for part, line in world.programme.holds.payees.items():
        last = line.known()[-1]
        for payee in last.value.payees:
            units = [
                unit
                for unit in world.programme.register.units
                if world.programme.register.part_of(unit) == part
            ]
            later = [
                one
                for one in _out(world)
                if one.prepared.seq > last.seq
                and one.stage == "已下达"
                and one.fact.payee == payee.name
                and any(row.unit in units for row in one.fact.lines)
                and all(
                    entitlements.seals(world.plan, world.programme, unit, one.prepared.effective)
                    for unit in units
                )
            ]
            assert sum(one.stands_fen for one in later) <= payee.amount_fen


@standing("I15")
def maker_checker_and_releaser_are_three_of_two_organs(world: World) -> None:
    for one in _out(world):
        assert one.checked is not None
        assert one.released is not None
        hands = {one.fact.by, one.checked.value.by, one.released.value.by}
        organs = {one.fact.organ, one.checked.value.organ, one.released.value.organ}
        assert len(hands) == 3
        assert len(organs) >= 2


@standing("I16")
def both_ledgers_of_the_money_book_sum_to_nothing_and_no_purse_is_below_it(world: World) -> None:
    book = world.programme.money
    for holder in (*book.postings, *map(money.of_level, payments.LEVELS)):
        stands = money.balances(book, holder)
        assert sum(fen for purse, fen in stands.items() if purse in OWED) == 0
        assert sum(fen for purse, fen in stands.items() if purse not in OWED) == 0
        assert all(fen >= 0 for purse, fen in stands.items() if purse not in OUTSIDE)
    for level in payments.LEVELS:  # nor on any day, whatever was put right since
        for purse in set(Purse) - OUTSIDE - OWED:
            assert money.lowest(book, level, purse, date.min) >= 0, (level, purse)


@standing("I17")
def every_fen_that_went_out_was_raised_and_names_a_clause(world: World) -> None:
    for level in payments.LEVELS:
        stands = money.balances(world.programme.money, money.of_level(level))
        raised = world.programme.payments.raised.get(level)
        given = sum(one.value.amount_fen for one in raised.known()) if raised is not None else 0
        assert given == -stands[Purse.TREASURY]
        assert stands[Purse.AVAILABLE] + stands[Purse.COMMITTED] + stands[Purse.DISBURSED] == given
    paid = sum(
        money.balances(world.programme.money, money.of_unit(unit))[Purse.PAID]
        for unit in world.programme.auditplans.entitlements
    )
    out = sum(
        money.balances(world.programme.money, money.of_level(level))[Purse.DISBURSED]
        for level in payments.LEVELS
    )
    assert paid == out


@standing("I17")
def counties_and_levels_add_up_to_what_both_ledgers_hold(world: World) -> None:
    programme = world.programme
    found = levels.table(Scope(plan=world.base, programme=programme, as_of=date.max))
    assert found.whole is not None
    units = [money.balances(programme.money, money.of_unit(unit)) for unit in programme.register.units]
    assert found.whole.paid_fen == sum(one[Purse.PAID] for one in units)
    assert found.whole.reserved_fen == sum(one[Purse.RESERVED] for one in units)
    assert found.whole.paid_fen == sum(one.paid_fen for one in found.counties)
    for line in found.levels:
        stands = money.balances(programme.money, money.of_level(line.level))
        parts = [one for county in found.counties for one in county.parts if one.level == line.level]
        assert line.disbursed_fen == stands[Purse.DISBURSED] == sum(one.paid_fen for one in parts)
        assert line.returned_fen == sum(one.returned_fen for one in parts)
        assert sum(one.recovered_fen for one in parts) <= stands[Purse.RECOVERED]


@standing("I18")
def a_county_is_asked_for_a_reading_of_what_it_missed_and_no_more_comes_in(world: World) -> None:
    for one in clawbacks.standings(world.programme):
        assert one.fact.unfinished
        if one.notice is not None:
            assert one.received_fen <= one.notice.value.amount_fen
            readings = {reading.reading for reading in one.fact.readings}
            assert one.notice.value.reading in readings
    back = sum(
        money.balances(world.programme.money, money.of_level(level))[Purse.RECOVERED]
        for level in payments.LEVELS
    )
    assert back == sum(one.kept_fen() for one in clawbacks.standings(world.programme))


@standing("I18")
def no_more_is_back_of_a_level_than_is_paid_of_it_but_what_is_marked_to_go_back(world: World) -> None:
    programme = world.programme
    marked: dict[tuple[str, str], int] = {}
    for one in recoveries.beyond(world.plan, programme, world.today):
        assert 0 < one.amount_fen <= one.matter.kept_fen(one.level)
        place = (one.matter.fact.county, one.level)
        marked[place] = marked.get(place, 0) + one.amount_fen
    counties = {part.part: part.county for part in targets.counted(programme, world.today)}
    paid: dict[tuple[str | None, str], int] = {}
    for slip in payments.standings(programme, world.today):
        for line in slip.stands if slip.stage == "已下达" else ():
            part = programme.register.part_of(line.unit)
            county = counties.get(part) if part is not None else None
            paid[county, line.level] = paid.get((county, line.level), 0) + line.amount_fen
    back: dict[tuple[str, str], int] = {}
    for matter in clawbacks.standings(programme, world.today):
        for entry in matter.receipts:
            place = (matter.fact.county, entry.value.level)
            back[place] = back.get(place, 0) + entry.value.amount_fen
            _within_its_level(world, entry)
        for returned in matter.returns:
            place = (matter.fact.county, returned.value.level)
            back[place] -= returned.value.amount_fen
    assert all(fen >= 0 for fen in back.values())
    assert marked == {
        place: fen - paid.get(place, 0) for place, fen in back.items() if fen > paid.get(place, 0)
    }


def _within_its_level(world: World, receipt: Entry[ReceiptBooked]) -> None:
    """When it was entered, and as of its day; one that was put right may leave beyond what was so before."""
    fact = receipt.value
    if fact.corrects is not None:
        return
    found = recoveries.at_levels(world.plan, world.programme, fact.county, receipt.effective, receipt.seq)
    assert all(one.back_fen <= one.paid_fen for one in found if one.level == fact.level)


@standing("I33")
def no_line_of_the_bank_is_of_two_payments_nor_a_payment_of_two_lines(world: World) -> None:
    found = reconcile(world.programme, world.today)
    for pairs in (found.paid, found.returned):
        assert len({one.moved.seq for one in pairs}) == len(pairs)
        assert all(one.line.fact.amount_fen == one.moved.amount_fen for one in pairs)
    assert len({one.slip.seq for one in found.paid}) == len(found.paid)
    told = [one.line.seq for one in (*found.paid, *found.returned, *found.returns)]
    told += [*(one.line.seq for one in found.open), *(one.seq for one in found.explained)]
    assert sorted(told) == [one.seq for one in bankstatements.lines(world.programme, world.today)]
    gone = [one.slip.seq for one in found.paid] + [one.slip.seq for one in found.unseen if one.side == "out"]
    assert sorted(gone) == [
        one.seq for one in payments.standings(world.programme, world.today) if one.released is not None
    ]
    back = [one.moved for one in found.returned]
    back += [one.moved for one in found.unseen if one.side == "in"]
    assert sorted(one.seq for one in back) == sorted(
        entry.seq for one in payments.standings(world.programme, world.today) for entry in one.returns
    )
    numbered = [
        (one.fact.account, one.fact.serial, one.fact.on, one.fact.side, one.fact.amount_fen)
        for one in bankstatements.lines(world.programme)
        if one.fact.serial
    ]
    assert len(set(numbered)) == len(numbered)
