"""到场: the page of a telephone in a yard. A plain form; with scripts it keeps what could not be sent, and sends it once."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from yajian.core import catalogue
from yajian.core.decisions.acceptance import Check
from yajian.core.decisions.visits import Record
from yajian.core.reports import acceptance
from yajian.core.reports import visits as reports
from yajian.core.words import Digest, PartId, Refusal
from yajian.evidence import Kind
from yajian.web.acting import acting
from yajian.web.addresses import told
from yajian.web.forms import Given, Outcome, carry_out, fresh, given, keep_files
from yajian.web.onsite import PATH, THEN
from yajian.web.pages.room import Room, answer, enter
from yajian.web.permitted import why_not

_JSON = "application/json"
_PHOTOS = (Kind.JPEG, Kind.PNG)


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest) -> HttpResponse:
    """The form; asked by the script, who is signed in and the token of the day."""
    by_script = request.headers.get("Accept") == _JSON
    room = enter(request)
    if request.method != "POST":
        if by_script:
            return JsonResponse({"token": get_token(request), "person": acting(request).actor})
        return _page(request, room, Outcome(given=fresh(given(request.GET), room.office.today())))
    outcome = _with_a_photo(room, keep_files(room.office, _placed(given(request.POST)), request.FILES))
    if not outcome.faults:
        outcome = carry_out(
            room.office, acting(request), Record, outcome.given, today=room.office.today(), known={}
        )
    step = outcome.given.text("for")
    then = _to_the_step(room, step, outcome.given) if catalogue.command(step) is not None else ""
    if by_script:
        return _said(outcome, then)
    if outcome.recorded is None:
        return _page(request, enter(request), outcome)
    return HttpResponseRedirect(then) if then else told(PATH, outcome.recorded)


def _with_a_photo(room: Room, outcome: Outcome) -> Outcome:
    """A visit is shown by a photograph, and a text by another name is none. Where no file came, the core says so itself."""
    files = [Digest(digest) for digest, _ in outcome.given.kept("kept")]
    if outcome.faults or not files or any(room.office.evidence.kind(one) in _PHOTOS for one in files):
        return outcome
    return Outcome(
        given=outcome.given, faults={"attach": "附件里没有照片，请附 JPEG 或 PNG 的照片，至少一张"}
    )


def _placed(held: Given) -> Given:
    """The choice of an oven is one: part/oven, or the ledger's id alone; what was not looked at is not said."""
    unseen = {
        f"looked:{at}:key": ("",) for at in range(len(reports.CHECKS)) if not held.text(f"looked:{at}:value")
    }
    part, _, facility = held.text("oven").rpartition("/")
    return held.but(**unseen, **({"part": (part,), "facility": (facility,)} if facility else {}))


def _said(outcome: Outcome, then: str) -> JsonResponse:
    """What came of it, for the script: recorded and where it goes on, or why not and whether it is worth sending again."""
    if outcome.recorded is not None:
        return JsonResponse({"recorded": list(outcome.recorded), "then": then})
    return JsonResponse({"why": _in_words(outcome.refusal, outcome)}, status=422)


def _in_words(refusal: Refusal | None, outcome: Outcome) -> str:
    if refusal is not None:
        return f"{refusal.finding}。{refusal.way_forward}。"
    labels = {field.name: field.title for field in catalogue.fields(Record)} | {"": "这张表"}
    return "；".join(f"{labels.get(name, name)}：{words}" for name, words in outcome.faults.items()) + "。"


def _to_the_step(room: Room, step: str, held: Given) -> str:
    """The form of the step the visit was made for, with the pictures just received and what the code on the page held."""
    files = [f"{digest} {words}" for digest, words in held.kept("kept")]
    filled: list[tuple[str, str]] = [("part", held.text("part")), ("facility", held.text("facility"))]
    filled += [("effective", held.text("effective")), *(("kept", one) for one in files)]
    filled += _then(held)
    if step == catalogue.tag(Check):
        filled += _looked(room, held)
    return f"/do/{step}?{urlencode(filled)}"


def _then(held: Given) -> list[tuple[str, str]]:
    return [
        (name.removeprefix(THEN), held.text(name)) for name in sorted(held.texts) if name.startswith(THEN)
    ]


def _looked(room: Room, held: Given) -> Iterator[tuple[str, str]]:
    """The rows of an acceptance visit: each oven and each check, and beside the one gone to, what was seen there."""
    part, oven = PartId(held.text("part")), held.text("facility")
    rows = held.rows("looked", ("key", "value"))
    seen = "；".join(
        [*(f"{what}：{found}" for what, found in rows if found), *filter(None, [held.text("note")])]
    )
    for at, what in enumerate(acceptance.to_look_at(room.plan, room.programme, part, room.as_of)):
        yield f"looked:{at}:key", what
        if what == oven:
            yield f"looked:{at}:found", seen


def _ovens(room: Room, held: Given) -> tuple[tuple[str, str], ...]:
    """Those that may be gone to; of the part that the code on the page was of, until one of them is chosen."""
    ovens = tuple(reports.ovens(room.plan, room.programme, room.sight))
    part = held.text("part") if not held.text("facility") else ""
    mine = tuple(one for one in ovens if one[0].startswith(f"{part}/"))
    return mine if part and mine else ovens


def _page(request: HttpRequest, room: Room, outcome: Outcome) -> HttpResponse:
    held = outcome.given
    chosen = "/".join(filter(None, (held.text("part"), held.text("facility"))))
    step = catalogue.command(held.text("for"))
    context = {
        "given": held,
        "chosen": chosen,
        "ovens": _ovens(room, held),
        "purposes": tuple((one, one) for one in reports.PURPOSES),
        "checks": tuple((at, one, held.text(f"looked:{at}:value")) for at, one in enumerate(reports.CHECKS)),
        "faults": outcome.faults,
        "refusal": outcome.refusal,
        "barred": why_not(request, room.plan, room.programme, catalogue.tag(Record)),
        "then": [(f"{THEN}{name}", one) for name, one in _then(held)],
        "step": catalogue.title(step) if step is not None else "",
        "visits": reports.latest(room.plan, room.programme, room.as_of, room.known),
        "person": acting(request).actor,
    }
    declined = bool(outcome.faults or outcome.refusal)
    return answer(request, room, "visit.html", context, status=422 if declined else 200)
