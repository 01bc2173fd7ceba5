"""摸底调查: the grid of counties and stages, the two lists, and the counties' tasks of a year."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports.survey import survey as sheet_of
from yajian.web.pages.room import answer, enter


@require_safe
def survey(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = sheet_of(room.plan, room.programme, room.as_of, room.known, room.sight)
    context = {
        "survey": sheet,
        "years": sorted({line.year for line in sheet.annual}),
    }
    return answer(request, room, "survey.html", context)
