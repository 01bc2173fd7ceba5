"""时点还原: one day, two answers side by side, every entry in between, and the paper of each answer."""

from datetime import date
from urllib.parse import quote

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian import audit
from yajian.core import catalogue
from yajian.core.reports.asof import Comparison, View
from yajian.core.rules.roles.sight import NOT_HIS
from yajian.core.words import Seq, iso_date
from yajian.web.drawing import Bar, Segment, bar
from yajian.web.pages.progress import pieces
from yajian.web.pages.room import answer, enter

_SHOWN = 200  # differences on one page; the verb prints them all


@require_safe
def as_of(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    typed = request.GET.get("date", "").strip()
    day = _day(typed)
    found = audit.compare(room.office, day or room.as_of, room.known)
    room = msgspec.structs.replace(room, as_of=found.day, sheet=found.now.sheet)
    found = _as_seen(found)
    shown = found.differences[:_SHOWN]
    context = {
        "found": found,
        "bars": (_bar(found.then), _bar(found.now)),
        "differences": [
            (
                one,
                catalogue.title(type(one.recorded.fact)),
                audit.subject(found, one.recorded.fact),
                audit.exhibits(room.office, one.recorded),
            )
            for one in shown
        ],
        "more": len(found.differences) - len(shown),
        "wrong": typed if typed and day is None else "",
        "paper_of": lambda view: f"/as-of/paper?date={found.day.isoformat()}&known={view.known}",
    }
    return answer(request, room, "as-of.html", context)


def _as_seen(found: Comparison) -> Comparison:
    """The counties and batches whose records are all shown."""
    sheet = found.now.sheet
    counties = zip(found.counties, sheet.counties, strict=True)
    batches = zip(found.batches, sheet.batches, strict=True)
    return msgspec.structs.replace(
        found,
        counties=tuple(
            line for line, told in counties if not told.hidden and (told.parts or not sheet.hidden)
        ),
        batches=tuple(line for line, told in batches if told.judged != NOT_HIS),
    )


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The paper of one answer, to the byte. The address names all it depends on, so it gives the same for ever."""
    room = enter(request)
    day, known = _day(request.GET.get("date", "")), request.GET.get("known", "")
    if day is None or not known.isdecimal() or int(known) > room.programme.seq:
        raise Http404("没有这张表：日期写作 2020-10-31，条号不超过流水的末条")
    text = audit.view(room.office, day, Seq(int(known))).paper
    response = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
    name = quote(f"时点还原表-{day.isoformat()}-至第{int(known)}条.txt")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _bar(view: View) -> Bar:
    """The city's listed tonnes by what has become of them."""
    parts = tuple(line for line in view.sheet.parts if line.counts)
    return bar([Segment(tonnes=view.sheet.stages.listed_t, pieces=pieces(parts))])


def _day(text: str) -> date | None:
    try:
        return iso_date(text.strip())
    except ValueError:
        return None
