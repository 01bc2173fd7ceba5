"""What is being retired: facility types with their fields and conditions, and the kinds of capacity."""

from typing import Annotated, Literal

import msgspec

from yajian.core.plan.goals import CapacityValue
from yajian.core.plan.terms import Cited, FieldRef, Term, UnitSymbol
from yajian.core.plan.value import InUnitOf, Value, derived

CountsAs = Literal["running", "stopped", "shut", "dismantled", "revived"]
STATED_CONDITION = "condition"  # the field every facility type has beside those the file gives it
NO_CONTRACT: Value[bool] = derived(False, "because", "方案未对这种来源作此要求")
AttributeType = Literal["text", "choice", "quantity", "integer", "date", "tristate"]


class Choice(Term, frozen=True, kw_only=True):
    """一个选项。"""


class Attribute(Cited, frozen=True, kw_only=True):
    """一个字段：台账的一列、表单的一格。"""

    id: str
    label: str  # 中文名称
    en: str = ""  # 英文名称
    # text 文字，choice 选项，quantity 带单位的数量，integer 整数，date 日期，tristate 是、否、不清楚
    type: AttributeType
    unit: UnitSymbol | None = None  # quantity 必须写，取 units 中的 symbol
    choices: tuple[Choice, ...] = ()  # choice 必须写
    min: Annotated[int | None, InUnitOf("unit")] = None  # 最小值，含本数
    max: Annotated[int | None, InUnitOf("unit")] = None  # 最大值，含本数
    age_of: str = ""  # 由本表哪个日期字段推算的年数；写了就不用填报
    why: str = ""  # 为什么要填


class FacilityCondition(Choice, frozen=True, kw_only=True):
    """设施的一种状态。"""

    # 算作什么：running 在产，stopped 停产（可能恢复），shut 关停，dismantled 拆除，revived 死灰复燃
    reading: Value[CountsAs] = msgspec.field(name="counts_as")

    @property
    def counts_as(self) -> CountsAs:
        """What it counts as now; while nobody has said, no more than stopped."""
        return self.reading.value or "stopped"


class FacilityType(Cited, frozen=True, kw_only=True):
    """一类设施：焦炉、高炉、窑。换行业只换这里。"""

    id: str
    label: str  # 中文名称
    en: str = ""  # 英文名称
    plural_en: str = ""  # 英文复数
    identify_by: tuple[str, ...]  # 由哪几个字段认定是同一座；enterprise 指所属企业
    attributes: tuple[Attribute, ...]  # 字段
    conditions: tuple[FacilityCondition, ...]  # 状态
    ledger: tuple[FieldRef, ...] = ()  # 台账模板的列，依次写 表.字段；不写就是本类的全部字段和状态

    def condition(self, id: str) -> FacilityCondition | None:
        return next((condition for condition in self.conditions if condition.id == id), None)

    def attribute(self, id: str) -> Attribute | None:
        found = next((attribute for attribute in self.attributes if attribute.id == id), None)
        return found or (self._stated_condition() if id == STATED_CONDITION else None)

    def _stated_condition(self) -> Attribute:
        """Its condition as somebody states it; what it is by record is the business of its own events."""
        return Attribute(id=STATED_CONDITION, label="状态", type="choice", choices=self.conditions)


class Form(Cited, frozen=True, kw_only=True):
    """设施以外要填的一张表：产能单元、项目、交易、设施调整。规则用“表.字段”引用它的字段。"""

    id: str
    label: str  # 中文名称
    en: str = ""  # 英文名称
    attributes: tuple[Attribute, ...]  # 字段

    def attribute(self, id: str) -> Attribute | None:
        return next((attribute for attribute in self.attributes if attribute.id == id), None)


class CapacityBasis(Term, frozen=True, kw_only=True):
    """一种产能口径。口径之间绝不混用。"""

    evidence: str  # 以什么为凭
    field: FieldRef | None = None  # 由哪个字段填报、认定；写了的，入账的吨数须与认定的数一致
    terminal: bool = False  # 到此为止，不再转出（压减产能）


class CapacityOrigin(Term, frozen=True, kw_only=True):
    """一种产能来源；没有别的要写时，编号后面直接写名称。"""

    contract: Value[bool] = NO_CONTRACT  # 认定这种来源是否须有交易合同


class Trades(Cited, frozen=True, kw_only=True):
    """产能交易怎样登记、核对。"""

    price: FieldRef  # 哪个字段是交易价格；价格上限由引用它的规则核对
    # 每处转让的下限：一份产能分几处转让的，每处不得少于多少；没有写的不核对
    least_t: CapacityValue | None = msgspec.field(default=None, name="least")


class Capacity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """产能的口径和来源。"""

    # 五种口径：filed 备案，built 建成，operating 在产，stopped 停产，retired 压减
    bases: tuple[CapacityBasis, ...]
    origins: tuple[CapacityOrigin, ...]  # 产能来源，决定补偿标准
    trades: Trades | None = None  # 产能交易

    def basis(self, id: str) -> CapacityBasis | None:
        return next((basis for basis in self.bases if basis.id == id), None)

    def origin(self, id: str) -> CapacityOrigin | None:
        return next((origin for origin in self.origins if origin.id == id), None)
