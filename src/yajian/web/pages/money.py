"""补偿资金各表 as pages: one address a table, with the same frame, export and history as any other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports.money import TABLES, Scope
from yajian.web.pages.room import Room, answer, enter


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    if name not in TABLES:
        raise Http404(f"没有“{name}”这张表")
    room = enter(request)
    context = {
        "name": name,
        "report": TABLES[name],
        "tables": TABLES,
        "found": TABLES[name].table(scope(room)),
        "questions": room.plan.open_questions,
    }
    return answer(request, room, f"money-{name}.html", context)


def scope(room: Room) -> Scope:
    """What a table is worked out of, for whoever looks."""
    return Scope(
        plan=room.plan, programme=room.programme, as_of=room.as_of, known=room.known, sight=room.sight
    )
