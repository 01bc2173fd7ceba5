"""找: the box at the top of every page, and what it finds, grouped, with the words marked."""

import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue
from yajian.core.programme import AnyFact
from yajian.core.reports.search import KINDS, Found
from yajian.core.reports.search import search as find
from yajian.core.rules import roles
from yajian.core.words import Recorded
from yajian.web.acting import acting
from yajian.web.pages.room import Room, answer, enter
from yajian.web.whereabouts import address

_SHOWN = 12  # of a kind, until that kind alone is asked for
_NUMBER = re.compile(r"(?:第|entry)?\s*(\d{1,9})\s*条?", re.IGNORECASE)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    words, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    groups = find(room.plan, room.programme, words, room.sight, room.as_of, room.known)
    shown = tuple(one for one in groups if kind in ("", one.kind)) if kind in KINDS else groups
    context = {
        "wanted": words,
        "kind": kind if kind in KINDS else "",
        "groups": [(one, one.hits if kind == one.kind else one.hits[:_SHOWN]) for one in shown],
        "all": sum(len(one.hits) for one in groups),
        "kinds": _kinds(groups),
        "fact": _fact(request, room, words),
        "title": catalogue.title,
        "address": address,
    }
    return answer(request, room, "search.html", context)


def _kinds(groups: tuple[Found, ...]) -> list[tuple[str, str, int]]:
    return [(one.kind, one.label, len(one.hits)) for one in groups]


def _fact(request: HttpRequest, room: Room, words: str) -> Recorded[AnyFact] | None:
    """The entry of that number, if it was there by then and is shown to whoever asks."""
    typed = _NUMBER.fullmatch(words)
    if typed is None or not 0 < int(typed[1]) <= (room.known or room.programme.seq):
        return None
    try:
        found = room.office.recorded(int(typed[1]))
    except LookupError:  # not his to read
        return None
    return found if roles.opens(acting(request).role, catalogue.area(type(found.fact))) else None
