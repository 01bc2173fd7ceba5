"""What every chapter is built from: cited entries, terms with a label, and the kinds of reference."""

from typing import ClassVar, NewType

import msgspec

from yajian.core.plan.value import Value, said
from yajian.core.words import ClauseId, QuestionId

# A name that must exist elsewhere in the same file. The kind of name says where.
OrgId = NewType("OrgId", str)  # organisations 或 groups
DocumentId = NewType("DocumentId", str)
SourceId = NewType("SourceId", str)
StandardId = NewType("StandardId", str)  # completion_standards
RuleId = NewType("RuleId", str)
GateId = NewType("GateId", str)
CategoryId = NewType("CategoryId", str)
EventId = NewType("EventId", str)
BasisId = NewType("BasisId", str)  # capacity.bases
OriginId = NewType("OriginId", str)  # capacity.origins
UtilityId = NewType("UtilityId", str)
IndicatorId = NewType("IndicatorId", str)
RoleId = NewType("RoleId", str)  # responsibility.county_roles
StepId = NewType("StepId", str)  # compensation.flow
ReadingId = NewType("ReadingId", str)  # compensation.clawback.readings
ConditionId = NewType("ConditionId", str)  # a condition of some facility type
FieldRef = NewType("FieldRef", str)  # 设施类型或表单.字段
UnitSymbol = NewType("UnitSymbol", str)  # the symbol of an entry of `units`
QuantityRef = NewType("QuantityRef", str)  # an id that has a tonnage, or the path of a value

STANDS: Value[bool] = said(True)  # what an entry is worth that says nothing of its own standing


class Cited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """任何条目都可以写的三样。"""

    # 依据的条文编号，一个或几个；条目里没有另写出处的值都以它为出处
    clauses: tuple[ClauseId, ...] = msgspec.field(default=(), name="clause")
    note: str = ""  # 给人看的说明，不参与计算
    question: QuestionId | None = None  # 与整个条目有关的待明确事项


class Label(Cited, frozen=True, kw_only=True):
    """一个名称；没有别的要写时，编号后面直接写名称。"""

    short: ClassVar[str] = "label"

    id: str
    label: str  # 中文名称
    en: str = ""  # 英文名称


class Term(Label, frozen=True, kw_only=True):
    """一个词条：方案所列的一类、一种、一项。没有别的要写时，编号后面直接写名称。"""

    applies: Value[bool] = STANDS  # 是否采用；方案没有写、由系统补充的词条写 {assumed: …}
