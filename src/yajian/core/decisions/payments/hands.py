"""三个人、两个单位: whose hand is used up on a slip or an account. The command asks it, and its button before anybody presses it."""

from yajian.core.bodies import same_body
from yajian.core.decisions.payments.commands import (
    Check,
    ConfirmAccount,
    CorrectVoucher,
    PaymentsCommand,
    Release,
    WithdrawBounce,
)
from yajian.core.facts.payments import AccountEntered
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import payments as rules
from yajian.core.rules.payments import Standing
from yajian.core.words import Refusal, Seq, SystemRule

_THREE = "制单、复核、下达是三个人，至少分属两个单位"


def unless_free(
    plan: Plan, programme: Programme, command: PaymentsCommand, actor: str, organ: str
) -> Refusal | None:
    """Why this person of this organ does not take the step, whatever else the command says."""
    match command:
        case Check(payment=seq):
            found = rules.standing(programme, seq)
            return _checks(found, actor) if found is not None else None
        case Release(payment=seq):
            found = rules.standing(programme, seq)
            return _releases(plan, programme, found, actor, organ) if found is not None else None
        case ConfirmAccount(account=seq):
            account = rules.account(programme, seq)
            return _confirms(account.fact, actor) if account is not None else None
        case WithdrawBounce(payment=seq, withdraws=withdraws):
            found = rules.standing(programme, seq)
            return _withdraws(found, withdraws, actor) if found is not None else None
        case CorrectVoucher(payment=seq):
            found = rules.standing(programme, seq)
            return _corrects(found, actor) if found is not None else None
        case _:
            return None


def _checks(found: Standing, actor: str) -> Refusal | None:
    if not dossier.same(actor, found.fact.by):
        return None
    return Refusal(
        code="payments.check.same-hand",
        basis=SystemRule.SAME_PERSON,
        finding=f"制单的是{found.fact.by}，复核须另一个人",
        way_forward=_THREE,
        field="payment",
    )


def _releases(plan: Plan, programme: Programme, found: Standing, actor: str, organ: str) -> Refusal | None:
    if found.checked is None:
        return None
    hands = found.hands
    if dossier.in_common((actor,), hands):
        return Refusal(
            code="payments.release.same-hand",
            basis=SystemRule.SAME_PERSON,
            finding=f"制单、复核的是{'、'.join(hands)}，下达须第三个人",
            way_forward=_THREE,
            field="payment",
        )
    others = (found.fact.organ, found.checked.value.organ)
    if all(same_body(plan, programme, organ, one) for one in others):
        spelt = "、".join(dict.fromkeys((*others, organ)))
        return Refusal(
            code="payments.release.one-organ",
            basis=SystemRule.SAME_HAND,
            finding=f"三个人都是{spelt}的，这是一个单位，至少要分属两个单位",
            way_forward=_THREE,
            field="payment",
        )
    return None


def _withdraws(found: Standing, withdraws: Seq | None, actor: str) -> Refusal | None:
    named = [one.value.by for one in found.returns if withdraws in (None, one.seq)]
    if not named or not all(dossier.same(actor, by) for by in named):
        return None  # of several it depends on which is meant: the command asks again
    return Refusal(
        code="payments.withdraw-bounce.same-hand",
        basis=SystemRule.SAME_PERSON,
        finding=f"退回由{named[0]}登记，不能由同一个人撤销",
        way_forward="请另一个人与银行核对后撤销",
        field="payment",
    )


def _corrects(found: Standing, actor: str) -> Refusal | None:
    if found.released is None or not dossier.same(actor, found.released.value.by):
        return None
    return Refusal(
        code="payments.correct-voucher.same-hand",
        basis=SystemRule.SAME_PERSON,
        finding=f"下达由{found.released.value.by}登记，凭证号不能由同一个人更正",
        way_forward="请另一个人照凭证核对后更正",
        field="payment",
    )


def _confirms(account: AccountEntered, actor: str) -> Refusal | None:
    if not dossier.same(actor, account.by):
        return None
    return Refusal(
        code="payments.confirm-account.same-hand",
        basis=SystemRule.SAME_PERSON,
        finding=f"账户由{account.by}登记，不能由同一个人确认",
        way_forward="请另一个人向收款人核实后确认",
        field="account",
    )
