"""No verb is dead: whatever a verb takes, typed plausibly, reaches its command as what it is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from click.testing import CliRunner

from tests.plausible import meant, typed
from yajian.cli import derived
from yajian.core import catalogue
from yajian.core.words import Command
from yajian.main import main

VERBS = [one for one in catalogue.commands() if not catalogue.takes_a_file(one)]


class Listening:
    """An office that only keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Command] = []

    def transact(self, command: Command, **_: Any) -> None:
        self.asked.append(command)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Listening:
    listening = Listening()

    @contextmanager
    def opened() -> Iterator[Listening]:
        yield listening

    monkeypatch.setattr(derived, "open_office", opened)
    monkeypatch.setattr(derived, "report", lambda *_: None)
    return listening


def options(command: type[Command]) -> Iterator[str]:
    for field in catalogue.fields(command):
        value, option = typed(command, field), "--" + field.name.replace("_", "-")
        if field.is_mapping:
            for key, row in value.items():
                yield from (option, f"{key}={json.dumps(row) if isinstance(row, dict) else row}")
        else:
            for one in value if isinstance(value, list) else [value]:
                yield from (option, one)


@pytest.mark.parametrize("command", VERBS, ids=catalogue.tag)
def test_a_verb_with_every_option_reaches_its_command(command: type[Command], office: Listening) -> None:
    words = catalogue.verb(command).split()
    result = CliRunner().invoke(main, [*words, *options(command)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert office.asked == [meant(command)]
