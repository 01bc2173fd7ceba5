"""补偿资金各表 as pages: one address a table, with the same frame, export and history as any other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports.money import TABLES, Scope
from yajian.core.rules.roles.sight import PUBLISHED, Sight
from yajian.core.words import CountyId
from yajian.web.pages.room import Room, answer, enter


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    if name not in TABLES:
        raise Http404(f"没有“{name}”这张表")
    room, county = enter(request), request.GET.get("county", "").strip()
    only = next((one for one in room.plan.counties if one.id == county), None)
    if county and only is None:
        raise Http404(f"没有“{county}”这个县（市）")
    context = {
        "name": name,
        "report": TABLES[name],
        "tables": TABLES,
        "only": only,
        "found": TABLES[name].table(scope(room, CountyId(county) if county else None)),
        "questions": room.plan.open_questions,
    }
    return answer(request, room, f"money-{name}.html", context)


def scope(room: Room, county: CountyId | None = None) -> Scope:
    """What a table is worked out of, for whoever looks: all that is his to read, or one county's of it."""
    sight = room.sight
    if county is not None and sight.enterprise is None:  # a firm reads its own units, wherever they are
        sight = Sight(county=county) if sight.owns(county, None) else PUBLISHED
    return Scope(plan=room.plan, programme=room.programme, as_of=room.as_of, known=room.known, sight=sight)
