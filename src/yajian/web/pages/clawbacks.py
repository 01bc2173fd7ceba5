"""收回: one clawback on a page of its own, from the opinion on a county to the last fen that came in or went back to it."""

from collections.abc import Iterator
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue
from yajian.core.facts.clawbacks import ReceiptWithdrawn
from yajian.core.history import Entry
from yajian.core.programme import AnyFact
from yajian.core.reports import clawbacks as reports
from yajian.core.rules import payments
from yajian.core.words import QuestionId, Recorded, Seq
from yajian.web.pages.paying import on_the_register
from yajian.web.pages.room import Room, answer, enter


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was entered, and what took its place or took it away since, as far as was known by then."""

    recorded: Recorded[AnyFact]
    gone: Seq | None = None
    replaced: bool = False

    @property
    def title(self) -> str:
        return catalogue.title(type(self.recorded.fact))


@require_safe
def one(request: HttpRequest, opinion: int) -> HttpResponse:
    room = enter(request)
    found = reports.matter(room.plan, room.programme, Seq(opinion), room.as_of, room.known)
    if found is None or not room.told(found.standing.fact.county):
        raise Http404(f"到所选的日期为止没有第 {opinion} 条收回")
    steps = sorted(
        (*_steps(room, Seq(opinion)), *_answers(room, found.question)), key=lambda one: one.recorded.seq
    )
    context = {
        "one": found,
        "steps": steps,
        "recorded": {one.recorded.seq: one.recorded for one in steps},
        "answered": room.office.recorded(found.confirmed.seq) if found.confirmed is not None else None,
        "papers": on_the_register(room, (getattr(step.recorded.fact, "document", "") for step in steps)),
        "levels": payments.LEVELS,
        "questions": room.plan.open_questions,
    }
    return answer(request, room, "clawback.html", context)


def _steps(room: Room, opinion: Seq) -> Iterator[Step]:
    """Every entry of the matter; what was put right or withdrawn stays, and what withdrew it stands there itself."""
    entries = room.programme.clawbacks.matters[opinion].entries
    mine = {one.seq for one in entries}
    for entry in entries:
        if not _told(room, entry):
            continue
        gone = entry.corrected_by
        if gone is not None and room.known is not None and gone > room.known:
            gone = None
        yield Step(recorded=room.office.recorded(entry.seq), gone=gone, replaced=gone in mine)
        if gone is not None and gone not in mine:
            withdrawal = room.office.recorded(gone)
            assert isinstance(withdrawal.fact, ReceiptWithdrawn)
            yield Step(recorded=withdrawal)


def _answers(room: Room, question: QuestionId | None) -> Iterator[Step]:
    """What was said of the reading that counts, and what took it back."""
    said = room.programme.charter.answers.get(question) if question is not None else None
    entries = said.entries if said is not None else ()
    mine = {one.seq for one in entries}
    for entry in entries:
        if not _told(room, entry):
            continue
        gone = entry.corrected_by
        if gone is not None and room.known is not None and gone > room.known:
            gone = None
        yield Step(recorded=room.office.recorded(entry.seq), gone=gone, replaced=gone in mine)
        if gone is not None and gone not in mine:
            yield Step(recorded=room.office.recorded(gone))


def _told(room: Room, entry: Entry[Any]) -> bool:
    return entry.effective <= room.as_of and (room.known is None or entry.seq <= room.known)
