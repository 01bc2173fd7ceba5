"""收回: an opinion on a county, the notice once a reading is confirmed, receipts, a notice taken back."""

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import number
from tests.simulator.world import Asked, World
from yajian.core.decisions.charter import AnswerQuestion
from yajian.core.decisions.clawbacks import BookReceipt, GiveOpinion, IssueNotice, WithdrawNotice
from yajian.core.rules import clawbacks as rules
from yajian.core.rules import payments
from yajian.core.words import CountyId, Seq


def give_opinion(world: World) -> Asked:
    gone = any(one.stage == "已下达" for one in payments.standings(world.programme))
    if not gone and world.maybe(0.6):
        return toward.step(world)
    listed = toward.accepted(world)
    county = listed.county if listed is not None and listed.county is not None and world.maybe(0.7) else None
    if county is None:
        county = CountyId(world.pick(world.plan.counties).id)
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
    matter = rules.standing(world.programme, _matter(world))
    if matter is None or (matter.notice is None and world.maybe(0.9)):
        return issue_notice(world) if matter is not None else give_opinion(world)
    left_fen = matter.left_fen
    yuan = f"{left_fen // 100}.{left_fen % 100:02d}" if world.maybe(0.6) else "1000000.00"
    command = BookReceipt(
        opinion=_matter(world),
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
    WithdrawNotice: (8, withdraw_notice),
    BookReceipt: (40, book_receipt),
}
