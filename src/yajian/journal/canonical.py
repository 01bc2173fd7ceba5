"""One meaning, one byte string: values to canonical JSON, and the second path that checks it.

JSON in UTF-8, keys sorted, no spaces, no floats, defaults left out, instants in UTC with six decimals.
Text is NFC, and nothing in it is invisible, so two texts that look alike are alike.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache

import msgspec

INTEGER_LIMIT = 2**53 - 1  # beyond it, a reader in another language may round

# Blank or joining characters that Unicode does not class as control or format.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_IDEOGRAPHIC_PLANES = range(0x20000, 0x40000)  # rare surnames live here, some newer than this Python's tables


class Unfit(ValueError):
    """A value the journal cannot hold. `field` is its path, `why` a Chinese clause."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}：{why}")
        self.field = field
        self.why = why


def dump(value: object, field: str = "") -> bytes:
    """The canonical bytes of structs, mappings, sequences and scalars. Raises Unfit, naming the field."""
    return msgspec.json.encode(_tree(value, field), order="sorted")


def repeat(body: bytes) -> bytes:
    """Read JSON and write it again by the standard library alone. Raises Unfit for floats and double keys."""
    try:
        value = json.loads(body, object_pairs_hook=_object, parse_float=_no_float, parse_constant=_no_float)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Unfit("", "不是可读的 JSON") from error
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _tree(value: object, field: str) -> object:
    if type(value) is str:  # the common cases first: this runs for every value of every body
        return _text(value, field)
    if type(value) is int and -INTEGER_LIMIT <= value <= INTEGER_LIMIT:
        return value
    match value:
        case None | bool():
            return value
        case Enum():
            return _tree(value.value, field)
        case str():
            return _text(str(value), field)
        case int():
            if abs(value) > INTEGER_LIMIT:
                raise Unfit(field, "整数超出 2^53−1")
            return int(value)
        case datetime():
            return instant(value, field)
        case date():
            return value.isoformat()
        case msgspec.Struct():
            return dict(_fields(value, field))
        case Mapping():
            return {_key(key, field): _tree(item, _below(field, str(key))) for key, item in value.items()}
        case list() | tuple():
            return [_tree(item, _below(field, str(place))) for place, item in enumerate(value)]
        case _:
            raise Unfit(field, f"{type(value).__name__} 不能入账（小数、二进制和集合都不收）")


def instant(value: datetime, field: str = "") -> str:
    """An instant in UTC with six decimals, always the same length."""
    if value.tzinfo is None:
        raise Unfit(field, "时刻没有写明时区")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _fields(struct: msgspec.Struct, field: str) -> Iterator[tuple[str, object]]:
    """A struct's tag and the fields that differ from their defaults.

    Compared by value: msgspec's own omit_defaults compares by identity, and so has two spellings
    for a default that was read back from a file.
    """
    config = struct.__struct_config__
    if config.tag_field is not None:
        yield config.tag_field, config.tag
    for name, written, default in _layout(type(struct)):
        value = getattr(struct, name)
        if type(value) is not type(default) or value != default:
            yield written, _tree(value, _below(field, name))


@cache
def _layout(struct: type[msgspec.Struct]) -> tuple[tuple[str, str, object], ...]:
    """Each field's name, its name in JSON, and its default."""
    return tuple(
        (
            field.name,
            field.encode_name,
            field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default,
        )
        for field in msgspec.structs.fields(struct)
    )


def _text(value: str, field: str) -> str:
    if value.isascii() and value.isprintable():
        return value
    if not unicodedata.is_normalized("NFC", value):
        raise Unfit(field, "文字不是 NFC 规范形式，请重新录入")
    if not value.isprintable() or _BLANK.search(value):
        for place, character in enumerate(value):
            if _invisible(character):
                raise Unfit(field, f"第{place + 1}个字符是看不见的字符 U+{ord(character):04X}，请删去")
    return value


def _invisible(character: str) -> bool:
    if character == "\n":
        return False
    category = unicodedata.category(character)
    if category == "Cn":
        return ord(character) not in _IDEOGRAPHIC_PLANES
    return category in {"Cc", "Cf", "Cs", "Zl", "Zp"} or _BLANK.match(character) is not None


def _key(key: object, field: str) -> str:
    if not isinstance(key, str):
        raise Unfit(field, f"键 {key!r} 不是文字")
    return _text(key, field)


def _below(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Unfit("", "同一个键写了两次")
    return value


def _no_float(text: str) -> object:
    raise Unfit("", f"小数 {text} 不能入账")
