"""How Chinese banks spell what a statement says: the heads of its columns, its sides, and nothing. Only read, and never said."""

from collections.abc import Mapping
from typing import Literal

from yajian.core.facts.bankstatements import Side

Column = Literal["on", "out", "in", "amount", "side", "name", "number", "words", "serial", "balance"]

# 银行给客户的流水：借方是支出，贷方是收入（账户是银行的负债）。单位自己的银行存款账正相反，那不是流水。
SPELT: Mapping[Column, tuple[str, ...]] = {
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
SIDES: dict[str, Side] = {
    **dict.fromkeys(("借", "借方", "支", "支出", "付", "付款", "转出", "往账", "D", "DR", "-"), "out"),
    **dict.fromkeys(("贷", "贷方", "收", "收入", "收款", "转入", "来账", "C", "CR", "+"), "in"),
}
NOTHING = frozenset({"", "-", "--", "—", "/", "无"})
