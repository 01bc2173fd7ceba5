"""Whose an entry is: a county explains what came late of its own, and of nobody else's."""

import pytest

from tests.core.test_roles import CLERK, DAY, with_clerk
from tests.given import DEMO, LETTER, SCAN, plan_of, recorded, refused
from tests.journal.curator import MUSEUM, index, look
from yajian.core import catalogue
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.lateness import Explain
from yajian.core.decisions.targets import PartChange, PublishList, SetAnnualTask
from yajian.core.facts.lateness import LatenessExplained
from yajian.core.facts.organs import MemberJoined, OrganRenamed
from yajian.core.facts.people import PeopleFact
from yajian.core.facts.roles import RolesFact
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, fold
from yajian.core.rules.roles import touched
from yajian.core.words import CountyId, PartId, Recorded, Seq, Tonnes
from yajian.transact import FOLDING

NOT_THEIRS = PeopleFact | RolesFact | MemberJoined | OrganRenamed  # the city's own affair, whoever it names


JOURNALS = sorted({entry.file for entry in index(MUSEUM)})


def explain(entry: Seq, reason: str = "县上网络不通") -> Explain:
    return Explain(entry=entry, reason=reason, explained_by="示例丙（示东市工信局）")


def told(name: str) -> tuple[Plan, tuple[Recorded[AnyFact], ...]]:
    """A journal of the museum with the plan it was run on."""
    _, _, facts = look(MUSEUM / name, FOLDING)
    return plan_of(DEMO), tuple(facts)


@pytest.mark.parametrize("name", JOURNALS)
def test_an_entry_is_whose_its_own_fact_says(name: str) -> None:
    plan, facts = told(name)
    programme = fold(facts)
    for one in facts:
        mine = {each.county for each in touched(plan, programme, one.fact)}
        found = {each.county for each in touched(plan, programme, explain(one.seq))}
        if mine and not isinstance(one.fact, NOT_THEIRS):
            assert found == mine, (one.seq, catalogue.tag(type(one.fact)))


def test_a_clerk_says_why_an_entry_of_his_county_was_late() -> None:
    desk, grant = with_clerk()
    bound = {PartId("L04"): PartChange(facilities=("1号焦炉",))}
    recorded(desk.ask(PublishList(list=desk.base.retirement_list.id, changes=bound, document=LETTER)))
    entered = {}
    for part, oven in (("L04", "1号焦炉"), ("L07a", "3号焦炉")):
        shut = RecordCondition(part=PartId(part), facility=oven, condition="关停")
        recorded(desk.ask(shut, effective=DAY, evidence=(SCAN,)))
        entered[part] = desk.history[-1].seq

    def ask(entry: Seq, reason: str = "县上网络不通") -> object:
        return desk.ask(explain(entry, reason), actor=CLERK, organ="示东市", role="county")

    [fact] = recorded(ask(entered["L07a"]))
    assert isinstance(fact, LatenessExplained)
    assert fact.entry == entered["L07a"]
    recorded(ask(desk.history[-1].seq, "说明也录得晚"))  # what was said of his own entry is his own as well
    city = (Seq(1), Seq(3), grant)  # the adoption, the list, the grant he acts on
    for entry in (entered["L04"], *city, Seq(9999)):
        refused(ask(entry), "roles.out-of-scope")


def test_a_clerk_says_why_the_task_of_his_county_came_late_and_not_another_countys() -> None:
    desk, _ = with_clerk()
    for county in ("shidong", "shibei"):
        parts = [one for one in desk.parts() if one.county == county and one.due and one.due.year == 2020]
        task = SetAnnualTask(
            county=CountyId(county),
            year=2020,
            tonnes=Tonnes(sum(one.tonnes for one in parts)),
            document=LETTER,
        )
        recorded(desk.ask(task, evidence=(SCAN,)))
        outcome = desk.ask(explain(desk.history[-1].seq), actor=CLERK, organ="示东市", role="county")
        if county == "shidong":
            recorded(outcome)
        else:
            refused(outcome, "roles.out-of-scope")
