"""气源等供应: whom a stop leaves short, enterprise by enterprise; and one enterprise's balance as a picture and its table."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.plan.care import Utility
from yajian.core.reports import utilities as reports
from yajian.core.rules import dossier
from yajian.core.rules import utilities as rules
from yajian.core.words import EnterpriseId
from yajian.web import drawing
from yajian.web.pages.room import Room, answer, enter

TONES = {"有缺口": "red", "待定": "violet", "没有缺口": "green", "不对外供应": "grey", "已关停": "grey"}


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    utility = _utility(request, room)
    if utility is None:
        return answer(request, room, "utilities.html", {"utility": None})
    found = reports.sheet(room.plan, room.programme, utility.id, room.as_of, room.known)
    mine = [one for one in found.firms if room.told(one.county, one.enterprise)]
    county, word, wanted = (request.GET.get(name, "").strip() for name in ("county", "word", "q"))
    if word not in ("", *TONES):
        raise Http404(f"没有“{word}”这个结论")
    context = {
        "utility": utility,
        "unit": rules.measure(utility),
        "mine": mine,
        "shown": [
            one
            for one in mine
            if county in ("", one.county) and word in ("", one.word) and wanted in one.name
        ],
        "hidden": len(found.firms) - len(mine),
        "words": [("", "全部"), *((one, one) for one in TONES)],
        "asked_for": {"county": county, "word": word, "q": wanted},
        "filtered": bool(county or word or wanted),
        "count": lambda word: sum(one.word == word for one in mine),
        "gaps": lambda one: list(rules.gaps(one.balance)),
        "tones": TONES,
    }
    return answer(request, room, "utilities.html", context)


@require_safe
def one(request: HttpRequest, enterprise: str) -> HttpResponse:
    room = enter(request)
    firm = EnterpriseId(enterprise)
    county = dossier.county_of(room.plan, room.programme, firm, room.as_of, room.known)
    if not dossier.is_known(room.plan, room.programme, firm) or not room.told(county, firm):
        raise Http404(f"没有企业“{enterprise}”")
    lines = [_line(request, room, utility, firm) for utility in room.plan.utilities.values()]
    context = {
        "name": dossier.enterprise_name(room.plan, room.programme, firm, room.as_of, room.known),
        "enterprise": firm,
        "county_name": next((one.name for one in room.plan.counties if one.id == county), ""),
        "lines": lines,
        "measure": rules.measure,
        "drawn": lambda line: drawing.balance(line.balance),
        "questions": room.plan.open_questions,
        "tones": TONES,
    }
    return answer(request, room, "utility.html", context)


def _line(
    request: HttpRequest, room: Room, utility: Utility, firm: EnterpriseId
) -> tuple[Utility, reports.FirmLine]:
    """For the day asked about, else for the first day it has to stop by."""
    listed = reports.sheet(room.plan, room.programme, utility.id, room.as_of, room.known)
    found = next((one for one in listed.firms if one.enterprise == firm), None)
    on = _day(request, found.stops_on if found is not None else room.as_of)
    return utility, reports.firm(
        room.plan,
        room.programme,
        utility.id,
        firm,
        on,
        room.as_of,
        room.known,
        stopped=found is not None and found.stopped,
        undated=found is not None and found.undated,
    )


def _utility(request: HttpRequest, room: Room) -> Utility | None:
    """The one the address names, or the plan's first; None where the plan names none."""
    name = request.GET.get("utility", "")
    if name and name not in room.plan.utilities:
        raise Http404(f"方案没有写“{name}”这一种供应")
    return room.plan.utilities[name] if name else next(iter(room.plan.utilities.values()), None)


def _day(request: HttpRequest, due: date) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return due
