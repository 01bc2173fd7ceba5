"""What several commands about money refuse in the same words."""

from datetime import date

from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import payments as rules
from yajian.core.rules.payments import Account, Standing
from yajian.core.spellings import same_number
from yajian.core.words import (
    Clause,
    Refusal,
    Seq,
    SystemRule,
)

Outcome = tuple[AnyFact, ...] | Refusal


def account_named(programme: Programme, seq: Seq, code: str) -> Account | Refusal:
    found = rules.account(programme, seq)
    if found is not None:
        return found
    return Refusal(
        code=code,
        basis=SystemRule.NOT_FOUND,
        finding=f"第{seq}条不是收款账户",
        way_forward="请从收款账户一览里选择，没有的先登记",
        field="account",
    )


def payment_named(programme: Programme, seq: Seq, effective: date) -> Standing | Refusal:
    found = rules.standing(programme, seq)
    if found is None:
        return Refusal(
            code="payments.no-such-payment",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{seq}条不是制单",
            way_forward="请从资金下达一览里选择",
            field="payment",
        )
    if found.last.effective > effective:
        return too_early("payments.before-the-step-before", found.last.effective, effective)
    return found


def too_early(code: str, before: date, effective: date) -> Refusal:
    return Refusal(
        code=code,
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{effective.isoformat()}早于上一步的日期{before.isoformat()}",
        way_forward="请核对日期",
        field="effective",
    )


def out_of_turn(found: Standing, asked: str) -> Refusal:
    return Refusal(
        code="payments.out-of-turn",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{found.seq}条制单{found.stage}，不能{asked}",
        way_forward="依次是：制单、复核、下达；退回的款项登记退回后重新制单",
        field="payment",
    )


def unless_voucher_free(programme: Programme, found: Standing, voucher: str, code: str) -> Refusal | None:
    """A voucher is of one payment, however spelt; one that was put right is free again."""
    used = next(
        (
            one
            for one in rules.standings(programme)
            if one.seq != found.seq and one.released is not None and same_number(one.voucher, voucher)
        ),
        None,
    )
    if used is None:
        return None
    return Refusal(
        code=code,
        basis=SystemRule.DUPLICATE,
        finding=f"凭证号{used.voucher}已用于第{used.seq}条制单",
        way_forward="一张凭证只登记一次，括号、空格写法不同也是同一个号；请核对凭证号，那一条登错了的先更正那一条",
        field="voucher",
    )


def basis_of(plan: Plan) -> Clause | SystemRule:
    return next(iter(clauses_for(plan, "in_approved_audit_plan")), SystemRule.OUT_OF_TURN)


def no_reason(code: str) -> Refusal:
    return Refusal(
        code=code,
        basis=SystemRule.VALUE_UNFIT,
        finding="没有写明理由",
        way_forward="请写明",
        field="reason",
    )
