"""What can be asked about money: in the words of the treasury's clerks."""

from collections.abc import Mapping
from typing import Annotated

import msgspec

from yajian.core.words import (
    Command,
    DocumentNo,
    EnterpriseId,
    OrganId,
    Seq,
    UnitId,
    label,
)


class PaymentsCommand(Command, frozen=True):
    """Marks this file's commands."""


class ByLevel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one unit is paid, by whose money."""

    province: Annotated[str, label("省级（元）")] = ""
    city: Annotated[str, label("市级（元）")] = ""
    county: Annotated[str, label("县级（元）")] = ""


class RaiseFunds(PaymentsCommand, frozen=True, kw_only=True, tag="payments.raise-funds"):
    """登记资金到位: a level's money is there, under its 指标文号."""

    level: Annotated[str, label("哪一级", "省级、市级、县级")]
    amount: Annotated[str, label("金额（元）", "如 90,000,000.00")]
    document: Annotated[DocumentNo, label("指标文号", "须已登记")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None
    why: Annotated[str, label("更正理由", "如：金额多写一个零；不是更正的不填")] = ""


class WithdrawFunds(PaymentsCommand, frozen=True, kw_only=True, tag="payments.withdraw-funds"):
    """撤销资金到位: an entry that should not be there at all; one that is only wrong is corrected."""

    withdraws: Annotated[Seq, label("撤销第几条", "资金到位登记的条号")]
    reason: Annotated[str, label("理由", "如：同一笔资金登记了两次")]
    document: Annotated[DocumentNo, label("依据文号", "核对记录等，须已登记")]


class EnterAccount(PaymentsCommand, frozen=True, kw_only=True, tag="payments.enter-account"):
    """登记收款账户: from the payee's own paper. A changed account waits for a second person and some days."""

    enterprise: Annotated[EnterpriseId, label("企业", "企业编号；法院明确的对象，填所涉企业")]
    payee: Annotated[str, label("户名", "企业全称，写简称不登记；查封产能的照法院文书所列")]
    bank: Annotated[str, label("开户行", "照来件")]
    number: Annotated[str, label("账号", "8 至 30 位数字；带空格、横线的，全角的也认")]
    document: Annotated[DocumentNo, label("来件文号", "须已登记")]


class ConfirmAccount(PaymentsCommand, frozen=True, kw_only=True, tag="payments.confirm-account"):
    """确认变更的账户: another person than who entered it asked the payee, by a number known before."""

    account: Annotated[Seq, label("账户", "第几条")]
    told_by: Annotated[str, label("向谁核实", "姓名、职务、怎样核实；用以前留的电话，不用来件上的")]


class Prepare(PaymentsCommand, frozen=True, kw_only=True, tag="payments.prepare"):
    """制单: what goes to one account, by unit and by level. Nothing goes out yet."""

    account: Annotated[Seq, label("收款账户", "第几条")]
    lines: Annotated[Mapping[UnitId, ByLevel], label("明细", "单元编号＝各级金额，分期的写本期")]
    document: Annotated[DocumentNo, label("下达文件", "资金下达文件的文号，须已登记")]


class Check(PaymentsCommand, frozen=True, kw_only=True, tag="payments.check"):
    """复核: a second person reads the slip against its papers and types the account's tail."""

    payment: Annotated[Seq, label("制单", "第几条")]
    tail: Annotated[str, label("账号后四位", "照来件重新输入，不照屏幕；全角的也认")]


class Release(PaymentsCommand, frozen=True, kw_only=True, tag="payments.release"):
    """登记下达: a third person made the payment in the treasury's system, under this voucher."""

    payment: Annotated[Seq, label("制单", "第几条")]
    voucher: Annotated[str, label("拨付凭证号", "照凭证")]


class Cancel(PaymentsCommand, frozen=True, kw_only=True, tag="payments.cancel"):
    """作废制单: before anything went out."""

    payment: Annotated[Seq, label("制单", "第几条")]
    reason: Annotated[str, label("理由")]


class Bounce(PaymentsCommand, frozen=True, kw_only=True, tag="payments.bounce"):
    """登记退回款项: the bank sent the money back, or the payee a part of it."""

    payment: Annotated[Seq, label("制单", "第几条")]
    reason: Annotated[str, label("原因", "照银行退回通知")]
    document: Annotated[DocumentNo, label("退回凭证", "银行的退汇通知或回单，下达以后写成的，须已登记")]
    lines: Annotated[
        Mapping[UnitId, ByLevel],
        label("只退回一部分的明细", "单元编号＝各级退回的金额；全部退回的不填"),
    ] = {}


class WithdrawBounce(PaymentsCommand, frozen=True, kw_only=True, tag="payments.withdraw-bounce"):
    """撤销退回登记: the money never came back; another person than who entered the return says so on a paper."""

    payment: Annotated[Seq, label("制单", "第几条")]
    reason: Annotated[str, label("理由", "如：退回的是另一笔，登记错了制单")]
    document: Annotated[
        DocumentNo, label("依据文号", "银行或拨付单位的核对说明，登记退回以后写成的，须已登记")
    ]
    withdraws: Annotated[Seq | None, label("撤销第几条退回", "只退回过一次的不填")] = None


class CorrectVoucher(PaymentsCommand, frozen=True, kw_only=True, tag="payments.correct-voucher"):
    """更正凭证号: mistyped when the release was entered; amount, payee and day stay. By another person than the releaser."""

    payment: Annotated[Seq, label("制单", "第几条")]
    voucher: Annotated[str, label("拨付凭证号", "照凭证")]
    reason: Annotated[str, label("理由", "如：凭证号少录一位")]
    document: Annotated[DocumentNo, label("依据文号", "银行或拨付单位的核对说明，下达以后写成的，须已登记")]


class File(PaymentsCommand, frozen=True, kw_only=True, tag="payments.file"):
    """登记报省备案: these payments were filed with one organ of the province."""

    payments: Annotated[tuple[Seq, ...], label("制单", "第几条，可填多项")]
    organ: Annotated[OrganId, label("报给谁", "方案写明报其备案的单位")]
    document: Annotated[DocumentNo, label("备案函", "文号，须已登记")]


AnyCommand = (
    RaiseFunds
    | WithdrawFunds
    | EnterAccount
    | ConfirmAccount
    | Prepare
    | Check
    | Release
    | Cancel
    | Bounce
    | WithdrawBounce
    | CorrectVoucher
    | File
)
