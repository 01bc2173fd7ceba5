"""法院事项: every seal with what was said and written about it. A court's liaison finds the matters of his court here."""

from collections.abc import Iterator
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.plan import Gate
from yajian.core.reports import courts as reports
from yajian.core.reports.courts import Matter
from yajian.core.reports.releases import releasing
from yajian.core.rules.courts import MEETINGS, NEEDS, WRITINGS
from yajian.web.pages.room import Room, answer, enter


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    context = {
        "matters": reports.matters(room.plan, room.programme, room.as_of, room.known),
        "meetings": MEETINGS,
        "writings": WRITINGS,
        "court": room.plan.court,
        "gates_of": lambda one: list(_gates(room, one)),
    }
    return answer(request, room, "courts.html", context)


def _gates(room: Room, one: Matter) -> Iterator[tuple[Gate, str]]:
    """The gates that ask for the court's word, each with its page for this oven; none of what is another's."""
    fact = one.seal.fact
    if not fact.part or not room.told(one.county, fact.enterprise):
        return
    for gate in releasing(room.plan):
        if any(condition.need in NEEDS for condition in gate.conditions):
            yield gate, f"/gates/{quote(gate.id)}/{quote(fact.part)}/{quote(fact.facility)}"
