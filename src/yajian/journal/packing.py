"""An image as msgpack and back, drawn from the types of its fields: no area is named here.

A builder is packed field by field and a table value by value. A value stays packed after loading until somebody
asks the table for it, so that opening the books costs nothing for ovens nobody looks at.
"""

import typing
from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from yajian.core.history import Drawn, Table, Unread


class Packing(Protocol):
    """How values of one type are packed."""

    def pack(self, value: Any) -> object:
        """In terms of what msgpack knows. Raises TypeError for what has no place in a snapshot."""

    def unpack(self, packed: msgspec.Raw) -> Any:
        """An equal value. Raises msgspec.DecodeError, or LookupError, if the bytes are not of this type."""


def packing_of(hint: Any) -> Packing:
    """The packing of a type, by its annotation."""
    kind = typing.get_origin(hint) or hint
    if isinstance(kind, type) and issubclass(kind, Table):
        return _Table(*typing.get_args(hint))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and not kind.__struct_config__.frozen:
        return _Builder(kind)
    if isinstance(kind, type) and issubclass(kind, Drawn):
        return _Drawn(kind)
    return _Plain(hint)


class _Plain:
    """Facts, timelines, numbers, words: whatever msgspec packs by itself."""

    def __init__(self, hint: Any) -> None:
        self._decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(hint)

    def pack(self, value: Any) -> object:
        return msgspec.Raw(msgspec.msgpack.encode(value))

    def unpack(self, packed: msgspec.Raw) -> Any:
        return self._decoder.decode(packed)


class _Builder:
    """A fold's own builder: a mutable struct, by the names of its fields."""

    def __init__(self, kind: type[msgspec.Struct]) -> None:
        hints = typing.get_type_hints(kind)
        self._kind = kind
        self._fields = {field.name: packing_of(hints[field.name]) for field in msgspec.structs.fields(kind)}

    def pack(self, value: Any) -> object:
        return {name: packing.pack(getattr(value, name)) for name, packing in self._fields.items()}

    def unpack(self, packed: msgspec.Raw) -> Any:
        found = msgspec.msgpack.decode(packed, type=dict[str, msgspec.Raw])
        return self._kind(**{name: packing.unpack(found[name]) for name, packing in self._fields.items()})


class _Table:
    """Keys with packed values, in the table's order."""

    def __init__(self, key: Any, value: Any) -> None:
        self._entries: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(list[tuple[key, bytes]])
        self._value: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(value)

    def pack(self, value: Table[Any, Any]) -> object:
        return list(self._packed(value))

    def _packed(self, table: Table[Any, Any]) -> Iterator[tuple[Any, bytes]]:
        for key, value in table.kept():
            yield key, value.packed if isinstance(value, Unread) else msgspec.msgpack.encode(value)

    def unpack(self, packed: msgspec.Raw) -> Any:
        reader = self._value.decode
        return Table.holding({key: Unread(value, reader) for key, value in self._entries.decode(packed)})


class _Drawn:
    """What says itself what is to be kept of it."""

    def __init__(self, kind: type[Drawn]) -> None:
        self._kind = kind

    def pack(self, value: Drawn) -> object:
        return value.kept()

    def unpack(self, packed: msgspec.Raw) -> Any:
        return self._kind.holding(msgspec.msgpack.decode(packed))
