"""A plausible value for every field of every command, read off its type: what a clerk might type, and what it then is."""

import types
import typing
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from yajian.core.catalogue import Field
from yajian.core.words import Command

_LEAVES = {int: "482", date: "2020-03-02", object: "甲"}
_WORDS = "600000"  # digits are words too: an amount, a number, a name


def typed(command: type[Command], field: Field) -> Any:
    """In builtins, every leaf as the text it is typed as."""
    return _typed(_hints(command)[field.name])


def meant(command: type[Command]) -> Command:
    """The command that all this is."""
    return msgspec.convert(
        {name: _typed(hint) for name, hint in _hints(command).items()}, command, strict=False
    )


@cache
def _hints(struct: type[msgspec.Struct]) -> dict[str, Any]:
    hints = typing.get_type_hints(struct, include_extras=True)
    return {name: hints[name] for name in struct.__struct_fields__}


def _typed(hint: Any) -> Any:
    if isinstance(hint, typing.NewType):
        return _typed(hint.__supertype__)
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _typed(parts[0])
    if origin in (typing.Union, types.UnionType):
        return _typed(next(one for one in parts if one is not type(None)))
    if origin is typing.Literal:
        return parts[0]
    if origin is tuple:
        return [_typed(parts[0]), str(int(_typed(parts[0])) + 1)]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {_typed(parts[0]): _typed(parts[1])}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return {name: _typed(one) for name, one in _hints(hint).items()}
    return _LEAVES.get(hint, _WORDS)
