"""Compensation as the plan tells it: rates, shares, the order of steps, what is held and what is taken back."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import msgspec

from yajian.core.plan.conditions import Comparison
from yajian.core.plan.goals import CapacityValue
from yajian.core.plan.terms import Cited, DocumentId, OrgId, OriginId, ReadingId, StepId
from yajian.core.plan.value import In, Value
from yajian.core.words import Fen, ListId

FundingLevel = Literal["province", "city", "county"]
MoneyEvent = Literal[
    "quota_fixed",
    "quota_reviewed",
    "accepted",
    "applied",
    "forwarded",
    "audit_plan_drawn_up",
    "audit_plan_approved",
    "funds_raised",
    "disbursed",
    "filed",
]
MoneyValue = Annotated[Value[Fen], In("money")]


class Rate(Cited, frozen=True, kw_only=True):
    """一个补偿标准，以及它适用于哪些产能：按来源（origin）、按设施字段（when），或两者同时。"""

    id: str
    label: str  # 名称
    origin: OriginId | None = None  # 适用于哪种产能来源
    when: Comparison | None = None  # 适用于什么样的设施
    rate_fen_per_t: Annotated[Value[Fen], In("rate")] = msgspec.field(name="rate")  # 每吨多少


class FundingShare(Cited, frozen=True, kw_only=True):
    """一级财政分担多少。"""

    key: ClassVar[str] = "level"

    level: FundingLevel
    # 分担百分之几
    share_permille: Annotated[Value[int], In("share")] = msgspec.field(name="share")


class ClawbackReading(Cited, frozen=True, kw_only=True):
    """收回金额的一种算法。"""

    id: str
    label: str  # 名称
    base: Literal["unfinished", "county_task"]  # unfinished 未完成的产能，county_task 全县任务
    # lot 各产能单元自己的标准
    rate: Literal["lot"] = "lot"
    factor: int = 1  # 乘以几
    capped_by_paid: bool = False  # 以已下达的资金为限


class Clawback(Cited, frozen=True, kw_only=True):
    """未完成任务时怎样收回资金。"""

    levels: tuple[FundingLevel, ...]  # 收回哪几级的资金
    debtor: OrgId  # 向谁收回
    spares_finished: bool = True  # 已完成的企业不受影响
    confirmed: Value[ReadingId]  # 确认采用哪一种算法；未确认前只并列测算，不出通知
    shown: Value[ReadingId]  # 确认前默认显示哪一种
    readings: tuple[ClawbackReading, ...]  # 各种算法
    on_opinion_of: OrgId  # 根据谁的意见
    by: OrgId  # 由谁收回


class FlowStep(Cited, frozen=True, kw_only=True):
    """资金流程的一步。"""

    id: str
    label: str  # 名称
    by: OrgId  # 由谁办
    to: tuple[OrgId, ...] = ()  # 报给谁
    after: tuple[StepId, ...] = ()  # 在哪几步之后；按文件日期核对先后
    # 登记了哪件事就算办到：quota_fixed 编制额度，quota_reviewed 省审核同意，accepted 验收，applied 申请，forwarded 县转报，
    # audit_plan_drawn_up 形成审核计划，audit_plan_approved 市政府同意，funds_raised 资金到位，disbursed 全部下达，filed 报备；
    # 没有写的不算天数
    done_when: MoneyEvent | None = None


class Branch(Cited, frozen=True, kw_only=True):
    """流程上的例外。"""

    id: str
    label: str  # 名称
    at: StepId | None = None  # 在哪一步
    outcome: Literal["hold_until_determined", "clawback"]  # hold_until_determined 暂缓至明确，clawback 收回


class Envelope(Cited, frozen=True, kw_only=True):
    """资金的上下限，只是测算，不是承诺。"""

    key: ClassVar[str] = "scope"

    scope: str  # all 全部，或县（市）编号
    capacity_t: CapacityValue = msgspec.field(name="capacity")  # 多少产能
    low_fen: MoneyValue = msgspec.field(name="low")  # 全按最低标准
    high_fen: MoneyValue = msgspec.field(name="high")  # 全按最高标准


class Compensation(Cited, frozen=True, kw_only=True):
    """补偿：标准、依据、分担、流程、收回。"""

    rates: tuple[Rate, ...]  # 补偿标准
    basis_documents: tuple[DocumentId, ...] = ()  # 标准依据哪些文件
    formula: Literal["capacity_times_rate"]  # 金额＝产能×标准
    # 怎样取整：exact_then_round_total 只在合计取整，round_each 分项各自取整
    rounding: Value[Literal["exact_then_round_total", "round_each"]] | None = None
    shares: tuple[FundingShare, ...] = ()  # 各级分担
    disbursed_levels: tuple[FundingLevel, ...] = ()  # 原文写明直接下达企业的是哪几级
    county_share_path: Value[str] | None = None  # 县级资金怎样到企业
    quota_includes: Value[str] | None = None  # 每户额度还包括什么
    eligible: Mapping[ListId, Value[bool]] = {}  # 各清单是否补偿
    capacity_compensation: Value[str] | None = None  # “产能补偿”怎样办
    flow: tuple[FlowStep, ...] = ()  # 流程
    branches: tuple[Branch, ...] = ()  # 流程上的例外
    clawback: Clawback | None = None  # 收回
    envelope: tuple[Envelope, ...] = ()  # 上下限测算

    @property
    def lowest_rate(self) -> Rate | None:
        """The lowest rate anybody has said."""
        return min(self._known, key=_fen, default=None)

    @property
    def highest_rate(self) -> Rate | None:
        """The highest rate anybody has said."""
        return max(self._known, key=_fen, default=None)

    @property
    def _known(self) -> tuple[Rate, ...]:
        return tuple(rate for rate in self.rates if rate.rate_fen_per_t.value is not None)


def _fen(rate: Rate) -> int:
    return rate.rate_fen_per_t.value or 0
