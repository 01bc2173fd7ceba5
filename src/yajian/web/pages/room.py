"""What every page stands on: one image of the books, the plan of the day asked about, and the frame's words."""

from datetime import date
from functools import partial
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from yajian.core import catalogue
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.progress import Progress, progress
from yajian.core.reports.sentences import sentence
from yajian.core.words import SHANGHAI, Seq
from yajian.transact import Office
from yajian.web import history
from yajian.web.permitted import why_not
from yajian.web.render import render
from yajian.web.shell import Shell


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """One request's view of the office: nothing in it changes while the page is made."""

    office: Office
    programme: Programme
    plan: Plan
    as_of: date
    known: Seq | None
    sheet: Progress


def enter(request: HttpRequest) -> Room:
    """The room as of the two dates of the address; dates nobody can read are told by the frame."""
    office: Office = request.office
    asked = history.asked(request.GET)
    programme = office.programme
    known = office.known_at(asked.known_at) if asked.known_at is not None else None
    as_of = asked.as_of or office.today()
    shown = asked.known_at.strftime("%Y-%m-%d %H:%M") if asked.known_at is not None else None
    plan = office.plan(as_of, known)
    return Room(
        office=office,
        programme=programme,
        plan=plan,
        as_of=as_of,
        known=known,
        sheet=progress(plan, programme, as_of, known, shown),
    )


def answer(
    request: HttpRequest, room: Room, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page, inside the frame that says whose office it is and as of when."""
    sheet, head = room.sheet, room.plan.programme
    answers = len(room.plan.open_questions) - sheet.open_questions
    shell = Shell(
        office=f"{head.short_title}办公室",
        organ=head.city,
        title=head.title,
        document_no=head.document_no,
        revision=f"第 {head.revision} 版" + (f"，含 {answers} 项答复" if answers else ""),
        seq=sheet.seq,
        as_of=room.as_of,
        known_at=sheet.known_at,
        counts={"/questions": sheet.open_questions},
    )
    common = {
        "shell": shell,
        "room": room,
        "sheet": sheet,
        "clauses_of": lambda names: [room.plan.clauses[name] for name in names],
        "carried": _carried(request, room),
        "sentence": partial(sentence, room.plan, sheet),
        "why_not": partial(why_not, request, room.plan, room.programme),
        "moment": lambda instant: f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
    }
    return render(request, template, common | context, status=status)


def _carried(request: HttpRequest, room: Room) -> list[tuple[Seq, str]] | None:
    """What a form has just recorded, as the address it came back to says; None if it says nothing."""
    first, _, last = request.GET.get("recorded", "").partition("-")
    if not first.isdecimal() or not (last or first).isdecimal():
        return None
    upto = min(int(last or first), room.programme.seq, int(first) + 9)
    entries = room.office.history(int(first) - 1, upto) if int(first) > 0 else ()
    return [(one.seq, catalogue.title(type(one.fact))) for one in entries]
