"""The types of a plan seen as data: one place that reads them, for decoding, walking, schema and reference."""

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from yajian.core.plan.terms import Cited
from yajian.core.plan.value import In, InUnitOf, Value

Marker = In | InUnitOf | None


class Field(NamedTuple):
    """One key of a chapter: its name in Python, its name in the file, and what may stand there."""

    name: str
    key: str
    type: object  # without Annotated and without None
    marker: Marker
    optional: bool  # None is a value of it
    default: object  # msgspec.NODEFAULT where the file must write it

    @property
    def required(self) -> bool:
        return self.default is msgspec.NODEFAULT


@cache
def fields(struct: type[msgspec.Struct]) -> tuple[Field, ...]:
    """A struct's fields in the order of declaration; what every entry may have comes last."""
    common = Cited.__struct_fields__ if issubclass(struct, Cited) else ()
    found = [_field(info) for info in msgspec.structs.fields(struct)]
    return tuple(sorted(found, key=lambda field: field.name in common))


def _field(info: msgspec.structs.FieldInfo) -> Field:
    default = info.default if info.default_factory is msgspec.NODEFAULT else info.default_factory()
    kind, marker, optional = _unwrap(info.type)
    return Field(info.name, info.encode_name, kind, marker, optional, default)


def _unwrap(kind: object) -> tuple[object, Marker, bool]:
    """A type without its Annotated marker and its None."""
    marker: Marker = None
    optional = False
    while True:
        if get_origin(kind) is Annotated:
            kind, *extras = get_args(kind)
            marker = next((extra for extra in extras if isinstance(extra, In | InUnitOf)), marker)
        elif is_union(kind) and type(None) in get_args(kind):
            optional = True
            rest = tuple(arm for arm in get_args(kind) if arm is not type(None))
            kind = rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007 (built at run time)
        else:
            return kind, marker, optional


def is_union(kind: object) -> bool:
    return get_origin(kind) in (Union, types.UnionType)


def arms(kind: object) -> tuple[object, ...]:
    return get_args(kind) if is_union(kind) else (kind,)


def struct_of(kind: object) -> type[msgspec.Struct] | None:
    """The struct a type stands for, when it is one that is written as a mapping of keys."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not Value:
        return kind
    return None


@cache
def is_value(kind: object) -> bool:
    return get_origin(kind) is Value


def inner(kind: object) -> object:
    """What a `Value[T]` holds."""
    return get_args(kind)[0]


@cache
def element(kind: object) -> object | None:
    """The element type of `tuple[T, ...]`."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None


@cache
def mapping(kind: object) -> tuple[object, object] | None:
    """The key and value types of a mapping."""
    if get_origin(kind) is Mapping:
        key, held = get_args(kind)
        return key, held
    return None


def key_name(struct: type[msgspec.Struct]) -> str | None:
    """The field that names an entry, if entries of this kind are written `name: {…}`."""
    declared = getattr(struct, "key", None)
    if isinstance(declared, str):
        return declared
    return "id" if "id" in struct.__struct_fields__ else None


def short_name(struct: type[msgspec.Struct]) -> str | None:
    """The field that may stand alone for the whole entry."""
    declared = getattr(struct, "short", None)
    return declared if isinstance(declared, str) else None


@cache
def newtype_root(kind: object) -> object:
    """The builtin under a NewType."""
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return kind


@cache
def literals(kind: object) -> tuple[str, ...] | None:
    return get_args(kind) if get_origin(kind) is Literal else None
