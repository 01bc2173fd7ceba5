"""职工安置: how many, by enterprise and by way of being settled; what they are called, for the enterprise and the county's HR."""

import secrets
from collections.abc import Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yajian.core.decisions.workers import SettleWorkers
from yajian.core.facts.workers import WorkerId
from yajian.core.reports import workers as reports
from yajian.core.rules import dossier
from yajian.core.rules.roles import ROLES
from yajian.core.rules.workers import EMPLOYMENT
from yajian.core.words import EnterpriseId, Refusal, Seq, iso_date
from yajian.rostering import Unreadable, named, read, roster, twice
from yajian.transact import Refused
from yajian.web.acting import acting
from yajian.web.addresses import told
from yajian.web.forms import carry_out, given
from yajian.web.pages.room import Room, answer, enter
from yajian.web.permitted import why_not

_SUBMIT, _SETTLE, _ERASE = "workers.submit-roster", "workers.settle", "workers.erase-person"
_MOST = 4 << 20  # bytes of a roster: some tens of thousands of people


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    found = reports.sheet(room.plan, room.programme, room.as_of, room.known)
    mine = tuple(one for one in found.firms if room.told(one.county, one.enterprise))
    rostered = room.office.rostered(room.as_of, room.known)
    context = {
        "workers": reports.WorkersSheet(
            as_of=found.as_of, known=found.known, methods=found.methods, firms=mine
        ),
        "twice": {one.enterprise: len(_twice(room, one, rostered)) for one in mine},
        "hidden": len(found.firms) - len(mine),
        "resettlement": room.plan.resettlement,
        "employment": EMPLOYMENT,
        "questions": room.plan.open_questions,
    }
    return answer(request, room, "workers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, enterprise: str) -> HttpResponse:
    """One enterprise's; sent, a month's roster, of which only what is sealed is kept."""
    room = enter(request)
    firm = EnterpriseId(enterprise)
    county = dossier.county_of(room.plan, room.programme, firm, room.as_of, room.known)
    if not dossier.is_known(room.plan, room.programme, firm) or not room.told(county, firm):
        raise Http404(f"没有企业“{enterprise}”")
    if request.method != "POST":
        return _page(request, room, firm)
    if request.POST.get("do") == "reopen":
        return _reopened(request, room, firm)
    try:
        outcome = _submitted(request, room, firm)
    except Unreadable as fault:
        return _page(request, room, firm, fault=str(fault))
    if isinstance(outcome, Refusal):
        return _page(request, room, firm, declined=outcome)
    return told(f"/workers/{enterprise}", outcome)


def _submitted(request: HttpRequest, room: Room, firm: EnterpriseId) -> Refusal | tuple[Seq, ...]:
    """The roster sealed and recorded. Raises Unreadable."""
    barred = why_not(request, room.plan, room.programme, _SUBMIT, {"enterprise": firm})
    if barred:
        raise Unreadable(barred)
    upload = request.FILES.get("file")
    if upload is None or upload.size > _MOST:
        raise Unreadable("没有附名册文件" if upload is None else "名册文件太大，请分月报送")
    month = request.POST.get("month", "").strip()
    day = _day(request, room)
    command = roster(room.office.persons, room.programme.id, firm, month, read(upload.read()))
    outcome = acting(request).transact(
        room.office,
        command,
        effective=day,
        command_id=request.POST.get("command_id") or None,
    )
    if isinstance(outcome, Refused):
        return outcome.refusal
    return tuple(one.seq for one in outcome.facts)


def _day(request: HttpRequest, room: Room) -> date:
    """From when the roster counts; today, where nothing is said. Raises Unreadable."""
    said = request.POST.get("rostered_on", "").strip()
    try:
        return iso_date(said) if said else room.office.today()
    except ValueError:
        raise Unreadable(f"发生日期写作 2020-10-31，看到的是“{said}”") from None


def _reopened(request: HttpRequest, room: Room, firm: EnterpriseId) -> HttpResponse:
    """重新待定: those picked have no way of being settled any more, which the page says and not an empty field."""
    outcome = carry_out(
        room.office,
        acting(request),
        SettleWorkers,
        given(request.POST),
        today=room.office.today(),
        known={"enterprise": firm, "methods": (), "confirmed": "not_yet"},
    )
    if outcome.recorded is not None:
        return told(f"/workers/{firm}", outcome.recorded)
    fault = "没有勾选要重新待定的人，或发生日期不对" if outcome.faults else ""
    return _page(request, enter(request), firm, unpicked=fault, declined=outcome.refusal)


def _page(
    request: HttpRequest,
    room: Room,
    firm: EnterpriseId,
    fault: str = "",
    declined: Refusal | None = None,
    unpicked: str = "",
) -> HttpResponse:
    line = reports.firm(room.plan, room.programme, firm, room.as_of, room.known)
    methods = room.plan.resettlement.methods if room.plan.resettlement is not None else ()
    opens = _reads_names(request)
    context = {
        "line": line,
        "methods": {one.id: one.label for one in methods},
        "resettlement": room.plan.resettlement,
        "employment": EMPLOYMENT,
        "opens": opens,
        "people": named(room.office.persons, room.programme.id, line.crew.people) if opens else (),
        "twice": _twice(room, line, room.office.rostered(room.as_of, room.known)),
        "barred": why_not(request, room.plan, room.programme, _SUBMIT, {"enterprise": firm}),
        "may_settle": not why_not(request, room.plan, room.programme, _SETTLE, {"enterprise": firm}),
        "may_erase": not why_not(request, room.plan, room.programme, _ERASE, {"enterprise": firm}),
        "fault": fault,
        "unpicked": unpicked,
        "declined": declined,
        "month": request.POST.get("month", "") or room.as_of.isoformat()[:7],
        "rostered_on": request.POST.get("rostered_on", "") or room.office.today().isoformat(),
        "today": room.office.today().isoformat(),
        "fresh": lambda: secrets.token_hex(16),
    }
    status = 422 if fault or declined or unpicked else 200
    response = answer(request, room, "workers-of.html", context, status=status)
    if opens:
        response.headers["Cache-Control"] = "no-store"
    return response


def _twice(
    room: Room, line: reports.FirmLine, rostered: Mapping[EnterpriseId, frozenset[WorkerId]]
) -> frozenset[WorkerId]:
    """Who of a firm's is on the roster of another house too."""
    house = {line.enterprise, *dossier.family(room.programme, line.enterprise, room.as_of, room.known)}
    return twice(room.office.persons, room.programme.id, line.crew.people, rostered, house)


def _reads_names(request: HttpRequest) -> bool:
    """By the role one acts in; and never into a file, which would outlive the key."""
    role = ROLES.get(acting(request).role)
    return role is not None and role.names and "export" not in request.GET
