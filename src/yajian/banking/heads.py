"""Which column of a statement is which: by the heads that banks give them, spelt in several ways."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from yajian.sheets.spelling import half

Column = Literal["on", "out", "in", "amount", "side", "name", "number", "words", "serial", "balance"]

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
}
# 银行给客户的流水：借方是支出，贷方是收入（账户是银行的负债）。单位自己的银行存款账正相反，那不是流水。
_SPELT: Mapping[Column, tuple[str, ...]] = {
    "on": (
        "交易日期",
        "记账日期",
        "入账日期",
        "交易时间",
        "交易日期时间",
        "发生日期",
        "日期",
        "记账日",
        "交易日",
    ),
    "out": ("借方发生额", "借方金额", "借方", "支出", "支出金额", "付款金额", "转出金额", "借方发生金额"),
    "in": ("贷方发生额", "贷方金额", "贷方", "收入", "收入金额", "收款金额", "转入金额", "贷方发生金额"),
    "amount": ("发生额", "交易金额", "金额", "发生金额"),
    "side": (
        "借贷标志",
        "借贷方向",
        "借贷",
        "借/贷",
        "收支标志",
        "收支方向",
        "收/支",
        "收支",
        "方向",
        "借贷标识",
    ),
    "name": (
        *("对方户名", "对方名称", "对方单位名称", "对方单位", "对方账户名称", "对方账户名", "对方帐户名称"),
        *("对手方名称", "对手户名", "交易对手", "交易对手名称", "对方"),
    ),
    "number": (
        "对方账号",
        "对方帐号",
        "对方账户",
        "对方帐户",
        "对手账号",
        "对手方账号",
        "交易对手账号",
        "对方卡号",
    ),
    "words": ("摘要", "交易摘要", "用途", "附言", "交易附言", "备注", "交易用途", "摘要说明"),
    "serial": (
        *("流水号", "交易流水号", "银行流水号", "核心流水号", "柜员流水号", "交易流水", "日志号"),
        *("交易序号", "回单编号", "企业流水号", "交易编号"),
    ),
    "balance": ("余额", "账户余额", "帐户余额", "交易后余额", "本次余额", "当前余额"),
}
_WHICH: Mapping[str, Column] = {spelling: column for column, names in _SPELT.items() for spelling in names}
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
