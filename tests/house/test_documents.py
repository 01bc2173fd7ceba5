"""What the documents tell a reader to type must exist, and what they show must be so."""

import re
from pathlib import Path

import click
import pytest

from yajian.main import main

ROOT = Path(__file__).resolve().parents[2]
PROSE = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINE = re.compile(r"^\s*(?:YAJIAN_HOME=\S+ )?\./run(?: (?P<words>.*))?$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def typed() -> list[tuple[str, str]]:
    """Every `./run …` line inside a fenced block of the documents."""
    found = []
    for path in PROSE:
        for block in re.findall(
            r"```(?:sh|bash|console)\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL
        ):
            found += [(path.name, match["words"] or "") for match in LINE.finditer(block)]
    return found


@pytest.mark.parametrize(("document", "words"), typed(), ids=lambda value: value[:60])
def test_every_line_a_document_tells_you_to_type_names_verbs_and_options_that_exist(
    document: str, words: str
) -> None:
    command: click.Command = main
    context = click.Context(main, info_name="./run")
    for word in words.split("#", 1)[0].split():
        if isinstance(command, click.Group) and not word.startswith("-"):
            inner = command.get_command(context, word)
            assert inner is not None, f"{document}: ./run {words}"
            command = inner
        elif word.startswith("--"):
            known = {option for parameter in command.params for option in parameter.opts}
            assert word.split("=", 1)[0] in known, f"{document}: ./run {words}"


def verbs(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        found.append((" ".join((*path, name)), command))
        if isinstance(command, click.Group):
            found += verbs(command, (*path, name))
    return found


@pytest.mark.parametrize(
    ("name", "command"), verbs(main), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_verb_has_help_that_stands_alone(name: str, command: click.Command) -> None:
    assert command.help, name
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"


@pytest.mark.parametrize(
    "name", [name for name, command in verbs(main) if not isinstance(command, click.Group)]
)
def test_every_verb_is_in_the_operators_handbook(name: str) -> None:
    handbook = (ROOT / "docs" / "operators" / "command-line.md").read_text(encoding="utf-8")
    drawn = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"./run {name}" in handbook + drawn


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path}: {target}"
