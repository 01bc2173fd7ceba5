"""A value that a command cannot hold, told to whoever typed it: the field by its name, and what it takes.

The decoder speaks English, of paths and types, to programmers; it is asked where the fault is and not quoted.
"""

import re
from datetime import date

import msgspec

from yajian.core import catalogue
from yajian.core.catalogue import Field
from yajian.core.words import Command

_PLACE = re.compile(r"at `\$\.([^`]+)`$")
_STRANGE = re.compile(r"unknown field `([^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")


def told(command: type[Command], fault: msgspec.ValidationError) -> tuple[str, str]:
    """The name of the field, empty if it is none, and a sentence."""
    words = str(fault)
    place = _PLACE.search(words)
    path = re.findall(r"\w+", place[1]) if place is not None else []
    strange, missing = _STRANGE.search(words), _MISSING.search(words)
    if strange is not None:
        return "", f"没有“{strange[1]}”这一项"
    if missing is not None:
        path.append(missing[1])
    field = _field(command, path)
    if field is None:
        return "", "有一项填得不合格式"
    name = path[0]
    return name, f"“{field.title}”必填，还空着" if missing is not None else _takes(field)


def not_among(field: Field, text: str) -> str:
    """Of a closed vocabulary, where something else was typed."""
    return f"“{field.title}”只能填{'、'.join(field.words)}中的一项，看到的是“{text}”"


def _takes(field: Field) -> str:
    if field.words:
        return f"“{field.title}”只能填{'、'.join(field.words)}中的一项"
    if field.base is int:
        return f"“{field.title}”要填整数"
    if field.base is date:
        return f"“{field.title}”是日期，写作 2020-10-31"
    return f"“{field.title}”填得不合格式{'：' + field.hint if field.hint else ''}"


def _field(command: type[Command], path: list[str]) -> Field | None:
    """The one the path leads to: a field of the command, or a column of a mapping."""
    found = next((one for one in catalogue.fields(command) if path and one.name == path[0]), None)
    if found is None or not found.many:
        return found
    if not found.is_mapping:
        return found.each
    columns = {one.name: one for one in catalogue.columns(found)}
    return columns.get(path[-1], columns.get("value", found))
