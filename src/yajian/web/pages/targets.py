"""压减清单: every list, every part, where it stands and what each version said."""

from functools import partial
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports.closure import late_days, mark
from yajian.core.reports.releases import readiness
from yajian.core.reports.statements import contested_parts
from yajian.core.reports.targets import moved, versions
from yajian.web.pages.room import answer, enter


@require_safe
def the_list(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = room.sheet
    history = {
        name: [
            (later, moved(earlier.value, later.value))
            for earlier, later in pairwise(versions(room.programme, name))
        ]
        for name in room.programme.targets.lists
    }
    wanted = request.GET.get("county", "")
    if wanted and sheet.counties and wanted not in {line.county for line in sheet.counties}:
        raise Http404(f"方案的县（市）中没有 {wanted}")
    counted = [line for line in sheet.parts if line.counts and (not wanted or line.part.county == wanted)]
    context = {
        "counted": counted,
        "outside": [line for line in sheet.parts if not line.counts],
        "history": history,
        "labels": {
            name: entries.entries[-1].value.label for name, entries in room.programme.targets.lists.items()
        },
        "wanted": wanted,
        "contested": contested_parts(room.plan, room.programme, room.as_of, room.known),
        "clauses": room.plan.clauses,
        "questions": room.plan.open_questions,
        "readiness": partial(readiness, room.plan, room.programme, sheet),
        "told": lambda standing: mark(late_days(room.plan, standing), standing.opening),
    }
    return answer(request, room, "list.html", context)
