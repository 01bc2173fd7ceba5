"""No form is dead: whatever a form asks for, filled in plausibly, reaches its command as what it is, and is kept if refused."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest

from tests.given import PLANS
from tests.plausible import meant, typed
from tests.web.asking import Answer, ask
from tests.web.test_forms import COOKIE, FORMS, held
from yajian import planfile
from yajian.cli.room import adopt
from yajian.core import catalogue
from yajian.core.words import Command, Refusal, SystemRule
from yajian.transact import Office, Refused
from yajian.web import pace
from yajian.web.acting import Acting
from yajian.web.headers import Wsgi
from yajian.web.server import application

Sent = list[tuple[str, str]]
NO = Refusal(code="no", basis=SystemRule.OUT_OF_TURN, finding="这一次不行", way_forward="再来")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wsgi]:
    folder = tmp_path_factory.mktemp("forms")
    opened = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
    with Office(folder / "data", load_plan=planfile.load_bytes, clock=lambda: opened) as office:
        adopt(office, PLANS / "shifan-2019")
        yield application(office, folder)


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[Command]:
    """What was asked of the office, which says no to all of it."""
    found: list[Command] = []

    def transact(_: Acting, office: Office, command: Command, *, effective: date, **rest: Any) -> Refused:
        found.append(command)
        return Refused(refusal=NO)

    monkeypatch.setattr(Acting, "transact", transact)
    monkeypatch.setattr(pace, "AT_ONCE", 10 * len(FORMS))  # nobody's hands press so many in a minute
    return found


def filled_in(command: type[Command]) -> Sent:
    """Every input of the form, under the name it has there."""
    sent: Sent = []
    for field in catalogue.fields(command):
        value = typed(command, field)
        if field.is_mapping:
            for at, (key, row) in enumerate(value.items()):
                cells = row if isinstance(row, dict) else {"value": row}
                sent += [(f"{field.name}:{at}:key", key)]
                sent += [
                    (f"{field.name}:{at}:{name}", "、".join(cell) if isinstance(cell, list) else cell)
                    for name, cell in cells.items()
                ]
        else:
            sent += [(field.name, one) for one in (value if isinstance(value, list) else [value])]
    return sent


def send(pages: Wsgi, tag: str, sent: Sent) -> Answer:
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in sent
    ]
    body = "".join((*parts, "--edge--\r\n")).encode()
    jar = f"yajian_csrf={COOKIE}"
    kind = "multipart/form-data; boundary=edge"
    return ask(pages, f"/do/{tag}", "POST", body, CONTENT_TYPE=kind, HTTP_COOKIE=jar)


def kept(page: str) -> dict[str, set[str]]:
    """What the form holds by name; of a list and of boxes, all of it."""
    found = {name: {value} for name, value in held(page).items()}
    form = page.partition('<form class="form"')[2].partition("</form>")[0]
    for tag in re.findall(r"<input [^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") != "file" and (said.get("type") != "checkbox" or " checked" in tag):
            found.setdefault(said["name"], set()).add(unescape(said.get("value", "")))
    return found


@pytest.mark.parametrize("command", FORMS, ids=catalogue.tag)
def test_a_form_filled_in_reaches_its_command_and_keeps_it_all_when_refused(
    command: type[Command], pages: Wsgi, reached: list[Command]
) -> None:
    sent = filled_in(command)
    answer = send(
        pages, catalogue.tag(command), [*sent, ("effective", "2020-01-02"), ("csrfmiddlewaretoken", COOKIE)]
    )
    assert reached == [meant(command)], re.findall(r'<li><a href="#field-.*?</li>', answer.text)
    assert NO.finding in answer.text
    there = kept(answer.text)
    assert [(name, value) for name, value in sent if value not in there.get(name, set())] == []
