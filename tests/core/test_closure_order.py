"""What was dismantled stays down: in whatever order it is entered, corrected, moved or voided."""

from datetime import date

from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from tests.core.test_closure import named, record
from tests.core.test_closure_by_facility import ask, by_id, by_name, nicknamed, ovens
from tests.core.test_closure_records import move, state, void
from tests.core.test_dossier import OVEN, bind, withdraw
from tests.given import Desk, adopted, recorded, refused, with_letter
from yajian.core.rules.closure import after_dismantling
from yajian.core.words import Seq

AFTER = "closure.record-condition.after-dismantling"
LATER = "closure.record-condition.before-later-entry"
FIRST, SECOND, THIRD = date(2019, 12, 1), date(2019, 12, 10), date(2019, 12, 20)


def test_dismantling_is_not_slipped_in_before_a_shutting_entered_earlier() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", SECOND))
    refusal = refused(record(desk, 0, "dismantled", FIRST), LATER)
    assert "第5条" in refusal.finding
    assert "第5条" in refusal.way_forward
    recorded(record(desk, 0, "dismantled", THIRD))


def test_once_the_later_entry_is_corrected_the_earlier_one_goes_in() -> None:
    desk = adopted()
    recorded(record(desk, 0, "shut", SECOND))
    recorded(record(desk, 0, "shut", FIRST, corrects=5))
    recorded(record(desk, 0, "dismantled", SECOND))


def revived() -> Desk:
    """Given: dismantled (5), found revived (6), shut again (7)."""
    desk = with_letter()
    recorded(record(desk, 0, "dismantled", FIRST))
    recorded(record(desk, 0, "revived", SECOND))
    recorded(record(desk, 0, "shut", THIRD))
    return desk


def seq_of(desk: Desk, place: int) -> int:
    part = named(desk)
    return desk.programme.closures.conditions[part.part, part.facilities[0]].entries[place].seq


def test_the_revival_between_is_neither_corrected_away_nor_voided_while_the_shutting_stands() -> None:
    desk = revived()
    revival, shutting = seq_of(desk, 1), seq_of(desk, 2)
    refused(record(desk, 0, "dismantled", SECOND, corrects=revival), LATER)
    refused(void(desk, revival), LATER)
    refused(move(desk, revival, 1, SECOND), LATER)
    recorded(void(desk, shutting))
    recorded(void(desk, revival))


def test_a_correction_does_not_put_a_running_oven_behind_its_dismantling() -> None:
    desk = adopted()
    recorded(record(desk, 0, "stopped", FIRST))
    recorded(record(desk, 0, "dismantled", SECOND))
    refused(record(desk, 0, "stopped", THIRD, corrects=5), AFTER)


def test_an_opening_statement_of_dismantling_does_not_go_before_a_shutting() -> None:
    desk = with_letter()
    recorded(record(desk, 0, "shut", SECOND))
    refused(state(desk, 0, FIRST, condition="主体设备已拆除"), LATER)


KINDS = st.sampled_from(["running", "stopped", "shut", "dismantled", "revived"])
ACTS = st.lists(
    st.tuples(st.integers(0, 1), KINDS, st.dates(FIRST, date(2020, 1, 3)), st.integers(0, 5)), max_size=14
)


@hypothesis_given(ACTS)
def test_no_order_of_entries_corrections_and_voids_leaves_a_dismantled_oven_standing(
    acts: list[tuple[int, str, date, int]],
) -> None:
    desk = with_letter()
    for oven, counts_as, day, what in acts:
        part = named(desk)
        line = desk.programme.closures.conditions.get((part.part, part.facilities[oven]))
        last = line.entries[-1 - what % len(line.entries)].seq if line is not None and what > 2 else None
        if last is not None and what == 5:
            void(desk, last)
        elif last is not None and what == 4:
            move(desk, last, 1 - oven, day)
        else:
            record(desk, oven, counts_as, day, corrects=last)
        assert all(not after_dismantling(one) for one in desk.programme.closures.conditions.values())


def test_two_names_are_not_bound_to_one_oven_while_their_records_contradict_each_other() -> None:
    desk = nicknamed()
    recorded(ask(desk, by_id(desk, OVEN, "dismantled"), FIRST))
    recorded(ask(desk, by_name(desk, 0, "shut"), SECOND))
    shutting = len(desk.history)
    refusal = refused(desk.ask(bind(desk, 0, facility=OVEN)), "dossier.records-contradict")
    assert f"第{shutting}条" in refusal.way_forward
    recorded(void(desk, shutting))
    recorded(desk.ask(bind(desk, 0, facility=OVEN)))


def test_a_binding_is_not_taken_back_where_it_alone_holds_the_records_together() -> None:
    desk = ovens()
    recorded(desk.ask(bind(desk, 0, facility=OVEN)))
    binding = Seq(len(desk.history))
    recorded(ask(desk, by_id(desk, OVEN, "dismantled"), FIRST))
    recorded(ask(desk, by_name(desk, 0, "revived"), SECOND))
    recorded(ask(desk, by_id(desk, OVEN, "shut"), THIRD))
    refused(desk.ask(withdraw(binding)), "dossier.records-contradict")
