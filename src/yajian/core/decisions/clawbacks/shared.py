"""What several commands about a clawback refuse in the same words."""

from collections.abc import Mapping
from datetime import date

from yajian.core.decisions.clawbacks.commands import BookReceipt, ReturnReceipt
from yajian.core.facts.clawbacks import Booked, Level, ReceiptBooked, ReceiptReturned
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.clawbacks import Standing
from yajian.core.rules.payments import LEVELS
from yajian.core.spellings import number_key
from yajian.core.words import Clause, Refusal, Seq, SystemRule, fen_of

Outcome = tuple[AnyFact, ...] | Refusal
NAMED: Mapping[str, Level] = {label: level for level, label in LEVELS.items()}


def matter_named(programme: Programme, opinion: Seq, effective: date | None) -> Standing | Refusal:
    found = rules.standing(programme, opinion)
    if found is None:
        return Refusal(
            code="clawbacks.no-such-opinion",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{opinion}条不是收回意见",
            way_forward="请从收回一览里选择",
            field="opinion",
        )
    if effective is not None and found.last.effective > effective:
        return too_early(found.last.effective, effective)
    return found


def too_early(before: date, effective: date) -> Refusal:
    return Refusal(
        code="clawbacks.before-the-step-before",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{effective.isoformat()}早于上一步的日期{before.isoformat()}",
        way_forward="请核对文件的日期",
        field="effective",
    )


def out_of_turn(found: Standing, asked: str) -> Refusal:
    return Refusal(
        code="clawbacks.out-of-turn",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{found.seq}条收回{found.stage}，不能{asked}",
        way_forward="依次是：市工信局意见、市财政局通知、入库",
        field="opinion",
    )


def basis_of(plan: Plan) -> Clause | SystemRule:
    return next(iter(clauses_for(plan, "county_task_unmet_after_due")), SystemRule.OUT_OF_TURN)


def is_taken_back(plan: Plan, level: Level) -> bool:
    rule = plan.compensation.clawback
    return rule is not None and level in rule.levels


def was_of(wrong: Entry[ReceiptBooked] | Entry[ReceiptReturned]) -> Booked:
    fact = wrong.value
    returned = isinstance(fact, ReceiptReturned)
    return Booked(level=fact.level, amount_fen=fact.amount_fen, on=wrong.effective, returned=returned)


def booking(fact: ReceiptBooked | ReceiptReturned) -> tuple[object, ...]:
    return fact.opinion, fact.level, fact.amount_fen, number_key(fact.voucher)


def unfit(code: str, command: BookReceipt | ReturnReceipt, level: Level | None) -> Refusal:
    return Refusal(
        code=code,
        basis=SystemRule.VALUE_UNFIT,
        finding=f"级别填的是“{command.level}”，金额填的是“{command.amount}”",
        way_forward="级别填方案所写收回的各级；金额填元，写到角分，要分节的每三位一个逗号",
        field="amount" if level is not None and not fen_of(command.amount) else "level",
    )


def no_voucher(code: str) -> Refusal:
    return Refusal(
        code=code,
        basis=SystemRule.VALUE_UNFIT,
        finding="没有填凭证号",
        way_forward="请照凭证填写",
        field="voucher",
    )
