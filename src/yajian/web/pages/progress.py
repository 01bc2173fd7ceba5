"""驾驶舱 and 数字解释: does it add up, how far is it, and why does every number say what it says."""

from collections.abc import Iterable
from datetime import datetime, time

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.audit import exhibits
from yajian.core import catalogue
from yajian.core.entitlements import Backfills, SharedNotices
from yajian.core.facts.payments import PaymentBounced, PaymentReleased
from yajian.core.facts.releases import GateOverridden, Released
from yajian.core.programme import AnyFact
from yajian.core.reports import inbox as reports
from yajian.core.reports import wording
from yajian.core.reports.change import Change, change, last_month_end
from yajian.core.reports.closure import mark_of
from yajian.core.reports.explain import explain
from yajian.core.reports.inbox import Waiting
from yajian.core.reports.progress import CountyLine, MilestoneLine, PartLine, completed
from yajian.core.reports.releases import readiness
from yajian.core.reports.targets import checks
from yajian.core.rules import payments
from yajian.core.rules.charter import reopened
from yajian.core.rules.dossier import source
from yajian.core.rules.releases import override_under
from yajian.core.rules.roles.counted import is_counted
from yajian.core.words import SHANGHAI, Judged, Light, Recorded, Seq, iso_date
from yajian.web import maps
from yajian.web.drawing import Bar, CountyMap, Kind, Piece, Segment, bar, county_map, curve
from yajian.web.pages import paying
from yajian.web.pages.files import PICTURES, entry_for, opens_files, place_of
from yajian.web.pages.particulars import particulars
from yajian.web.pages.room import Room, answer, enter
from yajian.web.whereabouts import address


@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = room.sheet
    waiting = reports.waiting(room.plan, room.programme, sheet, room.known)
    context = {
        "clauses": room.plan.clauses,
        "batches": bar(
            [
                Segment(
                    tonnes=line.tonnes,
                    pieces=pieces(
                        part for part in sheet.parts if part.counts and part.part.batch == line.batch
                    ),
                    lines=(line.label, f"{line.due.isoformat()} 前" if line.due else "时限未定"),
                    key=f"batch.{line.batch}",
                )
                for line in sheet.batches
            ]
        ),
        "counties": [_county(line, sheet.parts, sheet.target_t) for line in sheet.counties],
        "map": _map(room),
        "curve": curve(
            [(line.due, line.cumulative_t) for line in sheet.milestones],
            completed(sheet) if not sheet.hidden else None,
            room.as_of,
        ),
        "milestones": [_milestone(line) for line in sheet.milestones],
        "unready": [
            (line, ready)
            for line in sheet.parts
            if line.counts and line.shown
            for ready in (readiness(room.plan, room.programme, sheet, line),)
            if ready is not None and ready.lacks and not ready.released
        ],
        "change": _change(request, room),
        "reds": [one for one in waiting if one.judged.light is Light.RED and one.command not in _CHASES],
        "decisions": [one for one in waiting if one.command in _DECISIONS],
        "unreported": _unreported(room, waiting),
        "address": address,
        "checks": checks(room.plan, room.programme, room.as_of, room.known),
        "reopened": reopened(room.plan, room.programme, room.as_of, room.known),
    }
    return answer(request, room, "cockpit.html", context)


_DECISIONS = {"statements.determine", "statements.settle", "charter.review-reopened", "targets.publish-list"}
_CHASES = {"survey.chase"}  # the return itself is among the reds
_REPORTS = {
    "survey.submit-return",
    "targets.set-annual-task",
    "closure.state-opening",
    "duties.state-opening",
}


def _change(request: HttpRequest, room: Room) -> Change:
    """Against the end of last month, or the day of the address, as it was known when that day ended."""
    try:
        since = iso_date(request.GET.get("since", "").strip())
    except ValueError:
        since = last_month_end(room.as_of)
    since = min(since, room.as_of)
    known = room.office.known_at(datetime.combine(since, time.max, SHANGHAI))
    found = change(room.plan, room.programme, room.sheet, since, min(known, room.sheet.seq))
    return msgspec.structs.replace(found, lines=tuple(line for line in found.lines if room.told(line.county)))


def _unreported(room: Room, waiting: tuple[Waiting, ...]) -> list[tuple[str, str, list[Waiting]]]:
    """未报名单: each county with what it has yet to send in."""
    found = [
        (one.id, one.name, [each for each in waiting if each.county == one.id and each.command in _REPORTS])
        for one in room.plan.counties
    ]
    return [one for one in found if one[2]]


def pieces(lines: Iterable[PartLine]) -> tuple[Piece, ...]:
    """What has become of some parts, as a bar draws it."""
    return tuple(Piece(kind=_kind(line), tonnes=line.part.tonnes) for line in lines)


def _kind(line: PartLine) -> Kind:
    standing = line.standing
    if not line.shown:
        return "hidden"
    if standing.accepted_t >= line.part.tonnes:
        return "accepted"
    if standing.dismantled_on is not None:
        return "dismantled"
    if standing.shut_on is not None:
        return "shut"
    return "todo" if standing.recorded else "unrecorded"


