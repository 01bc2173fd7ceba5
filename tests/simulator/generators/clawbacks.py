"""收回: an opinion on a county, the notice once a reading is confirmed, receipts, a notice taken back."""

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.charter import AnswerQuestion
from yajian.core.decisions.clawbacks import BookReceipt, GiveOpinion, IssueNotice, WithdrawNotice
from yajian.core.rules import clawbacks as rules
from yajian.core.rules import payments, targets
from yajian.core.words import CountyId, Seq


def give_opinion(world: World) -> Asked:
    """Of a county whose firms were paid something, or there is nothing to take back."""
    paid = [one.fact.lines[0].unit for one in payments.standings(world.programme) if one.stage == "已下达"]
    if not paid and world.maybe(0.6):
        return toward.step(world)
    parts = {world.programme.register.part_of(unit) for unit in paid}
    listed = [one.county for one in targets.counted(world.programme) if one.part in parts and one.county]
    county = listed[0] if listed and world.maybe(0.9) else CountyId(world.pick(world.plan.counties).id)
    return world.ask(GiveOpinion(county=county, document=number(world)), effective=world.today)


def issue_notice(world: World) -> Asked:
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
            document=number(world),
            settles={"compensation.clawback.confirmed": world.pick(capped or [rule.readings[0].id])},
        )
        return world.ask(reading, effective=world.today)
    return world.ask(IssueNotice(opinion=_matter(world), document=number(world)), effective=world.today)


def withdraw_notice(world: World) -> Asked:
    command = WithdrawNotice(opinion=_matter(world), reason="市里另有决定", document=number(world))
    return world.ask(command, effective=world.today)


def book_receipt(world: World) -> Asked:
    """Where a notice is out; else whatever comes before it."""
    open_ = [one for one in rules.standings(world.programme) if one.stage in ("待通知", "待入库")]
    out = [one for one in open_ if one.left_fen]
    if not out and world.maybe(0.9):
        return issue_notice(world) if open_ else give_opinion(world)
    matter = world.pick(out) if out else None
    left_fen = matter.left_fen if matter is not None else 100
    yuan = f"{left_fen // 100}.{left_fen % 100:02d}" if world.maybe(0.6) else "1000000.00"
    command = BookReceipt(
        opinion=matter.seq if matter is not None else _matter(world),
        level=world.pick(("省级", "市级")),
        amount=yuan,
        voucher=f"财收〔2021〕{world.chance.randrange(99)}",
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def _matter(world: World) -> Seq:
    matters = tuple(world.programme.clawbacks.matters)
    return matters[-1] if matters else Seq(1)


GENERATORS: Generators = {
    GiveOpinion: (30, give_opinion),
    IssueNotice: (40, issue_notice),
    WithdrawNotice: (3, withdraw_notice),
    BookReceipt: (40, book_receipt),
}
