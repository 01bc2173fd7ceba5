"""台账没有: an oven the list names and no ledger knows is marked wherever it stands, and no record waits for it."""

from tests.core.test_acceptance import based, checked, opined, shut
from tests.core.test_closure_by_facility import ovens
from tests.core.test_closure_methods import HALVES, approve, partial, reviewed
from tests.core.test_dossier import bind, listed_oven
from tests.given import Desk, adopted, recorded, with_letter
from yajian.core.reports import acceptance
from yajian.core.reports.closure import as_builtins, facilities
from yajian.core.reports.progress import progress
from yajian.core.unentered import HELPS, ledger_mark, unentered
from yajian.core.words import Seq


def marks(desk: Desk, known: Seq | None = None) -> dict[str, str]:
    return dict(unentered(desk.programme, listed_oven(desk), known=known))


def test_what_no_ledger_knows_is_marked_and_what_would_help_is_said() -> None:
    desk = adopted()
    assert marks(desk) == dict.fromkeys(listed_oven(desk).facilities, "台账没有")
    assert "登记设施并对应" in HELPS["台账没有"]


def test_an_oven_of_its_name_in_the_ledger_only_waits_to_be_bound_and_bound_it_is_known() -> None:
    desk = ovens()
    first, second = listed_oven(desk).facilities
    assert marks(desk) == {first: "台账未对应", second: "台账未对应"}
    before = desk.programme.seq
    recorded(desk.ask(bind(desk)))
    assert marks(desk) == {second: "台账未对应"}
    assert marks(desk, before) == {first: "台账未对应", second: "台账未对应"}


def test_an_oven_of_another_name_is_not_taken_for_it_and_one_spelt_otherwise_is() -> None:
    desk = ovens()
    part = listed_oven(desk)
    assert ledger_mark(desk.programme, part, "99号焦炉") == "台账没有"
    assert ledger_mark(desk.programme, part, "３号 焦炉") == "台账未对应"


def test_a_piece_of_a_method_is_no_oven_and_has_no_mark() -> None:
    desk = reviewed()
    recorded(approve(desk))
    part = next(one for one in desk.parts() if one.part == partial(desk).part)
    assert [ledger_mark(desk.programme, part, piece) for piece in HALVES] == ["", ""]


def test_machines_read_the_mark_of_each_oven_and_of_each_part() -> None:
    desk = ovens()
    recorded(desk.ask(bind(desk)))
    part = listed_oven(desk)
    seen = progress(desk.plan, desk.programme, desk.now.date())
    sheet = facilities(desk.plan, desk.programme, seen)
    told = as_builtins(sheet)
    assert isinstance(told["facilities"], dict)
    assert told["unentered"] == sheet.unentered == 1
    assert [told["facilities"][f"{part.part}/{name}"]["ledger_mark"] for name in part.facilities] == [
        "",
        "台账未对应",
    ]
    accepting = acceptance.as_builtins(acceptance.sheet(desk.plan, desk.programme, seen))
    assert accepting[part.part]["unentered"] == {part.facilities[1]: "台账未对应"}  # type: ignore[index]


def test_the_mark_keeps_no_record_back() -> None:
    desk = opined(checked(based(shut(with_letter()))))
    assert set(marks(desk)) == set(listed_oven(desk).facilities)
