"""What may be asked about a number: one chain of steps, out of whose order nothing goes."""

from typing import Annotated

from yajian.core.facts.statements import Subject
from yajian.core.words import Command, DocumentNo, Seq, label


class StatementsCommand(Command, frozen=True):
    """Marks this file's commands."""


class Report(StatementsCommand, frozen=True, kw_only=True, tag="statements.report"):
    """填报: a body says, on a document on the register, that a number was so from the effective day on."""

    subject: Annotated[
        Subject, label("对象", "如 unit:单元编号、part:分项编号、enterprise:企业编号、facility:设施编号")
    ]
    field: Annotated[str, label("字段", "方案所列字段：设施类型或表单.字段")]
    value: Annotated[str, label("数值", "照文件，用方案所定单位；选项、是否写文字，日期写 2020-10-31")]
    said_by: Annotated[str, label("填报单位", "谁说的写谁；代企业录入的写企业，并附它盖章的表")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正本单位以前的填报时填该条的条号")] = None


class Verify(StatementsCommand, frozen=True, kw_only=True, tag="statements.verify"):
    """核实: another body checked a statement and writes down what it looked at."""

    statement: Annotated[Seq, label("核实第几条", "填报的条号")]
    finding: Annotated[str, label("核对情况", "看了什么、与什么相符")]


class Determine(StatementsCommand, frozen=True, kw_only=True, tag="statements.determine"):
    """认定: the organs named hold a verified statement that nobody gainsays to be so."""

    statement: Annotated[Seq, label("认定第几条", "已核实的填报的条号")]
    decided_by: Annotated[tuple[str, ...], label("认定单位", "逐个写明全称")]
    document: Annotated[DocumentNo, label("认定文号", "已登记文件的文号")]


class Dispute(StatementsCommand, frozen=True, kw_only=True, tag="statements.dispute"):
    """提出异议: somebody concerned says another number than a statement, on a document of their own."""

    disputes: Annotated[Seq, label("对第几条有异议", "填报、核实或认定的条号")]
    value: Annotated[str, label("主张的数值", "照文件，用方案所定单位")]
    said_by: Annotated[str, label("提出单位", "谁提出的写谁；代企业录入的写企业，并附它盖章的表")]
    reason: Annotated[str, label("理由")]
    document: Annotated[DocumentNo, label("依据文号", "所据文件，须已登记")]


class Hear(StatementsCommand, frozen=True, kw_only=True, tag="statements.hear"):
    """听取意见: a hearing or a check on site about a dispute was held, and its record is attached."""

    dispute: Annotated[Seq, label("第几条异议", "异议的条号")]
    present: Annotated[tuple[str, ...], label("到场", "逐个写明单位和姓名")]
    record: Annotated[str, label("意见和核查情况", "各方怎么说、现场看到什么")]


class Settle(StatementsCommand, frozen=True, kw_only=True, tag="statements.settle"):
    """认定结论: after hearing, the organs named uphold one statement and say why; all others are answered by it."""

    dispute: Annotated[Seq, label("第几条异议", "异议的条号")]
    upholds: Annotated[Seq, label("采信第几条", "采信的陈述的条号")]
    reason: Annotated[str, label("理由", "为何采信这一条、不采信其他")]
    decided_by: Annotated[tuple[str, ...], label("认定单位", "逐个写明全称")]
    document: Annotated[DocumentNo, label("认定文号", "已登记文件的文号")]


class Notify(StatementsCommand, frozen=True, kw_only=True, tag="statements.notify"):
    """告知: whom a decision concerns was told of it, and the receipt is attached."""

    decision: Annotated[Seq, label("告知第几条", "认定或认定结论的条号")]
    told: Annotated[str, label("告知谁", "单位全称")]
    how: Annotated[str, label("怎样告知", "如 直接送达、邮寄；可写明可以补充材料")]


class Withdraw(StatementsCommand, frozen=True, kw_only=True, tag="statements.withdraw"):
    """撤回: its maker takes back a statement nobody has decided on, and says why."""

    statement: Annotated[Seq, label("撤回第几条", "填报或异议的条号")]
    said_by: Annotated[str, label("撤回单位", "须是原填报、原提出的单位；代企业录入的附它盖章的说明")]
    reason: Annotated[str, label("理由")]
    document: Annotated[DocumentNo, label("依据文号", "撤回说明，须已登记")]


AnyCommand = Report | Verify | Determine | Dispute | Hear | Settle | Notify | Withdraw
