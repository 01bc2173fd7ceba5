"""前置条件: every oven before the gates that let it be shut or dismantled; one page for an oven before one gate."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from urllib.parse import quote

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue, gates, releasepapers
from yajian.core.cases import Case
from yajian.core.decisions.closure import RecordCondition
from yajian.core.facts.visits import Purpose
from yajian.core.gates import Line, Standing
from yajian.core.reports import releases as reports
from yajian.core.reports.releases import GateLine
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import courts, risks, utilities, workers, workplans
from yajian.core.unentered import ledger_mark
from yajian.core.words import Answer
from yajian.web.onsite import onsite
from yajian.web.pages.room import Room, answer, enter

_PURPOSES: Mapping[str, Purpose] = {"shutdown": "停炉", "dismantle": "拆除"}
_KINDS: Mapping[str, tuple[str, Answer | None]] = {
    "": ("全部", None),
    "unmet": (Answer.FAIL.value, Answer.FAIL),
    "undetermined": (Answer.UNDETERMINED.value, Answer.UNDETERMINED),
    "met": (Answer.PASS.value, Answer.PASS),
}


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = reports.sheet(room.plan, room.programme, room.sheet)
    mine = [line for line in sheet.lines if room.told(line.part.part.county, line.part.part.enterprise)]
    county, kind, wanted = (request.GET.get(name, "").strip() for name in ("county", "kind", "q"))
    if kind not in _KINDS:
        raise Http404(f"没有“{kind}”这一类")
    asked_for = _KINDS[kind][1]
    shown = [
        line
        for line in mine
        if (not county or line.part.part.county == county)
        and (asked_for is None or any(_waits(one, asked_for) for one in line.standings))
        and (wanted in line.facility or wanted in line.part.part.enterprise_name)
    ]
    context = {
        "gates": sheet.gates,
        "mine": mine,
        "columns": [("设施", ""), ("县（市）", ""), ("时限", ""), *((one.label, "") for one in sheet.gates)],
        "shown": shown,
        "hidden": len(sheet.lines) - len(mine),
        "kinds": [(name, words) for name, (words, _) in _KINDS.items()],
        "asked_for": {"county": county, "kind": kind, "q": wanted},
        "filtered": bool(county or kind or wanted),
        "address": _address,
        "count": lambda one: _count(mine, one.id),
    }
    return answer(request, room, "gates.html", context)


@require_safe
def one(request: HttpRequest, gate: str, part: str, facility: str = "") -> HttpResponse:
    room = enter(request)
    asked = next((each for each in reports.releasing(room.plan) if each.id == gate), None)
    listed = next((each for each in room.sheet.parts if each.part.part == part), None)
    if asked is None or listed is None or not room.told(listed.part.county, listed.part.enterprise):
        raise Http404(f"没有 {gate} {part} 这一页")
    if facility not in (listed.part.facilities or ("",)):
        raise Http404(f"{part} 名下没有“{facility}”")
    case = gates.case(
        room.plan, room.programme, listed.part.part, facility, room.as_of, room.as_of, room.known
    )
    if case is None:
        raise Http404(f"没有 {gate} {part} 这一页")
    case = _asked(request, reports.planned(room.programme, asked, case))
    standing = reports.shown(gates.standing(room.plan, room.programme, asked, case), room.sight)
    key = gates.key(asked, case)
    papers = room.programme.releases.papers.get(key)
    overrides = room.programme.releases.overrides.get(key)
    context = {
        "gate": asked,
        "listed": listed,
        "facility": facility,
        "one": standing,
        "planned_on": case.on,
        "faults": tuple(releasepapers.since_given(room.plan, room.programme, asked, case)),
        "papers": papers.known(room.known) if papers is not None else (),
        "overrides": {each.seq: each.value for each in overrides.entries} if overrides is not None else {},
        "condition": closure_rules.facility_standing(
            room.programme, listed.part.part, facility, room.as_of, room.known
        )
        if facility
        else None,
        "ledger": ledger_mark(room.programme, listed.part, facility, room.as_of, room.known)
        if facility
        else "",
        "marks": gates.marks(room.plan, room.programme, case.listed, facility, room.as_of, room.known),
        "questions": room.plan.open_questions,
        "onsite": onsite(
            request,
            room,
            catalogue.tag(RecordCondition),
            _PURPOSES[asked.releases],
            {"part": part, "facility": facility},
        )
        if facility and not standing.done
        else None,
        "knows": partial(_knows, standing=standing),
        "seen_at": partial(_seen_at, room, standing),
        "others": [each for each in reports.releasing(room.plan) if each.id != gate],
        "address": _address,
        "title_of": lambda tag: (
            catalogue.title(command) if (command := catalogue.command(tag)) is not None else ""
        ),
    }
    return answer(request, room, "gate.html", context)


def _seen_at(room: Room, standing: Standing, line: Line) -> tuple[str, str] | None:
    """The page on which what answers a condition is kept, and what it is called."""
    case, need = standing.case, line.condition.need
    if need in courts.NEEDS:
        sealed = courts.on_facility(room.programme, case)
        return (f"/courts#seal-{sealed[-1].seq}", "看查封") if sealed else None
    if need in utilities.NEEDS:
        return f"/utilities/{case.enterprise}?on={case.on.isoformat()}", "看余缺"
    if need in workers.NEEDS:
        return f"/workers/{case.enterprise}", "看职工安置"
    if need in workplans.NEEDS:
        return f"/workplans/{case.enterprise}", "看工作方案"
    if need in risks.NEEDS:
        return "/risks", "看风险与应急"
    return None


def _asked(request: HttpRequest, planned: Case) -> Case:
    """The case for the day in the address, if there is one."""
    try:
        return msgspec.structs.replace(planned, on=date.fromisoformat(request.GET.get("on", "")))
    except ValueError:
        return planned


def _address(gate: str, key: str) -> str:
    return f"/gates/{quote(gate)}/{quote(key.rstrip('/'))}"


def _waits(one: Standing, answer: Answer) -> bool:
    """Whether this is what keeps a paper back, or would let it be given: what has been done waits for nothing."""
    return one.answer is answer and one.done is None


def _count(lines: list[GateLine], gate: str) -> dict[str, int]:
    standings = [one for line in lines for one in line.standings if one.gate.id == gate]
    return {
        "all": len(standings),
        "released": sum(one.release is not None for one in standings),
        "done": sum(one.done is not None and one.release is None for one in standings),
        **{name: sum(_waits(one, word) for one in standings) for name, (_, word) in _KINDS.items() if word},
    }


def _knows(tag: str, standing: Standing, condition: str = "", field: str = "") -> dict[str, str]:
    """What a form opened from here knows already, of the fields its command has."""
    case, command = standing.case, catalogue.command(tag)
    known = {
        "gate": standing.gate.id,
        "condition": condition,
        "field": field,
        "subject": f"facility:{case.id}" if case.id is not None else "",
        "part": case.part,
        "facility": case.facility,
        "listed_name": case.facility,
        "planned_on": case.on.isoformat(),
        "enterprise": case.enterprise,
        "county": case.county or "",
    }
    fields = {field.name for field in catalogue.fields(command)} if command is not None else set()
    return {name: value for name, value in known.items() if name in fields and value}
