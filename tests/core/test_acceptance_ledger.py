"""每座设施已对应企业台账: what is accepted is an oven somebody entered, and all that was recorded of it is seen."""

from datetime import timedelta

import msgspec

from tests.core.test_acceptance import (
    accept,
    accepted,
    based,
    checked,
    opined,
    part,
    ready,
    shut,
)
from tests.core.test_closure import condition
from tests.core.test_closure_methods import HALVES, approve, partial, reviewed
from tests.core.test_dossier import OTHER, OVEN, bind, facility, site, withdraw
from tests.core.test_flags import close, raised
from tests.core.test_flags import condition as shut_again
from tests.given import SCAN, Desk, recorded, refused, with_letter
from yajian.core import flags, gates
from yajian.core.decisions.closure import RecordCondition
from yajian.core.facts.closure import ConditionRecorded
from yajian.core.facts.flags import ActivityReported
from yajian.core.gates import Line
from yajian.core.words import Answer, Clause, FacilityId, Seq, SiteId

OTHERS = "示范市环境监测站"


def ledger_line(desk: Desk, name: str = "") -> Line:
    """How the plan's condition about the ledger is answered for a part today."""
    day = desk.now.date()
    asked = gates.case(desk.plan, desk.programme, name or part(desk).part, "", day, day)  # type: ignore[arg-type]
    assert asked is not None
    [gate] = [one for one in desk.plan.gates.values() if one.releases == "acceptance"]
    lines = gates.standing(desk.plan, desk.programme, gate, asked).lines
    return next(line for line in lines if line.condition.need == "facilities_in_ledger")


def test_ovens_no_ledger_knows_are_not_accepted_and_the_plan_s_clause_about_ledgers_says_so() -> None:
    desk = opined(checked(based(shut(with_letter()))))
    refusal = refused(accept(desk), "acceptance.accept.conditions-unmet")
    assert isinstance(refusal.basis, Clause)
    assert "建立焦化企业台账" in refusal.basis.text
    assert "3号焦炉台账没有、4号焦炉台账没有" in refusal.finding
    assert "登记设施并对应" in refusal.way_forward
    assert ledger_line(desk).asks == "dossier.enter-facility"


def test_an_oven_entered_and_not_bound_is_not_accepted_and_bound_it_is() -> None:
    desk = checked(based(shut(with_letter())))
    recorded(desk.ask(site()))
    recorded(desk.ask(facility()))
    recorded(desk.ask(facility(facility=OTHER, name="四号炉")))
    assert ledger_line(desk).asks == "dossier.bind-facility"
    opined(desk)
    assert "3号焦炉台账未对应" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    recorded(desk.ask(bind(desk)))
    assert "4号焦炉台账未对应" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    recorded(desk.ask(bind(desk, 1, facility=OTHER)))
    recorded(accept(desk))


def test_a_second_oven_of_that_name_in_the_ledger_is_told_apart_first() -> None:
    desk = checked(based(shut(with_letter())))
    recorded(desk.ask(site()))
    for oven, name in ((OVEN, "东炉"), (OTHER, "西炉")):
        recorded(desk.ask(facility(facility=oven, name=name)))
    for number, oven in enumerate((OVEN, OTHER)):
        recorded(desk.ask(bind(desk, number, facility=oven)))
    assert ledger_line(desk).met
    recorded(desk.ask(facility(facility=FacilityId("geng-9"), name="三号炉")))
    line = ledger_line(desk)
    assert line.verdict.answer is Answer.FAIL
    assert "geng-9" in line.verdict.finding
    assert line.asks == "dossier.withdraw-entry"
    refused(accept(opined(desk)), "acceptance.accept.conditions-unmet")


def test_what_was_accepted_is_not_told_to_be_another_oven_afterwards() -> None:
    desk = accepted()
    for past in tuple(desk.programme.dossiers.bindings.values()):
        [binding] = past.known()
        refused(desk.ask(withdraw(binding.seq)), "dossier.withdraw-entry.part-accepted")
    desk = checked(ready())
    [binding] = next(iter(desk.programme.dossiers.bindings.values())).known()
    recorded(desk.ask(withdraw(binding.seq)))
    assert not ledger_line(desk).met


def test_where_a_method_stands_for_ovens_the_firm_has_one_they_may_lie_in() -> None:
    desk = reviewed()
    recorded(approve(desk))
    listed = partial(desk)
    assert "还没有任何设施" in ledger_line(desk, listed.part).verdict.finding
    firm, county = listed.enterprise, listed.county
    assert county is not None
    recorded(desk.ask(site(site=SiteId("n-1"), enterprise=firm, county=county)))
    recorded(desk.ask(facility(facility=FacilityId("n-1-1"), name="1号焦炉", site=SiteId("n-1"))))
    assert ledger_line(desk, listed.part).met
    assert set(HALVES) == set(gates_pieces(desk))


def gates_pieces(desk: Desk) -> tuple[str, ...]:
    day = desk.now.date()
    asked = gates.case(desk.plan, desk.programme, partial(desk).part, "", day, day)
    assert asked is not None
    return asked.listed.facilities


def test_a_sign_of_life_told_by_the_id_before_it_was_bound_keeps_acceptance_back() -> None:
    desk = checked(based(shut(with_letter())))
    recorded(desk.ask(site()))
    for oven, name in ((OVEN, "东炉"), (OTHER, "西炉")):
        recorded(desk.ask(facility(facility=oven, name=name)))
    running = RecordCondition(facility=OVEN, condition=condition(desk, "running"))
    recorded(desk.ask(running, effective=desk.now.date(), evidence=(SCAN,)))
    assert raised(desk) == [], "nobody knew yet which oven it is"
    for number, oven in enumerate((OVEN, OTHER)):
        recorded(desk.ask(bind(desk, number, facility=oven)))
    assert [kind for kind, *_ in raised(desk)] == ["activity"]
    assert "还没有全部关停" in refused(accept(opined(desk)), "acceptance.accept.conditions-unmet").finding


def test_a_sign_told_under_an_older_spelling_keeps_it_back_until_the_oven_is_shut_again() -> None:
    desk = checked(ready())
    listed = part(desk)
    (fact,) = [one.value for one in desk.programme.closures.conditions[listed.part, "3号焦炉"].entries]
    assert isinstance(fact, ConditionRecorded)
    desk.append(msgspec.structs.replace(fact, facility="3号炉"))  # as an office may have it from before
    desk.now += timedelta(days=1)
    desk.append(ActivityReported(part=listed.part, facility="3号炉", sign="用电", finding="3 万度"))
    sign = Seq(len(desk.history))
    assert "有生产迹象" in refused(accept(opined(desk)), "acceptance.accept.conditions-unmet").finding
    recorded(
        close(desk, sign, organ=OTHERS, checked_by={"示例检查": OTHERS}, verdict="属实", finding="夜间装煤")
    )
    assert "查证属实" in refused(accept(desk), "acceptance.accept.conditions-unmet").finding
    recorded(shut_again(desk, "关停"))
    assert flags.holding(desk.programme, listed.part, listed.facilities) == ()
