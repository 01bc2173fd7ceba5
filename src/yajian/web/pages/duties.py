"""职责: who must do what by when, what it leaves behind, and where it stands; one page for each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.plan import FUNCTIONS
from yajian.core.reports.charter import standing_on
from yajian.core.reports.duties import DutyLine, DutySheet, as_named
from yajian.core.reports.duties import duties as sheet_of
from yajian.web.pages.room import answer, enter

_ALL = ("", "全部")


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    whole = sheet_of(room.plan, room.programme, room.as_of, room.known, room.sight)
    asked = {name: request.GET.get(name, "").strip() for name in ("county", "owner", "word", "q", "by")}
    shown = whole.only(county=asked["county"], owner=asked["owner"], word=asked["word"], wanted=asked["q"])
    owners = {name: as_named(room.plan, name) for line in whole.lines for name in line.owner_ids}
    context = {
        "whole": whole,
        "shown": shown,
        "wanted": asked,
        "groups": _groups(shown, owners) if asked["by"] == "owner" else [("", list(shown.lines))],
        "owners": [_ALL, *owners.items()],
        "counties": [_ALL, *((one.id, one.name) for one in room.plan.counties_concerned)],
        "words": [_ALL, *((judged.word, judged.word) for judged, _ in whole.lights)],
        "questions": room.plan.open_questions,
    }
    return answer(request, room, "duties.html", context)


def _groups(sheet: DutySheet, owners: dict[str, str]) -> list[tuple[str, list[DutyLine]]]:
    """The duties under each owner's name; those whose owner nobody has said come last."""
    found = [
        (name, [line for line in sheet.lines if owner in line.owner_ids]) for owner, name in owners.items()
    ]
    found.append(("由谁办：待定", [line for line in sheet.lines if not line.owner_ids]))
    return [(name, lines) for name, lines in found if lines]


@require_safe
def duty(request: HttpRequest, name: str) -> HttpResponse:
    room = enter(request)
    line = sheet_of(room.plan, room.programme, room.as_of, room.known, room.sight).line(name)
    if line is None:
        raise Http404(f"方案的职责中没有 {name}")
    context = {
        "line": line,
        "function": FUNCTIONS[line.duty.fn],
        "has_periods": any(
            each.period.last.year == room.as_of.year for one in line.holders for each in one.standing.periods
        ),
        "counties": {one.id for one in room.plan.counties},
        "standing": standing_on(room.sheet, line.duty.clauses),
        "questions": room.plan.open_questions,
    }
    return answer(request, room, "duty.html", context)
