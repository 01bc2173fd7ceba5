"""条文, 待明确事项, 文件: the plan's text beside what it asks, and one form that answers what it leaves open."""

import secrets
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from yajian.core.decisions.charter import AnswerQuestion, RegisterDocument
from yajian.core.reports import charter as reports
from yajian.core.reports.closure import to_review
from yajian.core.rules.charter import listed_on, recorded_on, reopened
from yajian.core.words import Digest, DocumentNo, QuestionId, Refusal, iso_date
from yajian.evidence import EvidenceRefused, NotKept
from yajian.transact import Office, Refused
from yajian.web.acting import Acting, acting
from yajian.web.pages.room import Room, answer, enter, today
from yajian.web.places import Unreadable, places, settled


@require_safe
def clauses(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    lines = reports.clauses(room.plan, room.programme, room.sheet, room.known)
    wanted = request.GET.get("q", "").strip()
    shown = [line for line in lines if wanted in line.clause.text or wanted in line.clause.cite]
    context = {
        "lines": shown,
        "all": len(lines),
        "wanted": wanted,
        "questions": room.plan.open_questions,
    }
    return answer(request, room, "clauses.html", context)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    lines = reports.questions(room.plan, room.programme, room.as_of, room.known)
    only, wanted = request.GET.get("only", ""), request.GET.get("q", "").strip()
    shown = [
        line
        for line in lines
        if (not only or (only == "open") == (line.answer is None))
        and any(wanted in text for text in (line.question.question, line.question.topic, line.question.id))
    ]
    context = {
        "lines": shown,
        "all": len(lines),
        "only": only,
        "wanted": wanted,
        "reopened": reopened(room.plan, room.programme, room.as_of, room.known),
        "clauses": room.plan.clauses,
        "to_review": lambda one: to_review(room.plan, one),
    }
    return answer(request, room, "questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, name: str) -> HttpResponse:
    room = enter(request)
    if name not in room.plan.open_questions:
        raise Http404(f"待明确事项中没有 {name}")
    given = {"command_id": secrets.token_hex(16), "effective": today().isoformat()}
    if request.method != "POST":
        return _form(request, room, QuestionId(name), given, None)
    given |= {key: str(value).strip() for key, value in request.POST.items()}
    declined = _answer(request, room, QuestionId(name), given)
    if declined is None:
        return HttpResponseRedirect(f"/questions/{name}?saved=1")
    return _form(request, room, QuestionId(name), given, declined)


def _form(
    request: HttpRequest, room: Room, name: QuestionId, given: dict[str, str], declined: Refusal | str | None
) -> HttpResponse:
    """The question with its form. `declined` is a refusal, or a sentence about what could not be read."""
    context = {
        "line": reports.question(room.plan, room.programme, name, room.as_of, room.known),
        "listed": listed_on(room.programme, name),
        "conditions": recorded_on(room.plan, room.programme, name, room.known),
        "places": places(room.plan, name),
        "asks": [
            {**room.plan.organisations, **room.plan.groups}.get(one)
            for one in room.plan.open_questions[name].ask
        ],
        "documents": reports.documents(room.programme),
        "given": given,
        "refusal": declined if isinstance(declined, Refusal) else None,
        "fault": declined if isinstance(declined, str) else "",
        "saved": "saved" in request.GET,
    }
    return answer(request, room, "question.html", context, status=200 if declined is None else 422)


def _answer(
    request: HttpRequest, room: Room, name: QuestionId, given: dict[str, str]
) -> Refusal | str | None:
    """Register the document if a scan came with the form, then the answer. Both may be sent again."""
    office, who = room.office, acting(request)
    effective = _date(given.get("effective", ""))
    if effective is None:
        return "答复日期写作 2020-10-31"
    try:
        values = settled(room.plan, name, given)
    except Unreadable as fault:
        return str(fault)
    number = DocumentNo(given.get("number", "") or given.get("document", ""))
    upload = request.FILES.get("scan")
    if upload is not None:
        issued_on = _date(given.get("issued_on", ""))
        if issued_on is None:
            return "成文日期写作 2020-10-31"
        try:
            scan = office.evidence.put(upload.file)
        except EvidenceRefused as fault:
            return fault.refusal
        except NotKept as fault:
            return str(fault)
        declined = _register(who, office, number, issued_on, scan, given)
        if declined is not None:
            return declined
    command = AnswerQuestion(
        question=name,
        reading=given.get("reading", ""),
        answered_by=given.get("answered_by", ""),
        document=number,
        settles=values,
    )
    outcome = who.transact(office, command, effective=effective, command_id=f"{given['command_id']}-answer")
    return outcome.refusal if isinstance(outcome, Refused) else None


def _register(
    who: Acting, office: Office, number: DocumentNo, issued_on: date, scan: Digest, given: dict[str, str]
) -> Refusal | None:
    command = RegisterDocument(
        number=number, title=given.get("title", ""), issued_on=issued_on, issuer=given.get("issuer", "")
    )
    outcome = who.transact(office, command, effective=today(), evidence=(scan,))
    return outcome.refusal if isinstance(outcome, Refused) else None


def _date(text: str) -> date | None:
    try:
        return iso_date(text)
    except ValueError:
        return None
