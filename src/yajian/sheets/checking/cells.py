"""One cell against its column: the text it stands for, or what is wrong with it and what would be right."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from yajian.core.plan.entering import LONGEST
from yajian.core.rules import credit_code
from yajian.core.words import iso_date
from yajian.sheets.layout import Column
from yajian.sheets.problems import Offer
from yajian.sheets.spelling import Value, half, plain, shown

DITTO = frozenset({"同上", "同前", "同左", "〃", "″", '"', "″″"})
_PICTURE = re.compile(r"=?(_xlfn\.)?(DISPIMG|IMAGE)\(", re.IGNORECASE)  # as WPS and Excel put one into a cell
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_PRODUCT = re.compile(r"(\d+)\s*[×xX*＊✕]\s*(\d+)")
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LOOSE_DAY = re.compile(r"\d{4}\s*年?.*(月|底|初|中|旬|季|年)")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)  # as days, 1927 to 2119
_COUNT = "零一二三四五六七八九十"


class Good(NamedTuple):
    text: str
    notice: str = ""


class Bad(NamedTuple):
    finding: str
    offer: Offer = ""
    fix: str = ""


class Around(NamedTuple):
    """What a cell is judged by beside its column."""

    today: date
    zones: tuple[str, ...] = ()


def cell(column: Column, value: Value, around: Around) -> Good | Bad:
    """An empty cell is good unless the column must be filled."""
    text = shown(value)
    if not text:
        return Bad(f"{column.label}必填") if column.required else Good("")
    if text in DITTO:
        return Bad(f"{column.label}请逐行填写")
    if column.kind != "note" and _PICTURE.match(text):
        return Bad("这一格是嵌入的图片，不是字；请把图片另作附件，这里填字或空着")
    match column.kind:
        case "order" | "note":
            return Good(text)
        case "code" | "owner":
            return _code(column, value, text)
        case "county":
            return _county(column, text)
        case "choice" | "tristate":
            return _choice(column, text, around)
        case "quantity" | "integer":
            return _number(column, value, text)
        case "date":
            return _date(column, value, text, around)
        case "name" | "text":
            return _text(column, text)


def _text(column: Column, text: str) -> Good | Bad:
    if len(text) > LONGEST:
        return Bad(f"{column.label}写了{len(text)}个字，请写在{LONGEST}字以内")
    if column.identifies:
        number = re.fullmatch(r"(?:No\.?)?(\d+)(?:#|号)?", half(text), re.IGNORECASE)
        if number is not None and text != f"{number[1]}号":
            return Bad(f"建议 {number[1]}号", "fix", f"{number[1]}号")
    return Good(text)


def _code(column: Column, value: Value, text: str) -> Good | Bad:
    if isinstance(value, int | float):
        return Bad(f"{column.label}是数字格式，后几位已丢失；请把这一列设为文本，重新填写")
    wanted = "".join(half(text).upper().split())
    if wanted != text:
        return Bad(f"建议 {wanted}", "fix", wanted)
    fault = credit_code.fault(text) if column.kind == "code" else None
    return Bad(fault) if fault is not None else Good(text)


def _county(column: Column, text: str) -> Good | Bad:
    if text in column.choices:
        return Good(text)
    meant = [one for one in column.choices if one.startswith(half(text)) or half(text).endswith(one)]
    if len(meant) == 1:
        return Bad(f"请选“{meant[0]}”（建议修正）", "fix", meant[0])
    return Bad("不在本方案县（市）之内")


def _choice(column: Column, text: str, around: Around) -> Good | Bad:
    if text in column.choices:
        return Good(text)
    zones = [one for one in column.choices if one in around.zones]
    if zones:
        how_many = _COUNT[len(zones)] if len(zones) < len(_COUNT) else str(len(zones))
        others = "、".join(one for one in column.choices if one not in zones)
        return Bad(f"不在方案所列{how_many}个开发区；如属其他园区请选“{others}”并附图")
    return Bad(f"选 {'/'.join(column.choices)}")


# Numbers -----------------------------------------------------------------------------------------


def _number(column: Column, value: Value, text: str) -> Good | Bad:
    if isinstance(value, bool | date):
        return Bad("填数字")
    written = half(text).replace(",", "").replace(" ", "")
    bare = _without_unit(written, column)
    number = _decimal(bare)
    if number is None:
        product = _PRODUCT.fullmatch(written)
        return Bad(f"填{column.label}合计 {int(product[1]) * int(product[2])}" if product else "填数字")
    amiss = _beyond(column, number)
    if amiss is not None:
        return amiss
    if bare != written:
        tidy = _in_unit(column, number)
        said = f"填数字，单位已在表头（{tidy}）" if tidy == bare else f"填数字 {tidy}"
        return Bad(said, "fix", tidy)
    if written != text:
        return Bad(f"建议 {plain(number)}", "fix", plain(number))
    return Good(plain(number))


def _without_unit(written: str, column: Column) -> str:
    for unit in (f"{column.unit}/年", column.unit, "孔", "座", "人"):
        if unit and written.endswith(unit):
            return written.removesuffix(unit)
    return written


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if _NUMBER.fullmatch(text) else None
    except InvalidOperation:
        return None


def _beyond(column: Column, number: Decimal) -> Bad | None:
    """Outside what the plan allows; or so large that the unit must be another one."""
    low = Decimal(column.low) / column.factor if column.low is not None else None
    high = Decimal(column.high) / column.factor if column.high is not None else None
    smaller = number / column.factor
    if number < 0 and low is not None and low >= 0:
        return Bad(f"{column.label.rpartition('的')[2]}不能为负")
    if high is not None and number > high:
        if column.factor > 1 and (low or 0) <= smaller <= high:
            return Bad(
                f"像{column.base}；应为 {smaller:.2f} {column.unit}（请确认）", "confirm", f"{smaller:.2f}"
            )
        return Bad(_bounds(low, high, column))
    if low is not None and number < low:
        return Bad(_bounds(low, high, column))
    if column.unit.startswith("万") and number >= column.factor:
        said = f"单位疑为{column.base}；应为 {smaller:.2f} {column.unit}（请确认）"
        return Bad(said, "confirm", f"{smaller:.2f}")
    scaled = number * column.factor
    if scaled != scaled.to_integral_value():
        return Bad(f"小数位数太多，化不成整数的{column.base}" if column.base else "填整数")
    return None


def _bounds(low: Decimal | None, high: Decimal | None, column: Column) -> str:
    unit = f" {column.unit}" if column.unit else ""
    if low is not None and high is not None:
        return f"超出 {plain(low)}–{plain(high)}{unit}"
    return (
        f"不能小于 {plain(low)}{unit}" if low is not None else f"不能大于 {plain(high or Decimal(0))}{unit}"
    )


def _in_unit(column: Column, number: Decimal) -> str:
    """As documents write it: two places below a hundred, none needed above."""
    places = number.as_tuple().exponent
    short = isinstance(places, int) and places > -2
    return f"{number:.2f}" if column.unit and number < 100 and short else plain(number)


# Days --------------------------------------------------------------------------------------------


def _date(column: Column, value: Value, text: str, around: Around) -> Good | Bad:
    notice = ""
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _SERIALS:
        day = _EPOCH + timedelta(days=int(value))
        notice = f"{text} 是日期的序列值，已读作 {day.isoformat()}"
    else:
        found = _typed_day(text)
        if isinstance(found, Bad):
            return found
        day = found
    if day > around.today:
        return Bad(f"{column.label}在未来")
    return Good(day.isoformat(), notice)


def _typed_day(text: str) -> date | Bad:
    try:
        return iso_date(text)
    except ValueError:
        pass
    found = _DAY.fullmatch(half(text)) or _EIGHT.fullmatch(half(text))
    if found is not None:
        try:
            day = date(*(int(part) for part in found.groups()))
        except ValueError:
            return Bad("没有这一天，请核对")
        return Bad(f"日期写作 {day.isoformat()}", "fix", day.isoformat())
    if _LOOSE_DAY.search(half(text)):
        return Bad("日期不具体，请填到日")
    return Bad("日期写作 2019-10-31")
