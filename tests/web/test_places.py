"""What an answer may settle, as a clerk reads it: bodies and counties by their names, never by their ids."""

import re
from pathlib import Path

import pytest

from tests.given import plan_of
from tests.web.test_care import City
from tests.web.test_forms import held
from yajian.core.plan import check_settlement
from yajian.core.plan.references import KINDS
from yajian.core.plan.shape import element, literals
from yajian.core.plan.walk import typed_leaves
from yajian.core.words import QuestionId
from yajian.transact import Office
from yajian.web.places import PREFIX, Place, Unreadable, places, settled
from yajian.web.server import application

PLAN = plan_of("shifan-2019")


def place(question: str, path: str) -> Place:
    return next(one for one in places(PLAN, QuestionId(question)) if one.path == path)


def test_a_body_stands_there_by_its_name_and_is_chosen_by_it() -> None:
    found = place("Q-SWAP", "gates.G-SWAP.conditions.C7.by")
    assert (found.now, found.input) == ("市领导小组办公室", "select")
    assert ("leading_group", "市焦化行业压减过剩产能专项工作领导小组") in found.options


def test_several_counties_stand_there_by_their_names_and_are_read_by_them() -> None:
    question, path = "Q-COUNTIES-CONCERNED", "groups.leading_group.member_counties"
    assert place(question, path).now == "示东市、示西县、示南县、示中县、示北县"
    said = {PREFIX + path: "示东市、示西县"}
    assert settled(PLAN, QuestionId(question), said) == {path: ["shidong", "shixi"]}


CLAWBACK, CONFIRMED = QuestionId("Q-CLAWBACK"), "compensation.clawback.confirmed"
SHOWN = "compensation.clawback.shown"
ALGORITHM = "未完成产能×各产能单元标准，以已下达的省市资金为限"


def test_an_algorithm_stands_there_by_its_words_and_is_chosen_by_them() -> None:
    found = place(CLAWBACK, CONFIRMED)
    assert found.input == "select"
    assert ("unfinished_capped", ALGORITHM) in found.options
    assert place(CLAWBACK, SHOWN).now == ALGORITHM


@pytest.mark.parametrize("typed", ["unfinished_capped", ALGORITHM])
def test_the_words_of_the_page_are_as_good_as_what_the_page_sends(typed: str) -> None:
    assert settled(PLAN, CLAWBACK, {PREFIX + CONFIRMED: typed}) == {CONFIRMED: "unfinished_capped"}


def test_what_is_not_offered_is_refused_by_the_place_in_words_with_all_that_is() -> None:
    with pytest.raises(Unreadable) as refused:
        settled(PLAN, CLAWBACK, {PREFIX + CONFIRMED: "照大家商量的"})
    said = str(refused.value)
    assert "确认采用哪一种算法" in said
    assert "照大家商量的" in said
    assert "compensation" not in said
    for _, words in place(CLAWBACK, CONFIRMED).options:
        assert words in said


def test_who_asks_without_a_form_is_told_what_may_be_named_there() -> None:
    [fault] = check_settlement(PLAN, CLAWBACK, {CONFIRMED: "b"})
    assert f"unfinished_capped（{ALGORITHM}）" in fault


@pytest.mark.parametrize("name", ["shifan-2019", "yuncheng-2019", "demo-steel"])
def test_no_answer_needs_a_code_and_no_page_says_one(name: str) -> None:
    """Whatever a plan file knows by ids, or by a word of a closed vocabulary, is chosen among words."""
    plan = plan_of(name)
    for question in plan.open_questions:
        leaves = typed_leaves(plan)
        for one in places(plan, question):
            kind = leaves[one.path].type if one.path in leaves else None
            if (element(kind) or kind) in KINDS or literals(kind):
                assert one.options, one.path
            for said in (one.what, one.now, *(words for _, words in one.options)):
                assert not re.search("[a-z]{3}", said), (one.path, said)


def test_a_question_s_own_form_offers_the_algorithms_and_refuses_another_in_words(
    demo: Office, demo_folder: Path
) -> None:
    city = City(demo, application(demo, demo_folder, demo=True))
    page = city.get("示例办", "/questions/Q-CLAWBACK").text
    assert f'<option value="unfinished_capped">{ALGORITHM}</option>' in page
    refused = city.send("示例办", "/questions/Q-CLAWBACK", held(page) | {PREFIX + CONFIRMED: "照大家商量的"})
    assert refused.status == 422
    assert f"“{ALGORITHM}”" in refused.text
    assert "compensation.clawback.confirmed：" not in refused.text


def test_several_of_a_list_are_ticked_and_stay_ticked_when_refused(demo: Office, demo_folder: Path) -> None:
    city = City(demo, application(demo, demo_folder, demo=True))
    address, name = "/questions/Q-COUNTIES-CONCERNED", PREFIX + "groups.leading_group.member_counties"
    page = city.get("示例办", address).text
    assert f'<input type="checkbox" name="{name}" value="shixi">示西县' in page
    refused = city.send("示例办", address, held(page) | {name: "shixi"})
    assert refused.status == 422  # no paper, no reading
    assert f'<input type="checkbox" name="{name}" value="shixi" checked>' in refused.text
