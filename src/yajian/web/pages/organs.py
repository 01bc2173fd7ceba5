"""单位与责任人: who answers for the programme, who has the plan in hand, who may record what."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports.organs import organs
from yajian.core.rules.roles import label
from yajian.web.pages.room import answer, enter


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = organs(room.plan, room.programme, room.as_of, room.known, room.sight)
    context = {"who": sheet, "questions": room.plan.open_questions, "role": label}
    return answer(request, room, "organs.html", context)
