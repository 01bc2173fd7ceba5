"""A picture of a few dots or of one colour is nobody's look at an oven, and stands for no evidence of one."""

import pytest

from tests.core.test_acceptance import check, part, ready, report
from tests.core.test_closure import condition
from tests.given import SCAN, Desk, adopted, recorded, refused
from yajian.core.decisions.closure import MoveRecord, RecordCondition
from yajian.core.decisions.flags import ReportActivity
from yajian.core.decisions.visits import Record
from yajian.core.facts.acceptance import LevelChecked
from yajian.core.facts.closure import ConditionRecorded
from yajian.core.words import Command, Digest, Lack, Picture, Seq

OTHER_SCAN = Digest("5" * 64)
LACKS: dict[Lack, str] = {"size": "短边不到200个像素", "sight": "整张几乎是一种颜色"}


def shut(desk: Desk) -> RecordCondition:
    listed = part(desk)
    return RecordCondition(part=listed.part, facility=listed.facilities[0], condition=condition(desk, "shut"))


def asked(desk: Desk) -> dict[str, Command]:
    there = {"part": part(desk).part, "facility": part(desk).facilities[1]}
    return {
        "closure.record-condition": shut(desk),
        "closure.move-record": MoveRecord(record=Seq(len(desk.history)), reason="放反了", **there),  # type: ignore[arg-type]
        "flags.report-activity": ReportActivity(sign="用电", finding="3 万度", **there),  # type: ignore[arg-type]
        "visits.record": Record(purpose="日常检查", note="炉体已冷", **there),  # type: ignore[arg-type]
    }


@pytest.mark.parametrize("lack", LACKS)
@pytest.mark.parametrize("what", asked(adopted()))
def test_where_something_has_to_be_shown_a_picture_of_nothing_shows_nothing(what: str, lack: Lack) -> None:
    desk = adopted()
    recorded(desk.ask(shut(desk), evidence=(SCAN,)))
    empty = Picture(digest=SCAN, lacks=lack)
    on = desk.programme.closures.records[Seq(len(desk.history))].recorded_on
    command = asked(desk)[what]
    refusal = refused(
        desk.ask(command, evidence=(SCAN,), pictures=(empty,), effective=on), f"{what}.no-evidence"
    )
    assert LACKS[lack] in refusal.finding
    recorded(desk.ask(command, evidence=(SCAN, OTHER_SCAN), pictures=(empty,), effective=on))


@pytest.mark.parametrize("what", ["closure.record-condition", "closure.move-record", "visits.record"])
def test_words_that_say_how_an_oven_stands_do_not_show_it(what: str) -> None:
    desk = adopted()
    recorded(desk.ask(shut(desk), evidence=(SCAN,)))
    on = desk.programme.closures.records[Seq(len(desk.history))].recorded_on
    command = asked(desk)[what]
    refusal = refused(
        desk.ask(command, evidence=(SCAN,), written=(SCAN,), effective=on), f"{what}.no-evidence"
    )
    assert "附的文字、表格（1份）看不出现场" in refusal.finding
    recorded(desk.ask(command, evidence=(SCAN, OTHER_SCAN), written=(SCAN,), effective=on))


def test_a_sign_of_life_may_be_read_off_figures() -> None:
    desk = adopted()
    recorded(desk.ask(shut(desk), evidence=(SCAN,)))
    recorded(desk.ask(asked(desk)["flags.report-activity"], evidence=(SCAN,), written=(SCAN,)))


@pytest.mark.parametrize("lack", LACKS)
def test_a_visit_towards_acceptance_wants_a_photograph_that_shows_something(lack: Lack) -> None:
    desk = ready()
    recorded(report(desk))
    empty = Picture(digest=SCAN, lacks=lack)
    refusal = refused(check(desk, pictures=(empty,)), "acceptance.check.no-evidence")
    assert LACKS[lack] in refusal.finding
    [fact] = recorded(check(desk, pictures=(empty, Picture(digest=OTHER_SCAN))))
    assert isinstance(fact, LevelChecked)
    assert [one.lacks for one in fact.pictures] == [lack, ""], "what shows nothing is kept, and said to"


def test_a_mirror_image_is_found_and_its_numbers_are_not_kept() -> None:
    desk = adopted()
    first = Picture(digest=SCAN, looks=("00000000ffffffff",))
    recorded(desk.ask(shut(desk), evidence=(SCAN,), pictures=(first,)))
    seq = Seq(len(desk.history))
    turned = Picture(digest=OTHER_SCAN, looks=("0f0f0f0f0f0f0f0f",), mirrored=("00000000ffffffff",))
    listed = part(desk)
    other = RecordCondition(
        part=listed.part, facility=listed.facilities[1], condition=condition(desk, "shut")
    )
    [fact] = recorded(desk.ask(other, evidence=(OTHER_SCAN,), pictures=(turned,)))
    assert isinstance(fact, ConditionRecorded)
    assert fact.pictures[0].like == (seq,)
    assert fact.pictures[0].mirrored == ()
