"""One oven, two ways to name it: by its id in the ledger and by what the list calls it. It is never counted twice."""

from copy import copy
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.core.test_closure import condition, sheet
from tests.core.test_dossier import GENG, JIA, OTHER, OVEN, bind, built, facility, listed_oven, site, withdraw
from tests.given import LETTER, SCAN, Desk, correcting, recorded, refused, with_letter
from yajian.core.decisions.closure import MoveRecord, RecordCondition, StateOpening, VoidRecord
from yajian.core.decisions.targets import PartChange, PublishList
from yajian.core.facts.closure import NO_PART
from yajian.core.reports.dossier import dossier
from yajian.core.reports.timeline import timeline
from yajian.core.rules import closure as rules
from yajian.core.words import FacilityId, Refusal, Seq, SiteId

DAY = date(2019, 12, 28)
OVENS = (OVEN, OTHER)


def ovens() -> Desk:
    """Given: two ovens in the ledger, not yet bound to the two the list names."""
    desk = built()
    recorded(desk.ask(facility(facility=OTHER, name="4号焦炉")))
    return desk


def nicknamed() -> Desk:
    """Given: two ovens in the ledger whose names do not say which of the list they are."""
    desk = with_letter()
    recorded(desk.ask(site()))
    for oven, name in zip(OVENS, ("东炉", "西炉"), strict=True):
        recorded(desk.ask(facility(facility=oven, name=name)))
    return desk


def bound() -> Desk:
    desk = ovens()
    for number, oven in enumerate(OVENS):
        recorded(desk.ask(bind(desk, number, facility=oven)))
    return desk


def by_id(desk: Desk, oven: FacilityId, counts_as: str, corrects: Seq | None = None) -> RecordCondition:
    said = condition(desk, counts_as)
    return RecordCondition(facility=oven, condition=said, **correcting(desk, corrects))


def by_name(desk: Desk, oven: int, counts_as: str, corrects: Seq | None = None) -> RecordCondition:
    part = listed_oven(desk)
    said = condition(desk, counts_as)
    why = correcting(desk, corrects)
    return RecordCondition(part=part.part, facility=part.facilities[oven], condition=said, **why)


def ask(desk: Desk, command: RecordCondition, day: date = DAY) -> object:
    return desk.ask(command, effective=day, evidence=(SCAN,))


def shut_t(desk: Desk, as_of: date = date(2020, 6, 1), known: int | None = None) -> int:
    return sheet(desk, as_of, Seq(known) if known is not None else None).stages.shut_t


def test_what_is_recorded_by_id_counts_for_the_part_the_oven_is_bound_to() -> None:
    desk = bound()
    fact = recorded(ask(desk, by_id(desk, OVEN, "shut")))[0]
    assert (getattr(fact, "part", None), getattr(fact, "facility", None)) == (NO_PART, OVEN)
    assert shut_t(desk) == 0, "one of two"
    recorded(ask(desk, by_id(desk, OTHER, "shut")))
    assert shut_t(desk) == 300_000


def test_one_oven_recorded_by_id_and_one_by_name_make_the_part_whole() -> None:
    desk = bound()
    recorded(ask(desk, by_name(desk, 0, "shut")))
    recorded(ask(desk, by_id(desk, OTHER, "shut")))
    assert shut_t(desk, DAY) == 300_000


def test_what_was_recorded_by_id_counts_from_its_own_day_once_somebody_says_what_the_list_means() -> None:
    desk = nicknamed()
    for oven in OVENS:
        recorded(ask(desk, by_id(desk, oven, "shut")))
    assert shut_t(desk) == 0
    before = len(desk.history)
    for number, oven in enumerate(OVENS):
        recorded(desk.ask(bind(desk, number, facility=oven)))
    assert shut_t(desk, DAY) == 300_000
    assert shut_t(desk, DAY, known=before) == 0, "nobody knew then which ovens they were"


def test_a_binding_withdrawn_takes_the_ovens_own_records_with_it() -> None:
    desk = bound()
    recorded(ask(desk, by_id(desk, OVEN, "shut")))
    recorded(ask(desk, by_name(desk, 1, "shut")))
    assert shut_t(desk) == 300_000
    entry = desk.programme.dossiers.bindings[OVEN].known()[0]
    recorded(desk.ask(withdraw(entry.seq)))
    assert shut_t(desk) == 0
    assert rules.facility_standing(desk.programme, NO_PART, OVEN).counts_as == "shut"


