"""A plan with some of its values replaced, by path. Everything else is shared with the old one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar, cast

import msgspec

from yajian.core.plan.value import Value
from yajian.core.plan.walk import join, name_of
from yajian.core.plan.whole import Plan

S = TypeVar("S")


def replaced(plan: Plan, changes: Mapping[str, Value[object]]) -> Plan:
    """The same plan, reading otherwise at these paths."""
    touched = {path[:end] for path in changes for end in _ends(path)}
    return _replaced("", plan, changes, touched)


def _ends(path: str) -> list[int]:
    return [position for position, letter in enumerate(path) if letter == "."] + [len(path)]


def _replaced(path: str, held: S, changes: Mapping[str, Value[object]], touched: set[str]) -> S:
    if path and path not in touched:
        return held
    if isinstance(held, Value):
        return cast(S, changes.get(path, held))
    if isinstance(held, msgspec.Struct):
        names = (name for name in held.__struct_fields__ if join(path, name) in touched)
        fresh = {name: _replaced(join(path, name), getattr(held, name), changes, touched) for name in names}
        return cast(S, msgspec.structs.replace(held, **fresh))
    if isinstance(held, Mapping):
        entries = {key: _replaced(join(path, key), each, changes, touched) for key, each in held.items()}
        return cast(S, MappingProxyType(entries))
    if isinstance(held, tuple):
        return cast(
            S,
            tuple(
                _replaced(join(path, name_of(each, n)), each, changes, touched) for n, each in enumerate(held)
            ),
        )
    return held
