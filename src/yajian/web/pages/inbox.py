"""我的待办: what waits for whoever asks, what he has recorded, and what he raised that waits for others."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue
from yajian.core.programme import AnyFact
from yajian.core.reports import inbox as reports
from yajian.core.reports.inbox import Desk, Waiting
from yajian.core.rules import roles
from yajian.core.words import Judged, Recorded, Seq
from yajian.transact import Office
from yajian.web.acting import acting
from yajian.web.pages.room import Room, answer, enter
from yajian.web.whereabouts import address

_TABS = {"": "待办", "done": "已办", "raised": "我发起的"}
_SHOWN = 50  # a page
_BACK = 5_000  # how many entries are gone through for one page of 已办
_STRIDE = 500


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    tab = request.GET.get("tab", "")
    if tab not in _TABS:
        raise Http404(f"待办中没有“{tab}”这一栏")
    everything = reports.waiting(room.plan, room.programme, room.sheet, room.known)
    context = {
        "tab": tab,
        "tabs": _TABS,
        "address": address,
        "title": catalogue.title,
        "counties": [("", "全部"), *((one.id, one.name) for one in room.plan.counties)],
    }
    if tab == "done":
        return answer(request, room, "inbox.html", context | _done(request, room))
    mine = _raised(request, room, everything) if tab == "raised" else _taken(request, room, everything)
    return answer(request, room, "inbox.html", context | _narrowed(request, room, mine))


def desk_of(request: HttpRequest, room: Room) -> Desk:
    """The desk of whoever asks, under the grant he acts on."""
    who = acting(request)
    grant = roles.grant(room.programme, who.grant, room.office.today()) if who.grant is not None else None
    return reports.desk(who.role, who.actor, grant)


def _taken(request: HttpRequest, room: Room, everything: tuple[Waiting, ...]) -> list[Waiting]:
    desk = desk_of(request, room)
    return [one for one in everything if desk.takes(one)]


def _raised(request: HttpRequest, room: Room, everything: tuple[Waiting, ...]) -> list[Waiting]:
    """What waits because of something this person entered."""
    who = acting(request).actor
    by = {seq: room.office.recorded(seq).actor for seq in {one.raised for one in everything if one.raised}}
    return [one for one in everything if one.raised is not None and by[one.raised] == who]


def _narrowed(request: HttpRequest, room: Room, mine: list[Waiting]) -> dict[str, object]:
    wanted = {name: request.GET.get(name, "").strip() for name in ("kind", "county", "word", "q")}
    found = [
        one
        for one in mine
        if (not wanted["kind"] or one.kind == wanted["kind"])
        and (not wanted["county"] or one.county == wanted["county"])
        and (not wanted["word"] or one.judged.word == wanted["word"])
        and wanted["q"] in f"{one.what} {one.about} {'、'.join(one.by)}"
    ]
    words = dict.fromkeys(one.judged.word for one in mine)
    whole = "export" in request.GET  # a file has no pages
    page = 1 if whole else _number(request.GET.get("page", ""), most=max(-(-len(found) // _SHOWN), 1))
    shown = found if whole else found[(page - 1) * _SHOWN : page * _SHOWN]
    return {
        "all": len(mine),
        "found": found,
        "shown": shown,
        "page": page,
        "pages": -(-len(found) // _SHOWN),
        "page_of": lambda number: _page_of(request, number),
        "wanted": wanted,
        "kinds": reports.kinds(mine),
        "lights": [(one, sum(each.judged.word == one.word for each in found)) for one in _lights(found)],
        "words": [("", "全部"), *((word, word) for word in words)],
        "raised": {one.raised: room.office.recorded(one.raised) for one in shown if one.raised is not None},
    }


def _page_of(request: HttpRequest, number: int) -> str:
    """This address at another page of it."""
    kept = [pair for pair in request.GET.items() if pair[0] not in ("page", "recorded")]
    return f"{request.path}?{urlencode([*kept, ('page', number)])}"


def _lights(found: list[Waiting]) -> list[Judged]:
    return list({one.judged.word: one.judged for one in found}.values())


def _number(typed: str, most: int) -> int:
    return min(max(int(typed), 1), most) if typed.isdecimal() else 1


def _done(request: HttpRequest, room: Room) -> dict[str, object]:
    """What this person recorded, newest first; the journal is gone through from its end, a stretch at a time."""
    end = min(room.known or room.programme.seq, room.programme.seq)
    before = request.GET.get("before", "")
    upto = min(int(before) - 1, end) if before.isdecimal() and int(before) > 0 else end
    lines: list[Recorded[AnyFact]] = []
    reached = upto
    for one in _backwards(room.office, upto):
        reached = one.seq - 1
        if one.actor == acting(request).actor:
            lines.append(one)
        if len(lines) == _SHOWN or upto - reached >= _BACK:
            break
    return {"lines": lines, "earlier": reached + 1 if reached > 0 else 0, "began": upto}


def _backwards(office: Office, upto: int) -> Iterator[Recorded[AnyFact]]:
    while upto > 0:
        after = max(upto - _STRIDE, 0)
        yield from reversed(list(office.history(after, Seq(upto))))
        upto = after
