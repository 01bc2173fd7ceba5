"""Which column of a statement is which: by the heads that banks give them, spelt in several ways."""

import re
from collections.abc import Mapping, Sequence

from yajian.banking.spelling import SPELT, Column
from yajian.sheets.spelling import half

LABELS: Mapping[Column, str] = {
    "on": "交易日期",
    "out": "借方发生额（支出）",
    "in": "贷方发生额（收入）",
    "amount": "发生额",
    "side": "借贷标志",
    "name": "对方户名",
    "number": "对方账号",
    "words": "摘要",
    "serial": "流水号",
    "balance": "余额",
    "own": "本方账号",
}
_WHICH: Mapping[str, Column] = {spelling: column for column, names in SPELT.items() for spelling in names}
_UNIT = re.compile(r"\((?:元|人民币|人民币元|RMB|CNY)\)$")


def columns(row: Sequence[str]) -> dict[Column, list[int]]:
    """Where each column stands in a row of heads. Of 摘要、用途、附言 a statement may have several, of others one."""
    found: dict[Column, list[int]] = {}
    for place, words in enumerate(row):
        column = _WHICH.get(_bare(words))
        if column is not None:
            found.setdefault(column, []).append(place)
    return found


def is_head(found: Mapping[Column, list[int]]) -> bool:
    """Whether a row can be the heads of a statement: it tells the day and the amounts."""
    return "on" in found and ("out" in found or "in" in found or "amount" in found)


def wanting(found: Mapping[Column, list[int]]) -> tuple[str, ...]:
    """What the heads lack for lines to be read and told apart."""
    lacking: list[Column] = []
    if "amount" not in found:
        lacking += [one for one in ("out", "in") if one not in found]
    if "name" not in found:
        lacking.append("name")
    return tuple(LABELS[one] for one in lacking)


def twice(found: Mapping[Column, list[int]]) -> tuple[str, ...]:
    """Columns that stand twice, so that nobody can tell which is meant."""
    return tuple(LABELS[one] for one, places in found.items() if one != "words" and len(places) > 1)


def _bare(head: str) -> str:
    """A head without its unit, its spaces and its stars."""
    return _UNIT.sub("", "".join(half(head).split()).strip("*"))
