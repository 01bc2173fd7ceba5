"""Promises the house makes about itself: everything named, labelled, documented, and every refusal provoked."""

import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from tests.journal.curator import MUSEUM, index, look
from yajian import __version__
from yajian.cli.reference import pages, refusal_sites
from yajian.core import catalogue
from yajian.core.words import Command, Fact, SystemRule
from yajian.transact import FOLDING

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("struct", [*catalogue.commands(), *catalogue.facts()], ids=catalogue.tag)
def test_every_command_and_fact_opens_its_docstring_with_the_word_the_office_uses(
    struct: type[Command | Fact],
) -> None:
    assert HAN.search(catalogue.title(struct))
    assert len(catalogue.meaning(struct)) > 20


@pytest.mark.parametrize("command", catalogue.commands(), ids=catalogue.tag)
def test_every_field_of_a_command_has_a_label_a_clerk_can_read(command: type[Command]) -> None:
    for field in catalogue.fields(command):
        assert HAN.search(field.title), field.name


@pytest.mark.parametrize("fact", catalogue.facts(), ids=catalogue.tag)
def test_every_fact_is_stored_under_a_literal_numbered_tag(fact: type[Fact]) -> None:
    assert re.fullmatch(r"[a-z]+\.[a-z-]+/[1-9]", catalogue.tag(fact))


def test_no_two_commands_or_facts_share_a_tag() -> None:
    tags = [catalogue.tag(one) for one in (*catalogue.commands(), *catalogue.facts())]
    assert len(tags) == len(set(tags))


def test_every_refusal_of_the_house_is_provoked_by_a_test_or_a_story() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "tests").rglob("*"))
        if path.suffix in (".py", ".yaml") and path.name != Path(__file__).name
    )
    never = [site.code for site in refusal_sites() if site.code not in tests]
    assert never == []


def test_every_system_rule_is_the_basis_of_some_refusal() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    idle = [rule.name for rule in SystemRule if f"SystemRule.{rule.name}" not in source]
    assert idle == []


def test_the_reference_says_what_the_code_says() -> None:
    for name, text in pages().items():
        path = ROOT / "docs" / "reference" / name
        assert path.read_text(encoding="utf-8") == text, f"请运行 ./run reference docs/reference（{name}）"


def test_the_version_is_the_same_in_the_package_the_project_and_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    heading = re.search(r"^## (\S+?)　", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heading is not None
    assert project["project"]["version"] == __version__ == heading.group(1)


def test_every_struct_that_is_stored_refuses_fields_it_does_not_know() -> None:
    for fact in catalogue.facts():
        assert fact.__struct_config__.forbid_unknown_fields
        assert fact.__struct_config__.frozen
        assert issubclass(fact, msgspec.Struct)


def test_a_body_of_every_kind_of_fact_is_in_the_museum() -> None:
    kept = {
        catalogue.tag(type(one.fact))
        for entry in index(MUSEUM)
        for one in look(MUSEUM / entry.file, FOLDING)[2]
    }
    assert {catalogue.tag(fact) for fact in catalogue.facts()} - kept == set()
