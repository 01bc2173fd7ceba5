"""What a rule sees of a plan: values with their provenance, under paths that do not move, in whole base units."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.plan.sample import plan, value
from yajian.core.plan import NEEDS, Need, Provenance, Unit, leaves, shape, walk
from yajian.core.plan.needs import Need as NeedType

YUNCHENG = plan("yuncheng-2019")
ALL = [plan(name) for name in ("yuncheng-2019", "shifan-2019", "demo-steel")]
CAPACITY = Unit(id="capacity", symbol="万吨", base="吨", factor=10_000, decimals=2)


@pytest.mark.parametrize(
    ("path", "provenance", "held"),
    [
        ("enterprises.hengtai.county", Provenance.UNKNOWN, None),
        ("enterprises.jinxin.county", Provenance.ASSUMED, "hejin"),
        ("retirement_list.items.L07.parts.L07b.capacity_t", Provenance.DERIVED, 300_000),
        ("retirement_list.items.L07.parts.L07a.facilities", Provenance.SAID, ("3号焦炉", "4号焦炉")),
        ("retirement_list.items.L01.parts.L01.capacity_t", Provenance.SAID, 540_000),
        ("retirement_list.items.L03.parts.L03.method_required", Provenance.ASSUMED, True),
        ("retirement_list.items.L06.parts.L06.method_required", Provenance.DERIVED, False),
        ("batches.B1.due", Provenance.SAID, date(2019, 10, 31)),
        ("compensation.rates.market.rate_fen_per_t", Provenance.SAID, 4800),
        ("compensation.envelope.all.high_fen", Provenance.DERIVED, 15_600_000_000),
        ("milestones.M2.share_permille", Provenance.DERIVED, 425),
        ("rules.R-CHAMBER-TOP.test.value", Provenance.SAID, 6980),
        ("escalation.lights.yellow.days_before", Provenance.ASSUMED, 30),
        ("completion_standards.CS-EXTRA-2D4T.applies", Provenance.ASSUMED, False),
        ("publication.after_signoff.sanctions.permitted", Provenance.EXTERNAL, True),
    ],
)
def test_a_value_stands_under_its_path_with_its_provenance(
    path: str, provenance: Provenance, held: object
) -> None:
    found = value(YUNCHENG, path)
    assert (found.provenance, found.value) == (provenance, held)


def test_a_value_carries_its_own_clause_or_that_of_what_it_stands_in() -> None:
    assert value(YUNCHENG, "batches.B1.capacity_t").clauses == ("S2.1b", "S4.1")
    assert value(YUNCHENG, "groups.leading_group.members").clauses == ("S6.1.1b",)
    assert value(YUNCHENG, "groups.leading_group.posts.head.since").clauses == ("S6.1.1a",)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.programme.id)
def test_paths_are_unique_and_nothing_is_a_float(one: object) -> None:
    paths = [leaf.path for leaf in walk(one)]  # type: ignore[arg-type]
    assert len(paths) == len(set(paths))
    assert not any(isinstance(held, float) for _, held in _held(one))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.programme.id)
def test_a_value_is_absent_exactly_when_nobody_has_said(one: object) -> None:
    for path, held in leaves(one):  # type: ignore[arg-type]
        assert (held.value is None) == (held.provenance is Provenance.UNKNOWN), path


def _held(one: object) -> list[tuple[str, object]]:
    return [(leaf.path, getattr(leaf.held, "value", leaf.held)) for leaf in walk(one)]  # type: ignore[arg-type]


def test_an_item_without_parts_is_its_own_only_part_and_takes_its_batchs_day() -> None:
    item = YUNCHENG.retirement_list.items[0]
    [part] = item.parts
    assert str(part.id) == str(item.id)
    assert part.capacity_t == item.capacity_t
    assert part.due.value == date(2019, 10, 31)
    assert part.due.working is not None
    assert part.due.working.text == "同 batches.B1.due"


def test_the_plan_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        YUNCHENG.programme.title = "别的"  # type: ignore[misc]
    with pytest.raises(TypeError):
        YUNCHENG.batches["B1"] = YUNCHENG.batches["B2"]  # type: ignore[index]
    assert all(
        not isinstance(getattr(YUNCHENG, field.name), dict | list) for field in shape.fields(type(YUNCHENG))
    )


def test_counties_are_the_counties_themselves_in_the_order_of_the_file() -> None:
    assert [county.id for county in YUNCHENG.counties] == ["hejin", "jishan", "xinjiang", "yuanqu", "wenxi"]
    assert YUNCHENG.counties[0].government == "河津市人民政府"
    assert YUNCHENG.total is YUNCHENG.targets[0]


def test_hot_hold_counts_as_stopped_until_somebody_says_otherwise() -> None:
    hot_hold = YUNCHENG.facility_types["coke_oven"].condition("hot_hold")
    assert hot_hold is not None
    assert hot_hold.counts_as == "stopped"
    assert hot_hold.reading.question == "Q-HOT-HOLD"


@given(st.decimals(0, 10_000, places=4))
def test_what_is_written_in_four_places_is_whole_tonnes_and_comes_back(written: Decimal) -> None:
    base = CAPACITY.to_base(written)
    assert base is not None
    assert Decimal(CAPACITY.written(base)) == written


@given(st.integers(0, 10**12))
def test_tonnes_are_shown_in_the_documents_unit_without_loss(tonnes: int) -> None:
    assert CAPACITY.to_base(Decimal(CAPACITY.written(tonnes))) == tonnes


def test_a_fifth_place_is_no_whole_tonne() -> None:
    assert CAPACITY.to_base(Decimal("0.00001")) is None


def test_the_vocabulary_of_needs_is_closed_and_explained() -> None:
    assert NeedType is Need
    assert set(NEEDS) == set(shape.literals(Need) or ())


def test_a_mapping_of_the_plan_is_a_view_that_cannot_be_written() -> None:
    def mappings(held: object) -> list[Mapping[str, object]]:
        if isinstance(held, Mapping):
            return [held, *(one for each in held.values() for one in mappings(each))]
        if isinstance(held, msgspec.Struct):
            return [one for name in held.__struct_fields__ for one in mappings(getattr(held, name))]
        if isinstance(held, tuple):
            return [one for each in held for one in mappings(each)]
        return []

    assert all(not hasattr(one, "__setitem__") or not one for one in mappings(YUNCHENG))
