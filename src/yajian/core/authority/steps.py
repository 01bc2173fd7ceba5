"""What a paper is the paper of: one step of the programme, whoever issued it, and no other step besides.

A step is what one paper may do: the city's plan may be its own approval, a notice of funds may send them out, and a
court may say several things of its seal at once. What a paper was drafted as here, it is.
"""

from collections.abc import Mapping

import msgspec

from yajian.core.books.citations import kind_of
from yajian.core.decisions import (
    acceptance,
    applications,
    auditplans,
    clawbacks,
    closure,
    courts,
    flags,
    holds,
    payments,
    quotas,
    releases,
    risks,
    workers,
    workplans,
)
from yajian.core.facts import acceptance as accepted
from yajian.core.facts import applications as applied
from yajian.core.facts import auditplans as planned
from yajian.core.facts import clawbacks as clawed
from yajian.core.facts import closure as closed
from yajian.core.facts import courts as sealed
from yajian.core.facts import flags as flagged
from yajian.core.facts import holds as held
from yajian.core.facts import payments as paid
from yajian.core.facts import quotas as fixed
from yajian.core.facts import releases as released
from yajian.core.facts import risks as risked
from yajian.core.facts import workers as settled
from yajian.core.facts import workplans as worked
from yajian.core.plan import Content
from yajian.core.words import Command, Fact


class Step(msgspec.Struct, frozen=True):
    """What one paper may do. `enters` are the facts by which it does it, `drawn` the plan's papers for it.

    `beside` are facts of other steps that may rest on the same paper; what it was drafted as here it stays.
    """

    label: str
    acts: tuple[type[Command], ...]
    enters: tuple[type[Fact], ...]
    drawn: tuple[Content, ...] = ()
    beside: tuple[type[Fact], ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind_of(one) for one in (*self.enters, *self.beside))


# What a firm means to do it may hand in bound together: 停炉工作方案（附应急预案、职工安置方案）.
_THE_FIRMS_PLANS = (worked.PlanSubmitted, risked.EmergencyPlanFiled, settled.PlanFiled)

STEPS: tuple[Step, ...] = (
    Step("工作方案", (workplans.SubmitPlan,), (worked.PlanSubmitted,), ("work_plan",), _THE_FIRMS_PLANS),
    Step("方案审查", (workplans.Review,), (worked.PlanReviewed,), ("plan_review",)),
    Step("专家论证", (workplans.RecordExpertReview,), (worked.ExpertsReviewed,), ("expert_opinion",)),
    Step("批准办法", (closure.ApproveMethod,), (closed.MethodApproved,)),
    Step("应急预案", (risks.FileEmergencyPlan,), (risked.EmergencyPlanFiled,), beside=_THE_FIRMS_PLANS),
    Step("职工安置方案", (workers.FilePlan,), (settled.PlanFiled,), ("resettlement",), _THE_FIRMS_PLANS),
    Step(
        "同意停炉、拆除",
        (releases.Override, releases.Release, releases.Withdraw),
        (released.GateOverridden, released.Released, released.ReleaseWithdrawn),
        ("release_shutdown", "release_dismantle"),
    ),
    Step(
        "验收",
        (acceptance.Report, acceptance.Check, acceptance.Accept),
        (accepted.CompletionReported, accepted.LevelChecked, accepted.PartAccepted),
        ("completion_report", "county_check", "acceptance"),
    ),
    Step("核销线索", (flags.Close,), (flagged.FlagClosed,)),
    Step(
        "法院事项",
        (
            *(courts.RecordSeal, courts.ExtendSeal, courts.RecordDocument),
            *(courts.RecordUnsealing, courts.WithdrawSeal, holds.DeterminePayees),
        ),
        (
            *(sealed.Sealed, sealed.SealExtended, sealed.CourtWrote),
            *(sealed.Unsealed, sealed.SealWithdrawn, held.PayeesDetermined),
        ),
    ),
    Step("县（市）确定意见", (quotas.ConfirmTask,), (fixed.TaskConfirmed,)),
    Step("具体工作方案", (quotas.DrawUp, quotas.Approve), (fixed.VersionDrawnUp, fixed.VersionApproved)),
    Step("报省审核", (quotas.SendUp,), (fixed.VersionSentUp,), ("quota_letter", "quota_table")),
    Step("省里审核", (quotas.Review,), (fixed.VersionReviewed,)),
    Step("补偿申请", (applications.Apply,), (applied.Applied,), ("application",)),
    Step("撤回申请", (applications.Withdraw,), (applied.Withdrawn,)),
    Step("县转报", (applications.Forward,), (applied.Forwarded, applied.Returned), ("county_forward",)),
    Step("退回申请", (applications.Return,), (applied.Returned,)),
    Step("审核计划", (auditplans.DrawUp,), (planned.PlanDrawnUp,), ("audit_plan",)),
    Step(
        "市政府对审核计划的意见",
        (auditplans.Approve, auditplans.Return, auditplans.Void),
        (planned.PlanApproved, planned.PlanReturned, planned.EntitlementVoided),
    ),
    Step(
        "资金到位、下达",
        (payments.RaiseFunds, payments.Prepare),
        (paid.FundsRaised, paid.PaymentPrepared),
        ("disbursement",),
    ),
    Step("退汇", (payments.Bounce,), (paid.PaymentBounced,)),
    Step("报省备案", (payments.File,), (paid.PaymentsFiled,), ("payment_filing",)),
    Step("收回意见", (clawbacks.GiveOpinion,), (clawed.OpinionGiven,), ("clawback_opinion",)),
    Step("收回通知", (clawbacks.IssueNotice,), (clawed.NoticeIssued,), ("clawback_notice",)),
    Step("撤回收回通知", (clawbacks.WithdrawNotice,), (clawed.NoticeWithdrawn,)),
    Step("入库", (clawbacks.BookReceipt,), (clawed.ReceiptBooked,)),
)
OF: Mapping[type[Command], Step] = {act: step for step in STEPS for act in step.acts}
BY_KIND: Mapping[str, Step] = {kind: step for step in reversed(STEPS) for kind in map(kind_of, step.enters)}
