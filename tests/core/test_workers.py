"""职工安置: everybody counts who was ever on a roster, by number and not by name; a plan covers them all."""

from datetime import date
from typing import Any

import pytest

from tests.given import LETTER, SCAN, Desk, firms, recorded, refused, with_letter
from yajian.core import gates
from yajian.core.decisions.dossier import MergeEnterprises
from yajian.core.decisions.workers import ErasePerson, FilePlan, SettleWorkers, SubmitRoster
from yajian.core.facts.workers import (
    Employment,
    PlanFiled,
    Rostered,
    RosterSubmitted,
    WorkerId,
    WorkersSettled,
)
from yajian.core.gates import Line
from yajian.core.reports.workers import as_builtins, firm, sheet
from yajian.core.rules import workers as rules
from yajian.core.words import Answer, Clause, DocumentNo, EnterpriseId, PartId, Refusal

JIA = EnterpriseId("jia")
MAY, JUNE = date(2020, 5, 31), date(2020, 6, 30)
NONE = DocumentNo("无")


def ids(first: int, last: int) -> tuple[WorkerId, ...]:
    return tuple(WorkerId(f"w{one:03}") for one in range(first, last + 1))


def people(contract: int = 240, dispatched: int = 46) -> dict[WorkerId, Employment]:
    found: dict[WorkerId, Employment] = dict.fromkeys(ids(1, contract), "contract")
    return {**found, **dict.fromkeys(ids(241, 240 + dispatched), "dispatched")}


def submit(desk: Desk, month: str = "2020-05", day: date = MAY, **said: Any) -> object:
    words: dict[str, Any] = {"enterprise": JIA, "people": people()} | said
    _until(desk, day)
    return desk.ask(SubmitRoster(month=month, **words), effective=day)


def settle(desk: Desk, workers: tuple[WorkerId, ...], *methods: str, **said: Any) -> object:
    evidence = said.pop("evidence", (SCAN,))
    words: dict[str, Any] = {"enterprise": JIA, "confirmed": "signed"} | said
    return desk.ask(SettleWorkers(workers=workers, methods=methods, **words), evidence=evidence)


def file_plan(desk: Desk, covers: int = 286, **said: Any) -> object:
    words: dict[str, Any] = {"enterprise": JIA} | said
    if "document" not in words:
        words["document"] = firms(desk, words["enterprise"])
    return desk.ask(FilePlan(covers=covers, **words))


def erase(desk: Desk, **said: Any) -> object:
    words: dict[str, Any] = {
        "enterprise": JIA,
        "worker": WorkerId("w001"),
        "reason": "个人信息保护法第四十七条",
        "approved_by": "示例局长",
        "document": LETTER,
    } | said
    return desk.ask(ErasePerson(**words))


def _until(desk: Desk, day: date) -> None:
    desk.now = max(desk.now, desk.now.replace(year=day.year, month=day.month, day=day.day))


def rostered() -> Desk:
    """Given: J14's roster of May, 240 of the firm's own and 46 sent by others."""
    desk = with_letter()
    recorded(submit(desk))
    return desk


def settled() -> Desk:
    """Given: J14's ways of settling, in any combination: 150, 20, 130 and 90; 14 undecided."""
    desk = rostered()
    recorded(settle(desk, ids(1, 28), "reemployment", "subsidy"))
    recorded(settle(desk, ids(29, 150), "reemployment"))
    recorded(settle(desk, ids(151, 170), "public_post"))
    recorded(settle(desk, ids(171, 260), "subsidy", "social_insurance"))
    recorded(settle(desk, ids(261, 272), "subsidy"))
    return desk


def crew(desk: Desk, day: date | None = None) -> rules.Crew:
    return rules.crew(desk.programme, frozenset({JIA}), day or desk.now.date())


def line(desk: Desk) -> Line:
    part = next(one for one in desk.parts() if one.enterprise == JIA)
    asked = gates.case(desk.plan, desk.programme, PartId(part.part), "", desk.now.date())
    assert asked is not None
    return next(
        one
        for gate in desk.plan.gates.values()
        if gate.releases == "shutdown"
        for one in gates.standing(desk.plan, desk.programme, gate, asked).lines
        if one.condition.need == "resettlement_plan"
    )


# Counting ------------------------------------------------------------------------------------------


def test_methods_combine_and_a_person_is_counted_once_among_the_settled() -> None:
    found = crew(settled())
    assert (len(found.people), found.of("contract"), found.of("dispatched")) == (286, 240, 46)
    counts = [found.by(one) for one in ("reemployment", "public_post", "subsidy", "social_insurance")]
    assert counts == [150, 20, 130, 90]
    assert (found.settled, found.undecided, found.unconfirmed) == (272, 14, 0)


def test_who_has_not_confirmed_it_himself_is_not_settled() -> None:
    desk = rostered()
    recorded(settle(desk, ids(1, 3), "subsidy", confirmed="not_yet", evidence=()))
    assert (crew(desk).settled, crew(desk).unconfirmed) == (0, 3)
    assert crew(desk).by("subsidy") == 0


