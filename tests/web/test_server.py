"""The door itself: it opens, says nothing on stdout, and explains why it will not open."""

import gc
import socket
import threading
import time
import urllib.request
from collections.abc import Iterable
from typing import Any

import pytest

from yajian.web.headers import Environ
from yajian.web.server import serve
from yajian.web.settings import CannotStart


def hello(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetched(port: int) -> tuple[bytes, str | None]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return answer.read(), answer.headers["Server"]
        except OSError:
            time.sleep(0.05)
    raise AssertionError("没有开门")


def test_the_office_opens_and_says_nothing_about_itself(capfd: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    threading.Thread(target=serve, args=(hello, "127.0.0.1", port), daemon=True).start()
    assert fetched(port) == (b"hello", None)
    assert capfd.readouterr().out == ""


def test_what_is_there_when_the_door_opens_is_not_gone_through_again() -> None:
    port, spared = free_port(), list[int]()
    opened = {"opened": lambda: spared.append(gc.get_freeze_count())}
    threading.Thread(target=serve, args=(hello, "127.0.0.1", port), kwargs=opened, daemon=True).start()
    fetched(port)
    assert spared[0] > 10_000


def test_a_port_in_use_is_named_with_another_to_type() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=f"--port {port + 1}"):
            serve(hello, "127.0.0.1", port)
