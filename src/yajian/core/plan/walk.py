"""Every leaf of a plan with its path. Paths use ids, never positions, wherever an entry has an id."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from yajian.core.plan import shape
from yajian.core.plan.measures import Unit
from yajian.core.plan.value import In, InUnitOf, Value
from yajian.core.plan.whole import Plan


class Leaf(NamedTuple):
    """One thing that is written in a plan: a value with its provenance, or a plain word."""

    path: str
    held: object
    type: object  # what it may be; for a value, what the value holds
    unit: Unit | None = None  # what its numbers are measured in


def walk(plan: Plan) -> Iterator[Leaf]:
    """Everything written in the plan, in the order of its chapters."""
    return _struct(plan, "", plan)


def leaves(plan: Plan) -> Iterator[tuple[str, Value[object]]]:
    """Every value with provenance, each under its stable path."""
    return ((leaf.path, leaf.held) for leaf in walk(plan) if isinstance(leaf.held, Value))


def typed_leaves(plan: Plan) -> Mapping[str, Leaf]:
    """The values by path, with the type each must keep."""
    return {leaf.path: leaf for leaf in walk(plan) if isinstance(leaf.held, Value)}


def join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def name_of(entry: object, position: int) -> str:
    """An entry's id, or its place where entries of its kind have none."""
    key = shape.key_name(type(entry)) if isinstance(entry, msgspec.Struct) else None
    return str(getattr(entry, key)) if key is not None else str(position)


def _struct(plan: Plan, path: str, held: msgspec.Struct) -> Iterator[Leaf]:
    for field in shape.fields(type(held)):
        unit = _unit(plan, held, field.marker)
        yield from _any(plan, join(path, field.name), getattr(held, field.name), field.type, unit)


def _any(plan: Plan, path: str, held: object, kind: object, unit: Unit | None) -> Iterator[Leaf]:
    if held is None:
        return
    if isinstance(held, Value):
        yield Leaf(path, held, shape.inner(kind), unit)
    elif isinstance(held, msgspec.Struct):
        yield from _struct(plan, path, held)
    elif isinstance(held, Mapping):
        key_and_held = shape.mapping(kind)
        for key, each in held.items():
            yield from _any(plan, join(path, key), each, key_and_held[1] if key_and_held else object, unit)
    elif isinstance(held, tuple) and shape.struct_of(shape.element(kind)) is not None:
        for position, each in enumerate(held):
            yield from _any(plan, join(path, name_of(each, position)), each, shape.element(kind), unit)
    else:
        yield Leaf(path, held, kind, unit)


def _unit(plan: Plan, held: msgspec.Struct, marker: shape.Marker) -> Unit | None:
    match marker:
        case In(unit=unit):
            return plan.units.get(unit)
        case InUnitOf(field=sibling):
            symbol = getattr(held, sibling)
            return next((unit for unit in plan.units.values() if unit.symbol == symbol), None)
        case None:
            return None
