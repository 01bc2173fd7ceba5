"""大写: whole numbers, tonnes and money in the characters nobody can alter with a stroke."""

from collections.abc import Iterator

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def yuan_in_full(fen: int) -> str:
    """Fen as on a voucher: 975000000050 → 人民币玖拾柒亿伍仟万元零伍角."""
    if fen < 0:
        return f"负{yuan_in_full(-fen)}"
    yuan, rest = divmod(fen, 100)
    jiao, cent = divmod(rest, 10)
    words = f"人民币{in_full(yuan)}元" if yuan or not rest else "人民币"
    if not rest:
        return f"{words}整"
    if jiao:
        gap = "零" if yuan and yuan % 10 == 0 else ""
        words += f"{gap}{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return words + (f"{_DIGITS[cent]}分" if cent else "整" if not yuan else "")


def tonnes_in_full(tonnes: int) -> str:
    """1400000 → 壹佰肆拾万吨."""
    return f"{in_full(tonnes)}吨"


def in_full(number: int) -> str:
    """A whole number below 10**16 in capital numerals: 10500 → 壹万零伍佰."""
    if number < 0:
        return f"负{in_full(-number)}"
    if number >= 10**16:
        raise ValueError(f"more than capital numerals are written for: {number}")
    return "".join(_groups(number)) or _DIGITS[0]


def _groups(number: int) -> Iterator[str]:
    """Four digits at a time, from the highest; one 零 wherever places were skipped."""
    begun = skipped = False
    for at in (2, 1, 0):
        group = number // 10_000**at % (10_000 if at < 2 else 10**8)
        if not group:
            skipped = begun
            continue
        words = in_full(group) if at == 2 and group >= 10_000 else _group(group)
        low = group < 1_000
        yield ("零" if begun and (skipped or low) else "") + words + _GROUPS[at]
        begun, skipped = True, False


def _group(group: int) -> str:
    """Up to four digits: 1005 → 壹仟零伍."""
    words, skipped = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if not digit:
            skipped = bool(words)
            continue
        words += ("零" if skipped else "") + _DIGITS[digit] + _PLACES[place]
        skipped = False
    return words
