"""A paper that something was let go on keeps who issued it and when: what it was let go on is decided."""

from yajian.core.books.citations import kind_of
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.facts import (
    acceptance,
    applications,
    auditplans,
    clawbacks,
    courts,
    holds,
    payments,
    quotas,
    releases,
    trades,
    workplans,
)
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import organs
from yajian.core.rules.charter import document
from yajian.core.words import Command, Fact, Refusal, SystemRule

# Not what merely tells of something, as a ledger's letter does: that is put right like any other entry.
_LETS_GO: tuple[type[Fact], ...] = (
    *(quotas.TaskConfirmed, quotas.VersionDrawnUp, quotas.VersionApproved),
    *(quotas.VersionSentUp, quotas.VersionReviewed),
    *(applications.Applied, applications.Forwarded, applications.Returned, applications.Withdrawn),
    *(auditplans.PlanDrawnUp, auditplans.PlanApproved, auditplans.PlanReturned, auditplans.EntitlementVoided),
    *(payments.FundsRaised, payments.AccountEntered, payments.PaymentPrepared),
    *(payments.PaymentBounced, payments.PaymentsFiled),
    *(clawbacks.OpinionGiven, clawbacks.NoticeIssued, clawbacks.NoticeWithdrawn),
    *(clawbacks.ReceiptBooked, clawbacks.ReceiptReturned),
    *(holds.HoldPlaced, holds.HoldLifted, holds.PayeesDetermined),
    *(trades.ReplacementConfirmed, trades.TradeCleared, trades.ClearanceWithdrawn),
    *(courts.Sealed, courts.SealExtended, courts.Unsealed, courts.SealWithdrawn, courts.CourtWrote),
    *(releases.GateOverridden, releases.Released, releases.ReleaseWithdrawn),
    *(acceptance.CompletionReported, acceptance.LevelChecked, acceptance.PartAccepted),
    *(workplans.PlanReviewed, workplans.ExpertsReviewed),
)


def refuse_another_issuer(plan: Plan, programme: Programme, command: Command) -> Refusal | None:
    """The issuer may be written out or in short, as long as it is the same; title and scan may be put right."""
    if not isinstance(command, RegisterDocument) or command.corrects is None:
        return None
    entry = document(programme, command.number)
    used = next(
        (one for one in programme.citations.cited.get(command.number, ()) if one.kind in _KINDS), None
    )
    if entry is None or used is None:
        return None
    was = entry.value
    if was.issued_on == command.issued_on and _whose(plan, programme, was.issuer) == _whose(
        plan, programme, command.issuer
    ):
        return None
    return Refusal(
        code="authority.paper-in-use",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{command.number} 是第{used.seq}条所凭的文件，登记的是{was.issuer}、{was.issued_on.isoformat()}，"
        f"现在填的是{command.issuer}、{command.issued_on.isoformat()}",
        way_forward="已凭它办过事的文件，发文单位和成文日期不再改，标题和扫描件可以更正；"
        "登记时就错了的，那件事要凭对的文件重新办理",
        field="issuer" if was.issued_on == command.issued_on else "issued_on",
    )


def _whose(plan: Plan, programme: Programme, issuer: str) -> frozenset[frozenset[str]]:
    return frozenset(organs.called(plan, programme, one.strip()) for one in issuer.split("、"))


_KINDS = frozenset(kind_of(one) for one in _LETS_GO)
