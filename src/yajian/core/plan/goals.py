"""What is to be reached, by when, and the plan's own arithmetic: targets, batches, milestones, tasks, checks."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec

from yajian.core.plan.conditions import Comparison, Op
from yajian.core.plan.terms import BasisId, Cited, IndicatorId, QuantityRef, StandardId, UnitSymbol
from yajian.core.plan.value import In, InUnitOf, Value
from yajian.core.words import BatchId, CountyId, ListId, Tonnes

Event = Literal["shut", "dismantled", "accepted"]
CapacityValue = Annotated[Value[Tonnes], In("capacity")]


class Target(Cited, frozen=True, kw_only=True):
    """以产能计的目标。第一个是全方案的总目标。"""

    id: str
    label: str  # 目标名称
    capacity_t: CapacityValue = msgspec.field(name="capacity")  # 压减多少
    by: Value[date]  # 到哪一天
    by_words: tuple[str, ...] = ()  # 原文怎样写这个时限，逐字
    judged_by: Value[Event]  # 凭什么算完成：shut 关停，dismantled 拆除，accepted 验收合格


class Goal(Cited, frozen=True, kw_only=True):
    """产能总量以外的目标：占比，或只有文字、没有数字的目标。"""

    id: str
    label: str  # 目标名称
    indicator: IndicatorId | None = None  # 用哪个指标衡量
    op: Op | None = None  # 怎样比较
    unit: UnitSymbol | None = None  # 目标值的单位
    value: Annotated[Value[int] | None, InUnitOf("unit")] = None  # 目标值
    by: Value[date] | None = None  # 到哪一天
    by_words: tuple[str, ...] = ()  # 原文怎样写这个时限，逐字


class Indicator(Cited, frozen=True, kw_only=True):
    """一个指标怎样计算，或哪些设施算在内。"""

    id: str
    label: str  # 指标名称
    en: str = ""  # 英文名称
    unit: UnitSymbol | None = None  # 指标的单位
    numerator: Value[str] | None = None  # 分子
    denominator: Value[str] | None = None  # 分母
    shown_as: str = ""  # 口径明确之前显示什么
    filter: tuple[Comparison, ...] = ()  # 同时符合这些条件的设施


class Batch(Cited, frozen=True, kw_only=True):
    """一个批次：多少产能，在哪一天以前，做到什么算完成。"""

    id: BatchId
    label: str  # 批次名称
    capacity_t: CapacityValue = msgspec.field(name="capacity")  # 本批次压减多少
    due: Value[date]  # 时限，含当日
    due_words: tuple[str, ...] = ()  # 原文怎样写这个时限，逐字
    due_on_or_before_issue: bool = False  # 时限早于或等于印发日；它本身不触发通报和收回
    judged_by: Value[Event]  # 时限核对的是哪个动作：shut 关停，dismantled 拆除，accepted 验收合格
    verbs: tuple[str, ...] = ()  # 原文用的动词
    completion_standard: StandardId  # 完成标准


class Milestone(Cited, frozen=True, kw_only=True):
    """一个累计节点：到这一天，这几个批次合计应完成多少。"""

    id: str
    label: str = ""  # 节点名称
    due: Value[date]  # 节点日期
    batches: tuple[BatchId, ...]  # 计入哪几个批次
    cumulative_t: CapacityValue = msgspec.field(name="cumulative")  # 累计应完成
    # 占总目标的百分比
    share_permille: Annotated[Value[int] | None, In("share")] = msgspec.field(default=None, name="share")
    judged_by: Value[Event]  # 最后一个批次凭什么算完成；accepted 时所有批次都凭验收


class CountyTask(Cited, frozen=True, kw_only=True):
    """一个县（市）在清单里的任务合计，由清单推算。"""

    key: ClassVar[str] = "county"

    county: CountyId
    total_t: CapacityValue = msgspec.field(name="total")  # 任务合计
    by_batch: Annotated[Mapping[BatchId, Value[Tonnes]], In("capacity")] = {}  # 分批次；没有任务的批次不写


class Baseline(Cited, frozen=True, kw_only=True):
    """压减的产能从哪一个总产能里削减。"""

    id: str
    label: str  # 名称
    basis: BasisId  # 哪一种口径
    as_of: Value[date] | None = None  # 算到哪一天为止的备案文件；不写就不分先后
    total_t: CapacityValue = msgspec.field(name="total")  # 总产能
    complete: Value[bool]  # 组成它的备案文件是否登记齐全；齐全之前余额一律待定
    filings: Value[tuple[str, ...]]  # 由哪些备案文件组成
    deduct: tuple[ListId, ...]  # 从中削减哪些清单
    deduct_also: Value[tuple[ListId, ...]] | None = None  # 是否还削减别的清单


class PrintedTotal(Cited, frozen=True, kw_only=True):
    """原文自己印出的合计数，与我们的加总分开存放、互相核对。"""

    id: str
    total_t: CapacityValue = msgspec.field(name="total")  # 原文印出的数


class Check(Cited, frozen=True, kw_only=True):
    """载入时核对的一个等式；不成立则整份文件不予采用。"""

    id: str
    sum: tuple[QuantityRef, ...]  # 加总哪几个量：目标、批次、清单项、分项、县（市）、合计数的编号，或值的路径
    equals: QuantityRef  # 应等于哪个量
