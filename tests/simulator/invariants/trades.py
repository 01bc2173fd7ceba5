"""Trades: no tonne is sold twice, no opinion lets a locked one go, and every tonne of a unit is accounted for."""

from tests.simulator.invariants.registry import standing
from tests.simulator.world import World
from yajian.core import clearances
from yajian.core.books.capacity import tonnages
from yajian.core.facts.register import UnitPlaced
from yajian.core.facts.trades import TradeCleared
from yajian.core.plan import plan_at
from yajian.core.reports.trades import destinations
from yajian.core.rules import trades as rules
from yajian.core.rules.charter import settlements
from yajian.core.rules.register import lock
from yajian.core.words import Answer, Seq


@standing("I3")
def no_tonne_is_sold_twice_and_what_went_where_adds_up_to_what_a_unit_has_on_paper(world: World) -> None:
    programme = world.programme
    for unit in programme.trades.by_unit:
        five = tonnages(programme.capacity, (unit,))
        has = five.filed_t + five.retired_t
        assert rules.traded_t(programme, unit) <= has, unit
        told = destinations(world.plan, programme, unit)
        assert sum(one.tonnes for one in told.went) == has + told.twice_t, unit
        assert told.twice_t <= five.retired_t, unit


@standing("I3")
def nothing_that_stood_sold_was_put_onto_a_list(world: World) -> None:
    for one in world.history:
        if isinstance(one.fact, UnitPlaced) and one.fact.part is not None:
            assert rules.traded_t(world.programme, one.fact.unit, None, Seq(one.seq - 1)) == 0, one.seq


@standing("I5")
def no_opinion_was_given_for_a_locked_unit_or_on_a_condition_that_was_not_met(world: World) -> None:
    for one in world.history:
        if not isinstance(one.fact, TradeCleared):
            continue
        known = Seq(one.seq - 1)
        trade = rules.standing(world.programme, one.fact.trade, one.effective, known)
        assert trade is not None
        assert trade.stage == "待核验"
        assert {each.answer for each in one.fact.answers} == {"pass"}
        assert trade.word is not None
        assert trade.word.effective <= one.effective
        for sold in trade.fact.units:
            plan = plan_at(world.base, settlements(world.programme, None, known))
            verdict = lock(plan, world.programme, sold.unit, known, one.effective)
            assert verdict.answer is Answer.PASS, sold.unit
            assert sold.tonnes <= clearances.filed_t(world.programme, sold.unit, one.effective, known)
