"""The ledger's workbook as the plan file makes it: which sheets, which columns, and what each column takes.

It is plain data, so that the process that opens somebody's file needs neither the plan nor the books.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import msgspec

from yajian.core.plan import Attribute, FacilityType, Form, Plan, attribute
from yajian.core.plan.entering import TRISTATE
from yajian.core.plan.facilities import STATED_CONDITION

TEMPLATE = 1  # the version of the workbook's own form; raised when its sheets change
HEADER_ROW = 2  # the row that names the columns, as people count; data begin below it
ENTERPRISES = "enterprise"  # the form of the plan that lists what else an enterprise's row says

# What a column takes. The first six are the system's own; the rest are the plan's types of field.
Kind = Literal[
    "order", "code", "name", "county", "owner", "note",
    "text", "choice", "quantity", "integer", "date", "tristate",
]  # fmt: skip


class Column(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One column. `id` is one of the system's own words, or a field of the plan written 表.字段."""

    id: str
    label: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    base: str = ""  # the unit that `factor` of them make one `unit`
    factor: int = 1
    low: int | None = None  # in base units, inclusive
    high: int | None = None
    clauses: tuple[str, ...] = ()
    note: str = ""
    identifies: bool = False  # two rows of one enterprise with the same word here are one facility
    field: str = ""  # the plan's own name for it, without its table; written once, asked for in every row

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "field", self.id.rpartition(".")[2])

    @property
    def header(self) -> str:
        return f"{self.label}({self.unit})" if self.unit else self.label


class Sheet(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One sheet: its name, its columns, and what its rows are."""

    id: str  # ENTERPRISES, or a facility type of the plan
    name: str
    columns: tuple[Column, ...]
    counts_as: dict[str, str] = {}  # conditions by their word
    contracts: dict[str, str] = {}  # for an origin that rests on a contract: why, in one sentence

    def column(self, field: str) -> Column | None:
        """By the system's own word, or the plan's name for a field."""
        return self._by_field.get(field)

    @cached_property
    def _by_field(self) -> dict[str, Column]:
        return {one.field: one for one in self.columns}


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The whole workbook."""

    programme: str
    revision: int
    title: str
    sheets: tuple[Sheet, ...]
    counties: dict[str, str]  # names by id
    zones: tuple[str, ...] = ()
    template: int = TEMPLATE

    @property
    def enterprises(self) -> Sheet:
        return self.sheets[0]

    @property
    def facilities(self) -> tuple[Sheet, ...]:
        return self.sheets[1:]


def layout(plan: Plan) -> Layout:
    """One sheet of enterprises, and one for every type of facility the plan speaks of."""
    counties = {str(county.id): county.name for county in plan.counties}
    return Layout(
        programme=plan.programme.id,
        revision=plan.programme.revision,
        title=plan.programme.title,
        counties=counties,
        zones=tuple(zone.name for zone in plan.layout.zones),
        sheets=(
            Sheet(id=ENTERPRISES, name="企业", columns=_enterprise(plan, tuple(counties.values()))),
            *(_facility(plan, kind) for kind in plan.facility_types.values()),
        ),
    )


def _enterprise(plan: Plan, counties: tuple[str, ...]) -> tuple[Column, ...]:
    form = plan.forms.get(ENTERPRISES)
    return (
        Column(id="order", label="序号", kind="order"),
        Column(
            id="code", label="统一社会信用代码", kind="code", required=True, note="照营业执照填18位，字母大写"
        ),
        Column(id="name", label="企业名称", kind="name", required=True, note="照营业执照写全称"),
        Column(id="county", label="所属县（市）", kind="county", required=True, choices=counties),
        Column(id="address", label="厂址", kind="text"),
        *((_column(plan, form, one) for one in form.attributes) if form is not None else ()),
        Column(id="as_of", label="数据截至", kind="date", note="一份台账只有一个截至日"),
        Column(id="note", label="备注", kind="note", note="只供自己看，不入账"),
    )


def _facility(plan: Plan, kind: FacilityType) -> Sheet:
    fields: tuple[str, ...] = kind.ledger or (
        *(f"{kind.id}.{one.id}" for one in kind.attributes),
        f"{kind.id}.{STATED_CONDITION}",
    )
    return Sheet(
        id=kind.id,
        name=kind.label,
        columns=(
            Column(
                id="owner",
                label="企业代码",
                kind="owner",
                required=True,
                note="与“企业”表的统一社会信用代码一致",
            ),
            *_fields(plan, fields, kind),
            Column(id="attachment", label="附件号", kind="text", note="这一行所据材料的编号，逐行填写"),
        ),
        counts_as={one.label: one.counts_as for one in kind.conditions},
        contracts=dict(_contracts(plan)),
    )


def _fields(plan: Plan, fields: tuple[str, ...], kind: FacilityType) -> Iterator[Column]:
    for name in fields:
        one = attribute(plan, name)
        if one is None or one.age_of:
            continue
        table = name.partition(".")[0]
        owner = kind if table == kind.id else plan.forms[table]
        column = _column(plan, owner, one)
        identifies = owner is kind and one.id in kind.identify_by
        yield msgspec.structs.replace(column, identifies=identifies, required=identifies)


def _column(plan: Plan, owner: FacilityType | Form, one: Attribute) -> Column:
    unit = next((each for each in plan.units.values() if each.symbol == one.unit), None)
    words = tuple(TRISTATE.values()) if one.type == "tristate" else tuple(each.label for each in one.choices)
    return Column(
        id=f"{owner.id}.{one.id}",
        label=one.label,
        kind=one.type,
        choices=words,
        unit=unit.symbol if unit is not None else "",
        base=unit.base if unit is not None else "",
        factor=unit.factor if unit is not None else 1,
        low=one.min,
        high=one.max,
        clauses=tuple(one.clauses),
        note=one.why,
    )


def _contracts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Origins the plan wants a contract for, each with the rate that hangs on it."""
    for origin in plan.capacity.origins:
        if not origin.contract.value:
            continue
        rate = next((one for one in plan.compensation.rates if one.origin == origin.id), None)
        fen = rate.rate_fen_per_t.value if rate is not None else None
        what = f"{fen / 100:g}元标准" if fen is not None else origin.label
        clauses = rate.clauses if rate is not None else origin.clauses
        cited = f"（{'、'.join(clauses)}）" if clauses else ""
        yield origin.label, f"{what}须有交易合同号{cited}"
