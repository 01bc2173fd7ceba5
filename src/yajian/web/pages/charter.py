"""条文, 待明确事项, 文件: the plan's text beside what it asks, and one form that answers what it leaves open."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from yajian.core import catalogue
from yajian.core.decisions.charter import AnswerQuestion
from yajian.core.reports import charter as reports
from yajian.core.reports.closure import to_review
from yajian.core.rules.charter import listed_on, recorded_on, reopened
from yajian.core.words import QuestionId
from yajian.web.acting import acting
from yajian.web.forms import Outcome, carry_out, fresh, given, inputs, keep_files
from yajian.web.forms.inputs import labels
from yajian.web.pages.doing import drawing
from yajian.web.pages.room import Room, answer, enter
from yajian.web.permitted import why_not
from yajian.web.places import PREFIX, Unreadable, places, settled


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
    """A question with its form: that of every command, and a field more for each value the plan leaves open."""
    room = enter(request)
    if name not in room.plan.open_questions:
        raise Http404(f"待明确事项中没有 {name}")
    if request.method != "POST":
        return _page(
            request, room, QuestionId(name), Outcome(given=fresh(given(request.GET), room.office.today()))
        )
    outcome = keep_files(room.office, given(request.POST), request.FILES)
    if not outcome.faults:
        outcome = _answer(request, room, QuestionId(name), outcome)
    if outcome.recorded is not None:
        return HttpResponseRedirect(f"/questions/{name}?saved=1")
    return _page(request, enter(request), QuestionId(name), outcome)


def _answer(request: HttpRequest, room: Room, name: QuestionId, sent: Outcome) -> Outcome:
    typed = {
        place: "、".join(sent.given.every(place)) for place in sent.given.texts
    }  # of a list, all boxes ticked
    try:
        values = settled(room.plan, name, typed)
    except Unreadable as fault:
        return Outcome(given=sent.given, faults={PREFIX + fault.path: str(fault)})
    known = {"question": name, "settles": values}
    return carry_out(
        room.office, acting(request), AnswerQuestion, sent.given, today=room.office.today(), known=known
    )


def _page(request: HttpRequest, room: Room, name: QuestionId, outcome: Outcome) -> HttpResponse:
    drawn = inputs(drawing(request, room, AnswerQuestion, outcome), AnswerQuestion, ("question", "settles"))
    offered = places(room.plan, name)
    context = {
        "line": reports.question(room.plan, room.programme, name, room.as_of, room.known),
        "listed": listed_on(room.programme, name),
        "conditions": recorded_on(room.plan, room.programme, name, room.known),
        "places": offered,
        "asks": [
            {**room.plan.organisations, **room.plan.groups}.get(one)
            for one in room.plan.open_questions[name].ask
        ],
        "inputs": drawn,
        "labels": labels(drawn) | {PREFIX.rstrip(":"): "明确的取值"},
        "given": outcome.given,
        "faults": outcome.faults,
        "refusal": outcome.refusal,
        "barred": why_not(request, room.plan, room.programme, catalogue.tag(AnswerQuestion)),
        "saved": "saved" in request.GET,
    }
    declined = bool(outcome.faults or outcome.refusal)
    return answer(request, room, "question.html", context, status=422 if declined else 200)
