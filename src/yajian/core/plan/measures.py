"""The plan's units and its readings of words: how what is written becomes an exact integer or a day."""

from decimal import Decimal

import msgspec

from yajian.core.plan.terms import Cited
from yajian.core.plan.value import Value


class Unit(Cited, frozen=True, kw_only=True):
    """一个计量单位。文件里的数字写成 symbol 的单位，载入后一律是 base 单位的整数。"""

    id: str
    symbol: str  # 文件和原文使用的单位，如 万吨
    base: str  # 系统内部的整数单位，如 吨
    factor: int  # 一个 symbol 等于几个 base
    decimals: int = 0  # 显示几位小数
    per: Value[str] | None = None  # 每年、每日

    def to_base(self, written: Decimal) -> int | None:
        """The exact integer of base units, or nothing where it would not be whole."""
        scaled = written * self.factor
        whole = scaled.to_integral_value()
        return int(whole) if scaled == whole else None

    def written(self, base: int) -> str:
        """A base integer as the document would write it, without a trailing zero."""
        text = f"{Decimal(base) / self.factor:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    def shown(self, base: int) -> str:
        return f"{self.written(base)}{self.symbol}"


class Interpretation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """用语怎样变成可以核对的口径；每一条都可以由有权单位另作答复。"""

    above_inclusive: Value[bool] | None = None  # “以上”“及以上”含本数
    before_inclusive: Value[bool] | None = None  # “10月底前”“10月31日前”含当日，至24时
    month_end_is_last_day: Value[bool] | None = None  # “10月底”即当月最后一天
    to_year_is_year_end: Value[bool] | None = None  # “到2020年”按当年12月31日
