"""办事: every command as a form, and all of them on one page. What is recorded is told where one came from."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.views.decorators.http import require_http_methods, require_safe

from yajian.core import catalogue
from yajian.core.authority.steps import OF as STEP_OF
from yajian.core.decisions.acceptance import Check
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.reports.acceptance import to_look_at
from yajian.core.rules.charter import document
from yajian.core.rules.roles import INSTALLER, label, who_may
from yajian.core.words import Command, DocumentNo, PartId
from yajian.web.acting import acting
from yajian.web.addresses import is_local, told
from yajian.web.choices import Books
from yajian.web.forms import Given, Outcome, carry_out, fresh, given, inputs, keep_files
from yajian.web.forms.inputs import Drawing, Input, labels
from yajian.web.pages.paying import beside
from yajian.web.pages.room import Room, answer, enter
from yajian.web.permitted import why_not

_HOME = {  # where an area's work is seen
    "charter": "/questions",
    "targets": "/list",
    "register": "/capacity",
    "closure": "/facilities",
    "duties": "/duties",
    "statements": "/statements",
    "survey": "/survey",
    "organs": "/organs",
    "people": "/people",
    "roles": "/organs",
    "dossier": "/dossiers",
    "lateness": "/as-of",
    "papers": "/papers",
    "releases": "/gates",
    "acceptance": "/acceptance",
    "workplans": "/workplans",
    "risks": "/risks",
    "utilities": "/utilities",
    "workers": "/workers",
    "courts": "/courts",
    "bankstatements": "/reconciliation",
    "flags": "/facilities",
    "visits": "/visit",
    "trades": "/trades",
}


def _drafting(asked: QueryDict) -> str:
    return f"/papers/draft?{asked.urlencode()}"


def _rosters(asked: QueryDict) -> str:
    firm = asked.get("enterprise", "")
    return f"/workers/{quote(firm)}#roster" if firm else "/workers"


def _bank_files(asked: QueryDict) -> str:
    return "/reconciliation#import"


ELSEWHERE: Mapping[str, Callable[[QueryDict], str]] = {  # what has a form of its own, and where that is
    "bankstatements.import-statement": _bank_files,
    "papers.draft": _drafting,
    "workers.submit-roster": _rosters,
}


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All there is to do, by area; whoever looks for a word finds it in titles and in what is asked."""
    room = enter(request)
    wanted = request.GET.get("q", "").strip()
    found = [
        (words, [one for one in commands_of(area) if not wanted or wanted in _words(one) or wanted in words])
        for area, words in catalogue.AREAS.items()
    ]
    context = {
        "areas": [(words, commands) for words, commands in found if commands],
        "wanted": wanted,
        "tag": catalogue.tag,
        "title": catalogue.title,
        "asks": lambda one: [field.title for field in catalogue.fields(one) if field.answered],
    }
    return answer(request, room, "do.html", context)


def commands_of(area: str) -> list[type[Command]]:
    """Those that have a form."""
    commands = (one for one in catalogue.commands() if catalogue.area(one) == area)
    return [one for one in commands if not catalogue.takes_a_file(one) or catalogue.tag(one) in ELSEWHERE]


def _words(command: type[Command]) -> str:
    return " ".join((catalogue.title(command), *(field.title for field in catalogue.fields(command))))


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, tag: str) -> HttpResponse:
    """The form of a command; sent, it carries the command out, once."""
    command = catalogue.command(tag)
    if tag in ELSEWHERE:
        return HttpResponseRedirect(ELSEWHERE[tag](request.GET))
    if command is None or catalogue.takes_a_file(command):
        raise Http404(f"没有 {tag} 这件事可办")
    room = enter(request)
    if request.method != "POST":
        held = _laid_out(room, command, fresh(given(request.GET), room.office.today()))
        return _page(request, room, command, Outcome(given=held))
    outcome = keep_files(room.office, given(request.POST), request.FILES)
    more = outcome.given.text("more")
    if not more and not outcome.faults:
        outcome = carry_out(
            room.office, acting(request), command, outcome.given, today=room.office.today(), known={}
        )
    if outcome.recorded is not None:
        back = outcome.given.text("next")
        return told(back if is_local(back) else _HOME.get(catalogue.area(command), "/do"), outcome.recorded)
    return _page(request, enter(request), command, outcome, more)


def _laid_out(room: Room, command: type[Command], held: Given) -> Given:
    """The record of an acceptance visit, with a row for each oven and each check unless there are rows already."""
    if command is not Check or not held.blank("looked") or not held.text("part"):
        return held
    names = to_look_at(room.plan, room.programme, PartId(held.text("part")), room.office.today())
    return held.but(**{f"looked:{at}:key": (name,) for at, name in enumerate(names)})


def _page(
    request: HttpRequest, room: Room, command: type[Command], outcome: Outcome, more: str = ""
) -> HttpResponse:
    """The form as it stands; 422 if it was declined."""
    held, tag = outcome.given, catalogue.tag(command)
    back = held.text("next")
    drawing_of = drawing(request, room, command, outcome, more)
    drawn = inputs(drawing_of, command)
    context = {
        "command": {
            "tag": tag,
            "title": catalogue.title(command),
            "area": catalogue.AREAS[catalogue.area(command)],
            "who": who_may(tag) or (label(INSTALLER),),
            "verb": f"./run {catalogue.verb(command)}",
        },
        "inputs": drawn,
        "labels": labels(drawn),
        "given": held,
        "faults": outcome.faults,
        "refusal": outcome.refusal,
        "back": back if is_local(back) else "/do",
        "barred": why_not(request, room.plan, room.programme, tag),
        "takes_scan": command is RegisterDocument,
        "beside": beside(room, drawing_of.books, tag, held),
        "days": _days(command, drawn, room),
        "today": room.office.today().isoformat(),
    }
    declined = bool(outcome.faults or outcome.refusal)
    return answer(request, room, "doing.html", context, status=422 if declined else 200)


def _days(command: type[Command], drawn: tuple[Input, ...], room: Room) -> Mapping[str, str]:
    """The day of each paper offered, to be proposed as the day it happened: where the paper is itself the step that is taken.

    What merely proves something is older than it, and a record of what was seen may be written days after.
    """
    if command not in STEP_OF or command is Check:
        return {}
    papers = next((one.options for one in drawn if one.name == "document" and one.paper is not None), ())
    found = ((number, document(room.programme, DocumentNo(number))) for number, _ in papers)
    return {number: entry.value.issued_on.isoformat() for number, entry in found if entry is not None}


def drawing(
    request: HttpRequest, room: Room, command: type[Command], outcome: Outcome, more: str = ""
) -> Drawing:
    """What the inputs of this request's form are drawn from."""
    who = acting(request)
    return Drawing(
        books=Books(
            plan=room.plan,
            programme=room.programme,
            given=outcome.given.single(),
            organ=who.organ if who.role != INSTALLER else "",
            role=who.role,
        ),
        tag=catalogue.tag(command),
        given=outcome.given,
        faults=outcome.faults,
        more=more,
        may_register=why_not(request, room.plan, room.programme, catalogue.tag(RegisterDocument)),
    )
