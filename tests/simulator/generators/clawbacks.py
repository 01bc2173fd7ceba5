"""收回: an opinion on a county, the notice once a reading is confirmed, receipts, a notice taken back."""

from datetime import date, timedelta

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import city_paper
from tests.simulator.world import Asked, World
from yajian.core import recoveries
from yajian.core.decisions.charter import AnswerQuestion
from yajian.core.decisions.clawbacks import (
    BookReceipt,
    GiveOpinion,
    IssueNotice,
    ReturnReceipt,
    WithdrawNotice,
    WithdrawReceipt,
)
from yajian.core.facts.clawbacks import Level, ReceiptBooked
from yajian.core.history import Entry
from yajian.core.rules import clawbacks as rules
from yajian.core.rules import payments, targets
from yajian.core.words import CountyId, Seq


def onward(world: World) -> Asked:
    """The next step on the way to money that came back, and beyond it: few seeds would come so far by chance."""
    programme, matters = world.programme, tuple(rules.standings(world.programme))
    if recoveries.beyond(world.plan, programme, world.today):
        return return_receipt(world)
    gone = [one.seq for one in payments.standings(programme) if one.stage == "已下达"]
    if gone and any(one.kept_fen() for one in matters) and world.maybe(0.5):
        return toward.bounced(world, world.pick(gone))
    if any(one.stage == "待入库" for one in matters):
        return _received(world, world.pick([one for one in matters if one.stage == "待入库"]))
    if any(one.stage == "待通知" for one in matters):
        return _noticed(world)
    if gone and not _missed(world) and world.today < date(2021, 1, 1):
        world.now += timedelta(days=60)  # until somebody's day is over
    county = next(iter(_missed(world)), None)
    if county is None:
        return toward.step(world)
    return world.ask(GiveOpinion(county=county, document=city_paper(world)), effective=world.today)


def _missed(world: World) -> list[CountyId]:
    """Counties whose firms were paid something and that did not finish in time, or there is nothing to take back."""
    programme = world.programme
    paid = [one.fact.lines[0].unit for one in payments.standings(programme) if one.stage == "已下达"]
    parts = {programme.register.part_of(unit) for unit in paid}
    listed = [one.county for one in targets.counted(programme) if one.part in parts and one.county]
    return [
        county
        for county in dict.fromkeys(listed)
        if recoveries.recovery(world.plan, programme, county, world.today).unfinished
    ]


def give_opinion(world: World) -> Asked:
    if world.maybe(0.8):
        return onward(world)
    county = CountyId(world.pick(world.plan.counties).id)
    return world.ask(GiveOpinion(county=county, document=city_paper(world)), effective=world.today)


def issue_notice(world: World) -> Asked:
    return (
        onward(world) if world.maybe(0.7 if world.programme.clawbacks.matters else 0.97) else _noticed(world)
    )


def _noticed(world: World) -> Asked:
    """After somebody confirmed a reading: mostly one that is capped by what was paid, or it is a range."""
    rule = world.plan.compensation.clawback
    if (
        rule is not None
        and rule.confirmed.value is None
        and rule.confirmed.asks is not None
        and world.maybe(0.7)
    ):
        capped = [one.id for one in rule.readings if one.capped_by_paid]
        reading = AnswerQuestion(
            question=rule.confirmed.asks,
            reading="照函办理",
            answered_by="示例甲（示范市政府办公室）",
            document=city_paper(world),
            settles={"compensation.clawback.confirmed": world.pick(capped or [rule.readings[0].id])},
        )
        return world.ask(reading, effective=world.today)
    return world.ask(IssueNotice(opinion=_matter(world), document=city_paper(world)), effective=world.today)


def withdraw_notice(world: World) -> Asked:
    if not world.programme.clawbacks.matters and world.maybe(0.9):
        return onward(world)
    command = WithdrawNotice(opinion=_matter(world), reason="市里另有决定", document=city_paper(world))
    return world.ask(command, effective=world.today)


