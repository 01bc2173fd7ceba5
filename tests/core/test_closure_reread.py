"""待复核: an answer has a recorded condition count otherwise, and the record waits for who entered it to look again."""

from datetime import date
from typing import Any

from tests.core.test_closure import DUE, named, sheet
from tests.core.test_closure_records import SIGNERS, line, move
from tests.given import LETTER, SCAN, Desk, answer, correcting, recorded, refused, with_letter
from yajian.core.decisions.charter import ReviewReopened, WithdrawAnswer
from yajian.core.decisions.closure import RecordCondition, StateOpening
from yajian.core.facts.closure import ConditionRecorded
from yajian.core.plan import FacilityCondition
from yajian.core.reports.closure import as_builtins, facilities, history, to_review
from yajian.core.reports.explain import explain
from yajian.core.rules.charter import Reopened, recorded_on, reopened
from yajian.core.words import QuestionId, Seq

HOT = date(2020, 1, 5)  # from this day the oven is held hot
ANSWERED = date(2020, 3, 1)


def held_hot(desk: Desk) -> tuple[FacilityCondition, str, QuestionId]:
    """The one condition whose reading the plan leaves open, with the place of its reading and the question."""
    ((place, held),) = [
        (f"facility_types.{kind.id}.conditions.{one.id}.reading", one)
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.reading.question is not None
    ]
    assert held.reading.question is not None
    return held, place, held.reading.question


def hold(desk: Desk, oven: int = 0, day: date = HOT, **changes: Any) -> object:
    held, _, _ = held_hot(desk)
    part = named(desk)
    said = correcting(desk, changes.get("corrects")) | changes
    asked = RecordCondition(part=part.part, facility=part.facilities[oven], condition=held.id, **said)
    return desk.ask(asked, effective=day, evidence=(SCAN,))


def settle(desk: Desk, reads: str = "shut", day: date = ANSWERED, **changes: Any) -> Seq:
    """Given: the question answered, so that what is held hot counts as this."""
    _, place, question = held_hot(desk)
    recorded(desk.ask(answer(question, settles={place: reads}, **changes), effective=day))
    return desk.programme.seq


def waiting(desk: Desk, as_of: date | None = None, known: Seq | None = None) -> list[Reopened]:
    found = reopened(desk.plan, desk.programme, as_of, known)
    return [one for one in found if one.record is not None]


def review(desk: Desk, thing: str) -> ReviewReopened:
    return ReviewReopened(
        thing=thing, question=held_hot(desk)[2], finding="来函自三月起算，以前维持", document=LETTER
    )


def held() -> tuple[Desk, Seq]:
    """Given: both ovens of a part held hot, and recorded when that did not count as shut."""
    desk = with_letter()
    desk.now = desk.now.replace(year=2020, month=3, day=5)
    recorded(hold(desk, 0))
    recorded(hold(desk, 1))
    return desk, Seq(desk.programme.seq - 1)


def test_nothing_waits_while_nobody_has_answered() -> None:
    desk, _ = held()
    assert waiting(desk) == []
    assert line(desk, 0, DUE.replace(year=2020)).reviews == ()


def test_an_answer_that_reads_a_recorded_condition_otherwise_has_it_looked_at_again() -> None:
    desk, first = held()
    answered = settle(desk)
    one, other = waiting(desk)
    assert one.record is not None
    assert one.record.seq == first
    assert other.record is not None
    assert (one.answered, one.record.document) == (answered, LETTER)
    assert (one.record.was, one.record.now, one.record.organ) == ("stopped", "shut", "示范市工信局")
    part = named(desk)
    assert one.thing == f"{part.part}/{part.facilities[0]}"
    words = to_review(desk.plan, one)
    for said in (f"第{first}条", "停产", "关停", LETTER, f"第{answered}条", "示范市工信局复核"):
        assert said in words


def test_what_waits_counts_as_it_was_recorded_until_somebody_looks() -> None:
    desk, _ = held()
    settle(desk)
    assert sheet(desk, ANSWERED).stages.shut_t == 0


def test_the_facility_its_history_and_the_explanation_say_that_it_waits() -> None:
    desk, first = held()
    settle(desk)
    part = named(desk)
    seen = line(desk, 0, ANSWERED)
    assert [one.record.seq for one in seen.reviews if one.record] == [first]
    (told,) = history(desk.plan, desk.programme, part.part, part.facilities[0])
    assert told.review == seen.reviews[0]
    plainly: Any = as_builtins(facilities(desk.plan, desk.programme, sheet(desk, ANSWERED)))
    assert plainly["facilities"][seen.key]["reviews"][0]["record"] == first
    for key in (f"part.{part.part}", "shut", f"county.{part.county}.shut"):
        found = explain(desk.plan, desk.programme, sheet(desk, ANSWERED), key)
        assert found is not None
        assert sum("复核" in words for words in found.missing) == 2, key
    found = explain(desk.plan, desk.programme, sheet(desk, ANSWERED), f"part.{part.part}")
    assert found is not None
    assert sum("待复核" in one.value for one in found.inputs) == 2


