"""企业台账 and 一企一档: everyone at a glance, and one enterprise whole with all that was ever recorded of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core.reports.dossier import dossier as dossier_of
from yajian.core.reports.dossier import ledger
from yajian.core.reports.flags import sheet as flags
from yajian.core.reports.timeline import timeline
from yajian.core.rules.roles import may_stand_in
from yajian.core.words import EnterpriseId
from yajian.web.acting import acting
from yajian.web.pages.room import answer, enter


@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    wanted = request.GET.get("q", "").strip()
    found = ledger(room.plan, room.programme, room.as_of, room.known, wanted, room.sight)
    return answer(request, room, "dossiers.html", {"ledger": found, "wanted": wanted})


@require_safe
def dossier(request: HttpRequest, name: str) -> HttpResponse:
    room = enter(request)
    enterprise = EnterpriseId(name)
    found = dossier_of(room.plan, room.programme, enterprise, room.as_of, room.known, room.sight)
    if found is None:
        raise Http404(f"企业台账中没有 {name}")
    told = timeline(room.plan, room.programme, enterprise, room.as_of, room.known)
    happenings = [(one, room.office.recorded(one.seq)) for one in reversed(told)]
    stands_in = may_stand_in(acting(request).role, "statements.report")
    context = {
        "found": found,
        "happenings": happenings,
        "stands_in": stands_in,
        "flags": flags(room.plan, room.programme, room.as_of, room.known).of(enterprise),
    }
    return answer(request, room, "dossier.html", context)
