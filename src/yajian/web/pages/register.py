"""产能账本: five tonnages by county, enterprise and unit, and every unit with all that moved and all that holds it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue
from yajian.core.reports.register import capacity, unit_sheet
from yajian.core.reports.trades import destinations
from yajian.core.rules.register import sharing_a_contract
from yajian.core.words import UnitId
from yajian.web.pages.room import answer, enter


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = capacity(room.plan, room.programme, room.as_of, room.known, room.sight)
    return answer(request, room, "capacity.html", {"book": sheet, "questions": room.plan.open_questions})


@require_safe
def unit(request: HttpRequest, name: str) -> HttpResponse:
    room = enter(request)
    found = unit_sheet(room.plan, room.programme, UnitId(name), room.as_of, room.known)
    if found is None:
        raise Http404(f"到所选的日期为止没有产能单元 {name}")
    recorded = map(room.office.recorded, found.facts)
    history = [(one, catalogue.title(type(one.fact))) for one in recorded]
    context = {
        "one": found,
        "history": history,
        "questions": room.plan.open_questions,
        "bought_with": sharing_a_contract(room.programme, UnitId(name), room.as_of, room.known),
        "gone": destinations(room.plan, room.programme, UnitId(name), room.as_of, room.known),
    }
    return answer(request, room, "unit.html", context)
