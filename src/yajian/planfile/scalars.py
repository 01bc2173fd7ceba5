"""One written word → one builtin, exactly, or the reason why not. Types decide; YAML's guesses do not."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from yaml.nodes import ScalarNode

from yajian.core.plan.measures import Unit

_BOOL = "tag:yaml.org,2002:bool"
_STR = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KINDS = {
    "bool": "是否",
    "int": "数字",
    "float": "数字",
    "timestamp": "日期",
    "null": "空值",
    "merge": "合并键",
}


class Amiss(NamedTuple):
    """Why a word could not be read."""

    code: str
    seen: str
    remedy: str


def text(node: ScalarNode) -> str | Amiss:
    """Text; a bare word that YAML would take for something else must be quoted."""
    if node.tag == _NULL:
        return empty()
    if node.tag != _STR:
        kind = _KINDS.get(node.tag.rsplit(":", 1)[-1], "别的类型")
        return Amiss(
            "not-text", f"这里要文字，{node.value} 会被读成{kind}", f'加英文双引号，写成 "{node.value}"'
        )
    if not node.value.strip():
        return empty()
    return str(node.value)


def empty() -> Amiss:
    return Amiss(
        "empty-value", "这里没有写值", "方案没有写明的写 {unknown: 待明确事项编号}；不需要的键整行删去"
    )


def bare(node: ScalarNode) -> bool:
    """Written without quotes. The two parsers say so differently."""
    return not node.style


def boolean(node: ScalarNode) -> bool | Amiss:
    if node.tag == _BOOL and node.value in ("true", "false") and bare(node):
        return bool(node.value == "true")
    if node.tag == _BOOL or node.value in ("是", "否"):
        return Amiss(
            "implicit-boolean", f"是否只认 true 和 false，这里写的是 {node.value}", "改成 true 或 false"
        )
    if node.tag == _NULL:
        return empty()
    return Amiss("not-boolean", f"这里要 true 或 false，写的是“{node.value}”", "改成 true 或 false")


def number(node: ScalarNode) -> Decimal | Amiss:
    """A plain decimal number, read from its digits: never through a float."""
    if bare(node) and _NUMBER.fullmatch(node.value):
        return Decimal(node.value)
    if node.tag == _NULL:
        return empty()
    tail = re.fullmatch(r"([0-9.,_ ]+)\s*(\D+)", node.value)
    if tail:
        plain = re.sub(r"[,_ ]", "", tail[1])
        return Amiss(
            "not-number", f"这里只写数字，写的是“{node.value}”", f"单位在 units 里已经写明，只写 {plain}"
        )
    return Amiss(
        "not-number", f"这里要数字，写的是“{node.value}”", "写成普通的十进制数字，不加引号、逗号和单位"
    )


def integer(node: ScalarNode) -> int | Amiss:
    found = number(node)
    if isinstance(found, Amiss):
        return found
    if found != found.to_integral_value():
        return Amiss(
            "not-integer", f"这里要整数，写的是 {node.value}", "改成整数；带单位的数量先在 units 里定义单位"
        )
    return int(found)


def measured(node: ScalarNode, unit: Unit) -> int | Amiss:
    """A number in one of the plan's units, as the exact integer of its base unit."""
    found = number(node)
    if isinstance(found, Amiss):
        return found
    base = unit.to_base(found)
    if base is None:
        seen = (
            f"{node.value}{unit.symbol} 折不成整数的{unit.base}（1{unit.symbol}＝{unit.factor}{unit.base}）"
        )
        return Amiss("not-whole", seen, "核对小数位数，或在 units 里改用更小的 base 单位")
    if base < 0:
        return Amiss("negative", f"{node.value}{unit.symbol} 是负数", "数量不能为负")
    return base


def day(node: ScalarNode) -> date | Amiss:
    if _DATE.fullmatch(node.value) and bare(node):
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            return Amiss("not-date", f"没有 {node.value} 这一天", "核对年月日")
    if node.tag == _NULL:
        return empty()
    remedy = "写成 2020-10-31 的样子；不具体的日期写 {unknown: 待明确事项编号}"
    return Amiss("not-date", f"这里要日期，写的是“{node.value}”", remedy)


def scalar(node: ScalarNode, unit: Unit | None) -> bool | int | date | str | Amiss:
    """A value to compare with: YAML's own kinds, each read strictly."""
    readers: dict[str, Callable[[ScalarNode], bool | int | date | str | Amiss]] = {
        "bool": boolean,
        "int": integer,
        "timestamp": day,
    }
    kind = node.tag.rsplit(":", 1)[-1]
    if unit is not None:
        return measured(node, unit)
    if kind == "float":
        return Amiss("no-unit", f"小数 {node.value} 没有单位", "在旁边写 unit，取 units 里的 symbol")
    return readers.get(kind, text)(node)
