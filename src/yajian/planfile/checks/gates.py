"""Gates and comparisons: each condition asks one thing and has what it needs; each comparison can be made."""

from collections.abc import Iterator
from datetime import date

from yajian.core.plan import Attribute, Comparison, GateCondition, attribute
from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault

_COMPANIONS = {
    "utility_covered": "utility",
    "moratorium_lifted": "document",
    "approved_by": "by",
    "signed_by": "by",
    "opinion_given": "by",
}


def conditions(view: View) -> Iterator[Fault]:
    for gate in view.plan.gates.values():
        for condition in gate.conditions:
            yield from _condition(view, f"gates.{gate.id}.conditions.{condition.id}", condition)


def _condition(view: View, path: str, condition: GateCondition) -> Iterator[Fault]:
    if (condition.need is None) == (condition.rule is None):
        seen = "没有写要什么" if condition.need is None else "同时写了 need 和 rule"
        yield view.fault(path, "condition-asks", seen, "一条条件只写 need、rule 之一")
    companion = _COMPANIONS.get(condition.need or "")
    if companion is not None and getattr(condition, companion) is None:
        yield view.fault(
            path, "condition-incomplete", f"{condition.need} 没有写 {companion}", f"补上 {companion}"
        )
    if condition.level.value == "soft" and condition.signed_by is None:
        yield view.fault(
            path,
            "condition-incomplete",
            "只提示的条件没有写由谁签字",
            "写 signed_by，取 responsibility.county_roles 里的编号",
        )


def comparisons(view: View) -> Iterator[Fault]:
    for path, comparison in _comparisons(view):
        yield from _comparison(view, path, comparison)
    for rule in view.plan.rules.values():
        forms = [name for name in ("test", "cases", "always") if getattr(rule, name)]
        if len(forms) != 1:
            seen = "没有写怎样判断" if not forms else f"同时写了 {'、'.join(forms)}"
            yield view.fault(
                f"rules.{rule.id}", "rule-form", f"{rule.id} {seen}", "只写 test、cases、always 之一"
            )
        for place, case in enumerate(rule.cases):
            if case.answer.value == "undetermined" and case.question is None:
                seen = "答“待定”的情形没有指明待明确事项"
                yield view.fault(
                    f"rules.{rule.id}.cases.{place}", "case-without-question", seen, "写 question"
                )
    for kind in view.plan.facility_types.values():
        names = {one.id for one in kind.attributes}
        for name in kind.identify_by:
            if name not in names | {"enterprise"}:
                yield view.fault(
                    f"facility_types.{kind.id}.identify_by",
                    "no-such-field",
                    f"没有字段 {name}",
                    f"可以写：enterprise、{'、'.join(sorted(names))}",
                )
        yield from _attributes(view, f"facility_types.{kind.id}", kind.attributes)
    for form in view.plan.forms.values():
        yield from _attributes(view, f"forms.{form.id}", form.attributes)


def _attributes(view: View, prefix: str, attributes: tuple[Attribute, ...]) -> Iterator[Fault]:
    dates = {one.id for one in attributes if one.type == "date"}
    for one in attributes:
        path = f"{prefix}.attributes.{one.id}"
        if one.type == "quantity" and one.unit is None:
            yield view.fault(
                path,
                "attribute-incomplete",
                f"“{one.label}”是数量，没有写单位",
                "写 unit，取 units 里的 symbol",
            )
        if one.type == "choice" and not one.choices:
            yield view.fault(path, "attribute-incomplete", f"“{one.label}”是选项，没有写有哪些", "写 choices")
        if one.age_of and one.age_of not in dates:
            yield view.fault(
                path, "no-such-field", f"没有日期字段 {one.age_of}", f"可以写：{'、'.join(sorted(dates))}"
            )
        if one.min is not None and one.max is not None and one.min > one.max:
            yield view.fault(path, "attribute-range", f"“{one.label}”的最小值大于最大值", "核对 min 和 max")


def _comparisons(view: View) -> Iterator[tuple[str, Comparison]]:
    plan = view.plan
    for indicator in plan.indicators.values():
        for place, one in enumerate(indicator.filter):
            yield f"indicators.{indicator.id}.filter.{place}", one
    for gate in plan.gates.values():
        for condition in gate.conditions:
            if condition.when is not None:
                yield f"gates.{gate.id}.conditions.{condition.id}.when", condition.when
    for rule in plan.rules.values():
        if rule.when is not None:
            yield f"rules.{rule.id}.when", rule.when
        if rule.test is not None:
            yield f"rules.{rule.id}.test", rule.test
        for place, case in enumerate(rule.cases):
            if case.when is not None:
                yield f"rules.{rule.id}.cases.{place}.when", case.when
    for rate in plan.compensation.rates:
        if rate.when is not None:
            yield f"compensation.rates.{rate.id}.when", rate.when


def _comparison(view: View, path: str, one: Comparison) -> Iterator[Fault]:
    field = attribute(view.plan, one.field)
    op = one.op.value
    if op == "present":
        if one.value is not None or one.than is not None:
            yield view.fault(path, "comparison", "present 只看有没有填，不与什么比较", "删去 value 和 than")
        return
    if (one.value is None) == (one.than is None):
        yield view.fault(
            path,
            "comparison",
            "没有写与什么比较" if one.value is None else "同时写了 value 和 than",
            "value、than 写一个",
        )
        return
    if field is None or one.value is None or one.value.value is None:
        return
    held = one.value.value
    if (op in ("in", "not_in")) != isinstance(held, tuple):
        yield view.fault(
            path,
            "comparison",
            f"{op} 要{'列表' if op in ('in', 'not_in') else '一个值'}",
            "in、not_in 写成 [甲, 乙]，其余只写一个值",
        )
        return
    for each in held if isinstance(held, tuple) else (held,):
        misfit = _misfit(view, field, each, one)
        if misfit:
            yield view.fault(f"{path}.value", "comparison", f"“{field.label}”{misfit[0]}", misfit[1])


def _misfit(view: View, field: Attribute, held: object, one: Comparison) -> tuple[str, str] | None:
    """Why a field of this type can never be compared with this, and what to write."""
    choices = {choice.id for choice in field.choices}
    match field.type:
        case "choice" if held not in choices:
            return f"没有选项 {held}", f"可以写：{'、'.join(sorted(choices))}"
        case "tristate" if not isinstance(held, bool):
            return "只有是、否、不清楚", "写 true 或 false"
        case "quantity" if one.unit != field.unit:
            return f"的单位是{field.unit}，比较时写的是{one.unit or '没有单位'}", f"写 unit: {field.unit}"
        case "integer" if isinstance(held, bool) or not isinstance(held, int):
            return "是整数", "写整数"
        case "date" if not isinstance(held, date):
            return "是日期", "写成 2020-10-31 的样子"
        case _:
            return None
