"""What may be asked about the sale of capacity."""

from collections.abc import Mapping
from typing import Annotated

from yajian.core.programme import AnyFact
from yajian.core.words import Command, DocumentNo, EnterpriseId, Refusal, Seq, Tonnes, UnitId, label

Outcome = tuple[AnyFact, ...] | Refusal


class TradesCommand(Command, frozen=True):
    """Marks this file's commands."""


class Report(TradesCommand, frozen=True, kw_only=True, tag="trades.report"):
    """报送产能交易: an enterprise sold tonnes of its units by a contract; the day is the contract's."""

    enterprise: Annotated[EnterpriseId, label("出让方", "企业编号")]
    units: Annotated[
        Mapping[UnitId, Tonnes], label("产能单元", "单元编号＝转让吨数，照合同；一份产能可以分几处转让")
    ]
    buyer: Annotated[str, label("受让方", "台账里的企业选编号，市外的写单位全称")]
    price: Annotated[str, label("价格（元/吨）", "照合同；写到角分")]
    document: Annotated[DocumentNo, label("交易合同", "合同号，须已登记")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的报送时填该条的条号")] = None


class Withdraw(TradesCommand, frozen=True, kw_only=True, tag="trades.withdraw"):
    """撤回产能交易: the parties gave it up, or it was reported by mistake."""

    trade: Annotated[Seq, label("交易", "第几条")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "双方解除合同的协议，或确认机关、法院的文件，须已登记")]


class ConfirmReplacement(TradesCommand, frozen=True, kw_only=True, tag="trades.confirm-replacement"):
    """登记置换确认: whom the plan has confirm said yes, said no, or took back its yes, on a document."""

    trade: Annotated[Seq, label("交易", "第几条")]
    verdict: Annotated[str, label("结论", "确认、不予确认、撤销确认")]
    document: Annotated[DocumentNo, label("文号", "有权确认的单位的文件，须已登记")]


class Clear(TradesCommand, frozen=True, kw_only=True, tag="trades.clear"):
    """出具核验意见: every condition met, this paper lets the trade go on."""

    trade: Annotated[Seq, label("交易", "第几条")]
    document: Annotated[DocumentNo, label("核验意见文号", "须已登记")]


class WithdrawClearance(TradesCommand, frozen=True, kw_only=True, tag="trades.withdraw-clearance"):
    """收回核验意见: from the effective day the opinion lets nothing go on any more."""

    trade: Annotated[Seq, label("交易", "第几条")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


AnyCommand = Report | Withdraw | ConfirmReplacement | Clear | WithdrawClearance