def test_the_same_again_by_the_other_name_is_nothing_new() -> None:
    desk = bound()
    recorded(ask(desk, by_id(desk, OVEN, "shut")))
    assert recorded(ask(desk, by_name(desk, 0, "shut"))) == ()
    recorded(ask(desk, by_name(desk, 1, "shut")))
    assert recorded(ask(desk, by_id(desk, OTHER, "shut"))) == ()


def test_what_was_dismantled_under_one_name_does_not_run_under_the_other() -> None:
    desk = bound()
    recorded(ask(desk, by_id(desk, OVEN, "dismantled")))
    refused(
        ask(desk, by_name(desk, 0, "running"), DAY + timedelta(1)),
        "closure.record-condition.after-dismantling",
    )


def test_a_correction_may_be_asked_by_either_name_and_stands_where_the_record_stood() -> None:
    desk = bound()
    recorded(ask(desk, by_id(desk, OVEN, "shut")))
    wrong = Seq(len(desk.history))
    fact = recorded(ask(desk, by_name(desk, 0, "stopped", corrects=wrong)))[0]
    assert getattr(fact, "facility", None) == OVEN
    assert rules.facility_standing(desk.programme, NO_PART, OVEN).counts_as == "stopped"
    assert recorded(ask(desk, by_name(desk, 0, "stopped", corrects=wrong))) == ()


def test_an_oven_has_one_opening_statement_under_both_its_names() -> None:
    desk = bound()
    part = listed_oven(desk)
    opening = StateOpening(
        facility=OVEN,
        condition=condition(desk, "shut"),
        document=LETTER,
        signers={"示例甲": "示东市工信局", "示例乙": "示东市生态环境局"},
    )
    recorded(desk.ask(opening, effective=DAY))
    same = StateOpening(
        part=part.part,
        facility=part.facilities[0],
        condition=opening.condition,
        document=LETTER,
        signers=opening.signers,
    )
    assert recorded(desk.ask(same, effective=DAY)) == ()
    refused(desk.ask(same, effective=DAY - timedelta(1)), "closure.state-opening.already-stated")


def test_a_record_is_voided_wherever_it_stands_and_is_not_moved_to_the_oven_it_is_of() -> None:
    desk = bound()
    part = listed_oven(desk)
    recorded(ask(desk, by_id(desk, OVEN, "shut")))
    wrong = Seq(len(desk.history))
    to_itself = MoveRecord(record=wrong, part=part.part, facility=part.facilities[0], reason="登错")
    refused(desk.ask(to_itself, effective=DAY, evidence=(SCAN,)), "closure.move-record.not-there")
    recorded(desk.ask(VoidRecord(record=wrong, reason="没有停", document=LETTER)))
    assert rules.facility_standing(desk.programme, part.part, part.facilities[0]).label is None


def test_a_record_moves_from_a_name_to_an_oven_of_the_ledger() -> None:
    desk = bound()
    recorded(ask(desk, by_name(desk, 0, "shut")))
    move = MoveRecord(record=Seq(len(desk.history)), facility=OTHER, reason="看炉号是4号")
    recorded(desk.ask(move, effective=DAY, evidence=(SCAN,)))
    assert rules.facility_standing(desk.programme, NO_PART, OVEN).label is None
    assert rules.facility_standing(desk.programme, NO_PART, OTHER).since == DAY


def test_without_a_part_the_oven_must_be_in_the_ledger() -> None:
    desk = bound()
    refused(ask(desk, by_id(desk, FacilityId("geng-9"), "shut")), "closure.record-condition.no-such-facility")


def test_an_oven_with_records_by_its_id_does_not_leave_the_list() -> None:
    desk = bound()
    recorded(ask(desk, by_id(desk, OVEN, "shut")))
    part = listed_oven(desk)
    changes = {part.part: PartChange(facilities=part.facilities[1:])}
    command = PublishList(list=desk.plan.retirement_list.id, changes=changes, document=LETTER)
    refused(desk.ask(command), "targets.publish-list.facility-has-records")


