"""产能账本: five tonnages by unit of capacity, each on its own papers."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports.register import capacity
from yajian.web.pages.room import answer, enter


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = capacity(room.plan, room.programme, room.as_of, room.known)
    return answer(request, room, "capacity.html", {"book": sheet, "questions": room.plan.open_questions})
