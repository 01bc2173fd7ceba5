"""Whose capacity is retired: enterprises, categories, and the lists with their items and parts."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from yajian.core.plan.goals import CapacityValue
from yajian.core.plan.terms import CategoryId, Cited, StandardId
from yajian.core.plan.value import In, Provenance, Value, Working, derived
from yajian.core.words import BatchId, CountyId, EnterpriseId, ItemId, ListId, PartId, Tonnes

FROM_BATCH: Value[date] = Value(provenance=Provenance.DERIVED)  # filled from the batch when the plan is read
NOT_ASKED: Value[bool] = Value(
    provenance=Provenance.DERIVED, value=False, working=Working(how="because", of=("方案未对此项作此要求",))
)
TOWARD_TARGET: Value[bool] = derived(True, "because", "方案的压减清单")


class Enterprise(Cited, frozen=True, kw_only=True):
    """清单上的一户企业。真实企业只写方案公开的内容。"""

    id: EnterpriseId
    name: str  # 全称，与原文一致
    county: Value[CountyId]  # 所在县（市）
    credit_code: Value[str]  # 统一社会信用代码


class Category(Cited, frozen=True, kw_only=True):
    """压减对象的一个类别，以及它对应哪些批次。"""

    id: str
    label: str  # 类别名称
    batches: Value[tuple[BatchId, ...]]  # 对应哪些批次


class ListPart(Cited, frozen=True, kw_only=True):
    """清单项中时限单独计算的一部分；没有分开的清单项自己就是唯一的一部分。"""

    id: PartId
    capacity_t: CapacityValue = msgspec.field(name="capacity")  # 压减多少
    batch: BatchId | None = None  # 属于哪个批次
    due: Value[date] = FROM_BATCH  # 时限；属于某个批次的不写，随批次
    facilities: Value[tuple[str, ...]]  # 具体到哪几座设施
    # 多座设施合为一个数时，各自多少
    split_t: Annotated[Value[tuple[Tonnes, ...]] | None, In("capacity")] = msgspec.field(
        default=None, name="split"
    )
    method_required: Value[bool] = NOT_ASKED  # 是否须专家论证和具体办法（部分压减）


class ListItem(Cited, frozen=True, kw_only=True):
    """清单里的一行：哪户企业，压减多少。"""

    id: ItemId
    enterprise: EnterpriseId  # 哪户企业
    capacity_t: CapacityValue = msgspec.field(name="capacity")  # 压减多少
    category: CategoryId | None = None  # 哪一类压减对象
    whole: Value[bool] | None = None  # 是否为该户全部产能
    compensated: Value[bool] | None = None  # 是否补偿
    parts: tuple[ListPart, ...] = ()  # 分几步完成的写这里；一步完成的不写，把分项的各键直接写在本行


class RetirementList(Cited, frozen=True, kw_only=True):
    """一份清单。"""

    id: ListId
    label: str  # 清单名称
    version: int = 1  # 第几版
    effective: Value[date]  # 从哪一天起有效
    counts_toward_target: Value[bool] = TOWARD_TARGET  # 是否计入总目标
    # 任务由谁承担：listed_enterprise 清单所列企业，project_owner 整合后新建项目的主体
    task_bearer: Value[Literal["listed_enterprise", "project_owner"]] | None = None
    verbs: tuple[str, ...] = ()  # 原文用的动词
    completion_standard: StandardId | None = None  # 不属于任何批次的清单用哪个完成标准
    items: tuple[ListItem, ...] = ()  # 清单项
