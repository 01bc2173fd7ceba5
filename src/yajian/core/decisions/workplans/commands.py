"""What may be asked about plans for getting ovens down."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import msgspec

from yajian.core.programme import AnyFact
from yajian.core.words import Command, CountyId, DocumentNo, EnterpriseId, OrganId, PartId, Refusal, label

Outcome = tuple[AnyFact, ...] | Refusal


class WorkplansCommand(Command, frozen=True):
    """Marks this file's commands."""


class PlannedStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is planned for one oven or piece."""

    shutdown_on: Annotated[date | None, label("计划停炉日期")] = None
    dismantle_on: Annotated[date | None, label("计划拆除日期")] = None
    sealed_chambers: Annotated[str, label("封堵孔号", "不足一座焦炉的写，如 1-20、25")] = ""


class SubmitPlan(WorkplansCommand, frozen=True, kw_only=True, tag="workplans.submit-plan"):
    """提交一企一策方案: a first or a further version, on its document; every version is reviewed anew."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    title: Annotated[str, label("方案名称", "照原件全称")]
    document: Annotated[DocumentNo, label("方案文号", "企业自己的文件，须已登记")]
    steps: Annotated[
        Mapping[str, PlannedStep],
        label("各设施的安排", "设施＝安排；设施写作 分项/设施，整个分项只写分项编号，按先后排列"),
    ]
    sections: Annotated[Mapping[str, str], label("各部分内容", "小标题＝正文；照原件，据此比较各版的不同")]


class SubmitCountyPlan(WorkplansCommand, frozen=True, kw_only=True, tag="workplans.submit-county-plan"):
    """提交县级落实方案: a first or a further version of how the county goes about its task, on its document."""

    county: Annotated[CountyId, label("县（市）")]
    title: Annotated[str, label("方案名称", "照原件全称")]
    document: Annotated[DocumentNo, label("方案文号", "须已登记")]
    sections: Annotated[Mapping[str, str], label("各部分内容", "小标题＝正文；照原件，据此比较各版的不同")]


class Review(WorkplansCommand, frozen=True, kw_only=True, tag="workplans.review"):
    """审查工作方案: who keeps the gate agrees or returns with a reason; another organ may put its name beside."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    version: Annotated[int, label("第几版", "审查的是哪一版，须是现行的一版")]
    organ: Annotated[OrganId, label("审查单位")]
    said: Annotated[str, label("意见", "同意、退回；方案没有点名把关的单位填 会签")]
    reviewer: Annotated[str, label("签字人", "照签字件")]
    opinion: Annotated[str, label("意见原文", "照签字件；退回的写明哪里不行、怎么改")] = ""
    document: Annotated[
        DocumentNo | None,
        label(
            "审查意见文号",
            "把关单位自己出具的意见，须已登记；两家把关各一份，联合发文的同一份；会签没有行文的不填",
        ),
    ] = None


class RecordExpertReview(WorkplansCommand, frozen=True, kw_only=True, tag="workplans.record-expert-review"):
    """登记专家论证: who sat, what they were shown, and whether they found it feasible."""

    part: Annotated[PartId, label("清单分项", "分项编号")]
    title: Annotated[str, label("论证的是什么", "办法或方案的全称")]
    experts: Annotated[Mapping[str, str], label("专家", "姓名＝单位；不得有本企业的人")]
    conclusion: Annotated[str, label("结论", "可行、不可行")]
    opinion: Annotated[str, label("意见原文", "照论证意见")]
    document: Annotated[DocumentNo, label("论证意见文号", "须已登记")]


AnyCommand = SubmitPlan | SubmitCountyPlan | Review | RecordExpertReview
