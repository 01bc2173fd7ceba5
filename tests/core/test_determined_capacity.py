"""What was determined of an oven, a part or a unit is the number its units are filed at; nothing else gets in."""

from datetime import date
from typing import Any

import pytest

from tests.core.test_statements import (
    FIELD,
    FILED_ON,
    FIRM,
    OVEN,
    determine,
    dispute,
    done,
    hear,
    report,
    settle,
    verify,
    with_oven,
)
from tests.given import SCAN, Desk, letter, recorded, refused, with_letter
from yajian.core.decisions.dossier import BindFacility
from yajian.core.decisions.register import CorrectFiling, EnterFiling, OpenUnit, PlaceUnit, SplitUnit
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.rules import targets as target_rules
from yajian.core.words import Clause, DocumentNo, EnterpriseId, PartId, Seq, Tonnes, UnitId

NUMBER = "示备〔2011〕5号"
UNIT, SECOND, PART = UnitId("丁-1"), UnitId("丁-2"), PartId("L06")
OTHER = DocumentNo("示环审〔2010〕18号")


def filed() -> Desk:
    """Given: the firm's one oven in the ledger, and a filing of 120万吨 that leaves room for any number."""
    desk = with_oven(with_letter())
    recorded(desk.ask(letter(OTHER, issued_on=date(2010, 11, 20)), evidence=(SCAN,)))
    filing = EnterFiling(
        number=NUMBER,
        enterprise=EnterpriseId("ding"),
        filed_on=FILED_ON,
        filed_t=Tonnes(1_200_000),
        issuer="示范市经济委员会",
    )
    recorded(desk.ask(filing, evidence=(SCAN,)))
    return desk


def determined(desk: Desk, subject: str, value: str = "60") -> Seq:
    """Given: the number reported, verified and determined of a subject."""
    said = done(desk, report(desk, value, subject=subject))
    recorded(verify(desk, said))
    recorded(determine(desk, said))
    return said


def open_unit(desk: Desk, filed_t: int, unit: UnitId = UNIT, **changes: Any) -> object:
    said: dict[str, Any] = {"filing_no": NUMBER, "facility": "1号焦炉"} | changes
    return desk.ask(OpenUnit(unit=unit, filed_t=Tonnes(filed_t), **said))


def correct(desk: Desk, filed_t: int) -> object:
    command = CorrectFiling(
        number=NUMBER,
        filed_on=FILED_ON,
        filed_t=Tonnes(1_200_000),
        issuer="示范市经济委员会",
        reason="照原件",
        units={UNIT: Tonnes(filed_t)},
    )
    return desk.ask(command, evidence=(SCAN,))


@pytest.mark.parametrize("filed_t", [590_000, 600_001])
def test_a_unit_is_not_opened_with_other_tonnes_than_those_determined_of_its_oven(filed_t: int) -> None:
    desk = filed()
    said = determined(desk, f"facility:{OVEN}")
    declined = refused(open_unit(desk, filed_t), "register.unlike-determined")
    assert "600000吨" in declined.finding
    assert f"{filed_t}吨" in declined.finding
    assert f"第{said}条提出异议" in declined.way_forward
    assert isinstance(declined.basis, Clause)
    recorded(open_unit(desk, 600_000))
    assert open_unit(desk, 600_000) == ()


@pytest.mark.parametrize("name", [OVEN, "１号焦炉", "1 号焦炉"])
def test_the_oven_is_the_same_however_its_name_is_written(name: str) -> None:
    desk = filed()
    determined(desk, f"facility:{OVEN}")
    refused(open_unit(desk, 620_000, facility=name), "register.unlike-determined")


def test_the_oven_is_the_one_the_list_means_by_the_name() -> None:
    desk = filed()
    naming = PublishList(
        list=next(iter(target_rules.lists(desk.programme))).value.list,
        document=DocumentNo("示政办函〔2020〕2号"),
        changes={PART: PartChange(facilities=("东炉",))},
    )
    recorded(desk.ask(naming))
    recorded(desk.ask(BindFacility(facility=OVEN, part=PART, listed_name="东炉")))
    determined(desk, f"facility:{OVEN}")
    refused(open_unit(desk, 620_000, part=PART, facility="东炉"), "register.unlike-determined")
    recorded(open_unit(desk, 600_000, part=PART, facility="东炉"))


def test_a_second_unit_for_the_same_oven_is_one_too_many() -> None:
    desk = filed()
    determined(desk, f"facility:{OVEN}")
    recorded(open_unit(desk, 600_000))
    refused(open_unit(desk, 100_000, SECOND), "register.unlike-determined")


def test_nothing_is_opened_while_the_number_is_contested_and_after_it_is_settled_only_at_that() -> None:
    desk = filed()
    said = done(desk, report(desk, subject=f"facility:{OVEN}"))
    recorded(verify(desk, said))
    objection = done(desk, dispute(desk, said))
    declined = refused(open_unit(desk, 600_000), "register.number-contested")
    assert "60万吨" in declined.finding
    assert "62.5万吨" in declined.finding
    recorded(hear(desk, objection))
    recorded(settle(desk, objection, objection))
    refused(open_unit(desk, 600_000), "register.unlike-determined")
    recorded(open_unit(desk, 625_000))


def test_two_who_say_different_numbers_are_as_good_as_a_dispute() -> None:
    desk = filed()
    recorded(report(desk, subject=f"facility:{OVEN}"))
    recorded(report(desk, "62.5", FIRM, subject=f"facility:{OVEN}"))
    refused(open_unit(desk, 600_000), "register.number-contested")


def test_what_nobody_has_determined_holds_up_nothing() -> None:
    desk = filed()
    recorded(report(desk, subject=f"facility:{OVEN}"))
    recorded(open_unit(desk, 540_000))


def test_units_of_a_part_never_come_to_more_than_was_determined_of_it_nor_by_being_placed_there() -> None:
    desk = filed()
    determined(desk, f"part:{PART}")
    recorded(open_unit(desk, 500_000, part=PART, facility=""))
    refused(open_unit(desk, 110_000, SECOND, part=PART, facility=""), "register.unlike-determined")
    recorded(open_unit(desk, 110_000, SECOND, facility=""))
    placing = PlaceUnit(unit=SECOND, part=PART)
    refused(desk.ask(placing, evidence=(SCAN,)), "register.unlike-determined")


def test_a_unit_is_corrected_to_what_was_determined_of_it_and_to_nothing_else() -> None:
    desk = filed()
    recorded(open_unit(desk, 620_000, part=PART, facility=""))
    determined(desk, f"unit:{UNIT}")
    refused(correct(desk, 610_000), "register.unlike-determined")
    recorded(correct(desk, 600_000))


def test_a_split_takes_no_tonne_from_an_oven_whose_number_is_determined() -> None:
    desk = filed()
    determined(desk, f"facility:{OVEN}")
    recorded(open_unit(desk, 600_000))
    split = SplitUnit(unit=UNIT, into=SECOND, filed_t=Tonnes(100_000))
    refused(desk.ask(split, evidence=(SCAN,)), "register.unlike-determined")
    same = SplitUnit(unit=UNIT, into=SECOND, filed_t=Tonnes(100_000), facility="1号焦炉")
    recorded(desk.ask(same, evidence=(SCAN,)))


def test_a_plan_that_names_no_field_for_filed_capacity_compares_nothing() -> None:
    desk = filed()
    assert desk.plan.capacity.basis("filed").field == FIELD  # type: ignore[union-attr]
    assert Desk("demo-steel").base.capacity.basis("filed").field is None  # type: ignore[union-attr]
