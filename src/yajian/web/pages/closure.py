"""设施状态: every facility as it stands, and all that was ever recorded of one."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue
from yajian.core.decisions.closure import RecordCondition
from yajian.core.facts.closure import CountsAs
from yajian.core.flags import place
from yajian.core.reports import closure as reports
from yajian.core.reports import flags as flag_reports
from yajian.core.reports.closure import FacilityLine, LedgerFacilityLine
from yajian.core.rules import closure as rules
from yajian.core.words import PartId
from yajian.web.onsite import onsite
from yajian.web.pages.room import answer, enter

Line = FacilityLine | LedgerFacilityLine


def _reads(counts_as: CountsAs | None) -> Callable[[Line], bool]:
    return lambda line: line.standing.counts_as == counts_as


_KINDS: Mapping[str, tuple[str, Callable[[Line], bool]]] = {
    "": ("全部", lambda line: True),
    "unrecorded": ("未录入", _reads(None)),
    "running": ("在产", _reads("running")),
    "stopped": ("停产，不算关停", _reads("stopped")),
    "shut": ("关停", _reads("shut")),
    "dismantled": ("拆除", _reads("dismantled")),
    "revived": ("死灰复燃", _reads("revived")),
    "opening": ("补录", lambda line: line.standing.opening),
    "late": ("迟录", lambda line: line.late_days > 0),
    "unentered": ("台账没有或未对应", lambda line: isinstance(line, FacilityLine) and bool(line.ledger)),
    "flagged": ("待核查", lambda line: bool(line.flags)),
    "review": ("待复核", lambda line: bool(line.reviews)),
}


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = reports.facilities(room.plan, room.programme, room.sheet)
    county, kind, wanted = (request.GET.get(name, "").strip() for name in ("county", "kind", "q"))
    if kind not in _KINDS:
        raise Http404(f"没有“{kind}”这一类")
    shown = [
        line
        for line in sheet.facilities
        if _KINDS[kind][1](line)
        and (not county or line.part.part.county == county)
        and (wanted in line.standing.facility or wanted in line.part.part.enterprise_name)
    ]
    elsewhere = [
        line
        for line in sheet.elsewhere
        if _KINDS[kind][1](line)
        and (not county or line.county == county)
        and any(wanted in words for words in (line.name, line.facility, line.enterprise_name))
    ]
    context = {
        "facilities": sheet,
        "shown": shown,
        "elsewhere": elsewhere,
        "kinds": [(name, words) for name, (words, _) in _KINDS.items()],
        "asked_for": {"county": county, "kind": kind, "q": wanted},
        "filtered": bool(county or kind or wanted),
        "questions": room.plan.open_questions,
        "mark": reports.mark,
        "to_review": lambda one: reports.to_review(room.plan, one),
    }
    return answer(request, room, "facilities.html", context)


@require_safe
def one(request: HttpRequest, part: str, facility: str) -> HttpResponse:
    room = enter(request)
    key = PartId(part)
    sheet = reports.facilities(room.plan, room.programme, room.sheet)
    line = next((each for each in sheet.facilities if each.key == f"{part}/{facility}"), None)
    history = reports.history(room.plan, room.programme, key, facility, room.as_of, room.known)
    listed = next((each for each in room.sheet.parts if each.part.part == key), None)
    if listed is None or not listed.shown or (line is None and not history):
        raise Http404(f"{part} 名下没有“{facility}”")
    method = rules.method(room.programme, key, room.as_of, room.known)
    context = {
        "name": facility,
        "line": line,
        "listed": listed,
        "onsite": onsite(
            request,
            room,
            catalogue.tag(RecordCondition),
            "日常检查",
            {"part": part, "facility": facility},
        ),
        "history": history,
        "method": method if line is not None and line.by_method else None,
        "siblings": [each for each in sheet.facilities if each.part.part.part == key],
        "mark": reports.mark,
        "to_review": lambda one: reports.to_review(room.plan, one),
        "flags": flag_reports.sheet(room.plan, room.programme, room.as_of, room.known).at(
            place(room.programme, key, facility, room.known)
        ),
    }
    return answer(request, room, "facility.html", context)
