"""风险与应急: kinds of risk by county and firm, and which firm has an emergency plan that holds."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports.risks import sheet
from yajian.core.words import Light
from yajian.web.pages.room import answer, enter


@require_safe
def risks(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    found = sheet(room.plan, room.programme, room.as_of, room.known)
    his = msgspec.structs.replace(
        found,
        lines=tuple(one for one in found.lines if room.told(one.county, one.enterprise)),
        ready=tuple(one for one in found.ready if room.told(one.county, one.enterprise)),
    )
    return answer(request, room, "risks.html", {"found": his, "red": Light.RED})
