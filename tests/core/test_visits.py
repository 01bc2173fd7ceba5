"""到场: what was seen and where, with a picture; sent again, it is one visit; and it shuts nothing."""

from typing import Any

import pytest

from tests.core.test_acceptance import part
from tests.given import SCAN, Desk, recorded, refused, with_letter
from yajian.core import flags
from yajian.core.decisions.visits import Record
from yajian.core.facts.visits import Looked, VisitRecorded
from yajian.core.words import Digest, Picture

LOOK = Picture(digest=Digest("b" * 64), looks=("00ff00ff00ff00ff",))


def visit(desk: Desk, oven: int = 0, evidence: tuple[Digest, ...] = (SCAN,), **said: Any) -> Any:
    listed = part(desk)
    pictures = said.pop("pictures", ())
    day = said.pop("effective", None)
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
    return desk.ask(Record(**words), evidence=evidence, pictures=pictures, effective=day)


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
