"""(h) A page of two hundred rows: while nothing changes, after a change, and its template beside Django's."""

import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from typing import Any
from unittest.mock import patch

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

from bench import city
from bench.measuring import Line, Say, Scale, median, milli, ratios, take_turns, times
from tests.web.asking import Answer, ask
from yajian.demo import open_demo
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.server import application

PAGES = ("/dossiers", "/facilities")
KEPT_MS, MADE_MS = 5, 40


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    rows, rounds = scale.size(200, 200, 12), scale.size(60, 15, 2)
    books = city.folder(scale.folder, rows, say) / "books"
    with open_demo(books) as office:
        stage = application(office, books, demo=True)
        for address in PAGES:
            yield from _page(address, office, stage, rounds, say)
        yield _template(office, rounds)


def _page(address: str, office: Office, stage: Wsgi, rounds: int, say: Say) -> Iterator[Line]:
    """After each change the page is asked for three times: made anew, kept, and had already."""
    cookie = ask(stage, address).headers["Set-Cookie"].partition(";")[0]
    seconds: dict[str, list[float]] = {"made": [], "kept": [], "had": []}

    def asked(how: str, **said: str) -> Answer:
        started = time.thread_time()
        answer = ask(stage, address, method="GET", body=b"", HTTP_COOKIE=cookie, **said)
        seconds[how].append(time.thread_time() - started)
        return answer

    for _ in range(rounds):
        city.change(office)
        made, kept = asked("made"), asked("kept")
        had = asked("had", HTTP_IF_NONE_MATCH=kept.headers["ETag"])
        assert (made.status, kept.status, had.status) == (200, 200, 304)
        assert bare(made.text) == bare(kept.text)
    rows, size = made.text.count('<td class="lead"'), len(made.text.encode()) // 1024
    what = f"{address}, {rows} rows, {size} KiB"
    yield _line(seconds, "kept", "made", f"{what}: nothing changed; beside making it", KEPT_MS)
    yield _line(seconds, "had", "made", f"{what}: nothing changed and the browser has it; beside making it")
    yield _line(seconds, "made", "kept", f"{what}: made after a change; beside nothing changed", MADE_MS)
    say(f"{address}: at most {max(seconds['made']) * 1e3:.1f} ms after a change, of {rounds}")


def _line(
    seconds: dict[str, list[float]], ours: str, peer: str, what: str, most_ms: int | None = None
) -> Line:
    return Line(
        row="h",
        what=what,
        ours=milli(seconds[ours]),
        peer=milli(seconds[peer]),
        ratio=times(ratios(seconds, ours, peer)),
        aim=f"≤ {most_ms} ms" if most_ms is not None else "",
        met=median(seconds[ours]) * 1e3 <= most_ms if most_ms is not None else None,
    )


def _template(office: Office, rounds: int) -> Line:
    """The same words for both, gathered beforehand: only what the templates make of them is timed."""
    ours, peer = _ours_and_twin(office)
    assert _table(ours()) == _table(peer()), "dossiers.html and its twin in bench/ differ in the table"
    seconds = take_turns({"ours": ours, "django": peer}, rounds, clock=time.thread_time)
    return _line(seconds, "ours", "django", f"{PAGES[0]}, its template alone; beside Django's")


def _ours_and_twin(office: Office) -> tuple[Callable[[], str], Callable[[], str]]:
    """What fills the frame of the ledger's page, made by either; the frame around it is left out of both."""
    from django.test import RequestFactory  # reads the settings, so not before there is an application

    from bench import twin
    from yajian.web.pages import dossier, room
    from yajian.web.render import FOLDER, environment, frame
    from yajian.web.visitor import AT_THE_MACHINE

    request: Any = RequestFactory().get(PAGES[0])
    request.office, request.visitor = office, AT_THE_MACHINE
    with patch.object(room, "render") as render:
        dossier.dossiers(request)
    _, name, context = render.call_args.args
    words = frame(request, context)
    no_frame = DictLoader({"base.html": "{% block main %}{% endblock %}"})
    ours = environment().overlay(loader=ChoiceLoader([no_frame, FileSystemLoader(FOLDER)]))
    return partial(ours.get_template(name).render, words), twin.made(words)


def bare(page: str) -> str:
    """Without the token of its forms, which Django masks anew for every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def _table(page: str) -> str:
    """As a browser reads it: however a sign is escaped, and whatever space stands between tags."""
    table = page[page.index("<table") : page.index("</table>")]
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", unescape(table)))
