"""What can be asked about a clawback: in the words of the treasury's clerks."""

from typing import Annotated

from yajian.core.words import Command, CountyId, DocumentNo, Seq, label


class ClawbacksCommand(Command, frozen=True):
    """Marks this file's commands."""


class GiveOpinion(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.give-opinion"):
    """登记收回意见: 市工信局 says that the county missed its task; the readings are worked out with it."""

    county: Annotated[CountyId, label("县（市）", "县（市）编号")]
    document: Annotated[DocumentNo, label("意见文号", "市工信局的意见，须已登记")]


class IssueNotice(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.issue-notice"):
    """登记收回通知: 市财政局 asks the county for the amount of the reading that a paper confirmed."""

    opinion: Annotated[Seq, label("收回意见", "第几条")]
    document: Annotated[DocumentNo, label("通知文号", "市财政局的通知，须已登记")]


class WithdrawNotice(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.withdraw-notice"):
    """撤回收回通知: taken back by the treasury; what came in already stands."""

    opinion: Annotated[Seq, label("收回意见", "第几条")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class BookReceipt(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.book-receipt"):
    """登记收回入库: what came back, for one level, under its voucher."""

    opinion: Annotated[Seq, label("收回意见", "第几条")]
    level: Annotated[str, label("哪一级", "省级、市级、县级")]
    amount: Annotated[str, label("金额（元）", "照入库凭证")]
    voucher: Annotated[str, label("入库凭证号", "照凭证")]
    document: Annotated[DocumentNo, label("入库凭证", "凭证的登记文号，须已登记")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None
    why: Annotated[str, label("更正理由", "如：金额多写一个零；不是更正的不填")] = ""


class ReturnReceipt(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.return-receipt"):
    """退还县（市）: more came in for a level than is paid of it now; so much of that went back to the county."""

    opinion: Annotated[Seq, label("收回意见", "第几条")]
    level: Annotated[str, label("哪一级", "省级、市级、县级")]
    amount: Annotated[str, label("金额（元）", "照退付凭证，不超过多收的")]
    voucher: Annotated[str, label("退付凭证号", "照凭证")]
    document: Annotated[DocumentNo, label("退付凭证", "凭证的登记文号，须已登记")]


class WithdrawReceipt(ClawbacksCommand, frozen=True, kw_only=True, tag="clawbacks.withdraw-receipt"):
    """撤销入库登记: an entry of a receipt, or of a return, that should not be there at all."""

    withdraws: Annotated[Seq, label("撤销第几条", "入库或退还登记的条号")]
    reason: Annotated[str, label("理由", "如：同一张凭证登记在两个县（市）")]
    document: Annotated[DocumentNo, label("依据文号", "核对记录等，须已登记")]


AnyCommand = GiveOpinion | IssueNotice | WithdrawNotice | BookReceipt | ReturnReceipt | WithdrawReceipt
