"""A plan written out again, in the file's own form: whatever a file says must survive being read and written."""

from collections.abc import Mapping
from datetime import date
from json import dumps

import msgspec

from yajian.core.plan import Plan, Value, shape
from yajian.core.plan.measures import Unit
from yajian.core.plan.value import In, InUnitOf


def written(plan: Plan) -> str:
    """The whole plan as one YAML flow mapping, every value with its provenance spelled out."""
    return _struct(plan, plan, named=False)


def _struct(plan: Plan, held: msgspec.Struct, named: bool) -> str:
    kind = type(held)
    key = shape.key_name(kind) if named else None
    parts = []
    for field in shape.fields(kind):
        value = getattr(held, field.name)
        if field.name == key or value is None or (value == field.default and not isinstance(value, Value)):
            continue
        parts.append(f"{field.key}: {_any(plan, value, _unit(plan, held, field.marker))}")
    return "{" + ", ".join(parts) + "}"


def _any(plan: Plan, held: object, unit: Unit | None) -> str:
    match held:
        case Value():
            return _value(plan, held, unit)
        case msgspec.Struct():
            return _struct(plan, held, named=False)
        case Mapping():
            inside = (f"{key}: {_entry(plan, each, unit)}" for key, each in held.items())
            return "{" + ", ".join(inside) + "}"
        case tuple() if held and isinstance(held[0], msgspec.Struct):
            key = shape.key_name(type(held[0]))
            if key is None:
                return "[" + ", ".join(_any(plan, each, unit) for each in held) + "]"
            named = (f"{getattr(each, key)}: {_struct(plan, each, named=True)}" for each in held)
            return "{" + ", ".join(named) + "}"
        case tuple():
            return "[" + ", ".join(_any(plan, each, unit) for each in held) + "]"
        case _:
            return _word(held, unit)


def _entry(plan: Plan, held: object, unit: Unit | None) -> str:
    return (
        _struct(plan, held, named=True)
        if isinstance(held, msgspec.Struct) and not isinstance(held, Value)
        else _any(plan, held, unit)
    )


def _value(plan: Plan, value: Value[object], unit: Unit | None) -> str:
    form = value.provenance.name.lower()
    if form == "unknown":
        parts = [f"unknown: {value.question}"]
    else:
        parts = [f"{form}: {_any(plan, value.value, unit)}"]
        if value.question is not None:
            parts.append(f"question: {value.question}")
    if value.source is not None:
        parts.append(f"source: {value.source}")
    if value.working is not None:
        parts.append(f"{value.working.how}: {_any(plan, value.working.of, None)}")
    if value.note:
        parts.append(f"note: {_word(value.note, None)}")
    if value.clauses:
        parts.append(f"clause: {_any(plan, value.clauses, None)}")
    return "{" + ", ".join(parts) + "}"


def _word(held: object, unit: Unit | None) -> str:
    if isinstance(held, bool):
        return "true" if held else "false"
    if isinstance(held, int):
        return unit.written(held) if unit is not None else str(held)
    if isinstance(held, date):
        return held.isoformat()
    return dumps(held, ensure_ascii=False)


def _unit(plan: Plan, held: msgspec.Struct, marker: shape.Marker) -> Unit | None:
    match marker:
        case In(unit=unit):
            return plan.units[unit]
        case InUnitOf(field=sibling):
            symbol = getattr(held, sibling)
            return next((unit for unit in plan.units.values() if unit.symbol == symbol), None)
        case None:
            return None
