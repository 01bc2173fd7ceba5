"""One oven has one name to be recorded under: who writes another that is read as the same is told which to use."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_closure import condition
from tests.core.test_closure_by_facility import ask, by_id, nicknamed, ovens
from tests.core.test_closure_methods import approve, partial, reviewed
from tests.core.test_courts import CASE, COURT_PAPER, desk_with_papers
from tests.core.test_dossier import OTHER, OVEN, bind, built, facility, listed_oven
from tests.core.test_paper_subjects import releasing_draft
from tests.given import LETTER, SCAN, Desk, adopted, recorded, refused, with_letter
from yajian.core.decisions.closure import MoveRecord, RecordCondition
from yajian.core.decisions.courts import RecordSeal
from yajian.core.decisions.dossier import RenameFacility
from yajian.core.decisions.flags import ReportActivity
from yajian.core.decisions.releases import SignWarning
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.decisions.utilities import StateSupply
from yajian.core.decisions.visits import Record
from yajian.core.decisions.workplans import PlannedStep, SubmitPlan
from yajian.core.rules.dossier import one_oven
from yajian.core.words import Command, Seq

ALIKE = (
    *("3号焦炉", "三号焦炉", "叁号焦炉", "Ⅲ号焦炉", "③号焦炉", "03号焦炉", "第3号焦炉", "３号 焦炉"),
    *("#3焦炉", "3#焦炉", "No.3焦炉", "№3焦炉", "焦炉3#", "焦炉3号", "3号炉", "3#炉", "3号"),
)
APART = (
    ("3号焦炉", "13号焦炉"),
    ("3号焦炉", "3A焦炉"),
    ("3A焦炉", "3B焦炉"),
    ("东3号焦炉", "3号焦炉"),
    ("3号高炉", "3号转炉"),
    ("一期1号焦炉", "二期1号焦炉"),
    ("1号焦炉", "1号焦炉第21—40孔"),
    ("1号焦炉第21—40孔", "1号焦炉第41—60孔"),
    ("东炉", "西炉"),
)


@pytest.mark.parametrize("name", ALIKE)
def test_a_name_is_read_as_it_is_however_it_is_spelt(name: str) -> None:
    assert one_oven(name, "3号焦炉")
    assert one_oven("3号焦炉", name)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_tells_two_ovens_apart_is_not_guessed_away(one: str, other: str) -> None:
    assert not one_oven(one, other)


NUMERALS = "〇一二三四五六七八九"


@given(number=st.integers(1, 99))
def test_chinese_numbers_are_numbers(number: int) -> None:
    tens, ones = divmod(number, 10)
    said = (NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (NUMERALS[ones] if ones else "")
    assert one_oven(f"{said}号焦炉", f"{number}号焦炉")
    assert not one_oven(f"{said}号焦炉", f"{number + 1}号焦炉")


@given(one=st.text(), other=st.text())
def test_whatever_is_typed_it_is_itself_and_the_order_of_asking_does_not_matter(one: str, other: str) -> None:
    assert one_oven(one, one)
    assert one_oven(one, other) == one_oven(other, one)


def listed(desk: Desk) -> dict[str, Any]:
    return {"part": listed_oven(desk).part, "condition": condition(desk, "shut")}


@pytest.mark.parametrize("name", ["3号炉", "三号焦炉", "#3焦炉"])
def test_a_record_under_another_spelling_is_told_the_name_of_the_list(name: str) -> None:
    desk = adopted()
    asked = RecordCondition(facility=name, **listed(desk))
    refusal = refused(desk.ask(asked, evidence=(SCAN,)), "naming.spelt-otherwise")
    assert "“3号焦炉”" in refusal.way_forward


def test_a_piece_of_a_method_has_one_spelling_too() -> None:
    desk = reviewed()
    recorded(approve(desk, pieces={"1号焦炉第1—20孔": None, "1号焦炉第21—40孔": None}))
    asked = RecordCondition(
        part=partial(desk).part, facility="一号炉第21-40孔", condition=condition(desk, "shut")
    )
    refusal = refused(desk.ask(asked, evidence=(SCAN,)), "naming.spelt-otherwise")
    assert "“1号焦炉第21—40孔”" in refusal.finding


def test_by_its_id_nothing_is_recorded_that_should_be_bound_to_the_list_first() -> None:
    desk = ovens()
    refusal = refused(ask(desk, by_id(desk, OVEN, "running")), "naming.not-bound")
    assert "L07a" in refusal.way_forward
    recorded(desk.ask(bind(desk)))
    recorded(ask(desk, by_id(desk, OVEN, "running")))


def test_an_oven_told_apart_by_its_plate_is_recorded_by_its_id() -> None:
    desk = ovens()
    recorded(desk.ask(RenameFacility(facility=OVEN, name="东3号焦炉", document=LETTER)))
    recorded(ask(desk, by_id(desk, OVEN, "running")))
    recorded(ask(nicknamed(), by_id(desk, OVEN, "running")))


def test_signs_of_life_and_visits_are_of_the_oven_the_list_names() -> None:
    desk = ovens()
    part = listed_oven(desk).part
    for spelt, code in (
        ({"facility": OVEN}, "not-bound"),
        ({"part": part, "facility": "3号炉"}, "spelt-otherwise"),
    ):
        sign = ReportActivity(sign="用电", finding="昨夜用电 3 万度", **spelt)
        refused(desk.ask(sign, evidence=(SCAN,)), f"naming.{code}")
        visit = Record(purpose="日常检查", note="炉门冒烟", **spelt)
        refused(desk.ask(visit, evidence=(SCAN,)), f"naming.{code}")


SPELT = ("3号炉", "三号焦炉", "3#焦炉", "Ⅲ号炉")


@pytest.mark.parametrize("name", SPELT)
def test_whoever_is_asked_says_the_same_of_a_spelling(name: str) -> None:
    desk = desk_with_papers()
    part = listed_oven(desk)
    seal = RecordSeal(part=part.part, facility=name, court="示例法院", case_no=CASE, document=COURT_PAPER)
    step = {f"{part.part}/{name}": PlannedStep(shutdown_on=date(2020, 3, 1))}
    gate = next(one.id for one in desk.plan.gates.values() if one.releases == "shutdown")
    asked: tuple[tuple[Command, str], ...] = (
        (seal, "facility"),
        (
            StateSupply(
                utility="gas",
                enterprise=part.enterprise,
                part=part.part,
                facility=name,
                amount="3",
                document=LETTER,
            ),
            "facility",
        ),
        (
            SignWarning(gate=gate, part=part.part, facility=name, condition="x", signer="甲", words="知悉"),
            "facility",
        ),
        (
            SubmitPlan(
                enterprise=part.enterprise,
                title="方案",
                document=LETTER,
                steps=step,
                sections={"停炉步骤": "先降温"},
            ),
            "steps",
        ),
        (releasing_draft(desk, part=part.part, facility=name), "facility"),
    )
    for command, field in asked:
        refusal = refused(desk.ask(command, evidence=(SCAN,)), "naming.spelt-otherwise")
        assert "“3号焦炉”" in refusal.way_forward
        assert refusal.field == field


def test_no_record_is_moved_under_another_spelling() -> None:
    desk = ovens()
    asked = RecordCondition(facility="3号焦炉", **listed(desk))
    recorded(desk.ask(asked, evidence=(SCAN,)))
    moved = MoveRecord(record=Seq(len(desk.history)), facility=OTHER, reason="拍的是4号")
    refused(desk.ask(moved, evidence=(SCAN,)), "naming.not-bound")


def test_one_oven_is_not_entered_in_the_ledger_twice_in_two_spellings() -> None:
    refusal = refused(built().ask(facility(facility=OTHER, name="三号炉")), "dossier.facility-twice")
    assert OVEN in refusal.finding


def test_one_oven_does_not_stand_under_two_parts_or_twice_under_one() -> None:
    desk = with_letter()
    mine = listed_oven(desk)
    other = next(one for one in desk.parts() if one.enterprise == mine.enterprise and one.part != mine.part)

    def named(*names: str) -> object:
        changes = {other.part: PartChange(facilities=names)}
        return desk.ask(PublishList(list=desk.plan.retirement_list.id, document=LETTER, changes=changes))

    refused(named("三号炉"), "targets.publish-list.facility-bound-elsewhere")
    refused(named("5号焦炉", "五号炉"), "targets.publish-list.value-unfit")
