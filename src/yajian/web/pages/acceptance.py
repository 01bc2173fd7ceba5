"""验收: every listed part on its way to 压减; one page for a part, with what each level looked at."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue
from yajian.core.decisions.acceptance import Check
from yajian.core.reports import acceptance as reports
from yajian.core.reports.flags import sheet as flags
from yajian.web.onsite import onsite
from yajian.web.pages.room import answer, enter

_STAGES = ("未申请", "待核查", "县级已核查", "已退回", "待验收意见", "已验收")


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = reports.sheet(room.plan, room.programme, room.sheet)
    mine = [line for line in sheet.lines if room.told(line.part.part.county, line.part.part.enterprise)]
    county, stage = (request.GET.get(name, "").strip() for name in ("county", "stage"))
    if stage not in ("", *_STAGES):
        raise Http404(f"没有“{stage}”这一步")
    shown = [
        line
        for line in mine
        if (not county or line.part.part.county == county) and stage in ("", line.standing.stage)
    ]
    context = {
        "mine": mine,
        "shown": shown,
        "hidden": len(sheet.lines) - len(mine),
        "stages": [("", "全部"), *((one, one) for one in _STAGES)],
        "counts": {one: sum(line.standing.stage == one for line in mine) for one in _STAGES},
        "asked_for": {"county": county, "stage": stage},
        "filtered": bool(county or stage),
    }
    return answer(request, room, "acceptance.html", context)


@require_safe
def one(request: HttpRequest, part: str) -> HttpResponse:
    room = enter(request)
    listed = next((each for each in room.sheet.parts if each.part.part == part), None)
    if listed is None or not room.told(listed.part.county, listed.part.enterprise):
        raise Http404(f"没有 {part} 的验收")
    line = reports.line(room.plan, room.programme, room.sheet, listed)
    context = {
        "line": line,
        "listed": listed,
        "faults": reports.FAULTS,
        "levels": reports.LEVELS,
        "questions": room.plan.open_questions,
        "about": {"part": part},
        "onsite": None
        if line.standing.accepted is not None
        else onsite(request, room, catalogue.tag(Check), "验收", {"part": part}),
        "flags": flags(room.plan, room.programme, room.as_of, room.known).of_part(listed.part),
        "checked": {one.id: one for one in line.checks},
    }
    return answer(request, room, "accepting.html", context)
