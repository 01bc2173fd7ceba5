"""What may be asked about quotas."""

from collections.abc import Mapping
from typing import Annotated, Literal

from yajian.core.programme import AnyFact
from yajian.core.words import Command, CountyId, DocumentNo, EnterpriseId, PartId, Refusal, Tonnes, label

Outcome = tuple[AnyFact, ...] | Refusal


class QuotasCommand(Command, frozen=True):
    """Marks this file's commands."""


class ConfirmTask(QuotasCommand, frozen=True, kw_only=True, tag="quotas.confirm-task"):
    """登记县（市）确定意见: the county's paper confirms its parts of the list and the tonnes of each."""

    county: Annotated[CountyId, label("县（市）", "县（市）编号")]
    parts: Annotated[Mapping[PartId, Tonnes], label("分项", "分项编号＝吨数，本县（市）清单所列一项不缺")]
    document: Annotated[DocumentNo, label("确定意见", "县（市）人民政府文号，须已登记")]


class DrawUp(QuotasCommand, frozen=True, kw_only=True, tag="quotas.draw-up"):
    """编制具体工作方案: a version of the city's work plan; every unit's quota is its tonnes at its own rate."""

    document: Annotated[DocumentNo, label("方案文号", "具体工作方案的文号，须已登记")]
    leaves_out: Annotated[
        Mapping[PartId, str], label("暂不明确的分项", "分项编号＝原因；额度还定不下来的逐项写明")
    ] = {}


class Approve(QuotasCommand, frozen=True, kw_only=True, tag="quotas.approve"):
    """登记市政府批准: the city government approved this version of the work plan."""

    version: Annotated[int, label("第几版", "具体工作方案的版次")]
    document: Annotated[DocumentNo, label("批准文件", "市人民政府文号，须已登记")]


class SendUp(QuotasCommand, frozen=True, kw_only=True, tag="quotas.send-up"):
    """登记报省审核: the quotas of an approved version went to the province."""

    version: Annotated[int, label("第几版", "具体工作方案的版次")]
    document: Annotated[DocumentNo, label("报送文件", "报送的函，须已登记")]


class Review(QuotasCommand, frozen=True, kw_only=True, tag="quotas.review"):
    """登记省审核意见: the province agreed to the quotas of a version, or sent it back."""

    version: Annotated[int, label("第几版", "具体工作方案的版次")]
    verdict: Annotated[Literal["同意", "退回"], label("同意或退回", "照省里的文件")]
    document: Annotated[DocumentNo, label("审核文件", "省里的文号，须已登记")]
    words: Annotated[str, label("意见", "退回的照原话写明理由")] = ""


class ClaimCapacity(QuotasCommand, frozen=True, kw_only=True, tag="quotas.claim-capacity"):
    """登记产能补偿诉求: kept on the register; the plan names no procedure for it, so none is begun."""

    enterprise: Annotated[EnterpriseId, label("企业", "企业编号")]
    words: Annotated[str, label("诉求", "照来件原话")]
    document: Annotated[DocumentNo, label("来件文号", "须已登记")]


AnyCommand = ConfirmTask | DrawUp | Approve | SendUp | Review | ClaimCapacity
