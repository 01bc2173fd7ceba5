"""Units of capacity: on a filing or not at all, five tonnages apart, locked from listing."""

from datetime import date
from typing import Any

import msgspec
import pytest

from tests.given import SCAN, Desk, adopted, recorded, refused
from yajian.core.books.capacity import tonnages
from yajian.core.decisions.register import OpenUnit, StateStanding
from yajian.core.facts.register import StandingStated, UnitOpened
from yajian.core.rules.register import lock
from yajian.core.words import Answer, EnterpriseId, PartId, Seq, Tonnes, UnitId

UNIT = UnitId("示例-1")
DAY = date(2019, 12, 31)


def filing(desk: Desk, **changes: Any) -> OpenUnit:
    part = desk.parts()[0]
    said: dict[str, Any] = {
        "unit": UNIT,
        "enterprise": part.enterprise,
        "filing_no": "示备〔2011〕5号",
        "filed_on": date(2011, 5, 1),
        "filed_t": Tonnes(540_000),
        "part": part.part,
    }
    return OpenUnit(**(said | changes))


def opened() -> Desk:
    desk = adopted()
    recorded(desk.ask(filing(desk), effective=DAY, evidence=(SCAN,)))
    return desk


def state(desk: Desk, built: int, operating: int, stopped: int, day: date = DAY, **changes: Any) -> object:
    said: dict[str, Any] = {
        "unit": UNIT,
        "built_t": Tonnes(built),
        "operating_t": Tonnes(operating),
        "stopped_t": Tonnes(stopped),
    }
    return desk.ask(StateStanding(**(said | changes)), effective=day, evidence=(SCAN,))


def test_a_unit_stands_on_its_filing_and_is_built_only_when_somebody_says_so() -> None:
    desk = opened()
    five = tonnages(desk.programme.capacity, (UNIT,))
    assert (five.filed_t, five.built_t, five.retired_t) == (540_000, 0, 0)


def test_the_same_filing_again_changes_nothing_and_another_is_refused() -> None:
    desk = opened()
    assert recorded(desk.ask(filing(desk), effective=DAY, evidence=(SCAN,))) == ()
    other = filing(desk, filed_t=Tonnes(1))
    refused(desk.ask(other, effective=DAY, evidence=(SCAN,)), "register.open-unit.already-open")


def test_a_listed_unit_is_locked_from_the_day_of_listing_and_an_unlisted_one_is_not() -> None:
    desk = opened()
    verdict = lock(desk.plan, desk.programme, UNIT)
    assert verdict.answer is Answer.FAIL
    assert verdict.clauses
    unsaid = filing(desk, unit=UnitId("示例-2"), part=None, filing_no="示备〔2011〕6号")
    recorded(desk.ask(unsaid, effective=DAY, evidence=(SCAN,)))
    open_still = lock(desk.plan, desk.programme, UnitId("示例-2"))
    assert open_still.answer is Answer.UNDETERMINED
    assert open_still.missing


def test_one_filing_is_not_opened_as_two_units() -> None:
    desk = opened()
    again = filing(desk, unit=UnitId("示例-1b"))
    refused(desk.ask(again, effective=DAY, evidence=(SCAN,)), "register.open-unit.filing-already-open")
    beside = filing(desk, unit=UnitId("示例-1b"), facility="2号焦炉")
    assert len(recorded(desk.ask(beside, effective=DAY, evidence=(SCAN,)))) == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"enterprise": EnterpriseId("nobody")}, "register.open-unit.no-such-enterprise"),
        ({"filing_no": ""}, "register.open-unit.value-unfit"),
        ({"filed_t": Tonnes(0)}, "register.open-unit.value-unfit"),
        ({"unit": UnitId("示例-1 ")}, "register.open-unit.value-unfit"),
        ({"filed_on": date(2031, 5, 1)}, "register.open-unit.filed-later"),
        ({"part": PartId("无此分项")}, "register.open-unit.part-of-another"),
        ({"origin": "天上掉下来"}, "register.open-unit.unknown-origin"),
    ],
)
def test_a_unit_that_does_not_fit_its_papers_is_refused(changes: dict[str, Any], code: str) -> None:
    desk = adopted()
    refused(desk.ask(filing(desk, **changes), effective=DAY, evidence=(SCAN,)), code)


def test_a_unit_without_its_filing_document_is_refused() -> None:
    desk = adopted()
    refused(desk.ask(filing(desk), effective=DAY), "register.open-unit.no-filing")


def test_statements_follow_one_another_and_every_tonne_moves_by_a_transfer() -> None:
    desk = opened()
    for built, operating, stopped in [(500, 300, 0), (500, 100, 400), (450, 0, 450), (0, 0, 0)]:
        (fact,) = recorded(state(desk, built, operating, stopped))
        assert isinstance(fact, StandingStated)
        five = tonnages(desk.programme.capacity, (UNIT,))
        assert (five.built_t, five.operating_t, five.stopped_t) == (built, operating, stopped)
    assert recorded(state(desk, 0, 0, 0)) == ()


def test_a_corrected_statement_is_reckoned_without_the_one_it_corrects_even_twice_over() -> None:
    desk = opened()
    for built in (500, 400, 300):
        corrects = desk.programme.seq if built < 500 else None
        recorded(state(desk, built, built, 0, corrects=corrects))
        assert tonnages(desk.programme.capacity, (UNIT,)).operating_t == built


@pytest.mark.parametrize(
    ("figures", "changes", "code"),
    [
        ((1, 0, 0), {"unit": UnitId("无此单元")}, "register.state-standing.no-such-unit"),
        ((-1, 0, 0), {}, "register.state-standing.negative"),
        ((5, 3, 3), {}, "register.state-standing.more-than-built"),
        ((5, 3, 1), {"corrects": Seq(1)}, "register.state-standing.nothing-to-correct"),
    ],
)
def test_a_statement_that_cannot_be_so_is_refused(
    figures: tuple[int, int, int], changes: dict[str, Any], code: str
) -> None:
    refused(state(opened(), *figures, **changes), code)


def test_a_statement_before_the_latest_or_without_evidence_is_refused() -> None:
    desk = opened()
    recorded(state(desk, 5, 5, 0))
    refused(state(desk, 4, 4, 0, day=date(2019, 1, 1)), "register.state-standing.before-latest")
    bare = StateStanding(unit=UNIT, built_t=Tonnes(4), operating_t=Tonnes(4), stopped_t=Tonnes(0))
    refused(desk.ask(bare, effective=DAY), "register.state-standing.no-evidence")


def test_a_unit_that_was_opened_says_so_in_every_field() -> None:
    desk = opened()
    fact = desk.programme.register.units[UNIT]
    assert isinstance(fact, UnitOpened)
    assert msgspec.json.decode(msgspec.json.encode(fact), type=UnitOpened) == fact