def test_a_person_may_be_settled_otherwise_later_or_be_open_again() -> None:
    desk = settled()
    recorded(settle(desk, ids(1, 1), confirmed="not_yet"))
    assert crew(desk).settled == 271
    recorded(settle(desk, ids(1, 1), "other"))
    assert (crew(desk).settled, crew(desk).by("other")) == (272, 1)


def test_a_plan_for_people_on_no_roster_is_not_known_to_be_for_everybody() -> None:
    desk = with_letter()
    recorded(file_plan(desk, covers=1))
    found = line(desk)
    assert found.verdict.answer is Answer.UNDETERMINED
    assert found.verdict.missing == ("职工名册（含劳务派遣）",)


def test_those_sent_by_others_who_are_left_off_the_next_roster_are_missed_by_name_of_their_kind() -> None:
    desk = rostered()
    recorded(submit(desk, "2020-06", JUNE, people=people(240, 0)))
    assert len(crew(desk).people) == 286
    [warning] = crew(desk).warnings
    assert "劳务派遣46人" in warning
    assert "0人" in warning
    recorded(settle(desk, ids(241, 286), "reemployment"))
    assert crew(desk).warnings == ()


def test_a_roster_reported_anew_replaces_that_month() -> None:
    desk = rostered()
    assert recorded(submit(desk)) == ()
    [fact] = recorded(submit(desk, people=people(241 - 1, 45)))
    assert isinstance(fact, RosterSubmitted)
    assert len(crew(desk).people) == 285


# The plan ------------------------------------------------------------------------------------------


def test_the_gate_wants_a_plan_for_no_fewer_than_the_roster_names() -> None:
    desk = rostered()
    assert line(desk).verdict.answer is Answer.UNDETERMINED
    [fact] = recorded(file_plan(desk, 240, meeting_on=date(2020, 5, 20)))
    assert isinstance(fact, PlanFiled)
    found = line(desk)
    assert found.verdict.answer is Answer.UNDETERMINED
    assert "劳务派遣46人" in found.verdict.finding
    recorded(file_plan(desk))
    assert line(desk).verdict.answer is Answer.PASS
    assert ("已安置", "0/286") in line(desk).verdict.inputs


def test_a_plan_is_for_somebody_and_on_a_paper() -> None:
    desk = rostered()
    assert isinstance(refused(file_plan(desk, 0), "workers.file-plan.nobody").basis, Clause)
    refused(file_plan(desk, document=NONE), "workers.file-plan.no-document")
    refused(file_plan(desk, document=LETTER), "workers.file-plan.not-the-firms-paper")
    recorded(file_plan(desk))
    assert recorded(file_plan(desk)) == ()


# What is refused -----------------------------------------------------------------------------------


def test_a_number_is_one_person_of_one_firm_and_no_other_rosters_or_erases_it() -> None:
    desk = rostered()
    other = EnterpriseId("yi")
    own: dict[WorkerId, Employment] = {WorkerId("y001"): "contract"}
    taken = own | {WorkerId("w001"): "contract"}
    refusal = refused(submit(desk, enterprise=other, people=taken), "workers.anothers-number")
    assert "1个编号" in refusal.finding
    assert "w001" not in refusal.finding
    recorded(submit(desk, enterprise=other, people=own))
    refused(erase(desk, enterprise=other), "workers.erase-person.not-on-roster")
    recorded(erase(desk))


def test_who_got_onto_a_second_firms_roster_in_older_books_is_erased_by_the_first_alone() -> None:
    desk = rostered()
    other = EnterpriseId("yi")
    both = (Rostered(worker=WorkerId("w001"), employment="contract"),)
    desk.given(RosterSubmitted(enterprise=other, month="2020-05", people=both))
    refused(erase(desk, enterprise=other), "workers.anothers-number")
    recorded(erase(desk))


def test_a_firm_that_took_another_over_goes_on_with_its_people() -> None:
    desk = rostered()
    other = EnterpriseId("yi")
    into = MergeEnterprises(enterprise=JIA, successor=other, document=LETTER)
    recorded(desk.ask(into))
    recorded(submit(desk, "2020-06", JUNE, enterprise=other))
    recorded(erase(desk, enterprise=other))


@pytest.mark.parametrize("month", ["2020-13", "2020年5月", "2021-01", "5"])
def test_a_roster_is_of_a_month_that_has_come(month: str) -> None:
    refused(submit(with_letter(), month), "workers.submit-roster.month-unfit")


def test_a_roster_entered_under_a_later_day_is_entered_again_under_its_own() -> None:
    desk = with_letter()
    recorded(submit(desk, "2020-05", JUNE))
    recorded(submit(desk, "2020-05", MAY))
    assert len(crew(desk, MAY).people) == 286
    assert recorded(submit(desk, "2020-05", MAY)) == ()
    assert recorded(submit(desk, "2020-05", JUNE)) == ()
    refused(submit(desk, "2020-06", MAY), "workers.submit-roster.month-unfit")


