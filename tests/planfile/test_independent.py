"""The plans once more by another road: plain YAML, floats and regular expressions, sharing no code with the checker."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.planfile.edited import NAMES, issued, text

FORMS = {"said", "derived", "assumed", "external", "unknown"}
HEADING = re.compile(
    r"^[；，。：:”“]*([一二三四五六]、[^。；，]{2,12})?(（[一二三四五六]）[^。]{2,40}。?)?(（[一二三四五六]）)?[12]?[.．]?[；，。：:”“]*$"
)


@cache
def raw(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text(name))
    return found


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"—\s*\d+\s*—", "", words))


def mappings(tree: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of the file with its path."""
    if isinstance(tree, dict):
        yield path, tree
        for key, inside in tree.items():
            yield from mappings(inside, f"{path}.{key}")
    elif isinstance(tree, list):
        for place, inside in enumerate(tree):
            yield from mappings(inside, f"{path}.{place}")


def plain(value: object) -> Any:
    """A value without its provenance."""
    if isinstance(value, dict):
        for form in FORMS - {"unknown"}:
            if form in value:
                return value[form]
        return None
    return value


def several(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", NAMES)
def test_every_clause_is_in_the_text_and_every_sentence_in_a_clause(name: str) -> None:
    plan, document = raw(name), squeezed(issued(name))
    covered = [False] * len(document)
    for words in [clause["text"] for clause in plan["clauses"].values()] + plan["issued_text"]["aside"]:
        places = [match.start() for match in re.finditer(re.escape(squeezed(words)), document)]
        assert places, words
        for start in places:
            covered[start : start + len(squeezed(words))] = [True] * len(squeezed(words))
    left = "".join("\0" if done else letter for done, letter in zip(covered, document, strict=True))
    for run in re.split("\0+", left):
        assert HEADING.match(run), run


@pytest.mark.parametrize("name", NAMES)
def test_every_clause_and_question_named_is_there_and_used(name: str) -> None:
    plan = raw(name)
    clauses: set[str] = set()
    questions: set[str] = set()
    for path, entry in mappings({key: held for key, held in plan.items() if key != "clauses"}):
        clauses |= set(several(entry["clause"])) if "clause" in entry else set()
        if not path.startswith(".open_questions"):
            questions |= {entry[key] for key in ("question", "unknown") if key in entry}
    assert clauses <= set(plan["clauses"])
    assert {id for id, clause in plan["clauses"].items() if clause["kind"] != "context"} <= clauses
    assert questions == set(plan["open_questions"])


@pytest.mark.parametrize("name", NAMES)
def test_every_assumed_value_names_a_question(name: str) -> None:
    assert all("question" in entry for _, entry in mappings(raw(name)) if "assumed" in entry)


@pytest.mark.parametrize("name", NAMES)
def test_the_list_adds_up_by_batch_by_county_and_in_all(name: str) -> None:
    plan = raw(name)
    batches: dict[str, float] = {}
    counties: dict[str, float] = {}
    for item in plan["retirement_list"]["items"].values():
        county = plain(plan["enterprises"][item["enterprise"]]["county"])
        counties[county] = counties.get(county, 0) + plain(item["capacity"])
        for part in item.get("parts", {"": item}).values():
            batches[part["batch"]] = batches.get(part["batch"], 0) + plain(part["capacity"])
    assert batches == {id: plain(batch["capacity"]) for id, batch in plan["batches"].items()}
    assert {county: plain(task["total"]) for county, task in plan["county_tasks"].items()} == {
        county: counties.get(county, 0) for county in plan["county_tasks"]
    }
    [target] = plan["targets"].values()
    assert sum(batches.values()) == sum(counties.values()) == plain(target["capacity"])


@pytest.mark.parametrize("name", NAMES)
def test_every_duty_clause_has_a_duty(name: str) -> None:
    plan = raw(name)
    bound = {clause for duty in plan["duties"].values() for clause in several(duty["clause"])}
    assert {id for id, clause in plan["clauses"].items() if clause["kind"] in ("duty", "procedure")} <= bound


@pytest.mark.parametrize("name", NAMES)
def test_the_envelope_is_tonnes_times_the_lowest_and_the_highest_rate(name: str) -> None:
    money = raw(name)["compensation"]
    known = [plain(rate["rate"]) for rate in money["rates"].values() if plain(rate["rate"]) is not None]
    for one in money["envelope"].values():
        assert plain(one["low"]) == plain(one["capacity"]) * min(known)
        assert plain(one["high"]) == plain(one["capacity"]) * max(known)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_file_means_something_else_to_another_reader_of_yaml(name: str) -> None:
    for path, entry in mappings(raw(name)):
        assert all(isinstance(key, str) for key in entry), path
        assert None not in entry.values(), path
