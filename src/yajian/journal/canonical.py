"""One meaning, one byte string: values to canonical JSON, and the second path that checks it.

JSON in UTF-8, keys sorted, no spaces, no floats, defaults left out, instants in UTC with six decimals.
Text is NFC, and nothing in it is invisible, so two texts that look alike are alike.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any

import msgspec

INTEGER_LIMIT = 2**53 - 1  # beyond it, a reader in another language may round

# Blank or joining characters that Unicode does not class as control or format.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_IDEOGRAPHIC_PLANES = range(0x20000, 0x40000)  # rare surnames live here, some newer than this Python's tables


_encoder = msgspec.json.Encoder(order="sorted")


class Unfit(ValueError):
    """A value the journal cannot hold. `field` is its path, `why` a Chinese clause."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}：{why}")
        self.field = field
        self.why = why

    def within(self, name: str) -> "Unfit":
        """The same, seen from the struct, mapping or sequence around it."""
        return Unfit(f"{name}.{self.field}" if name and self.field else name or self.field, self.why)


def dump(value: object, field: str = "") -> bytes:
    """The canonical bytes of structs, mappings, sequences and scalars. Raises Unfit, naming the field."""
    return spell(tree(value, field))


def tree(value: object, field: str = "") -> Any:
    """The same before it is spelled, in plain JSON types. Raises Unfit, naming the field."""
    try:
        return _tree(value)
    except Unfit as error:
        raise error.within(field) from None


def spell(tree: object) -> bytes:
    """The bytes of what `tree` gave."""
    return _encoder.encode(tree)


def respell(body: bytes) -> bytes:
    """Read JSON and write it again without looking at any type: the same bytes, if they were canonical."""
    return _encoder.encode(msgspec.json.decode(body))


def repeat(body: bytes) -> bytes:
    """Read JSON and write it again by the standard library alone. Raises Unfit for floats and double keys."""
    try:
        value = json.loads(body, object_pairs_hook=_object, parse_float=_no_float, parse_constant=_no_float)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Unfit("", "不是可读的 JSON") from error
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _tree(value: object) -> object:
    """The value in plain JSON types. Runs for every value of every body: exact types are looked up at once."""
    plain = _PLAIN.get(type(value))
    if plain is not None:
        return plain(value)
    match value:
        case msgspec.Struct():
            return _struct(value)
        case Enum():
            return _tree(value.value)
        case str():
            return _text(str(value))
        case int():
            return _integer(int(value))
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return _mapping(value)
        case list() | tuple():
            return _sequence(value)
        case _:
            raise Unfit("", f"{type(value).__name__} 不能入账（小数、二进制和集合都不收）")


def instant(value: datetime) -> str:
    """An instant in UTC with six decimals, always the same length."""
    if value.tzinfo is None:
        raise Unfit("", "时刻没有写明时区")
    there = value if value.tzinfo is UTC else value.astimezone(UTC)
    return there.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _struct(struct: msgspec.Struct) -> dict[str, object]:
    """A struct's tag and the fields that differ from their defaults.

    Compared by value: msgspec's own omit_defaults compares by identity, and so has two spellings
    for a default that was read back from a file.
    """
    tag, fields = _layout(type(struct))
    tree, name = tag.copy(), ""
    try:
        for name, written, default, kind in fields:
            value = getattr(struct, name)
            held = type(value)
            if held is kind and value == default:
                continue
            if held is str and value.isascii() and value.isprintable():
                tree[written] = value  # most fields by far; what _text would say
            else:
                tree[written] = _tree(value)
    except Unfit as error:
        raise error.within(name) from None
    return tree


_Layout = tuple[dict[str, object], tuple[tuple[str, str, object, type], ...]]


@cache
def _layout(struct: type[msgspec.Struct]) -> _Layout:
    """A struct's tag, and each field's name, its name in JSON, its default and the type of that."""
    config = struct.__struct_config__
    tag: dict[str, object] = {} if config.tag_field is None else {config.tag_field: config.tag}
    fields = []
    for field in msgspec.structs.fields(struct):
        made = field.default_factory is not msgspec.NODEFAULT
        default = field.default_factory() if made else field.default
        fields.append((field.name, field.encode_name, default, type(default)))
    return tag, tuple(fields)


def _itself(value: Any) -> Any:
    return value


def _integer(value: int) -> int:
    if abs(value) > INTEGER_LIMIT:
        raise Unfit("", "整数超出 2^53−1")
    return value


def _mapping(value: Mapping[Any, object]) -> dict[str, object]:
    return {_key(key): _below(str(key), item) for key, item in value.items()}


def _sequence(value: list[Any] | tuple[Any, ...]) -> list[object]:
    return [_below(str(place), item) for place, item in enumerate(value)]


def _text(value: str) -> str:
    return _known(value) if len(value) <= 64 else _looked_at(value)


@lru_cache(maxsize=2048)
def _known(value: str) -> str:
    """Names and labels come back again and again."""
    return _looked_at(value)


def _looked_at(value: str) -> str:
    if value.isascii() and value.isprintable():
        return value
    if not unicodedata.is_normalized("NFC", value):
        raise Unfit("", "文字不是 NFC 规范形式，请重新录入")
    if not value.isprintable() or _BLANK.search(value):
        for place, character in enumerate(value):
            if _invisible(character):
                raise Unfit("", f"第{place + 1}个字符是看不见的字符 U+{ord(character):04X}，请删去")
    return value


def _invisible(character: str) -> bool:
    if character == "\n":
        return False
    category = unicodedata.category(character)
    if category == "Cn":
        return ord(character) not in _IDEOGRAPHIC_PLANES
    return category in {"Cc", "Cf", "Cs", "Zl", "Zp"} or _BLANK.match(character) is not None


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise Unfit("", f"键 {key!r} 不是文字")
    return _text(key)


def _below(name: str, value: object) -> object:
    """A value inside another, so that what is unfit about it names the whole path."""
    try:
        return _tree(value)
    except Unfit as error:
        raise error.within(name) from None


_PLAIN: dict[type, Callable[[Any], object]] = {
    type(None): _itself,
    bool: _itself,
    int: _integer,
    str: _text,
    datetime: instant,
    date: date.isoformat,
    dict: _mapping,
    list: _sequence,
    tuple: _sequence,
}


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Unfit("", "同一个键写了两次")
    return value


def _no_float(text: str) -> object:
    raise Unfit("", f"小数 {text} 不能入账")