def _county(line: CountyLine, parts: tuple[PartLine, ...], whole: int) -> tuple[str, str, Bar, int, str, str]:
    """A row of the county bars: name, address, bar, tonnes, key, note."""
    mine = [part for part in parts if part.counts and part.part.county == line.county]
    largest = max((one.part.tonnes for one in mine), default=0)
    hidden = f"{line.hidden} 个不在查阅范围，" if line.hidden else ""
    told = f"{hidden}{line.unrecorded} 个未录入" if line.hidden < line.parts else "登记不在查阅范围"
    note = f"{line.parts} 个分项，{told}" if largest else "主送单位，清单中没有任务"
    drawn = bar([Segment(tonnes=line.stages.listed_t, pieces=pieces(mine))], whole)
    return (
        line.name,
        f"/list?county={line.county}",
        drawn,
        line.stages.listed_t,
        f"county.{line.county}.listed",
        note,
    )


def _milestone(line: MilestoneLine) -> tuple[str, str, str, str, Judged]:
    """A mark on the line of dates: state, day, title, note, light."""
    state = {Light.GREEN: "done" if line.done_t >= line.cumulative_t else "ahead"}.get(
        line.judged.light, "now"
    )
    note = wording.EVENTS[line.judged_by] + ("，印发时已到期" if line.on_or_before_issue else "")
    return state, line.due.isoformat(), f"累计 {wording.wan_t(line.cumulative_t)} 万吨", note, line.judged


def _map(room: Room) -> CountyMap | None:
    """The county map of this plan, if one stands beside its file; without one the bars say it all."""
    shapes = maps.of(room.plan.programme.id)
    if shapes is None:
        return None
    lines = {line.name: line for line in room.sheet.counties}
    tonnes = {name: line.stages.listed_t for name, line in lines.items()}
    links = {name: f"/list?county={line.county}" for name, line in lines.items()}
    return county_map(shapes, tonnes, links)


@require_safe
def explanation(request: HttpRequest, key: str) -> HttpResponse:
    room = enter(request)
    found = explain(room.plan, room.programme, room.sheet, key)
    if found is None:
        raise Http404(f"没有 {key} 这个数字")
    facts = [
        (recorded, catalogue.title(type(recorded.fact)))
        for recorded in map(room.office.recorded, found.facts)
    ]
    marked = {"mark_of": lambda seq: mark_of(room.plan, room.programme, seq)}
    return answer(request, room, "explain.html", {"found": found, "facts": facts} | marked)


def _backfilled(room: Room, recorded: Recorded[AnyFact]) -> list[str]:
    """After which holds a step of a payment was entered that is dated before them."""
    fact = recorded.fact
    payment = fact.payment if isinstance(fact, PaymentReleased) else recorded.seq
    slip = payments.standing(room.programme, payment, None, room.known)
    if slip is None:
        return []
    marks = Backfills(room.plan, room.programme, room.known).of(slip)
    return [one.words for one in marks if one.seq == recorded.seq]


def _shared_notices(room: Room, recorded: Recorded[AnyFact]) -> list[str]:
    """Of which other return the bank's paper of this one is the paper too."""
    fact = recorded.fact
    slip = (
        payments.standing(room.programme, fact.payment, None, room.known)
        if isinstance(fact, PaymentBounced)
        else None
    )
    if slip is None:
        return []
    marks = SharedNotices(room.programme, room.known).of(slip)
    return [one.words for one in marks if one.seq == recorded.seq]


@require_safe
def fact(request: HttpRequest, seq: int) -> HttpResponse:
    """One fact as the journal holds it, to the byte, with the files it came with; of workers in numbers, for who reads no names."""
    room = enter(request)
    recorded = entry_for(request, room, seq)
    kind = type(recorded.fact)
    context = {
        "recorded": recorded,
        "title": catalogue.title(kind),
        "meaning": catalogue.meaning(kind),
        "tag": catalogue.tag(kind),
        "body": room.office.body(seq),
        "mark": mark_of(room.plan, room.programme, Seq(seq)),
        "backfilled": _backfilled(room, recorded),
        "shared_notices": _shared_notices(room, recorded),
        "source": source(room.programme, Seq(seq)),
        "stamped_sheet": getattr(recorded.fact, "stamped_sheet", None),
        "exhibits": exhibits(room.office, recorded) if opens_files(request, room, recorded) else (),
        "pictures": frozenset(PICTURES),
        "place": place_of(recorded.fact),
        "override": override_under(room.programme, recorded.fact)
        if isinstance(recorded.fact, Released | GateOverridden)
        else None,
        "counted": is_counted(recorded.fact) and not room.sight.names,
        "told": particulars(request, room, recorded),
        "money": paying.told(room, paying.of_entry(room, recorded)),
    }
    return answer(request, room, "fact.html", context)
