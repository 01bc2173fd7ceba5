"""产能交易: every trade reported with what it waits for; and one trade condition by condition, with all that was said of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue
from yajian.core.reports import trades as reports
from yajian.core.reports.trades import Line
from yajian.core.rules import trades as rules
from yajian.core.words import Seq
from yajian.web.pages.room import Room, answer, enter

STAGES = ("待核验", "已核验", "已撤回")


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    found = reports.sheet(room.plan, room.programme, room.as_of, room.known)
    mine = [one for one in found.lines if _is_his(room, one)]
    county, stage, wanted = (request.GET.get(name, "").strip() for name in ("county", "stage", "q"))
    if stage not in ("", *STAGES):
        raise Http404(f"没有“{stage}”这一步")
    context = {
        "trades": found,
        "mine": mine,
        "shown": [
            one
            for one in mine
            if county in ("", one.county) and stage in ("", one.trade.stage) and wanted in _words(one)
        ],
        "hidden": len(found.lines) - len(mine),
        "stages": [("", "全部"), *((one, one) for one in STAGES)],
        "asked_for": {"county": county, "stage": stage, "q": wanted},
        "filtered": bool(county or stage or wanted),
        "rule": _price_rule(room),
        "questions": room.plan.open_questions,
        "least": room.plan.capacity.trades.least_t if room.plan.capacity.trades is not None else None,
    }
    return answer(request, room, "trades.html", context)


@require_safe
def one(request: HttpRequest, trade: int) -> HttpResponse:
    room = enter(request)
    line = reports.sheet(room.plan, room.programme, room.as_of, room.known).line(Seq(trade))
    if line is None or not _is_his(room, line):
        raise Http404(f"到所选的日期为止没有第 {trade} 条产能交易")
    entries = room.programme.trades.reported[line.trade.seq].entries
    steps = [
        each
        for each in entries
        if each.effective <= room.as_of and (room.known is None or each.seq <= room.known)
    ]
    context = {
        "one": line,
        "fact": line.trade.fact,
        "steps": [(each, room.office.recorded(each.seq)) for each in steps],
        "title": lambda each: catalogue.title(type(each.value)),
        "title_of": lambda tag: catalogue.title(catalogue.command(tag)),  # type: ignore[arg-type]
        "said": rules.WORDS,
        "questions": room.plan.open_questions,
    }
    return answer(request, room, "trade.html", context)


def _is_his(room: Room, one: Line) -> bool:
    fact = one.trade.fact
    bought = fact.buyer_id is not None and room.told(one.buyer_county, fact.buyer_id)
    return bought or room.told(one.county, fact.enterprise)


def _words(one: Line) -> str:
    fact = one.trade.fact
    return " ".join((one.seller, fact.buyer, fact.document, *(each.unit for each in fact.units)))


def _price_rule(room: Room) -> object:
    """The rule the plan's gate asks of a price, to be told beside the trades."""
    gate = reports.sheet(room.plan, room.programme, room.as_of, room.known).gate
    named = (condition.rule for condition in gate.conditions if condition.rule) if gate is not None else ()
    return next((room.plan.rules[name] for name in named), None)
