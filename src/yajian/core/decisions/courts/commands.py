"""What may be asked about seals and what the court said of them."""

from datetime import date
from typing import Annotated

from yajian.core.facts.courts import Meeting, Writing
from yajian.core.programme import AnyFact
from yajian.core.words import Command, DocumentNo, PartId, Refusal, Seq, label

Outcome = tuple[AnyFact, ...] | Refusal


class CourtsCommand(Command, frozen=True):
    """Marks this file's commands."""


class RecordSeal(CourtsCommand, frozen=True, kw_only=True, tag="courts.record-seal"):
    """登记查封: from the effective day the facility is under this court's seal."""

    facility: Annotated[str, label("设施", "照清单或批准的办法所列名称；不填分项的，填台账的设施编号")]
    court: Annotated[str, label("查封法院", "照裁定所写，一个法院的全称；是本办公室成员的，填其编号或名称")]
    case_no: Annotated[str, label("案号", "照裁定所写，不写当事人")]
    document: Annotated[DocumentNo, label("查封文书", "查封法院的裁定书、协助执行通知书的文号，须已登记")]
    part: Annotated[PartId, label("清单分项", "分项编号；按台账的设施编号登记的不填")] = PartId("")
    until: Annotated[date | None, label("查封到哪天", "文书没有写期限的不填")] = None


class ExtendSeal(CourtsCommand, frozen=True, kw_only=True, tag="courts.extend-seal"):
    """登记续封: the court's order carries the seal on."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    document: Annotated[DocumentNo, label("续封文书", "查封法院出具的文书的文号，须已登记")]
    until: Annotated[date | None, label("续封到哪天", "文书没有写期限的不填")] = None


class ConsultCourt(CourtsCommand, frozen=True, kw_only=True, tag="courts.consult-court"):
    """登记协商: on the effective day this was put to the court, or talked over with it."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    by: Annotated[Meeting, label("方式", "letter 去函，meeting 会商，call 电话")]
    with_whom: Annotated[str, label("对方", "法院的部门和人，照记录")]
    summary: Annotated[str, label("说了什么", "照记录，不写当事人")]
    planned_on: Annotated[date | None, label("计划拆除日期", "拆除以前告知法院的填写")] = None


class RecordDocument(CourtsCommand, frozen=True, kw_only=True, tag="courts.record-document"):
    """登记法院文书: on the effective day the court allowed the disposal, did not, or wrote something else."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    says: Annotated[Writing, label("文书内容", "consent 允许处置，refusal 不允许处置，other 其他文书")]
    document: Annotated[DocumentNo, label("法院文书", "查封法院出具的文书的文号，须已登记")]
    terms: Annotated[str, label("附带条件", "照文书；没有的不填")] = ""


class RecordUnsealing(CourtsCommand, frozen=True, kw_only=True, tag="courts.record-unsealing"):
    """登记解封: the court lifted the seal on the effective day."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    document: Annotated[DocumentNo, label("解封文书", "查封法院出具的解封文书的文号，须已登记")]


class WithdrawSeal(CourtsCommand, frozen=True, kw_only=True, tag="courts.withdraw-seal"):
    """撤销查封登记: it was entered by mistake, under another facility or twice. A seal that ended is unsealed instead."""

    seal: Annotated[Seq, label("查封登记", "第几条")]
    reason: Annotated[str, label("理由", "登错了什么")]
    document: Annotated[
        DocumentNo,
        label(
            "依据文号",
            "查封法院另行出具的文书；法院还没有来过文书、是登错的，由领导小组办公室凭据以核对的文件撤销",
        ),
    ]


AnyCommand = RecordSeal | ExtendSeal | ConsultCourt | RecordDocument | RecordUnsealing | WithdrawSeal