def test_a_correction_reads_the_condition_as_the_answer_does_and_closes_it() -> None:
    desk, first = held()
    settle(desk)
    for oven in (0, 1):
        (fact,) = recorded(hold(desk, oven, corrects=Seq(first + oven)))
        assert isinstance(fact, ConditionRecorded)
        assert fact.counts_as == "shut"
    assert waiting(desk) == []
    assert sheet(desk, ANSWERED).stages.shut_t == named(desk).tonnes
    assert recorded(hold(desk, 0, corrects=first)) == ()


def test_a_review_lets_the_record_stand_and_closes_it() -> None:
    desk, _ = held()
    settle(desk)
    one, other = waiting(desk)
    recorded(desk.ask(review(desk, one.thing)))
    assert waiting(desk) == [other]
    assert recorded(desk.ask(review(desk, one.thing))) == ()
    refused(desk.ask(review(desk, "没有这一座")), "charter.review-reopened.not-waiting")


def test_where_the_answer_holds_only_from_its_day_the_condition_is_entered_anew_from_then() -> None:
    desk, first = held()
    settle(desk)
    (fact,) = recorded(hold(desk, 0, ANSWERED))
    assert isinstance(fact, ConditionRecorded)
    assert fact.counts_as == "shut"
    assert first in [
        one.record.seq for one in waiting(desk) if one.record
    ]  # what was before is still to be seen


def test_another_answer_and_an_answer_taken_back_have_it_looked_at_again() -> None:
    desk, first = held()
    settle(desk)
    recorded(hold(desk, 0, corrects=first))
    recorded(desk.ask(review(desk, waiting(desk)[0].thing)))
    assert waiting(desk) == []
    answered = max(desk.programme.charter.answers[held_hot(desk)[2]].known(), key=lambda one: one.seq).seq
    back = WithdrawAnswer(
        question=held_hot(desk)[2], withdraws=answered, reason="来函已撤回", document=LETTER
    )
    recorded(desk.ask(back))
    (one,) = waiting(desk)
    assert one.record is not None
    assert (one.record.was, one.record.now, one.record.document) == ("shut", "stopped", None)
    assert "答复已撤回" in to_review(desk.plan, one)
    settle(desk, "shut", date(2020, 3, 2))
    (one,) = waiting(desk)  # now the corrected record is right again, and the reviewed one is not
    assert one.record is not None
    assert (one.record.was, one.record.now) == ("stopped", "shut")
    recorded(desk.ask(review(desk, one.thing)))  # the same words, of another answer, are another review
    assert waiting(desk) == []


def test_a_record_moved_to_another_oven_takes_its_old_reading_along_and_waits_there() -> None:
    desk = with_letter()
    desk.now = desk.now.replace(year=2020, month=3, day=5)
    recorded(hold(desk, 0))
    first = desk.programme.seq
    settle(desk)
    recorded(move(desk, first, 1, HOT))
    (one,) = waiting(desk)
    part = named(desk)
    assert one.thing == f"{part.part}/{part.facilities[1]}"


def test_a_statement_of_the_opening_waits_and_is_corrected_like_any_other() -> None:
    desk = with_letter()
    held, _, _ = held_hot(desk)
    part, day = named(desk), date(2020, 1, 1)
    asked: dict[str, Any] = {"part": part.part, "facility": part.facilities[0], "condition": held.id}
    asked |= {"document": LETTER, "signers": SIGNERS}
    recorded(desk.ask(StateOpening(**asked), effective=day))
    stated = desk.programme.seq
    desk.now = desk.now.replace(month=3, day=5)
    settle(desk)
    assert len(waiting(desk)) == 1
    assert len(recorded(desk.ask(StateOpening(**asked, **correcting(desk, stated)), effective=day))) == 1
    assert waiting(desk) == []


def test_what_is_entered_after_the_answer_does_not_wait_nor_does_a_reading_that_changes_nothing() -> None:
    desk = with_letter()
    desk.now = desk.now.replace(year=2020, month=3, day=5)
    recorded(hold(desk, 0))
    first = desk.programme.seq
    _, _, question = held_hot(desk)
    recorded(desk.ask(answer(question, reading="照原读法办"), effective=ANSWERED))
    assert waiting(desk) == []
    settle(desk, day=date(2020, 3, 2))
    recorded(hold(desk, 1))
    (one,) = waiting(desk)
    assert one.record is not None
    assert one.record.seq == first


def test_whoever_asks_as_of_before_the_answer_sees_nothing_of_it() -> None:
    desk, _ = held()
    known_then = desk.programme.seq
    settle(desk)
    before = ANSWERED.replace(day=29, month=2)
    assert waiting(desk, as_of=before) == []
    assert line(desk, 0, ANSWERED, known_then).reviews == ()


def test_whoever_is_about_to_answer_sees_what_it_will_bear_on() -> None:
    desk, first = held()
    _, _, question = held_hot(desk)
    assert [entry.seq for entry in recorded_on(desk.plan, desk.programme, question)] == [first, first + 1]
    other = next(name for name in desk.base.open_questions if name != question)
    assert recorded_on(desk.plan, desk.programme, other) == ()
