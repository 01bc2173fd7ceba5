"""How the plan is watched: violations, inspections, lights and the ladder, publicity and what may go out."""

from typing import ClassVar, Literal

from yajian.core.plan.terms import Cited, GateId, OrgId, Term
from yajian.core.plan.value import Value


class ViolationKind(Term, frozen=True, kw_only=True):
    """一种严重违法行为。"""

    threshold: Value[str] | None = None  # 认定标准
    limit_document: Value[str] | None = None  # 限值依据


class Measure(Cited, frozen=True, kw_only=True):
    """一种处理措施。"""

    id: str
    label: str  # 名称
    proposed_by: OrgId | None = None  # 由谁提请
    decided_by: OrgId  # 由谁决定


class Violations(Cited, frozen=True, kw_only=True):
    """严重违法排污：哪几种，怎样处理，之后怎样。"""

    serious_kinds: tuple[ViolationKind, ...]  # 哪几种
    measures: tuple[Measure, ...]  # 怎样处理
    then: GateId | None = None  # 之后进入哪道关口


class Inspection(Cited, frozen=True, kw_only=True):
    """督查检查。"""

    subjects: tuple[str, ...]  # 督查哪几项
    every: Value[str]  # 多久一次


class Rung(Term, frozen=True, kw_only=True):
    """催办的一级。"""

    automatic: bool = False  # 是否由系统自动发出；其余一律由人签发


class LightRule(Cited, frozen=True, kw_only=True):
    """一种灯。"""

    key: ClassVar[str] = "color"

    color: Literal["green", "yellow", "red", "grey"]
    label: str  # 灯旁边的字
    means: str = ""  # 什么时候亮
    days_before: Value[int] | None = None  # 提前几天亮


class Escalation(Cited, frozen=True, kw_only=True):
    """预警和催办。"""

    ladder: tuple[Rung, ...]  # 由轻到重
    lights: tuple[LightRule, ...]  # 各种灯

    @property
    def yellow_days_before(self) -> Value[int] | None:
        """How many days before a date the yellow light comes on."""
        return next((light.days_before for light in self.lights if light.color == "yellow"), None)


class Publicity(Cited, frozen=True, kw_only=True):
    """宣传和舆情。"""

    channels: tuple[str, ...]  # 宣传渠道
    topics: tuple[str, ...]  # 宣传内容
    opinion: tuple[str, ...]  # 舆情工作哪几项
    response_days: Value[int]  # 几日内回应


class Release(Cited, frozen=True, kw_only=True):
    """一类可以公开的内容。"""

    id: str
    label: str  # 名称
    permitted: Value[bool]  # 是否可以公开


class Publication(Cited, frozen=True, kw_only=True):
    """公开：什么可以直接公开，什么要逐件签发，什么不得公开。"""

    publish: tuple[Release, ...]  # 方案本身已经公开的，可直接公开
    after_signoff: tuple[Release, ...] = ()  # 每次须有具名签发
    never: tuple[str, ...] = ()  # 不得公开
    citizen_reports: Value[bool] | None = None  # 是否受理群众线索
