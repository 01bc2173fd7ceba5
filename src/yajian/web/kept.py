"""Pages once made are kept while nothing they are made of has changed: the books, the day, the address, who asks, in which
language, and by what name the office was called.

A page is a function of those six, so what is kept is never stale and nothing has to be told to forget it. What belongs
to one browser alone, the token of its forms, is left open in the kept page and filled in on the way out.
"""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import Resolver404, resolve

from yajian.web import language
from yajian.web.access import ACCESS
from yajian.web.acting import Acting, acting
from yajian.web.settings import CSRF_COOKIE, MEGABYTE

ROOM = 64 * MEGABYTE  # for all pages together; the longest unread goes first
OPEN = f"form-token-{secrets.token_hex(16)}"  # nobody who writes into the books can know it

Next = Callable[[HttpRequest], HttpResponse]


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """All that a page is made of."""

    leaf: str  # the end of the chain: two books that share it are the same
    day: date
    address: str
    who: Acting
    language: language.Language
    office: str  # scheme and host: a code for a telephone holds them


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page as it was made, with its forms' token left open."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    holds_form: bool


class Shelf:
    """The kept pages, used from many threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._taken = room, 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        """Keep it, and let go of what was asked for longest ago. A page larger than a sixteenth of the room is not kept."""
        if len(page.body) > self._room // 16:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._taken += len(page.body)
            while self._taken > self._room:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        gone = self._pages.pop(key, None)
        self._taken -= len(gone.body) if gone is not None else 0


def keep_pages(get_response: Next) -> Next:
    """The innermost of what happens to a request: whoever may not see a page has been turned away before."""
    shelf = Shelf()

    def answer(request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return get_response(request)
        tag = f'"{hashlib.sha256(msgspec.json.encode((key, _browser(request)))).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == tag:
            return _marked(HttpResponse(status=304), tag)
        page = shelf.find(key)
        if page is None:
            request.form_token = OPEN
            made = get_response(request)
            page = _page(made)
            if page is None:
                return _filled(made, request)
            shelf.put(key, page)
        return _marked(_answer(page, request), tag)

    return answer


def _key(request: HttpRequest) -> Key | None:
    """None: this address is not made of these alone, or the books cannot be read just now."""
    if request.method not in ("GET", "HEAD") or request.office is None:
        return None
    try:
        access = ACCESS.get(resolve(request.path_info).route)
    except Resolver404:
        return None
    if access is None or not access.kept:
        return None
    office: Any = request.office
    try:
        head = office.head
    except Exception:
        return None  # the page itself finds out, and is told of properly
    return Key(
        leaf=head.leaf,
        day=office.today(),
        address=request.get_full_path(),
        who=acting(request),
        language=language.of(request),
        office=request.build_absolute_uri("/"),
    )


def _browser(request: HttpRequest) -> str:
    """What the token of a form is made from: another browser's kept answer is not this one's."""
    return str(request.COOKIES.get(CSRF_COOKIE, ""))


def _page(made: HttpResponse) -> Page | None:
    if made.status_code != 200 or made.streaming or made.cookies:
        return None
    headers = tuple((name, value) for name, value in made.items() if name != "Content-Length")
    return Page(body=made.content, headers=headers, holds_form=OPEN.encode() in made.content)


def _answer(page: Page, request: HttpRequest) -> HttpResponse:
    body = page.body.replace(OPEN.encode(), get_token(request).encode()) if page.holds_form else page.body
    return HttpResponse(body, headers=dict(page.headers))


def _filled(made: HttpResponse, request: HttpRequest) -> HttpResponse:
    """A page that is not kept goes out as it is, with its forms' token."""
    if not made.streaming and OPEN.encode() in made.content:
        made.content = made.content.replace(OPEN.encode(), get_token(request).encode())
    return made


def _marked(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    return response
