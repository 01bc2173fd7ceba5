"""Which evidence a fact or command names: every field typed Digest, however deep."""

import typing
from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from yajian.core.words import Digest, Recorded


def digests(struct: msgspec.Struct) -> Iterator[Digest]:
    """The digests a struct names, in the order of its fields."""
    for name, holds_digests in _fields(type(struct)):
        yield from _leaves(getattr(struct, name), holds_digests)


def of_recorded(recorded: Recorded[typing.Any]) -> Iterator[Digest]:
    """The digests a recorded fact rests on: its attachments and those inside the fact."""
    yield from recorded.evidence
    yield from digests(recorded.fact)


@cache
def _fields(struct: type[msgspec.Struct]) -> tuple[tuple[str, bool], ...]:
    hints = typing.get_type_hints(struct)
    names = [field.name for field in msgspec.structs.fields(struct)]
    return tuple((name, _mentions_digest(hints[name])) for name in names)


def _mentions_digest(hint: object) -> bool:
    return hint is Digest or any(_mentions_digest(inner) for inner in typing.get_args(hint))


def _leaves(value: object, holds_digests: bool) -> Iterator[Digest]:
    match value:
        case str() if holds_digests and value:
            yield Digest(value)
        case msgspec.Struct():
            yield from digests(value)
        case Mapping():
            for item in value.values():
                yield from _leaves(item, holds_digests)
        case list() | tuple():
            for item in value:
                yield from _leaves(item, holds_digests)
        case _:
            return
