"""A JSON Schema for editors, drawn from the types: what the decoder would accept, key by key."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from yajian.core.plan import shape
from yajian.core.plan.lists import ListItem, ListPart
from yajian.core.plan.references import KINDS
from yajian.core.plan.value import In, InUnitOf
from yajian.core.plan.whole import Plan
from yajian.planfile.docs.comments import explained, meaning
from yajian.planfile.forms import WORKINGS
from yajian.planfile.items import PART_KEYS

Schema = dict[str, Any]

_COMMON: Mapping[str, Schema] = {
    "text": {"type": "string", "minLength": 1},
    "texts": {"anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/text"}}]},
    "date": {
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "description": "日期，如 2020-10-31",
    },
}
_DATE: Schema = {"$ref": "#/$defs/date"}
_TEXT: Schema = {"$ref": "#/$defs/text"}
_TEXTS: Schema = {"$ref": "#/$defs/texts"}


def schema_text() -> str:
    """The schema as it is committed: a line for each chapter and each kind of entry."""
    return "{\n" + ",\n".join(_lines(schema())) + "\n}\n"


def _lines(found: Schema) -> Iterator[str]:
    for key, held in found.items():
        if key in ("properties", "$defs"):
            inside = ",\n".join(f"{_json(name)}: {_json(entry)}" for name, entry in held.items())
            yield f"{_json(key)}: {{\n{inside}\n}}"
        else:
            yield f"{_json(key)}: {_json(held)}"


def _json(held: Any) -> str:
    return json.dumps(held, ensure_ascii=False)


def schema() -> Schema:
    defs: dict[str, Schema] = {**_COMMON}
    root = _struct(Plan, defs, named=False)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "方案文件",
        **root,
        "$defs": dict(sorted(defs.items())),
    }


def _struct(kind: type[msgspec.Struct], defs: dict[str, Schema], named: bool) -> Schema:
    """An entry; one that stands under its name does not write it again."""
    key = shape.key_name(kind) if named else None
    fields = [field for field in shape.fields(kind) if field.name != key]
    found: Schema = {
        "type": "object",
        "description": meaning(kind),
        "additionalProperties": False,
        "properties": {field.key: _explained(kind, field, defs) for field in fields},
    }
    required = [field.key for field in fields if field.required]
    if required:
        found["required"] = required
    if kind is ListItem:
        _with_part_keys(found, defs)
    short = shape.short_name(kind)
    if short is not None and named:
        return {"anyOf": [{**_TEXT, "description": explained(kind, short)}, found]}
    return found


def _with_part_keys(item: Schema, defs: dict[str, Schema]) -> None:
    """An item writes either its parts or, in its own line, what its only part would say."""
    part = {field.key: field for field in shape.fields(ListPart)}
    item["properties"] |= {key: _explained(ListPart, part[key], defs) for key in PART_KEYS}
    item["anyOf"] = [{"required": ["parts"]}, {"required": ["facilities"]}]


def _explained(owner: type[msgspec.Struct], field: shape.Field, defs: dict[str, Schema]) -> Schema:
    found = _of(field.type, field.marker, defs)
    words = explained(owner, field.name)
    return {"description": words, **found} if words else found


def _of(kind: object, marker: shape.Marker, defs: dict[str, Schema]) -> Schema:
    """What may stand where this type is asked for."""
    if shape.is_value(kind):
        return _refer(_value_name(kind, marker), lambda: _value(shape.inner(kind), marker, defs), defs)
    struct = shape.struct_of(kind)
    if struct is not None:
        return _refer(struct.__name__, lambda: _struct(struct, defs, named=False), defs)
    held = shape.mapping(kind)
    if held is not None:
        return _named(held[1], marker, defs)
    element = shape.element(kind)
    if element is None:
        return _word(kind, marker)
    inside = shape.struct_of(element)
    if inside is not None and shape.key_name(inside) is not None:
        return _named(element, marker, defs)
    one = _of(element, marker, defs)
    several = {"type": "array", "items": one}
    return several if inside is not None else {"anyOf": [one, several]}


def _named(held: object, marker: shape.Marker, defs: dict[str, Schema]) -> Schema:
    """A mapping of names to entries."""
    struct = shape.struct_of(held)
    if struct is None:
        return {"type": "object", "additionalProperties": _of(held, marker, defs)}
    entry = _refer(f"{struct.__name__}.named", lambda: _struct(struct, defs, named=True), defs)
    return {"type": "object", "additionalProperties": entry}


def _refer(name: str, make: Any, defs: dict[str, Schema]) -> Schema:
    if name not in defs:
        defs[name] = {}  # taken, in case it refers to itself
        defs[name] = make()
    return {"$ref": f"#/$defs/{name}"}


def _value_name(kind: object, marker: shape.Marker) -> str:
    """A name for each kind of value, the same from one day to the next."""
    unit = f".{marker.unit}" if isinstance(marker, In) else ".measured" if marker is not None else ""
    return f"Value.{_type_name(shape.inner(kind))}{unit}"


def _type_name(kind: object) -> str:
    element, choices = shape.element(kind), shape.literals(kind)
    if element is not None:
        return f"{_type_name(element)}-list"
    if shape.is_union(kind):
        return "scalar"
    return "-".join(choices) if choices is not None else getattr(kind, "__name__", "text")


def _value(held: object, marker: shape.Marker, defs: dict[str, Schema]) -> Schema:
    """A value in any of its five forms."""
    plain = _either(held, marker, defs)
    clause = {"clause": {**_TEXTS, "description": "出处与所在条目不同时写"}, "note": _TEXT}
    workings = {name: _TEXTS for name in WORKINGS}
    derived = _form({"derived": plain, **workings, **clause}, ["derived"], "推算：写明怎样算出来")
    derived["oneOf"] = [{"required": [name]} for name in WORKINGS]
    forms = [
        _form({"said": plain, **clause}, ["said"], "方案原文，另写出处"),
        derived,
        _form({"assumed": plain, "question": _TEXT, **clause}, ["assumed", "question"], "系统默认，待答复"),
        _form(
            {"external": plain, "source": _TEXT, "question": _TEXT, **clause},
            ["external", "source"],
            "外部来源",
        ),
        _form({"unknown": _TEXT, **clause}, ["unknown"], "未知：写待明确事项编号"),
    ]
    return {"anyOf": [plain, *forms]}


def _form(properties: Mapping[str, Schema], required: list[str], words: str) -> Schema:
    return {
        "type": "object",
        "description": words,
        "additionalProperties": False,
        "properties": dict(properties),
        "required": required,
    }


def _either(held: object, marker: shape.Marker, defs: dict[str, Schema]) -> Schema:
    if not shape.is_union(held):
        return _of(held, marker, defs)
    return {"anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array"}]}


def _word(kind: object, marker: shape.Marker) -> Schema:
    choices = shape.literals(kind)
    if choices is not None:
        return {"enum": list(choices)}
    if kind in KINDS:
        declared = KINDS[kind]
        return {**_TEXT, "description": f"{declared.noun}编号，见 {declared.chapter}"}
    root = shape.newtype_root(kind)
    if root is bool:
        return {"type": "boolean"}
    if root is date:
        return _DATE
    if root is int:
        return {"type": "number" if isinstance(marker, In | InUnitOf) else "integer"}
    return _TEXT
