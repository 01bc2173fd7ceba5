"""The office's door: one WSGI application, served by waitress; on this machine only until it is confirmed whose it is."""

import errno
import gc
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import waitress

from yajian.seen import Sights
from yajian.transact import Office
from yajian.web.headers import Environ, StartResponse, Wsgi, with_headers
from yajian.web.settings import BODY_LIMIT, MEGABYTE, CannotStart, configure, home, hosts, proxy
from yajian.web.statics import with_static

LOOPBACK = ("127.0.0.1", "::1", "localhost")
THREADS = 8


def application(
    office: object, folder: Path | None = None, accounts: object = None, *, demo: bool = False
) -> Wsgi:
    """The office as one WSGI application: headers around static files around pages. Without accounts: no door."""
    configure(folder or home())
    return with_headers(with_static(pages(office, accounts, demo)))


def pages(office: object, accounts: object = None, demo: bool = False) -> Wsgi:
    """Django's part, told which office it sits in, who keeps its door, and whether it is the demonstration."""
    from django.core.handlers.wsgi import WSGIHandler  # reads the settings, so not before configure
    from django.urls import get_resolver

    from yajian.web.door import ACCOUNTS, SIGHTS
    from yajian.web.seat import OFFICE
    from yajian.web.stage import STAGE

    handler = WSGIHandler()
    get_resolver().url_patterns  # noqa: B018 - reads every page's module now, and not for the first who comes
    placed = {
        OFFICE: office,
        ACCOUNTS: accounts,
        SIGHTS: Sights(office) if isinstance(office, Office) else None,
        STAGE: demo,
    }

    def answer(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        found: Iterable[bytes] = handler({**environ, **placed}, start_response)
        return found

    return answer


def serve(application: Wsgi, host: str, port: int, opened: Callable[[], None] = lambda: None) -> None:
    """Answer until Ctrl+C. Says nothing itself: `opened` is called once the door is open."""
    with _listening(host, port) as door:
        server = waitress.create_server(
            application,
            sockets=[door],
            threads=THREADS,
            ident=None,
            max_request_body_size=2
            * BODY_LIMIT,  # up to here the page explains; beyond, the connection closes
            max_request_header_size=MEGABYTE // 16,
            clear_untrusted_proxy_headers=True,
            **_trusting(proxy()),
        )
        with _collector_spared():
            opened()
            server.run()


@contextmanager
def _collector_spared() -> Iterator[None]:
    """What is in memory when the door opens is there until it closes, and nobody need go through it again.

    Measured on pages made after changes, with 200 enterprises in the ledger: a full collection took 60 to 82 ms of
    a page that happened to be made then, and takes 6 to 8 ms; the slowest page 84 to 118 ms, and 53 to 68 ms.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _trusting(address: str) -> dict[str, Any]:
    """What waitress is told of the proxy in front, if there is one: whose requests it hands on, and over what."""
    if not address:
        return {}
    return {
        "trusted_proxy": address,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "trusted_proxy_count": 1,
    }


def refuse_unready(host: str, port: int, confirmed: bool) -> None:
    """Raises CannotStart unless the office may answer at this address."""
    if host in LOOPBACK:
        return
    if not confirmed:
        raise CannotStart(
            f"安装还没有人确认，只在本机应答，不能开在 {host}。请先 ./run，由第一位管理人员打开它输出的链接确认安装；"
            f"只想从别处看，请经 ssh -L {port}:127.0.0.1:{port} 转接。"
        )
    if not hosts():
        raise CannotStart(
            f"开在 {host}，须写明别人用什么主机名来访问，例如：export YAJIAN_HOSTS=yajian.example.gov.cn"
        )


def _listening(host: str, port: int) -> socket.socket:
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
    except OSError as problem:
        door.close()
        raise CannotStart(_unopened(host, port, problem)) from None
    return door


def _unopened(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"端口 {port} 已有程序在用，可能办公室已经开着：先看 http://{host}:{port} ，或换个端口：./run serve --port {port + 1}"
    if problem.errno == errno.EACCES:
        return f"当前用户不能用端口 {port}。请用 1024 以上的端口：./run serve --port 8000"
    return f"端口 {port} 打不开（{problem}）。请换个端口：./run serve --port {port + 1}"
