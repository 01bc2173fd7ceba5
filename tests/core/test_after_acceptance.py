"""After acceptance: what it rested on is neither taken back nor moved; what happens now is still recorded."""

from typing import Any

import pytest

from tests.core.test_acceptance import accepted, part
from tests.given import LETTER, SCAN, Desk, correcting, recorded, refused
from tests.steps import paper
from yajian.core.decisions.closure import ApproveMethod, MoveRecord, RecordCondition, VoidRecord
from yajian.core.history import Entry
from yajian.core.rules import closure
from yajian.core.words import Clause, Seq


def shutting(desk: Desk) -> Entry[Any]:
    listed = part(desk)
    entry = closure.reached(desk.programme, listed.part, listed.facilities[0], "shut")
    assert entry is not None
    return entry


def say(desk: Desk, condition: str, corrects: Seq | None = None) -> object:
    listed = part(desk)
    asked = RecordCondition(
        part=listed.part,
        facility=listed.facilities[0],
        condition=condition,
        **correcting(desk, corrects),
    )
    return desk.ask(asked, evidence=(SCAN,))


def void(desk: Desk, record: Seq) -> object:
    return desk.ask(VoidRecord(record=record, reason="现场核实没有关停", document=LETTER))


def move(desk: Desk, record: Seq, to: tuple[str, str], effective: Any) -> object:
    asked = MoveRecord(record=record, part=to[0], facility=to[1], reason="照片上是另一座")  # type: ignore[arg-type]
    return desk.ask(asked, effective=effective, evidence=(SCAN,))


def elsewhere(desk: Desk) -> tuple[str, str]:
    """What stands under another part of the firm, which is not accepted."""
    mine = part(desk)
    other = next(one for one in desk.parts() if one.enterprise == mine.enterprise and one.part != mine.part)
    approved = ApproveMethod(
        part=other.part,
        title="办法",
        pieces={"1号焦炉": None},
        approved_by="示东市人民政府",
        document=paper(desk, "closure.approve-method"),
    )
    recorded(desk.ask(approved))
    return other.part, "1号焦炉"


def test_a_record_an_acceptance_rests_on_is_not_voided_and_says_what_else_to_do() -> None:
    desk = accepted()
    refusal = refused(void(desk, shutting(desk).seq), "closure.part-accepted")
    assert isinstance(refusal.basis, Clause)
    assert "登记现在的状态" in refusal.way_forward
    assert "验收合格" in refusal.finding


def test_what_was_recorded_after_the_acceptance_may_still_be_voided() -> None:
    desk = accepted()
    recorded(say(desk, "死灰复燃"))
    recorded(void(desk, desk.programme.seq))
    assert closure.facility_standing(desk.programme, part(desk).part, part(desk).facilities[0]).counts_as


def test_a_shutting_that_was_accepted_is_not_corrected_into_something_else() -> None:
    desk = accepted()
    refused(say(desk, "在产", corrects=shutting(desk).seq), "closure.part-accepted")


@pytest.mark.parametrize("outward", [True, False])
def test_no_record_is_moved_out_of_an_accepted_part_or_into_one(outward: bool) -> None:
    desk = accepted()
    there = elsewhere(desk)
    if outward:
        entry = shutting(desk)
        outcome = move(desk, entry.seq, there, entry.effective)
    else:
        asked = RecordCondition(part=there[0], facility=there[1], condition="限产")  # type: ignore[arg-type]
        recorded(desk.ask(asked, evidence=(SCAN,)))
        here = part(desk)
        outcome = move(desk, desk.programme.seq, (here.part, here.facilities[0]), desk.now.date())
    refused(outcome, "closure.part-accepted")


def test_what_happens_now_is_still_recorded_of_an_accepted_oven() -> None:
    recorded(say(accepted(), "在产"))
