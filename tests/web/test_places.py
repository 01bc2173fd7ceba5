"""What an answer may settle, as a clerk reads it: bodies and counties by their names, never by their ids."""

from tests.given import plan_of
from yajian.core.words import QuestionId
from yajian.web.places import PREFIX, Place, places, settled

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
