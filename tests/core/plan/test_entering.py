"""What is typed into a field: exact, in the field's own unit, within the plan's bounds, or refused with a reason."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.given import plan_of
from yajian.core.plan import Attribute, Choice
from yajian.core.plan.entering import Entered, Unfit, entered

PLAN = plan_of("shifan-2019")


def field(type: str, **changes: Any) -> Attribute:
    return Attribute(id="f", label="某项", type=type, **changes)  # type: ignore[arg-type]


QUANTITY = field("quantity", unit="万吨", min=0, max=1_000_000)
CHOICE = field("choice", choices=(Choice(id="dry", label="干熄焦"), Choice(id="wet", label="湿熄焦")))


@pytest.mark.parametrize(
    ("attribute", "typed", "value", "shown"),
    [
        (QUANTITY, "62.50", 625_000, "62.5万吨"),
        (QUANTITY, "0", 0, "0万吨"),
        (QUANTITY, "100", 1_000_000, "100万吨"),
        (field("integer", min=1), "65", 65, "65"),
        (field("date"), "2011-05-06", "2011-05-06", "2011-05-06"),
        (CHOICE, "干熄焦", "dry", "干熄焦"),
        (CHOICE, "wet", "wet", "湿熄焦"),
        (field("tristate"), "是", "yes", "是"),
        (field("tristate"), "不清楚", "unclear", "不清楚"),
        (field("text"), "3号焦炉", "3号焦炉", "3号焦炉"),
    ],
)
def test_a_value_is_kept_in_base_units_and_shown_as_people_read_it(
    attribute: Attribute, typed: str, value: int | str, shown: str
) -> None:
    assert entered(PLAN, attribute, typed) == Entered(value, shown)


@pytest.mark.parametrize(
    ("attribute", "typed", "says"),
    [
        (QUANTITY, "60万吨", "单位是万吨"),
        (QUANTITY, "６０", "请只写数字"),
        (QUANTITY, "6e1", "请只写数字"),
        (QUANTITY, "1,000", "请只写数字"),
        (QUANTITY, "60.00001", "核对小数位数"),
        (field("quantity", unit="万吨"), "9" * 20, "核对小数位数"),
        (QUANTITY, "100.01", "不大于100万吨"),
        (QUANTITY, "-1", "不小于0万吨"),
        (field("integer"), "1.5", "核对小数位数"),
        (field("date"), "2011.5.6", "2020-10-31"),
        (field("date"), "2011-02-30", "2020-10-31"),
        (CHOICE, "干法", "干熄焦、湿熄焦"),
        (field("tristate"), "true", "是、否、不清楚"),
        (field("text"), "", "请照所附文件填写"),
        (field("text"), " 3号", "请照所附文件填写"),
        (field("text"), "长" * 501, "500字以内"),
        (field("integer", age_of="commissioned_on"), "12", "不用填报"),
    ],
)
def test_what_is_no_value_of_the_field_says_what_would_be(
    attribute: Attribute, typed: str, says: str
) -> None:
    unfit = entered(PLAN, attribute, typed)
    assert isinstance(unfit, Unfit)
    assert says in unfit.remedy


@given(st.integers(0, 10**12))
def test_any_whole_number_of_base_units_is_written_and_read_back_exactly(base: int) -> None:
    unit = next(one for one in PLAN.units.values() if one.symbol == "万吨")
    assert entered(PLAN, field("quantity", unit="万吨"), unit.written(base)) == Entered(
        base, unit.shown(base)
    )


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_a_field(typed: str) -> None:
    for attribute in (QUANTITY, CHOICE, field("integer"), field("date"), field("tristate"), field("text")):
        assert isinstance(entered(PLAN, attribute, typed), Entered | Unfit)
