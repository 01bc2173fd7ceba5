"""A paper that something was let go on keeps who issued it; and its day, where putting it right would turn the order round."""

from yajian.core.authority.order import neighbours
from yajian.core.bodies import is_it, same_body
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
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules.charter import document
from yajian.core.rules.roles import together
from yajian.core.words import Command, DocumentNo, Fact, Refusal, Seq, SystemRule

# Not what merely tells of something, as a ledger's letter does: that is put right like any other entry.
_LETS_GO: tuple[type[Fact], ...] = (
    *(quotas.TaskConfirmed, quotas.VersionDrawnUp, quotas.VersionApproved),
    *(quotas.VersionSentUp, quotas.VersionReviewed),
    *(applications.Applied, applications.Forwarded, applications.Returned, applications.Withdrawn),
    *(auditplans.PlanDrawnUp, auditplans.PlanApproved, auditplans.PlanReturned, auditplans.EntitlementVoided),
    *(payments.FundsRaised, payments.AccountEntered, payments.PaymentPrepared),
    *(payments.PaymentBounced, payments.BounceWithdrawn, payments.VoucherCorrected, payments.PaymentsFiled),
    *(clawbacks.OpinionGiven, clawbacks.NoticeIssued, clawbacks.NoticeWithdrawn),
    *(clawbacks.ReceiptBooked, clawbacks.ReceiptReturned),
    *(holds.HoldPlaced, holds.HoldLifted, holds.HoldWithdrawn, holds.PayeesDetermined),
    *(trades.ReplacementConfirmed, trades.TradeCleared, trades.ClearanceWithdrawn),
    *(courts.Sealed, courts.SealExtended, courts.Unsealed, courts.SealWithdrawn, courts.CourtWrote),
    *(releases.GateOverridden, releases.Released, releases.ReleaseWithdrawn),
    *(acceptance.CompletionReported, acceptance.LevelChecked, acceptance.PartAccepted),
    *(workplans.PlanReviewed, workplans.ExpertsReviewed),
)


def refuse_another_issuer(plan: Plan, programme: Programme, command: Command) -> Refusal | None:
    """The issuer may be written otherwise as long as it is the same, and a mistyped day put right as long as the order holds."""
    if not isinstance(command, RegisterDocument) or command.corrects is None:
        return None
    entry, cited = document(programme, command.number), programme.citations.cited.get(command.number, ())
    used = next((one for one in cited if one.kind in _KINDS), None)
    if entry is None or used is None:
        return None
    was = entry.value
    if not _same_issuers(plan, programme, was.issuer, command.issuer):
        return _refused(
            used.seq,
            f"登记的是{was.issuer}，现在填的是{command.issuer}",
            "已凭它办过事的文件，发文单位不再改，写法不同的可以；登记时就错了的，那件事要凭对的文件重新办理",
            command,
            "issuer",
        )
    if was.issued_on == command.issued_on:
        return None
    if any(one.kind in _FOR_EVER for one in cited) or _accepted_by(programme, command.number):
        return _refused(
            used.seq,
            f"成文于{was.issued_on.isoformat()}，现在填的是{command.issued_on.isoformat()}",
            "已据它扣减产能的文件，成文日期不再改；意见书本身有问题的，请示以后由验收组另行处理",
            command,
            "issued_on",
        )
    out_of_order = next(
        (
            (one.number, one.day)
            for one in neighbours(programme, command.number)
            if (one.day > command.issued_on if one.before else one.day < command.issued_on)
        ),
        None,
    )
    if out_of_order is None:
        return None
    return _refused(
        used.seq,
        f"改成{command.issued_on.isoformat()}，先后就反了：{out_of_order[0]}（{out_of_order[1].isoformat()}）",
        "登错的日期照原件更正；这一步和前后各步的文件日期须顺着，别的文件登错了的先更正那一份",
        command,
        "issued_on",
    )


def _refused(seq: Seq, seen: str, help_: str, command: RegisterDocument, field: str) -> Refusal:
    return Refusal(
        code="authority.paper-in-use",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{command.number} 是第{seq}条所凭的文件，{seen}",
        way_forward=help_,
        field=field,
    )


def _same_issuers(plan: Plan, programme: Programme, was: str, now: str) -> bool:
    before, after = (together(names) for names in (was, now))
    return all(
        any(_same(plan, programme, one, other) for other in others)
        for names, others in ((before, after), (after, before))
        for one in names
    )


def _same(plan: Plan, programme: Programme, one: str, other: str) -> bool:
    bodies = (body for body in plan.organisations.values() if not body.template)
    return same_body(plan, programme, one, other) or any(
        is_it(plan, programme, one, body) and is_it(plan, programme, other, body) for body in bodies
    )


def _accepted_by(programme: Programme, number: DocumentNo) -> bool:
    """Whether tonnes were retired by what this paper was part of: a report, a record or the opinion itself."""
    return any(
        acceptance_rules.standing(programme, one.part).accepted is not None
        for one in acceptance_rules.uses(programme, number)
    )


_KINDS = frozenset(kind_of(one) for one in _LETS_GO)
_FOR_EVER = frozenset({kind_of(acceptance.PartAccepted)})
