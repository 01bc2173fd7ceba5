"""到场: what was seen and where, with a picture; sent again, it is one visit; and it shuts nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.core.test_acceptance import part
from tests.given import SCAN, Desk, recorded, refused, with_letter
from yajian.core import flags
from yajian.core.decisions.visits import Record
from yajian.core.facts.visits import Looked, VisitRecorded
from yajian.core.history import Timeline
from yajian.core.words import Digest, Picture, Seq

LOOK = Picture(digest=Digest("b" * 64), looks=("00ff00ff00ff00ff",))


def visit(desk: Desk, oven: int = 0, evidence: tuple[Digest, ...] = (SCAN,), **said: Any) -> Any:
    listed = part(desk)
    pictures = said.pop("pictures", ())
    day, actor = said.pop("effective", None), said.pop("actor", "示例经办")
    words: dict[str, Any] = {
        "part": listed.part,
        "facility": listed.facilities[oven],
        "purpose": "日常检查",
        "looked": {"炉体": "已冷", "煤气": ""},
        "at": "09:40",
        "where": "焦侧东端",
        "latitude_e6": 35_025_000,
        "longitude_e6": 111_010_000,
        "accuracy_m": 12,
    } | said
    return desk.ask(Record(**words), evidence=evidence, pictures=pictures, effective=day, actor=actor)


def test_a_visit_says_what_was_seen_where_and_when_and_moves_nothing() -> None:
    desk = with_letter()
    before = desk.programme.closures
    [fact] = recorded(visit(desk))
    assert isinstance(fact, VisitRecorded)
    assert fact.looked == (Looked(what="炉体", found="已冷"),)  # what was not looked at is not said
    assert before.conditions == desk.programme.closures.conditions


def test_the_same_visit_sent_again_is_one() -> None:
    desk = with_letter()
    recorded(visit(desk, pictures=(LOOK,)))
    day = desk.now.date()
    assert recorded(visit(desk, pictures=(LOOK,), effective=day)) == ()
    assert len(recorded(visit(desk, pictures=(LOOK,), effective=day, at="10:40"))) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"facility": "9号"}, "visits.record.no-such-facility"),
        ({"looked": {"炉体": " "}, "note": " "}, "visits.record.nothing-said"),
        ({"at": "25:00"}, "visits.record.no-time"),
        ({"longitude_e6": None}, "visits.record.no-place"),
        ({"latitude_e6": 91_000_000}, "visits.record.no-place"),
        ({"evidence": ()}, "visits.record.no-evidence"),
    ],
)
def test_a_visit_names_its_place_and_shows_it(said: dict[str, Any], code: str) -> None:
    refused(visit(with_letter(), **said), code)


def test_without_a_place_of_the_telephone_words_will_do() -> None:
    recorded(visit(with_letter(), latitude_e6=None, longitude_e6=None, accuracy_m=None))


def test_a_picture_of_an_earlier_visit_is_flagged_and_of_the_same_hour_not() -> None:
    desk = with_letter()
    recorded(visit(desk, pictures=(LOOK,)))
    day = desk.now.date()
    recorded(visit(desk, pictures=(LOOK,), effective=day, note="再看"))
    assert flags.flags(desk.programme) == ()
    recorded(visit(desk, oven=1, pictures=(LOOK,), effective=day))
    assert [one.kind for one in flags.flags(desk.programme)] == ["picture"]


def days(desk: Desk, known: Seq | None = None) -> list[date]:
    listed = part(desk)
    line = desk.programme.visits.paid.get((listed.part, listed.facilities[0]), Timeline())
    return [one.effective for one in line.known(known)]


def ask_compared(desk: Desk, day: date, oven: int = 0, **said: Any) -> Any:
    """With the picture as the office compares it: like whatever entry held it before."""
    return visit(desk, oven=oven, pictures=(LOOK,), effective=day, **said)


@pytest.mark.parametrize("moved", [-2, 2])
def test_a_visit_entered_under_a_wrong_day_is_put_right_and_accuses_nobody(moved: int) -> None:
    desk = with_letter()
    desk.now += timedelta(days=20)
    wrong = desk.now.date() - timedelta(days=5)
    right = wrong + timedelta(days=moved)
    recorded(ask_compared(desk, wrong))
    entry = Seq(desk.programme.seq)
    [fact] = recorded(ask_compared(desk, right, latitude_e6=None, longitude_e6=None, accuracy_m=None))
    assert isinstance(fact, VisitRecorded)
    assert fact.corrects == entry
    assert fact.latitude_e6 == 35_025_000, "where the telephone was then, and not where it is put right"
    assert (days(desk), days(desk, entry)) == ([right], [wrong])
    assert flags.flags(desk.programme) == ()
    assert recorded(ask_compared(desk, right)) == ()
    recorded(ask_compared(desk, wrong))
    assert days(desk) == [wrong], "and back again"
    assert flags.flags(desk.programme) == ()


def test_a_day_put_right_clears_no_picture_that_was_used_elsewhere() -> None:
    desk = with_letter()
    desk.now += timedelta(days=20)
    wrong, right = date(2020, 1, 8), date(2020, 1, 6)
    recorded(ask_compared(desk, wrong))
    first = desk.programme.seq
    recorded(ask_compared(desk, right, oven=1))
    borrowed = desk.programme.seq
    recorded(ask_compared(desk, right))
    assert [(one.raised, one.against) for one in flags.flags(desk.programme)] == [(borrowed, first)]
    recorded(ask_compared(desk, date(2020, 1, 3), oven=1))
    assert [one.raised for one in flags.flags(desk.programme)] == [borrowed]
    assert flags.flags(desk.programme)[0].since == date(2020, 1, 3)


def test_another_person_or_another_look_is_another_visit() -> None:
    desk = with_letter()
    desk.now += timedelta(days=20)
    recorded(ask_compared(desk, date(2020, 1, 8)))
    recorded(ask_compared(desk, date(2020, 1, 6), looked={"炉体": "还热"}))
    recorded(ask_compared(desk, date(2020, 1, 5), actor="别人"))
    assert days(desk) == [date(2020, 1, 5), date(2020, 1, 6), date(2020, 1, 8)]
    assert len(flags.flags(desk.programme)) == 2