def book_receipt(world: World) -> Asked:
    """Under a notice, or an entry put right; else whatever comes before it."""
    booked = [(one, entry) for one in rules.standings(world.programme) for entry in one.receipts]
    if booked and world.maybe(0.4):
        return _put_right(world, *world.pick(booked))
    if world.maybe(0.9):
        return onward(world)
    return _received(world, rules.standing(world.programme, _matter(world)))


def _received(world: World, matter: rules.Standing | None) -> Asked:
    level, left_fen = _room(world, matter) if matter is not None else ("province", 100)
    command = BookReceipt(
        opinion=matter.seq if matter is not None else _matter(world),
        level=payments.LEVELS[level] if world.maybe(0.8) else world.pick(("省级", "市级")),
        amount=_yuan(left_fen) if world.maybe(0.7) else "1000000.00",
        voucher=f"财收〔2021〕{world.chance.randrange(99)}",
        document=city_paper(world),
    )
    return world.ask(command, effective=world.today)


def _room(world: World, matter: rules.Standing) -> tuple[Level, int]:
    """A level of which something may come in still, and how much under this notice."""
    levels = recoveries.at_levels(world.plan, world.programme, matter.fact.county, world.today)
    free = [(one.level, min(one.paid_fen - one.back_fen, matter.left_fen)) for one in levels]
    none: tuple[Level, int] = ("province", 100)
    return world.pick([one for one in free if one[1] > 0] or [none])


def _put_right(world: World, matter: rules.Standing, wrong: Entry[ReceiptBooked]) -> Asked:
    fact = wrong.value
    yuan = _yuan(fact.amount_fen if world.maybe(0.3) else world.chance.randrange(1, 2 * fact.amount_fen + 1))
    command = BookReceipt(
        opinion=matter.seq,
        level=payments.LEVELS[fact.level] if world.maybe(0.7) else world.pick(("省级", "市级")),
        amount=yuan,
        voucher=fact.voucher if world.maybe(0.7) else f"财收〔2021〕{world.chance.randrange(99)}",
        document=fact.document,
        corrects=wrong.seq if world.maybe(0.9) else Seq(1),
        why="金额登错" if world.maybe(0.9) else "",
    )
    return world.ask(command, effective=wrong.effective if world.maybe(0.7) else world.today)


def return_receipt(world: World) -> Asked:
    """What came in beyond what is paid; else whatever leads there."""
    found = recoveries.beyond(world.plan, world.programme, world.today)
    if not found and world.maybe(0.9):
        return onward(world)
    much = world.pick(found) if found else None
    most_fen = much.amount_fen if much is not None else 100
    command = ReturnReceipt(
        opinion=much.matter.seq if much is not None else _matter(world),
        level=payments.LEVELS[much.level] if much is not None else "省级",
        amount=_yuan(most_fen if world.maybe(0.6) else world.chance.randrange(1, 2 * most_fen + 1)),
        voucher=f"财退〔2021〕{world.chance.randrange(99)}",
        document=city_paper(world),
    )
    return world.ask(command, effective=world.today)


def withdraw_receipt(world: World) -> Asked:
    matters = tuple(rules.standings(world.programme))
    booked = [entry.seq for one in matters for entry in (*one.receipts, *one.returns)]  # type: ignore[attr-defined]
    if not booked and world.maybe(0.9):
        return onward(world)
    entry = world.pick(booked) if booked and world.maybe(0.9) else Seq(1)
    command = WithdrawReceipt(withdraws=entry, reason="登记了两次", document=city_paper(world))
    return world.ask(command, effective=world.today)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _matter(world: World) -> Seq:
    matters = tuple(world.programme.clawbacks.matters)
    return matters[-1] if matters else Seq(1)


GENERATORS: Generators = {
    GiveOpinion: (30, give_opinion),
    IssueNotice: (40, issue_notice),
    WithdrawNotice: (3, withdraw_notice),
    BookReceipt: (40, book_receipt),
    ReturnReceipt: (12, return_receipt),
    WithdrawReceipt: (12, withdraw_receipt),
}
