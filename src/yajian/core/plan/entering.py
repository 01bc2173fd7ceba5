"""What somebody types into a field of the plan, as the typed value it stands for, or why it stands for none."""

import re
from decimal import Decimal
from typing import NamedTuple, assert_never

from yajian.core.plan.facilities import Attribute
from yajian.core.plan.whole import Plan
from yajian.core.words import iso_date

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
UNCLEAR = "unclear"
TRISTATE = {"yes": "是", "no": "否", UNCLEAR: "不清楚"}
LONGEST = 500  # characters of a text
LARGEST = 2**53 - 1  # what the journal, like every other reader of JSON, holds exactly


class Entered(NamedTuple):
    """A value as kept, and as people read it."""

    value: int | str  # integers in base units; days as 2020-10-31; choices by id; yes, no, unclear
    shown: str


class Unfit(NamedTuple):
    """Why what was typed is no value of the field."""

    seen: str
    remedy: str


def entered(plan: Plan, attribute: Attribute, typed: str) -> Entered | Unfit:
    """Nothing is rounded and nothing is guessed: 62.5 in the field's own unit, a choice by its word or id."""
    if attribute.age_of:
        return Unfit(f"“{attribute.label}”由日期推算", "请填报据以推算的日期，这一项不用填报")
    if not typed or typed != typed.strip():
        return Unfit(f"“{attribute.label}”空着，或前后有空格", "请照所附文件填写")
    match attribute.type:
        case "text":
            return _text(attribute, typed)
        case "choice":
            words = {choice.id: choice.label for choice in attribute.choices}
            return _choice(attribute, typed, words)
        case "tristate":
            return _choice(attribute, typed, TRISTATE)
        case "quantity" | "integer":
            return _number(plan, attribute, typed)
        case "date":
            return _day(attribute, typed)
        case other:
            assert_never(other)


def _text(attribute: Attribute, typed: str) -> Entered | Unfit:
    if len(typed) > LONGEST:
        return Unfit(f"“{attribute.label}”写了{len(typed)}个字", f"请写在{LONGEST}字以内，全文附在文件里")
    return Entered(typed, typed)


def _choice(attribute: Attribute, typed: str, words: dict[str, str]) -> Entered | Unfit:
    for id, word in words.items():
        if typed in (id, word):
            return Entered(id, word)
    return Unfit(f"“{attribute.label}”没有“{typed}”这个选项", f"请选择：{'、'.join(words.values())}")


def _number(plan: Plan, attribute: Attribute, typed: str) -> Entered | Unfit:
    """A decimal in the field's unit, as the exact integer of its base unit, within the plan's bounds."""
    unit = next((one for one in plan.units.values() if one.symbol == attribute.unit), None)
    symbol = unit.symbol if unit is not None else ""
    if not _NUMBER.fullmatch(typed):
        remedy = f"请只写数字，单位是{symbol}" if symbol else "请只写数字"
        return Unfit(f"“{attribute.label}”要填数字，写的是“{typed}”", remedy)
    written = Decimal(typed)
    base = unit.to_base(written) if unit is not None else _whole(written)
    if base is None or abs(base) > LARGEST:
        return Unfit(f"“{attribute.label}”的{typed}{symbol}化不成记得下的整数", "请核对小数位数和单位")
    low, high = attribute.min, attribute.max
    if (low is not None and base < low) or (high is not None and base > high):
        bounds = [
            f"不小于{_shown(plan, attribute, low)}" if low is not None else "",
            f"不大于{_shown(plan, attribute, high)}" if high is not None else "",
        ]
        wanted = "、".join(bound for bound in bounds if bound)
        return Unfit(f"“{attribute.label}”的{typed}{symbol}不在方案所定范围内", f"应当{wanted}，请核对单位")
    return Entered(base, _shown(plan, attribute, base))


def _whole(written: Decimal) -> int | None:
    return int(written) if written == written.to_integral_value() else None


def _shown(plan: Plan, attribute: Attribute, base: int) -> str:
    unit = next((one for one in plan.units.values() if one.symbol == attribute.unit), None)
    return unit.shown(base) if unit is not None else str(base)


def _day(attribute: Attribute, typed: str) -> Entered | Unfit:
    try:
        day = iso_date(typed)
    except ValueError:
        return Unfit(f"“{attribute.label}”要填日期，写的是“{typed}”", "请写成 2020-10-31 的样子")
    return Entered(day.isoformat(), day.isoformat())
