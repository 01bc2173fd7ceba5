"""一企一策: which firm's plan stands where, and one page a firm with versions, changes, reviews and who is missing."""

from collections.abc import Mapping

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports import risks as risk_reports
from yajian.core.reports import workplans as reports
from yajian.core.reports.workplans import Sheet
from yajian.web.pages.room import Room, answer, enter

TONES: Mapping[str, str] = {"未报": "grey", "待把关": "blue", "已退回": "yellow", "已把关": "green"}


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    found = _his(room)
    wanted = request.GET.get("stage", "").strip()
    if wanted and wanted not in TONES:
        raise Http404(f"没有“{wanted}”这一步")
    context = {
        "found": found,
        "shown": [one for one in found.firms if wanted in ("", one.stage)],
        "asked_for": wanted,
        "tones": TONES,
        "said": reports.SAID,
    }
    return answer(request, room, "workplans.html", context)


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    room = enter(request)
    firm = _his(room).firm(name)
    if firm is None:
        raise Http404(f"清单上没有 {name} 的工作方案")
    ready = risk_reports.sheet(room.plan, room.programme, room.as_of, room.known).firm(name)
    context = {
        "firm": firm,
        "ready": ready,
        "tones": TONES,
        "said": reports.SAID,
        "step_told": reports.step_told,
    }
    return answer(request, room, "workplan.html", context)


def _his(room: Room) -> Sheet:
    """What he may read of it: of firms whose records nobody shows him, nothing is said to be missing."""
    found = reports.sheet(room.plan, room.programme, room.as_of, room.known)
    return msgspec.structs.replace(
        found,
        firms=tuple(one for one in found.firms if room.told(one.county, one.enterprise)),
        counties=tuple(one for one in found.counties if room.told(one.county)),
    )
