"""What every page stands on: one image of the books, the plan of the day asked about, and the frame's words."""

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import unquote

import msgspec
from django.http import HttpRequest, HttpResponse

from yajian.core import catalogue
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.progress import Progress, progress
from yajian.core.reports.sentences import sentence
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import SHANGHAI, CountyId, EnterpriseId, Seq
from yajian.transact import Office
from yajian.web import exporting, history, language, navigation
from yajian.web.permitted import why_not
from yajian.web.render import own_address, render
from yajian.web.shell import Shell


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """One request's view of the office: nothing in it changes while the page is made."""

    office: Office
    programme: Programme
    plan: Plan
    as_of: date
    known: Seq | None
    sheet: Progress
    sight: Sight = EVERYTHING

    def told(self, county: CountyId | None, enterprise: EnterpriseId | None = None) -> bool:
        """Whether the page may say of these that something is missing: of records nobody showed it, it may not."""
        return self.sight.owns(county, enterprise)

    @property
    def within(self) -> str:
        """What a sentence begins with that says that there is nothing, or that all is there."""
        return "" if self.sight.everything else "查阅范围内"


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
        sheet=progress(plan, programme, as_of, known, shown, office.sight),
        sight=office.sight,
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
        leaf=_leaf(room),
    )
    common = {
        "shell": shell,
        "room": room,
        "sheet": sheet,
        "clauses_of": lambda names: [room.plan.clauses[name] for name in names],
        "carried": _carried(request, room),
        "sentence": partial(sentence, room.plan, sheet),
        "why_not": partial(why_not, request, room.plan, room.programme),
        "drafts": lambda draws: bool(_template_of(room, draws)),
        "template_of": partial(_template_of, room),
        "moment": lambda instant: f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
    }
    how = request.GET.get("export", "")
    if how not in exporting.FORMATS or status != 200:
        return render(request, template, common | context, status=status)
    page = render(request, template, common | context, spoken=language.CHINESE)  # a file goes to the office
    return _exported(request, room, page, how)


def _template_of(room: Room, draws: str) -> str:
    """The plan's paper that is drawn of this; none where it names no such paper."""
    return next((one.id for one in room.plan.templates.values() if draws and one.draws == draws), "")


def _leaf(room: Room) -> str:
    """The leaf of the last entry the page was made of: it commits to every one before it."""
    head, seq = room.office.head, room.sheet.seq
    if head.seq == seq:
        return head.leaf
    return room.office.leaf(seq)


def _exported(request: HttpRequest, room: Room, page: HttpResponse, how: str) -> HttpResponse:
    """The tables of a page as a file, saying of what the page was made."""
    sheet, head = room.sheet, room.plan.programme
    here = navigation.current(request.path)
    name = here.name if here is not None else "页面"
    about = (
        ("页面", unquote(own_address(request))),
        ("依据", f"{head.document_no}《{head.title}》"),
        ("数据截至", sheet.as_of.isoformat()),
        ("录入至", sheet.known_at or "此刻"),
        ("登记簿", f"至第 {sheet.seq} 条"),
        ("链头", _leaf(room)),
    )
    title = f"{name}-{sheet.as_of.isoformat()}-至第{sheet.seq}条"
    return exporting.response(page.content.decode(), how, title, about)


def _carried(request: HttpRequest, room: Room) -> list[tuple[Seq, str]] | None:
    """What a form has just recorded, as the address it came back to says; None if it says nothing."""
    first, _, last = request.GET.get("recorded", "").partition("-")
    if not first.isdecimal() or not (last or first).isdecimal():
        return None
    upto = min(int(last or first), room.programme.seq, int(first) + 9)
    entries = room.office.history(int(first) - 1, upto) if int(first) > 0 else ()
    return [(one.seq, catalogue.title(type(one.fact))) for one in entries]
