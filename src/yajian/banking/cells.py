"""One cell of a statement: a day, an amount to the fen, a side, an account's tail; or what is wrong with it."""

import re
from datetime import date
from decimal import Decimal

from yajian.banking.spelling import NOTHING, SIDES
from yajian.core.facts.bankstatements import Side
from yajian.core.rules.bankstatements import TAIL
from yajian.sheets.spelling import half


class Unfit(Exception):
    """A cell cannot be read; the message says why, in a few words."""


_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*|\d{6})?")
_NUMBER = re.compile(r"([+-]?)(\d{1,13}(?:\.\d+)?)")
_OWN = re.compile(r"[账帐][号户](?:号码)?[:：,\t|]*([0-9*]{4,}[0-9]{4})(?![0-9])")
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


def plain(text: str) -> str:
    """A cell without what a bank puts around it so that a spreadsheet leaves it alone: ="0012", a tab, an apostrophe."""
    bare = half(text).strip("\t '\u200b")
    found = re.fullmatch(r'="(.*)"', bare)
    return found.group(1).strip() if found is not None else bare


def day(text: str) -> date:
    found = _DAY.fullmatch(plain(text))
    try:
        if found is not None:
            return date(*(int(one) for one in found.groups()))
    except ValueError:
        pass
    raise Unfit("不是日期，写作 2020-09-21 或 20200921" if text.strip() else "没有日期")


def fen(text: str) -> int | None:
    """The amount with its sign; None if the cell says nothing. No fen is rounded."""
    bare = plain(text)
    if bare in NOTHING:
        return None
    bracketed = re.fullmatch(r"\((.*)\)", bare)
    bare = f"-{bracketed.group(1)}" if bracketed is not None else bare
    bare = re.sub(r"[,，\s¥￥元]|人民币|RMB|CNY", "", bare.replace("−", "-"))
    found = _NUMBER.fullmatch(bare)
    if found is None:
        raise Unfit("不是金额")
    amount = Decimal(found.group(2)) * 100
    if amount != amount.to_integral_value():
        raise Unfit("写到了分以下")
    return -int(amount) if found.group(1) == "-" else int(amount)


def side(text: str) -> Side:
    bare = plain(text).upper()
    if bare not in SIDES:
        raise Unfit("看不出是借（支出）还是贷（收入）")
    return SIDES[bare]


def is_out(text: str) -> bool | None:
    """Whether a cell says 支出; None if it says neither."""
    found = SIDES.get(plain(text).upper())
    return None if found is None else found == "out"


def serial(text: str, *, lost: bool = False) -> str:
    """The bank's own number of a line, by which the same line is known again."""
    bare = plain(text)
    if lost or _ROUNDED.fullmatch(bare):
        raise Unfit("被表格软件存成了数字，后几位已经不准，请从网银重新下载")
    return "" if bare in NOTHING else bare


def tail(text: str, *, lost: bool = False) -> str:
    """The last digits of an account, and nothing more of it is kept."""
    bare = re.sub(r"[\s-]", "", plain(text))
    if bare in NOTHING:
        return ""
    if lost or _ROUNDED.fullmatch(bare):
        raise Unfit("被表格软件存成了数字，后几位已经不准，请从网银重新下载")
    end = bare[-TAIL:]
    if not (end.isascii() and end.isdigit()):
        raise Unfit("后四位不是数字")
    return end


def own_tails(words: str) -> set[str]:
    """The ends of accounts that a line above the heads names as the statement's own."""
    return {one[-TAIL:] for one in _OWN.findall(plain(words).replace(" ", ""))}


def shown_tail(text: str) -> str:
    """An account as it may be told in a message."""
    return f"…{plain(text)[-TAIL:]}"