def test_a_record_is_moved_within_one_firm_and_never_to_another_s_oven() -> None:
    """Or one photograph of a shut oven would shut whichever oven it is moved to."""
    desk = bound()
    recorded(ask(desk, by_name(desk, 0, "shut")))
    wrong = Seq(len(desk.history))
    theirs = FacilityId("jia-1-1")
    recorded(desk.ask(site(site=SiteId("jia-1"), enterprise=JIA)))
    recorded(desk.ask(facility(facility=theirs, name="1号焦炉", site=SiteId("jia-1"))))
    theirs_now = MoveRecord(record=wrong, facility=theirs, reason="登到别家去了")
    refusal = refused(
        desk.ask(theirs_now, effective=DAY, evidence=(SCAN,)), "closure.move-record.another-firm"
    )
    assert "作废" in refusal.way_forward
    own = MoveRecord(record=wrong, facility=OTHER, reason="看炉号是4号")
    recorded(desk.ask(own, effective=DAY, evidence=(SCAN,)))


def test_an_oven_with_records_is_not_taken_out_of_the_ledger() -> None:
    desk = nicknamed()
    entered = len(desk.history)
    recorded(ask(desk, by_id(desk, OTHER, "shut")))
    refusal = refused(desk.ask(withdraw(entered)), "dossier.withdraw-entry.still-used")
    assert "设施状态" in refusal.finding


def test_the_dossier_tells_of_it_once_under_either_name() -> None:
    desk = bound()
    recorded(ask(desk, by_id(desk, OVEN, "shut")))
    seq = len(desk.history)
    told = [one for one in timeline(desk.plan, desk.programme, GENG) if one.what == "设施状态"]
    assert [(one.seq, one.words) for one in told] == [(seq, "3号焦炉：关停")]
    found = dossier(desk.plan, desk.programme, GENG, date(2020, 6, 1))
    assert found is not None
    assert [line.standing.label for line in found.sites[0].facilities] == ["关停", None]


# By either name, the same comes of it ------------------------------------------------------------


class Act(NamedTuple):
    oven: int
    counts_as: str
    day: int
    id: bool  # asked by its id in the ledger, or by what the list calls it
    corrects: int  # 0: nothing


ACTS = st.lists(
    st.builds(
        Act,
        st.integers(0, 1),
        st.sampled_from(("running", "stopped", "shut", "shut", "dismantled", "revived")),
        st.integers(0, 8),
        st.booleans(),
        st.sampled_from((0, 0, 0, 1, 2, 3)),
    ),
    max_size=12,
)


@cache
def _bound() -> Desk:
    return bound()


def played(acts: list[Act], *, mixed: bool) -> tuple[Desk, list[object]]:
    desk = copy(_bound())
    desk.history = list(desk.history)
    begun = len(desk.history)
    outcomes: list[object] = []
    for act in acts:
        corrects = Seq(begun + act.corrects) if act.corrects else None
        command = (
            by_id(desk, OVENS[act.oven], act.counts_as, corrects)
            if mixed and act.id
            else by_name(desk, act.oven, act.counts_as, corrects)
        )
        outcome = ask(desk, command, DAY + timedelta(act.day))
        outcomes.append(outcome.code if isinstance(outcome, Refusal) else len(recorded(outcome)))
    return desk, outcomes


@given(ACTS, st.integers(0, 8), st.integers(0, 12))
def test_by_either_name_the_same_comes_of_it_on_any_day_as_known_at_any_time(
    acts: list[Act], day: int, later: int
) -> None:
    by_names, said = played(acts, mixed=False)
    either, said_too = played(acts, mixed=True)
    assert said == said_too
    known = Seq(min(len(_bound().history) + later, len(by_names.history)))
    for as_of, seq in ((DAY + timedelta(day), None), (DAY + timedelta(day), known), (date(2021, 1, 1), None)):
        one, other = sheet(by_names, as_of, seq), sheet(either, as_of, seq)
        assert one.stages == other.stages
        assert [line.standing for line in one.parts] == [line.standing for line in other.parts]
