"""What may be asked about risks and emergencies."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from yajian.core.facts.risks import Purpose
from yajian.core.programme import AnyFact
from yajian.core.words import Command, CountyId, DocumentNo, EnterpriseId, Refusal, label

Outcome = tuple[AnyFact, ...] | Refusal

PURPOSES: Mapping[str, Purpose] = {"停炉": "shutdown", "生产运行": "operation"}


class RisksCommand(Command, frozen=True):
    """Marks this file's commands."""


class Assess(RisksCommand, frozen=True, kw_only=True, tag="risks.assess"):
    """评估风险: one kind, of a county or of one firm, with what is done about it and who answers for it."""

    kind_of_risk: Annotated[str, label("风险种类", "方案所列之一")]
    county: Annotated[CountyId | None, label("县（市）", "全县（市）的评估填；一户企业的不填")] = None
    enterprise: Annotated[EnterpriseId | None, label("企业", "一户企业的评估填；全县（市）的不填")] = None
    likelihood: Annotated[str, label("可能性", "方案所列等级之一；方案没有分级的不填")] = ""
    impact: Annotated[str, label("影响", "方案所列等级之一；方案没有分级的不填")] = ""
    conclusion: Annotated[str, label("评估结论", "照评估报告")]
    owner: Annotated[str, label("责任人", "姓名和单位职务")]
    measure: Annotated[str, label("防控措施", "可能性、影响都在最低一级的可以不填")] = ""
    due: Annotated[date | None, label("措施时限", "可能性、影响都在最低一级的可以不填")] = None
    document: Annotated[DocumentNo, label("依据文号", "评估报告与防控预案，须已登记")]


class Close(RisksCommand, frozen=True, kw_only=True, tag="risks.close"):
    """风险销号: what was to be done is done; a leader who holds a post accepted it, the proof is attached."""

    kind_of_risk: Annotated[str, label("风险种类", "方案所列之一")]
    county: Annotated[CountyId | None, label("县（市）", "全县（市）的评估填；一户企业的不填")] = None
    enterprise: Annotated[EnterpriseId | None, label("企业", "一户企业的评估填；全县（市）的不填")] = None
    result: Annotated[str, label("落实情况", "写明措施落实到什么程度")]
    accepted_by: Annotated[str, label("签字领导", "须是本县（市）当天在任的人，照签字件")]


class FileEmergencyPlan(RisksCommand, frozen=True, kw_only=True, tag="risks.file-emergency-plan"):
    """登记应急预案: for shutting down or for ordinary running; on its document, reviewed, valid between two days."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    purpose: Annotated[str, label("为什么编制", "停炉、生产运行；生产运行的预案不当作停炉预案")]
    title: Annotated[str, label("预案名称", "照原件全称")]
    document: Annotated[DocumentNo, label("预案文号", "企业自己的文件，须已登记")]
    contacts: Annotated[Mapping[str, str], label("联系岗位", "岗位＝值班电话；不写个人手机号")]
    valid_from: Annotated[date, label("有效期自")]
    valid_to: Annotated[date, label("有效期至", "含当日")]
    reviewed_by: Annotated[str, label("评审单位", "本企业以外的单位或专家组，全称")]
    review: Annotated[DocumentNo, label("评审意见文号", "评审单位出具的文件，须已登记；企业自己的文件不算")]


class RecordDrill(RisksCommand, frozen=True, kw_only=True, tag="risks.record-drill"):
    """登记演练: what was practised under the plan that day, by how many, and what was found."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    purpose: Annotated[str, label("按哪种预案", "停炉、生产运行")]
    scenario: Annotated[str, label("演练科目", "如 煤气泄漏处置")]
    participants: Annotated[int, label("参加人数")]
    findings: Annotated[str, label("发现的问题", "没有的写“没有”")]


AnyCommand = Assess | Close | FileEmergencyPlan | RecordDrill
