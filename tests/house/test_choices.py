"""No list keeps a clerk from writing his own words, and no word that must be one of a few is left to be guessed."""

import ast
import re
import types
import typing
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.given import adopted
from yajian.core import catalogue
from yajian.core.catalogue import Field
from yajian.core.words import Command, DocumentNo
from yajian.web.choices import _CLOSED, Books
from yajian.web.forms.given import Given
from yajian.web.forms.inputs import Drawing, Input, inputs
from yajian.web.forms.reading import is_paper, read

FORMS = [one for one in catalogue.commands() if not catalogue.takes_a_file(one)]
PLAIN = (str, int)
SOURCES = Path(__file__).resolve().parents[2] / "src" / "yajian"


def declared(hint: Any) -> Any:
    """The type somebody wrote for one value, its own name not taken off."""
    while True:
        if typing.get_origin(hint) is typing.Annotated:
            hint = hint.__origin__
        elif typing.get_origin(hint) in (typing.Union, types.UnionType):
            hint = next(one for one in typing.get_args(hint) if one is not type(None))
        elif typing.get_origin(hint) is tuple:
            hint = typing.get_args(hint)[0]
        else:
            return hint


def asked() -> Iterator[tuple[str, str, Any]]:
    """Every field of every command, and every column, each with its declared type."""
    for command in catalogue.commands():
        hints = typing.get_type_hints(command, include_extras=True)
        for field in catalogue.fields(command):
            if not field.is_mapping:
                yield catalogue.tag(command), field.name, declared(hints[field.name])
                continue
            key, value = typing.get_args(field.base)
            inner = declared(value)
            yield catalogue.tag(command), f"{field.name}.key", declared(key)
            if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                for name, hint in typing.get_type_hints(inner, include_extras=True).items():
                    yield catalogue.tag(command), f"{field.name}.{name}", declared(hint)
            else:
                yield catalogue.tag(command), f"{field.name}.value", inner


def test_a_field_of_plain_words_is_closed_under_its_own_command_or_not_at_all() -> None:
    caught = [f"{command}.{name}" for command, name, kind in asked() if kind in PLAIN and name in _CLOSED]
    assert caught == []


def test_a_name_that_closes_a_field_stands_for_one_identity_wherever_it_is_asked_for() -> None:
    kinds: dict[str, set[Any]] = defaultdict(set)
    for command, name, kind in asked():
        if name in _CLOSED and f"{command}.{name}" not in _CLOSED:
            kinds[name].add(kind)
    assert {name: found for name, found in kinds.items() if len(found) != 1} == {}


def test_every_closed_choice_is_of_a_field_that_some_command_asks_for() -> None:
    there = {name for _, name, _ in asked()} | {f"{command}.{name}" for command, name, _ in asked()}
    assert sorted(set(_CLOSED) - there) == []


def test_what_is_drawn_as_a_paper_is_the_number_of_one() -> None:
    assert {kind for _, name, kind in asked() if is_paper(name)} == {DocumentNo}


# Words of a closed vocabulary ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def books() -> Books:
    desk = adopted()
    return Books(plan=desk.plan, programme=desk.programme)


def drawn(books: Books, command: type[Command]) -> dict[str, Input]:
    drawing = Drawing(books=books, tag=catalogue.tag(command), given=Given())
    return {one.name: one for one in inputs(drawing, command)}


def vocabularies(command: type[Command]) -> Iterator[tuple[Field, Field | None]]:
    """Each field that takes certain words only; of a mapping, with its column."""
    for field in catalogue.fields(command):
        if field.words:
            yield field, None
        elif field.is_mapping:
            yield from ((field, one) for one in catalogue.columns(field) if one.words)


WORDED = [command for command in FORMS if list(vocabularies(command))]


@pytest.mark.parametrize("command", WORDED, ids=catalogue.tag)
def test_where_only_certain_words_are_allowed_they_are_chosen_and_shown_in_chinese(
    books: Books, command: type[Command]
) -> None:
    form = drawn(books, command)
    for field, column in vocabularies(command):
        found = form[field.name]
        shown = next(one for one in found.columns if one.name == column.name) if column else found
        assert shown.kind == "select"
        assert tuple(value for value, _ in shown.options) == (column or field).words
        assert [words for _, words in shown.options if re.search("[A-Za-z_]", words)] == []


@pytest.mark.parametrize("command", WORDED, ids=catalogue.tag)
def test_another_word_is_declined_in_a_sentence_that_names_the_field_and_the_words(
    command: type[Command],
) -> None:
    for field, column in vocabularies(command):
        place = f"{field.name}:0:{column.name}" if column else field.name
        _, faults = read(command, Given({place: ("冒烟",)}), {})
        wanted = column or field
        assert faults[place].startswith(f"“{wanted.title}”只能填{'、'.join(wanted.words)}中的一项")


def test_there_are_such_words() -> None:
    assert {"flags.report-activity", "flags.close", "acceptance.check", "visits.record"} <= {
        catalogue.tag(command) for command in WORDED
    }


def test_no_sentence_names_a_command_by_its_code() -> None:
    tags = re.compile("|".join(re.escape(catalogue.tag(one)) for one in catalogue.commands()))
    said = [
        f"{path.name}: {one.value}"
        for path in sorted((SOURCES / "core").rglob("*.py"))
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
        if re.search("[\u4e00-\u9fff]", one.value) and tags.search(one.value)
    ]
    assert said == []
