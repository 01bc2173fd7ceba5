"""From what was typed to a command's values, or every fault at once, each under the name of its input."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yajian.core import catalogue, misfits
from yajian.core.catalogue import Field
from yajian.core.words import Command, iso_date
from yajian.web.forms.given import Given

PAPER = ("number", "title", "issued_on", "issuer")  # what is asked of a paper registered on the way
MISSING = "必填，还空着"
_PAPERS = frozenset({"correction", "document", "review", "safety", "wishes.value"})


def is_paper(name: str) -> bool:
    """Whether a field, or a column of a mapping, names a document of the register."""
    return name in _PAPERS


def names_a_paper(given: Given, place: str) -> bool:
    """Whether a paper is described here, to be registered on the way."""
    return any(given.text(f"{place}:{part}") for part in (*PAPER, "kept"))


def papers(command: type[Command], given: Given) -> Iterator[str]:
    """The places where a paper is described: a field's own, or one of a mapping's rows."""
    for field in catalogue.fields(command):
        if field.is_mapping:
            columns = tuple(one.name for one in catalogue.columns(field))
            cells = (
                f"{field.name}:{at}:{one}"
                for at in range(len(given.rows(field.name, columns)))
                for one in columns
                if is_paper(f"{field.name}.{one}")
            )
            yield from (place for place in cells if names_a_paper(given, place))
        elif is_paper(field.name) and names_a_paper(given, field.name):
            yield field.name


def read(
    command: type[Command], given: Given, known: Mapping[str, object]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The values in builtins, and the faults. `known` are values that the page settles itself."""
    values: dict[str, Any] = dict(known)
    faults: dict[str, str] = {}
    for field in catalogue.fields(command):
        if field.name in known:
            continue
        value = _value(field, given, faults)
        if value not in (None, {}, ()):
            values[field.name] = value
        elif field.answered and field.name not in faults:
            faults[field.name] = MISSING
    return values, faults


def _value(field: Field, given: Given, faults: dict[str, str]) -> Any:
    if field.is_mapping:
        return _mapping(field, given, faults)
    if field.many:
        items = (plain(field.each, text, field.name, faults) for text in given.every(field.name))
        return tuple(one for one in items if one is not None)
    return plain(field, _text(field.name, field.name, given, faults), field.name, faults)


def _text(name: str, place: str, given: Given, faults: dict[str, str]) -> str:
    """What was typed in a place; of a document, the number of the one chosen or described there."""
    text = given.text(place)
    if not is_paper(name) or not names_a_paper(given, place):
        return text
    _check_paper(place, given, faults)
    if text:
        faults[place] = "选了已登记的文件，又填了一份新的，只留一样"
    return given.text(f"{place}:number")


def _mapping(field: Field, given: Given, faults: dict[str, str]) -> dict[str, Any]:
    columns = catalogue.columns(field)
    found: dict[str, Any] = {}
    for at in range(len(given.rows(field.name, tuple(one.name for one in columns)))):
        where = f"{field.name}:{at}"
        if given.blank(where):
            continue
        typed = {
            one.name: _text(f"{field.name}.{one.name}", f"{where}:{one.name}", given, faults)
            for one in columns
        }
        values = {one.name: plain(one, typed[one.name], f"{where}:{one.name}", faults) for one in columns}
        for one in columns:
            if one.answered and not typed[one.name]:
                faults.setdefault(f"{where}:{one.name}", MISSING)
        key = values.pop("key")
        if key in found:
            faults[f"{where}:key"] = f"“{key}”写了两行"
        alone = len(columns) == 2 and columns[1].name == "value"
        told = {name: value for name, value in values.items() if value is not None}
        found[str(key)] = values["value"] if alone else told
    return found


def plain(field: Field, text: str, name: str, faults: dict[str, str]) -> Any:
    """One value as the command holds it; None if nothing was typed."""
    if not text:
        return None
    if field.base is date:
        return day(text, name, faults)
    if field.base is int:
        digits = text.replace(",", "").replace("，", "")
        if digits.removeprefix("-").isdecimal():
            return int(digits)
        faults[name] = f"要填整数，看到的是“{text}”"
        return None
    if field.many:
        return [word for word in text.replace("，", "、").split("、") if word]
    if field.words and text not in field.words:
        faults[name] = misfits.not_among(field, text)
        return None
    return _builtin(text) if field.base is object else text


def day(text: str, name: str, faults: dict[str, str]) -> date | None:
    try:
        return iso_date(text)
    except ValueError:
        faults[name] = f"日期写作 2020-10-31，看到的是“{text}”"
        return None


def _builtin(text: str) -> Any:
    """A value of the plan: what reads as JSON is taken as such."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _check_paper(place: str, given: Given, faults: dict[str, str]) -> None:
    for part in (*PAPER, "kept"):
        if not given.text(f"{place}:{part}"):
            faults[f"{place}:{'scan' if part == 'kept' else part}"] = MISSING
    if given.text(f"{place}:issued_on"):
        day(given.text(f"{place}:issued_on"), f"{place}:issued_on", faults)
