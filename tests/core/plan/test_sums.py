"""The plan's own arithmetic."""

import msgspec
import pytest

from tests.core.plan.sample import plan
from yajian.core.plan import Value, Working, mismatches, quantities, replaced
from yajian.core.plan.sums import worked

SHIFAN = plan("shifan-2019")
KNOWN = quantities(SHIFAN)


@pytest.mark.parametrize(
    ("how", "of", "found"),
    [
        ("sum", ("L02", "L06", "L07", "L08"), 2_240_000),
        ("sum", (), 0),
        ("difference", ("L07", "L07a"), 300_000),
        ("product", ("T-TOTAL", "untraded"), 9_750_000_000),
        ("share", ("M1", "T-TOTAL"), 332),
        ("share", ("M2", "T-TOTAL"), 425),
        ("same_as", ("batches.B1.judged_by",), "dismantled"),
        ("sum", ("L01", "nobody"), None),
        ("because", ("说来话长",), None),
    ],
)
def test_a_working_comes_to_what_it_says(how: str, of: tuple[str, ...], found: object) -> None:
    working = msgspec.convert({"how": how, "of": of}, Working)
    assert worked(working, KNOWN) == found
    assert working.text


def test_a_batch_in_which_a_county_has_nothing_counts_as_nothing() -> None:
    assert KNOWN["county_tasks.shizhong.by_batch.B3"].value.value == 0


def test_one_number_changed_is_found_wherever_it_should_add_up() -> None:
    path = "retirement_list.items.L03.parts.L03.capacity_t"
    held = KNOWN[path].value
    item = path.replace(".parts.L03", "")
    eight: Value[object] = msgspec.structs.replace(held, value=80_000)
    seen = [mismatch.seen for mismatch in mismatches(replaced(SHIFAN, {path: eight, item: eight}))]
    assert seen[:2] == ["B3 合计 188≠187", "清单合计 326≠325"]
    assert "示南县任务 7≠8（按清单推算）" in seen
