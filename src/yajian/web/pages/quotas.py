"""补偿资金: one line a unit from its rate to its last fen; and one unit's whole way, with who said what and when."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian import drafting
from yajian.core.entitlements import Backfills, SharedNotices, names_paid, prices
from yajian.core.reports import clawbacks as clawback_reports
from yajian.core.reports import quotas as reports
from yajian.core.reports.money import TABLES, quota, steps, unpaid
from yajian.core.reports.papers import TITLES
from yajian.core.reports.trail import trail
from yajian.core.rules import applications, auditplans, payments, register
from yajian.core.words import UnitId
from yajian.evidence import Kind
from yajian.web.pages.money import scope
from yajian.web.pages.paying import on_the_register
from yajian.web.pages.room import Room, answer, enter

STAGES = (
    "未定额度",
    "待省审核",
    "额度已审核",
    "额度须重报",
    "待县转报",
    "已转报",
    "待市政府同意",
    "已列支",
    "暂缓",
    "部分下达",
    "已下达",
)


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    found = reports.sheet(room.plan, room.programme, room.as_of, room.known)
    mine = [one for one in found.lines if room.told(one.price.county, one.price.enterprise)]
    county, stage, wanted = (request.GET.get(name, "").strip() for name in ("county", "stage", "q"))
    if stage not in ("", *STAGES):
        raise Http404(f"没有“{stage}”这一步")
    marked = Backfills(room.plan, room.programme, room.known)
    shared = SharedNotices(room.programme, room.known)
    back = clawback_reports.sheet(room.plan, room.programme, room.as_of, room.known)
    context = {
        "tables": TABLES,
        "reckoned": quota.table(scope(room)).whole,
        "money": found,
        "mine": mine,
        "shown": [
            one
            for one in mine
            if county in ("", one.price.county)
            and stage in ("", one.stage)
            and (wanted in one.enterprise_name or wanted in one.unit)
        ],
        "reopened": [one for one in found.reopened if room.told(one.county, one.enterprise)],
        "hidden": len(found.lines) - len(mine),
        "stages": [("", "全部"), *((one, one) for one in STAGES)],
        "asked_for": {"county": county, "stage": stage, "q": wanted},
        "filtered": bool(county or stage or wanted),
        "whole": room.sight.everything,
        "own": reports.added_up(mine),
        "applications": list(applications.standings(room.programme, room.as_of, room.known)),
        "taken_up": frozenset(
            one.application_seq for one in found.lines if one.plan is not None or one.entitled_fen
        ),
        "plans": list(auditplans.standings(room.programme, room.as_of, room.known)),
        "funds": payments.raised(room.programme, room.as_of, room.known),
        "slips": list(payments.standings(room.programme, room.as_of, room.known)),
        "backfilled": lambda slip: [one.words for one in marked.of(slip)],
        "shared_notices": lambda slip: [one.words for one in shared.of(slip)],
        "accounts": _accounts(room),
        "names_paid": lambda firm: names_paid(room.plan, room.programme, firm, room.as_of, room.known),
        "counties_back": [
            one
            for one in back.lines
            if room.told(one.recovery.county)
            and one.recovery.unfinished
            and county in ("", one.recovery.county)
        ],
        "matters": [one for one in back.matters if county in ("", one.fact.county)],
        "beyond": [one for one in back.beyond if county in ("", one.matter.fact.county)],
        "names": {one.id: one.name for one in room.plan.counties},
        "levels": payments.LEVELS,
    }
    return answer(request, room, "money.html", context)


def _accounts(room: Room) -> list[payments.Account]:
    found = (
        payments.account(room.programme, seq, room.as_of, room.known)
        for seq in room.programme.payments.accounts
    )
    return [one for one in found if one is not None]


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    room = enter(request)
    found = reports.sheet(room.plan, room.programme, room.as_of, room.known)
    line = next((each for each in found.lines if each.unit == name), None)
    if line is None or not room.told(line.price.county, line.price.enterprise):
        raise Http404(f"没有产能单元 {name} 的补偿")
    way = trail(room.plan, room.programme, UnitId(name), room.as_of, room.known)
    paces = steps.walk(scope(room), line.price)
    context = {
        "line": line,
        "holds": [unpaid.told_held(scope(room), hold) for hold in line.holds],
        "slips": payments.of_unit(room.programme, UnitId(name), room.known),
        "lock": register.lock(room.plan, room.programme, UnitId(name), room.known),
        "bought_with": register.sharing_a_contract(room.programme, UnitId(name), room.as_of, room.known),
        "paces": paces if any(pace.done is not None for pace in paces) else (),
        "questions": room.plan.open_questions,
        "steps": way,
        "papers": on_the_register(
            room,
            (
                *(step.document for step in way),
                *(pace.done.document for pace in paces if pace.done is not None),
            ),
        ),
        "recorded": {step.seq: room.office.recorded(step.seq) for step in way},
    }
    return answer(request, room, "money-of.html", context)


@require_safe
def flow(request: HttpRequest, ledger: str, name: str) -> HttpResponse:
    """产能流向单 or 资金流向单, to be printed: what the page shows, on one sheet, as of its day."""
    room = enter(request)
    which = next((one for one in TITLES if one == ledger), None)
    listed = next(
        (one for one in prices(room.plan, room.programme, room.as_of, room.known) if one.unit == name), None
    )
    if which is None or listed is None or not room.told(listed.county, listed.enterprise):
        raise Http404(f"没有产能单元 {name} 的流向单")
    known = room.known if room.known is not None else room.programme.seq
    content = drafting.flow(room.office, UnitId(name), which, room.as_of, known)
    response = HttpResponse(content, content_type=Kind.DOCX.value)
    file = quote(f"{name}{TITLES[which]}-{room.as_of.isoformat()}.docx", safe="")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{file}"
    return response
