"""What may be asked of a survey: each command with the words a form and a verb are drawn from."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from yajian.core.facts.survey import (
    SurveyRow,
)
from yajian.core.words import (
    CampaignId,
    Command,
    CountyId,
    DocumentNo,
    Seq,
    label,
)


class SurveyCommand(Command, frozen=True):
    """Marks this file's commands."""


class OpenCampaign(SurveyCommand, frozen=True, kw_only=True, tag="survey.open-campaign"):
    """开展摸底: on a document, ask the counties for a return each, by a day."""

    campaign: Annotated[CampaignId, label("摸底编号", "自定，如 2020-1；以后据此报送")]
    title: Annotated[str, label("名称", "照文件，如 2020年焦化企业摸底调查")]
    scope: Annotated[str, label("摸什么", "照文件写明对象和内容")]
    document: Annotated[DocumentNo, label("依据文号", "布置摸底的文件，须已登记")]
    due: Annotated[date | None, label("时限", "文件写明的截止日期；没有写的不填")] = None
    counties: Annotated[tuple[CountyId, ...], label("县（市）", "不填就是方案的各有关县（市）")] = ()
    corrects: Annotated[Seq | None, label("更正第几条", "改时限、内容时填原登记的条号")] = None


class SubmitReturn(SurveyCommand, frozen=True, kw_only=True, tag="survey.submit-return"):
    """报送摸底表: one return for the county, its sheet as the only attachment; again after it was sent back."""

    campaign: Annotated[CampaignId, label("摸底编号")]
    county: Annotated[CountyId, label("县（市）")]
    rows: Annotated[
        Mapping[str, SurveyRow],
        label(
            "企业",
            '企业编号或全称＝摸到什么，如 {"facilities": 2, "capacity_t": 600000}；查无设施的写 explained',
        ),
    ] = {}
    nil: Annotated[str, label("零报告说明", "属地没有企业的写明情况；有企业的不填")] = ""
    reported_by: Annotated[str, label("报送人", "姓名和单位职务")]


class Countersign(SurveyCommand, frozen=True, kw_only=True, tag="survey.countersign"):
    """会签摸底表: one of the offices the plan names stands by this version."""

    campaign: Annotated[CampaignId, label("摸底编号")]
    county: Annotated[CountyId, label("县（市）")]
    version: Annotated[int, label("第几版", "签的是哪一版")]
    bureau: Annotated[str, label("会签单位", "方案所列单位的编号")]
    signed_by: Annotated[str, label("签字人", "姓名和职务")]
    opinion: Annotated[str, label("会签意见")] = ""


class WithdrawCountersignature(
    SurveyCommand, frozen=True, kw_only=True, tag="survey.withdraw-countersignature"
):
    """撤回会签: an office takes back its countersignature before the return is accepted."""

    withdraws: Annotated[Seq, label("撤回第几条", "要撤回的会签的条号")]
    reason: Annotated[str, label("撤回理由")]


class SendBack(SurveyCommand, frozen=True, kw_only=True, tag="survey.send-back"):
    """退回摸底表: this version will not do, and why; the county sends another."""

    campaign: Annotated[CampaignId, label("摸底编号")]
    county: Annotated[CountyId, label("县（市）")]
    version: Annotated[int, label("第几版")]
    reason: Annotated[str, label("退回理由", "写明哪里不对、怎么改")]
    sent_back_by: Annotated[str, label("退回人", "姓名和单位职务")]


class AcceptReturn(SurveyCommand, frozen=True, kw_only=True, tag="survey.accept"):
    """接收摸底表: this version is the county's return; only one that all have countersigned."""

    campaign: Annotated[CampaignId, label("摸底编号")]
    county: Annotated[CountyId, label("县（市）")]
    version: Annotated[int, label("第几版")]
    accepted_by: Annotated[str, label("接收人", "姓名和单位职务")]


class Chase(SurveyCommand, frozen=True, kw_only=True, tag="survey.chase"):
    """催报: a county that owes a return, or its task of a year, was asked for it."""

    county: Annotated[CountyId, label("县（市）")]
    campaign: Annotated[CampaignId | None, label("摸底编号", "催摸底表的填")] = None
    year: Annotated[int | None, label("年度", "催年度任务的填，四位年份")] = None
    how: Annotated[str, label("怎样催的", "电话、函件、当面；找的是谁，怎么答的")]
    chased_by: Annotated[str, label("催报人", "姓名和单位职务")]


AnyCommand = (
    OpenCampaign | SubmitReturn | Countersign | WithdrawCountersignature | SendBack | AcceptReturn | Chase
)
