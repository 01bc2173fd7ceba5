"""数据认定: every number somebody stated, what it waits for, and the file of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports import statements as reports
from yajian.core.rules.statements import OPEN, SUBJECTS, Standing
from yajian.web.pages.room import answer, enter

WAITING = "waiting"  # contested or unverified: what the page opens on
DIVIDED = "divided"  # two say two things and nobody has raised it


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    lines = reports.numbers(room.plan, room.programme, room.as_of, room.known)
    wanted, county = request.GET.get("standing", WAITING), request.GET.get("county", "")
    if county and county not in {one.id for one in room.plan.counties}:
        raise Http404(f"方案的县（市）中没有 {county}")
    shown = [
        line
        for line in lines
        if (not county or line.about.county == county) and (not wanted or _is(line, wanted))
    ]
    context = {
        "lines": shown,
        "all": len(lines),
        "waiting": sum(line.standing in OPEN for line in lines),
        "contested": sum(line.standing is Standing.CONTESTED for line in lines),
        "divided": sum(line.number.divided for line in lines),
        "standings": [
            (WAITING, "还不能用的"),
            ("", "全部"),
            (DIVIDED, "说法不一"),
            *((one.value, one.value) for one in _SHOWN),
        ],
        "counties": [(one.id, one.name) for one in room.plan.counties],
        "county_names": {one.id: one.name for one in room.plan.counties},
        "wanted": wanted,
        "county": county,
    }
    return answer(request, room, "statements.html", context)


def _is(line: reports.NumberLine, wanted: str) -> bool:
    if wanted in (WAITING, DIVIDED):
        return line.standing in OPEN if wanted == WAITING else line.number.divided
    return line.standing.value == wanted


_SHOWN = (Standing.CONTESTED, Standing.REPORTED, Standing.VERIFIED, Standing.DETERMINED, Standing.WITHDRAWN)


@require_safe
def subject(request: HttpRequest, subject: str) -> HttpResponse:
    room = enter(request)
    if subject.partition(":")[0] not in SUBJECTS:
        raise Http404(f"“{subject}”不是一个对象的写法")
    lines = reports.of_subject(room.plan, room.programme, subject, room.as_of, room.known)
    about = reports.about(room.plan, room.programme, subject, room.as_of, room.known)
    context = {
        "about": about,
        "owner": reports.owner(room.plan, room.programme, subject, room.as_of, room.known),
        "county": next((one.name for one in room.plan.counties if one.id == about.county), ""),
        "lines": lines,
        "learned": {step.seq: room.office.recorded(step.seq) for line in lines for step in line.steps},
    }
    return answer(request, room, "statement.html", context)
