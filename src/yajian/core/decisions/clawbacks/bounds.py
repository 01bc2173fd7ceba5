"""What comes in is bounded by the notice, and level by level by what is paid; what went back had come in."""

from datetime import date

from yajian.core import recoveries
from yajian.core.decisions.clawbacks.shared import basis_of
from yajian.core.facts.clawbacks import Booked, Level, ReceiptBooked
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.clawbacks import Standing
from yajian.core.rules.payments import LEVELS
from yajian.core.words import CountyId, Fen, Refusal, SystemRule, yuan_of


def unless_asked(plan: Plan, found: Standing, fact: ReceiptBooked, was: Booked | None) -> Refusal | None:
    """Never more than the notice asks for; what a correction takes out leaves room."""
    left_fen = found.left_fen + (was.amount_fen if was is not None else 0)
    if fact.amount_fen <= left_fen:
        return None
    return Refusal(
        code="clawbacks.book-receipt.more-than-asked",
        basis=basis_of(plan),
        finding=f"通知还差 {yuan_of(left_fen)} 元，这一笔 {yuan_of(fact.amount_fen)} 元",
        way_forward="收回的不超过通知的金额；请核对凭证",
        field="amount",
    )


def unless_paid(
    plan: Plan, programme: Programme, fact: ReceiptBooked, was: Booked | None, effective: date
) -> Refusal | None:
    """Of no level more than is paid of it, on its day nor on that of a later receipt. What grows less is never refused."""
    for day in (effective, *_later_receipts(programme, fact.county, fact.level, effective)):
        stands = recoveries.at_level(plan, programme, fact.county, fact.level, day)
        counted = was is not None and was.level == fact.level and was.on <= day
        back_fen = stands.back_fen - (was.amount_fen if was is not None and counted else 0)
        after_fen = back_fen + fact.amount_fen
        if after_fen > stands.paid_fen and after_fen > stands.back_fen:
            return Refusal(
                code="clawbacks.book-receipt.more-than-its-level",
                basis=basis_of(plan),
                finding=f"到{day.isoformat()}，{LEVELS[fact.level]}已下达 {yuan_of(stands.paid_fen)} 元、"
                f"已收回 {yuan_of(back_fen)} 元，这一笔 {yuan_of(fact.amount_fen)} 元",
                way_forward="哪一级收回的都不超过那一级已下达的；请核对凭证的级次和金额，几级的一级一笔",
                field="amount",
            )
    return None


def _later_receipts(programme: Programme, county: CountyId, level: Level, after: date) -> list[date]:
    days = {
        one.effective
        for matter in rules.standings(programme)
        if matter.fact.county == county
        for one in matter.receipts
        if one.value.level == level and one.effective > after
    }
    return sorted(days)


def unless_kept(
    found: Standing, was: Booked, instead: tuple[ReceiptBooked, date] | None, code: str
) -> Refusal | None:
    """What went back to the county had come in: on no day less may have come in than went back."""
    came = [(one.effective, one.value.amount_fen) for one in found.receipts if one.value.level == was.level]
    came.remove((was.on, was.amount_fen))
    if instead is not None and instead[0].level == was.level:
        came.append((instead[1], instead[0].amount_fen))
    gone = [(one.effective, one.value.amount_fen) for one in found.returns if one.value.level == was.level]
    for day, _ in gone:
        back_fen, returned_fen = (sum(fen for on, fen in moved if on <= day) for moved in (came, gone))
        if back_fen < returned_fen:
            return Refusal(
                code=code,
                basis=SystemRule.OUT_OF_TURN,
                finding=f"这样改，到{day.isoformat()}，{LEVELS[was.level]}入库 {yuan_of(back_fen)} 元，"
                f"退还县（市）的已有 {yuan_of(returned_fen)} 元",
                way_forward="退还的须先入库；退还登错的先撤销退还登记，再改入库",
                field="amount",
            )
    return None


def unless_asked_twice(programme: Programme, found: Standing, was: Booked, amount_fen: Fen) -> Refusal | None:
    """A settled matter that would want something again, while the next one asks for it already."""
    other = rules.open_for(programme, found.fact.county)
    if found.stage != "已收回" or amount_fen >= was.amount_fen or other is None:
        return None
    return Refusal(
        code="clawbacks.asked-twice",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"这样改，第{found.seq}条收回又差 {yuan_of(was.amount_fen - amount_fen)} 元，"
        f"而这个县（市）的第{other.seq}条收回（{other.stage}）正在办",
        way_forward=f"同一笔钱不能要两次：请先撤回第{other.seq}条，改了以后再重新提出",
        field="amount",
    )
