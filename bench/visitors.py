"""(i) The cockpit under load: the real server in a process of its own, asked by visitors in another who wait for nobody.

Pages are asked for when their time has come, whatever became of those before, and a page is late from that time on: what
waits because the server is slow, or because every visitor is waiting already, counts.
"""

import random
import socket
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles

import msgspec

from bench import city
from bench.measuring import Line, Say, Scale, in_a_process, ratios, running, times
from yajian.demo import open_demo
from yajian.web.headers import Environ, StartResponse
from yajian.web.server import serve

PAGES_A_SECOND = 150
BROWSERS = 32  # each with a connection that stays open, and a cookie
AIM_MS = 250


class Visit(msgspec.Struct, frozen=True):
    """What became of the pages asked for."""

    late_ms: list[float]  # of each page that came, from the moment it was due
    errors: int
    server_ms: float = 0  # of processor, for all of them


class Server(msgspec.Struct, frozen=True):
    port: int
    clock: int  # the processor time of its process, as the system numbers clocks


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    rounds, seconds = scale.size(3, 1, 1), scale.size(20, 4, 1)
    home = city.folder(scale.folder, scale.size(200, 200, 12), say)
    page = scale.folder / "cockpit.html"
    found: dict[str, list[Visit]] = {"office": [], "busy": [], "bare": []}
    with _serving("yajian.main", "demo", "--folder", str(home)) as office:
        page.write_bytes(_ask(HTTPConnection("127.0.0.1", office.port), {})[0])
        with _serving("bench.visitors", "serve", str(page)) as bare:
            for _ in range(rounds):
                found["office"].append(_visit(office, seconds))
                with _recording(home / "books"):
                    found["busy"].append(_visit(office, seconds))
                found["bare"].append(_visit(bare, seconds))
    say(f"{PAGES_A_SECOND} pages a second at random moments, {BROWSERS} browsers, {rounds} × {seconds} s")
    what = f"the cockpit, {PAGES_A_SECOND} pages a second"
    yield _line(found, "office", f"{what}; beside its bytes from the same server")
    yield _line(found, "busy", f"{what}, something recorded every second; beside its bytes alike")


def _line(found: dict[str, list[Visit]], ours: str, what: str) -> Line:
    p95 = {name: [_percentiles([visit])[1] for visit in visits] for name, visits in found.items()}
    errors = sum(visit.errors for visit in found[ours])
    return Line(
        row="i",
        what=what,
        ours=_told(found[ours]),
        peer=_told(found["bare"]),
        ratio=f"p95 {times(ratios(p95, ours, 'bare'))}",
        aim=f"p95 ≤ {AIM_MS} ms, no errors",
        met=_percentiles(found[ours])[1] <= AIM_MS and not errors,
    )


def _told(visits: Sequence[Visit]) -> str:
    p50, p95, p99 = _percentiles(visits)
    errors = sum(visit.errors for visit in visits)
    taken_ms = sum(visit.server_ms for visit in visits) / sum(len(visit.late_ms) for visit in visits)
    return (
        f"p50 {p50:.1f}, p95 {p95:.1f}, p99 {p99:.1f} ms; {errors or 'no'} errors; "
        f"{taken_ms:.2f} ms of processor a page"
    )


def _percentiles(visits: Sequence[Visit]) -> tuple[float, float, float]:
    cuts = quantiles([late for visit in visits for late in visit.late_ms], n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


# The server's process, and somebody at work beside it -------------------------------------------


@contextmanager
def _serving(module: str, *arguments: str) -> Iterator[Server]:
    """A server on a port of its own, from when it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with running(module, *arguments, "--port", str(port)) as server:
        try:
            while not _answers(port):
                assert server.poll() is None, f"{module} went before it answered"
                time.sleep(0.05)
            yield Server(port, clock=(~server.pid << 3) | 2)
        finally:
            server.terminate()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _recording(books: Path) -> Iterator[None]:
    """Somebody records a fact every second, in this process; the server reads it from the books."""
    over = threading.Event()
    with open_demo(books, serving=False) as office:

        def work() -> None:
            while not over.wait(1):
                city.change(office)

        at_work = threading.Thread(target=work)
        at_work.start()
        try:
            yield
        finally:
            over.set()
            at_work.join()


# The visitors' process --------------------------------------------------------------------------


def _visit(server: Server, seconds: int) -> Visit:
    before = time.clock_gettime(server.clock)
    said = in_a_process("bench.visitors", "visit", str(server.port), str(seconds))
    found = msgspec.json.decode(said, type=Visit)
    taken_ms = (time.clock_gettime(server.clock) - before) * 1e3
    return msgspec.structs.replace(found, server_ms=taken_ms)


def visit(port: int, seconds: float) -> Visit:
    """Every page at its moment, by whichever browser is free first."""
    due = iter(_moments(seconds))
    late_ms: list[float] = []
    failed: list[str] = []
    begun: list[float] = []
    ready = threading.Barrier(BROWSERS, action=lambda: begun.append(time.perf_counter() + 0.1))

    def browse() -> None:
        browser = HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Cookie": _ask(browser, {})[1]}
        ready.wait()
        for moment in due:
            time.sleep(max(0.0, begun[0] + moment - time.perf_counter()))
            try:
                _ask(browser, headers)
                late_ms.append((time.perf_counter() - begun[0] - moment) * 1e3)
            except (OSError, HTTPException, ValueError) as error:
                failed.append(str(error))
                browser.close()  # it opens again by itself

    browsers = [threading.Thread(target=browse) for _ in range(BROWSERS)]
    for one in browsers:
        one.start()
    for one in browsers:
        one.join()
    return Visit(late_ms=late_ms, errors=len(failed))


def _moments(seconds: float) -> list[float]:
    """As people come: independently of each other, so many a second in the mean."""
    chance = random.Random(2019)
    found = [chance.expovariate(PAGES_A_SECOND)]
    while found[-1] < seconds:
        found.append(found[-1] + chance.expovariate(PAGES_A_SECOND))
    return found[:-1]


def _ask(browser: HTTPConnection, headers: dict[str, str]) -> tuple[bytes, str]:
    """The whole page and the cookie it brought, if any. ValueError if it is not the page."""
    browser.request("GET", "/", headers=headers)
    answer = browser.getresponse()
    page = answer.read()
    if answer.status != 200 or not page.rstrip().endswith(b"</html>"):
        raise ValueError(f"status {answer.status}, {len(page)} bytes")
    return page, (answer.headers["Set-Cookie"] or "").partition(";")[0]


def serve_bytes(page: bytes, port: int) -> None:
    """The page and nothing behind it, through the same server: what serving alone takes."""

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [page]

    serve(answer, "127.0.0.1", port)


if __name__ == "__main__":
    if sys.argv[1] == "visit":
        print(msgspec.json.encode(visit(int(sys.argv[2]), float(sys.argv[3]))).decode())
    else:  # serve FILE --port PORT
        serve_bytes(Path(sys.argv[2]).read_bytes(), int(sys.argv[4]))