def test_a_roster_names_somebody_and_seals_nobody_else() -> None:
    desk = with_letter()
    refused(submit(desk, people={}), "workers.submit-roster.nobody")
    refused(submit(desk, sealed={WorkerId("w999"): CLOSED}), "workers.submit-roster.not-on-it")
    refused(submit(desk, enterprise=EnterpriseId("nobody")), "workers.no-such-enterprise")


CLEAR = [
    "张三 140102199001011234",
    "张三",
    "zhangsan",
    "zs",
    "140102199001011234",
    "14010219900101123x",
    "w140102199001011234",
    "13800138000",
    "a13800138000",
    "w-13800138000",
    "d1234",
    "d01 ",
    "D01",
    "",
]
CLOSED = "c2VhbGVkIGJ5IGEga2V5IHRoYXQgaXMgbm90IGhlcmU="


@pytest.mark.parametrize("typed", CLEAR)
def test_neither_a_name_nor_a_number_of_somebody_s_gets_into_the_books(typed: str) -> None:
    desk, worker = rostered(), WorkerId(typed)
    for outcome in (submit(desk, people=people() | {worker: "contract"}), settle(desk, (worker,), "subsidy")):
        assert repeats_nothing(typed, refused(outcome, "workers.not-a-number"))
    outcome = erase(desk, worker=worker)
    assert repeats_nothing(typed, refused(outcome, "workers.erase-person.not-on-roster"))


def repeats_nothing(typed: str, refusal: Refusal) -> bool:
    """Declined commands are kept with their reason."""
    return not typed or typed not in refusal.finding + refusal.way_forward


@pytest.mark.parametrize("typed", ["w-0123456789abcdef", "d01", "w001"])
def test_what_a_roster_makes_and_a_short_code_of_a_story_is_taken(typed: str) -> None:
    desk, worker = rostered(), WorkerId(typed)
    recorded(submit(desk, people=people() | {worker: "contract"}, sealed={worker: CLOSED}))
    recorded(settle(desk, (worker,), "subsidy"))


@pytest.mark.parametrize(
    "typed", ["张三 140102199001011234", "张三", "140102199001011234" * 3, "", CLOSED[:36]]
)
def test_what_is_said_of_somebody_goes_in_sealed_or_not_at_all(typed: str) -> None:
    outcome = submit(rostered(), "2020-05", sealed={WorkerId("w001"): typed})
    assert "不是密文" in refused(outcome, "workers.submit-roster.not-sealed").finding


def test_who_is_settled_is_on_the_roster_by_a_way_the_plan_names_and_confirmed_on_paper() -> None:
    desk = rostered()
    refused(settle(desk, (WorkerId("w999"),), "subsidy"), "workers.settle.not-on-roster")
    refused(settle(desk, (), "subsidy"), "workers.settle.not-on-roster")
    refused(settle(desk, ids(1, 1), "lottery"), "workers.settle.no-such-method")
    refused(settle(desk, ids(1, 1)), "workers.settle.nothing-to-confirm")
    refused(settle(desk, ids(1, 1), "subsidy", evidence=()), "workers.settle.no-evidence")
    [fact] = recorded(settle(desk, ids(1, 2), "subsidy"))
    assert recorded(settle(desk, ids(1, 2), "subsidy")) == ()
    [more] = recorded(settle(desk, ids(1, 3), "subsidy"))
    assert isinstance(fact, WorkersSettled)
    assert isinstance(more, WorkersSettled)
    assert more.workers == ids(3, 3)


def test_erasing_says_why_by_whom_and_on_which_paper() -> None:
    desk = rostered()
    refused(erase(desk, worker=WorkerId("x")), "workers.erase-person.not-on-roster")
    refused(erase(desk, reason=" "), "workers.erase-person.no-reason")
    refused(erase(desk, approved_by=""), "workers.erase-person.no-reason")
    refused(erase(desk, document=NONE), "workers.erase-person.no-document")
    recorded(erase(desk))
    assert recorded(erase(desk)) == ()
    assert crew(desk).people[0].erased
    assert len(crew(desk).people) == 286


# The sheet -----------------------------------------------------------------------------------------


def test_the_sheet_says_how_many_and_by_which_way_and_names_nobody() -> None:
    desk = settled()
    recorded(file_plan(desk, 240))
    found = sheet(desk.plan, desk.programme, desk.now.date())
    assert (found.people, found.settled, found.undecided, found.unconfirmed) == (286, 272, 14, 0)
    assert found.by("subsidy") == 130
    own = firm(desk.plan, desk.programme, JIA, desk.now.date())
    assert own.last_month == "2020-05"
    assert own.warnings == ("方案覆盖240人，名册上有286人",)
    assert "w001" not in str(as_builtins(found))
