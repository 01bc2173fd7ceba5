"""(j) A county clerk's pages in a long journal: unchanged, after a change of his county, after one that may move what is whose."""

import time
from collections.abc import Callable, Iterator, Mapping

from bench import city
from bench.measuring import Line, Say, Scale, median, milli, ratios, times
from bench.pages import bare
from tests.web.asking import Answer, ask
from yajian.demo import open_demo
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.server import application
from yajian.web.stage import COOKIE, parts

PAGES = ("/", "/list")

KEPT_MS, MADE_MS = 5, 40


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    facts, rounds = scale.size(20_000, 20_000, 600), scale.size(60, 15, 2)
    books = city.long_folder(scale.folder, scale.size(200, 200, 12), facts, say) / "books"
    with open_demo(books) as office:
        stage = application(office, books, demo=True)
        part = next(one for one in parts(office) if one.role == "county" and one.organ == "示东市")
        cookie = f"{COOKIE}={part.grant}"
        started = time.thread_time()
        ask(stage, "/", method="GET", body=b"", HTTP_COOKIE=cookie)
        say(f"the first page of the first clerk: {(time.thread_time() - started) * 1e3:,.0f} ms")
        for address in PAGES:
            yield from _page(address, office, stage, cookie, rounds)


def _page(address: str, office: Office, stage: Wsgi, cookie: str, rounds: int) -> Iterator[Line]:
    """After each change the page is asked for twice: made anew, and kept."""
    changes: Mapping[str, Callable[[Office], None]] = {"own": city.change_within, "moved": city.move}
    seconds: dict[str, list[float]] = {name: [] for name in ("own", "kept", "moved", "kept again")}

    def asked(how: str) -> Answer:
        started = time.thread_time()
        answer = ask(stage, address, method="GET", body=b"", HTTP_COOKIE=cookie)
        seconds[how].append(time.thread_time() - started)
        return answer

    for _ in range(rounds):
        for (how, change), kept in zip(changes.items(), ("kept", "kept again"), strict=True):
            change(office)
            made, again = asked(how), asked(kept)
            assert (made.status, again.status) == (200, 200)
            assert bare(made.text) == bare(again.text)
    what = f"a county clerk's {address}, {office.head.seq:,} facts"
    yield _line(seconds, "kept", "own", f"{what}: nothing changed; beside making it", KEPT_MS)
    yield _line(
        seconds, "own", "kept", f"{what}: made after a change of his county; beside nothing changed", MADE_MS
    )
    yield _line(
        seconds,
        "moved",
        "own",
        f"{what}: made after a change that may move what is whose; beside one that does not",
    )


def _line(
    seconds: dict[str, list[float]], ours: str, peer: str, what: str, most_ms: int | None = None
) -> Line:
    return Line(
        row="j",
        what=what,
        ours=milli(seconds[ours]),
        peer=milli(seconds[peer]),
        ratio=times(ratios(seconds, ours, peer)),
        aim=f"≤ {most_ms} ms" if most_ms is not None else "",
        met=median(seconds[ours]) * 1e3 <= most_ms if most_ms is not None else None,
    )
