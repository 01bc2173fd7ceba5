"""产能交易: sales reported and corrected, given up, confirmed; and the opinion, or whatever it still waits for."""

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.generators.register import enter_filing
from tests.simulator.world import Asked, NothingOfTheKind, World
from yajian.core import clearances
from yajian.core.decisions.charter import AnswerQuestion
from yajian.core.decisions.register import OpenUnit, PlaceUnit
from yajian.core.decisions.trades import Clear, ConfirmReplacement, Report, Withdraw, WithdrawClearance
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import trades as rules
from yajian.core.rules.register import locked
from yajian.core.words import DocumentNo, EnterpriseId, QuestionId, Seq, Tonnes, UnitId

_PRICES = ("30", "28.5", "30", "0", "40", "48", "60")


def report(world: World) -> Asked:
    """Mostly of a unit on no list, and of some that is left of it; now and then a correction."""
    waiting = [one for one in rules.standings(world.programme) if one.stage == "待核验"]
    if waiting and world.maybe(0.2):
        return corrected(world, world.pick(waiting), world.pick(_PRICES))
    units = tuple(world.programme.register.units)
    free = [one for one in units if _is_free(world, one)]
    return sale(world, world.pick(free) if free and world.maybe(0.8) else world.pick(units))


def sale(world: World, unit: UnitId) -> Asked:
    left = clearances.filed_t(world.programme, unit) - rules.traded_t(world.programme, unit)
    command = Report(
        enterprise=_seller(world, unit),
        units={unit: Tonnes(max(left, 1) if world.maybe(0.5) else 1 + world.chance.randrange(max(left, 1)))},
        buyer=world.pick(("邻市某焦化有限公司", _anybody(world))),
        price=world.pick(_PRICES),
        document=_contract(world),
    )
    return world.ask(command, effective=world.today)


def _contract(world: World) -> DocumentNo:
    """Mostly one that no trade stands on yet."""
    taken = {one.fact.document for one in rules.standings(world.programme) if one.stands}
    fresh = [one for one in world.programme.charter.documents if one not in taken]
    return world.pick(fresh) if fresh and world.maybe(0.8) else number(world)


def corrected(world: World, trade: rules.Standing, price: str) -> Asked:
    """The same trade, of all that nobody else has bought, at another price."""
    unit = trade.fact.units[0].unit
    others = rules.traded_t(world.programme, unit, but=trade.seq)
    command = Report(
        enterprise=trade.fact.enterprise,
        units={unit: Tonnes(max(clearances.filed_t(world.programme, unit) - others, 1))},
        buyer=trade.fact.buyer,
        price=price,
        document=trade.fact.document,
        corrects=trade.report.seq,
    )
    return world.ask(command, effective=world.today)


def withdraw(world: World) -> Asked:
    found = rules.standing(world.programme, _trade(world))
    if found is not None:
        return toward.given_up(world, found)
    return world.ask(Withdraw(trade=Seq(1), reason="合同解除", document=number(world)), effective=world.today)


def confirm_replacement(world: World) -> Asked:
    trades = [one for one in rules.standings(world.programme) if one.stands]
    trade = world.pick(trades) if trades else None
    confirmed = trade is not None and trade.word is not None and trade.word.value.said == "confirmed"
    command = ConfirmReplacement(
        trade=trade.seq if trade is not None else Seq(1),
        verdict="撤销确认" if confirmed else world.pick(("确认", "确认", "不予确认")),
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def clear(world: World) -> Asked:
    """What an office would do next, so that some trade goes on in the end."""
    waiting = [one for one in rules.standings(world.programme) if one.stage == "待核验"]
    free = [one for one in waiting if all(_is_free(world, each.unit) for each in one.fact.units)]
    if not free:
        return _first(world) if world.maybe(0.8) else _clear(world, _trade(world))
    trade = free[0]
    now = clearances.clearance(world.plan, world.programme, trade, world.today)
    if not now.held_by or world.maybe(0.1):
        return _clear(world, trade.seq)
    return _helped(world, trade, now.held_by[0].rule)


def _first(world: World) -> Asked:
    """A sale of a unit on no list; before that such a unit, and its filing."""
    for unit in world.programme.register.units:
        sold = rules.traded_t(world.programme, unit)
        if _is_free(world, unit) and sold < clearances.filed_t(world.programme, unit):
            return sale(world, unit)
    filings = [past.at() for past in world.programme.register.filings.values()]
    said = [one.value for one in filings if one is not None]
    if not said or world.maybe(0.3):
        return enter_filing(world)
    command = OpenUnit(
        unit=UnitId(f"U-{world.chance.randrange(80, 99):02}"),
        filing_no=world.pick(said).number,
        filed_t=Tonnes(100_000 + world.chance.randrange(100_000)),
    )
    return world.ask(command, effective=world.today)


def _helped(world: World, trade: rules.Standing, rule: str) -> Asked:
    """The step that the first condition waits for."""
    match rule:
        case "trades.lot_not_retired":
            return world.ask(PlaceUnit(unit=trade.fact.units[0].unit, part=None), scans=1)
        case "trades.replacement_confirmed":
            rests = world.plan.moratorium
            if (
                rests is not None
                and charter_rules.came_out(world.plan, world.programme, rests.lifts_on) is None
            ):
                return _policy(world, rests.lifts_on)
            command = ConfirmReplacement(trade=trade.seq, verdict="确认", document=number(world))
            return world.ask(command, effective=world.today)
        case _:
            return corrected(world, trade, "30")


def _policy(world: World, awaited: str) -> Asked:
    """Somebody says which paper the awaited one is."""
    said = world.base.documents[awaited].number
    if said is None or said.asks is None:
        raise NothingOfTheKind
    command = AnswerQuestion(
        question=QuestionId(said.asks),
        reading="省里的新政策已出台",
        answered_by="示例甲（示范市政府办公室）",
        document=number(world),
        settles={f"documents.{awaited}.number": number(world)},
    )
    return world.ask(command, effective=world.today)


def withdraw_clearance(world: World) -> Asked:
    cleared = [one.seq for one in rules.standings(world.programme) if one.cleared is not None]
    if not cleared and world.maybe(0.8):
        return clear(world)
    trade = world.pick(cleared) if cleared else _trade(world)
    command = WithdrawClearance(trade=trade, reason="情况有变", document=number(world))
    return world.ask(command, effective=world.today)


def _clear(world: World, trade: Seq) -> Asked:
    return world.ask(Clear(trade=trade, document=number(world)), effective=world.today)


def _is_free(world: World, unit: UnitId) -> bool:
    return locked(world.programme, unit) is None


def _seller(world: World, unit: UnitId) -> EnterpriseId:
    return world.programme.register.units[unit].enterprise


def _anybody(world: World) -> str:
    return str(world.pick(tuple(world.plan.enterprises)))


def _trade(world: World) -> Seq:
    trades = tuple(world.programme.trades.reported)
    return trades[-1] if trades else Seq(1)


GENERATORS: Generators = {
    Report: (25, report),
    Withdraw: (4, withdraw),
    ConfirmReplacement: (12, confirm_replacement),
    Clear: (40, clear),
    WithdrawClearance: (6, withdraw_clearance),
}
