"""Names that must exist elsewhere in the plan: each kind of reference, where its names are, and which are missing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from yajian.core.plan import shape, terms
from yajian.core.plan.facilities import STATED_CONDITION, Attribute, FacilityType, Form
from yajian.core.plan.sums import quantities
from yajian.core.plan.whole import Plan
from yajian.core.words import BatchId, ClauseId, CountyId, EnterpriseId, ListId, QuestionId


class Kind(NamedTuple):
    """One kind of name: how to call it, where in the file it is declared, which ones there are."""

    code: str  # stable name of this kind
    noun: str
    chapter: str
    names: Callable[[Plan], Iterable[str]]


def _fields(plan: Plan) -> Iterator[str]:
    """Every field that a comparison can speak of."""
    owners: dict[str, FacilityType | Form] = {**plan.facility_types, **plan.forms}
    for name, owner in owners.items():
        yield from (f"{name}.{attribute.id}" for attribute in owner.attributes)
        if isinstance(owner, FacilityType):
            yield f"{name}.{STATED_CONDITION}"


def attribute(plan: Plan, ref: str) -> Attribute | None:
    """The field a comparison speaks of."""
    owner_id, _, name = ref.partition(".")
    owner = plan.facility_types.get(owner_id) or plan.forms.get(owner_id)
    return owner.attribute(name) if owner is not None else None


def _clawback(plan: Plan) -> Iterator[str]:
    clawback = plan.compensation.clawback
    return iter(reading.id for reading in clawback.readings) if clawback is not None else iter(())


def _roles(plan: Plan) -> Iterator[str]:
    return iter(role.id for role in plan.responsibility.county_roles) if plan.responsibility else iter(())


KINDS: Mapping[object, Kind] = {
    ClauseId: Kind("clause", "条文", "clauses", lambda plan: plan.clauses),
    QuestionId: Kind("question", "待明确事项", "open_questions", lambda plan: plan.open_questions),
    CountyId: Kind(
        "county", "县（市）", "organisations", lambda plan: (county.id for county in plan.counties)
    ),
    BatchId: Kind("batch", "批次", "batches", lambda plan: plan.batches),
    EnterpriseId: Kind("enterprise", "企业", "enterprises", lambda plan: plan.enterprises),
    ListId: Kind("list", "清单", "related_lists", lambda plan: (one.id for one in plan.lists)),
    terms.OrgId: Kind(
        "organisation", "单位", "organisations", lambda plan: (*plan.organisations, *plan.groups)
    ),
    terms.DocumentId: Kind("document", "文件", "documents", lambda plan: plan.documents),
    terms.SourceId: Kind("source", "来源", "sources", lambda plan: plan.sources),
    terms.StandardId: Kind(
        "standard", "完成标准", "completion_standards", lambda plan: plan.completion_standards
    ),
    terms.RuleId: Kind("rule", "规则", "rules", lambda plan: plan.rules),
    terms.GateId: Kind("gate", "关口", "gates", lambda plan: plan.gates),
    terms.CategoryId: Kind("category", "类别", "categories", lambda plan: plan.categories),
    terms.EventId: Kind("event", "事件", "events", lambda plan: plan.events),
    terms.BasisId: Kind(
        "basis", "产能口径", "capacity.bases", lambda plan: (basis.id for basis in plan.capacity.bases)
    ),
    terms.OriginId: Kind(
        "origin", "产能来源", "capacity.origins", lambda plan: (one.id for one in plan.capacity.origins)
    ),
    terms.UtilityId: Kind("utility", "供应", "utilities", lambda plan: plan.utilities),
    terms.IndicatorId: Kind("indicator", "指标", "indicators", lambda plan: plan.indicators),
    terms.RoleId: Kind("role", "县（市）角色", "responsibility.county_roles", _roles),
    terms.StepId: Kind(
        "step", "流程步骤", "compensation.flow", lambda plan: (step.id for step in plan.compensation.flow)
    ),
    terms.ReadingId: Kind("reading", "算法", "compensation.clawback.readings", _clawback),
    terms.ConditionId: Kind(
        "condition",
        "设施状态",
        "facility_types",
        lambda plan: (each.id for kind in plan.facility_types.values() for each in kind.conditions),
    ),
    terms.FieldRef: Kind("field", "字段", "facility_types 或 forms", _fields),
    terms.QuantityRef: Kind("quantity", "数量", "targets、batches、清单", quantities),
}


_CALLED: Mapping[object, Callable[[Plan], Iterable[tuple[str, str]]]] = {
    CountyId: lambda plan: ((one.id, one.name) for one in plan.counties),
    BatchId: lambda plan: ((one.id, one.label) for one in plan.batches.values()),
    ListId: lambda plan: ((one.id, one.label) for one in plan.lists),
    terms.OrgId: lambda plan: (
        *((one.id, one.name) for one in plan.organisations.values()),
        *((one.id, one.name) for one in plan.groups.values()),
    ),
    terms.ReadingId: lambda plan: (
        ((one.id, one.label) for one in plan.compensation.clawback.readings)
        if plan.compensation.clawback is not None
        else ()
    ),
}


def called(plan: Plan, kind: object) -> Mapping[str, str]:
    """What an answer may name that a plan file knows by ids, each with its words; nothing for any other type."""
    return dict(_CALLED[kind](plan)) if kind in _CALLED else {}


class Registry:
    """The names of one plan, looked up once a kind."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._names: dict[str, frozenset[str]] = {}

    def names(self, kind: Kind) -> frozenset[str]:
        if kind.code not in self._names:
            self._names[kind.code] = frozenset(kind.names(self._plan))
        return self._names[kind.code]

    def missing(self, held: object, kind: object) -> Iterator[tuple[str, Kind]]:
        """The names in a thing of this type that exist nowhere, each with the kind of name it is."""
        declared = KINDS.get(kind)
        if declared is not None and isinstance(held, str):
            if held not in self.names(declared):
                yield held, declared
        elif isinstance(held, tuple) and shape.element(kind) is not None:
            for each in cast(tuple[object, ...], held):
                yield from self.missing(each, shape.element(kind))


def asked_for(kind: object) -> str:
    """What a value of this type is, in the words of the person who fills it in."""
    element = shape.element(kind)
    if element is not None:
        return f"列表，每项是{asked_for(element)}"
    choices = shape.literals(kind)
    if choices is not None:
        return f"以下之一：{'、'.join(choices)}"
    if kind in KINDS:
        return f"{KINDS[kind].noun}编号"
    name = getattr(kind, "__name__", "")
    return _PLAIN.get(name) or _PLAIN.get(getattr(shape.newtype_root(kind), "__name__", ""), "文字")


_PLAIN = {
    "Tonnes": "整数吨",
    "Fen": "整数分",
    "bool": "是或否（true、false）",
    "int": "整数",
    "date": "日期，如 2020-10-31",
}
