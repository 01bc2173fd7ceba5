"""The reference and the editors' schema say what the checker does, and are what is committed."""

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.planfile.edited import NAMES, PLANS, text
from yajian.core.plan import FUNCTIONS, NEEDS, Function, Need, Plan, shape
from yajian.planfile.docs import pages, schema
from yajian.planfile.docs.comments import explained, meaning

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
AGAIN = "run: python -m yajian.planfile.docs plans docs/reference"


class Core(yaml.SafeLoader):
    """YAML as an editor reads it: a date is a word."""


Core.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
    for letter, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("name", ["plan-file.md", "plan-file.schema.json"])
def test_what_is_committed_is_what_the_types_say(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages(PLANS)[name], AGAIN


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_accepts_every_shipped_plan(name: str) -> None:
    validator = Draft202012Validator(schema())
    errors = [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(tree(name))]
    assert not errors


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("programme", "public"), "yes"),
        (("programme", "colour"), "red"),
        (("batches", "FIRST", "capacity"), "100万吨"),
        (("batches", "FIRST", "due"), "2030.6.30"),
        (("clauses", "T1.1", "kind"), "promise"),
        (("county_tasks", "jiaxian", "total"), {"derived": 100}),
        (("county_tasks", "jiaxian", "total"), {"assumed": 100}),
        (("gates", "G-SHUTDOWN", "conditions", "C1", "need"), "wishful_thinking"),
        (("duties", "D3", "every"), "fortnightly"),
    ],
)
def test_the_schema_refuses_what_the_checker_refuses(path: tuple[str, ...], value: object) -> None:
    plan = tree("demo-steel")
    inside: Any = plan
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    assert not Draft202012Validator(schema()).is_valid(plan)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(pages(PLANS)["plan-file.schema.json"]) == schema()


def structs(kind: type[msgspec.Struct] = Plan) -> list[type[msgspec.Struct]]:
    """Every kind of entry a plan is made of."""
    found = [kind]
    for one in found:
        for field in shape.fields(one):
            inside: Any = field.type
            while inside is not None and shape.struct_of(inside) is None:
                held = shape.mapping(inside)
                inside = (
                    held[1]
                    if held
                    else shape.element(inside) or (shape.inner(inside) if shape.is_value(inside) else None)
                )
            struct = shape.struct_of(inside)
            if struct is not None and struct not in found:
                found.append(struct)
    return found


@pytest.mark.parametrize("struct", structs(), ids=lambda struct: struct.__name__)
def test_every_kind_of_entry_and_every_key_is_explained(struct: type[msgspec.Struct]) -> None:
    guide = pages(PLANS)["plan-file.md"]
    assert meaning(struct)
    for field in shape.fields(struct):
        if field.name != shape.key_name(struct):
            assert explained(struct, field.name), field.name
            assert f"`{field.key}`" in guide, field.name


@pytest.mark.parametrize(("words", "explained"), [(Need, NEEDS), (Function, FUNCTIONS)])
def test_every_word_of_a_closed_vocabulary_is_explained(words: object, explained: Mapping[str, str]) -> None:
    guide = pages(PLANS)["plan-file.md"]
    assert set(shape.literals(words) or ()) == set(explained)
    assert all(f"\n| `{word}` | " in guide for word in explained)


def test_every_chapter_has_an_example_from_a_shipped_plan() -> None:
    guide = pages(PLANS)["plan-file.md"]
    for chapter in shape.fields(Plan):
        assert f"```yaml\n{chapter.key}:" in guide, chapter.key


def tree(name: str) -> dict[str, Any]:
    return deepcopy(_tree(name))


@cache
def _tree(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(text(name), Core)
    return found
