"""What can be asked about the bank's lines: a file taken in, and what a person says of one line."""

from datetime import date
from typing import Annotated

import msgspec

from yajian.core.facts.bankstatements import Side
from yajian.core.words import Command, Digest, Fen, Seq, label


class BankstatementsCommand(Command, frozen=True):
    """Marks this file's commands."""


class StatementLine(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One line of the file as it was read; of the other side's account the tail and no more."""

    row: int
    on: date
    side: Side
    amount_fen: Fen
    name: str = ""
    tail: str = ""
    words: str = ""
    serial: str = ""
    balance_fen: int | None = None


class ImportStatement(
    BankstatementsCommand, frozen=True, kw_only=True, tag="bankstatements.import-statement"
):
    """导入银行流水: every line of a file of the special account, or none of them."""

    file: Annotated[Digest, label("流水文件", "文件的摘要")]
    account: Annotated[str, label("专户账号后四位", "流水是哪个专户的")]
    lines: Annotated[tuple[StatementLine, ...], label("流水各行")]
    left_out: Annotated[tuple[int, ...], label("没有当作流水的行", "合计、期初余额之类，第几行")] = ()


class WithdrawImport(BankstatementsCommand, frozen=True, kw_only=True, tag="bankstatements.withdraw-import"):
    """撤回导入: the wrong file was taken in, or under the wrong account; its lines go with it."""

    withdraws: Annotated[Seq, label("撤回哪一次导入", "第几条")]
    reason: Annotated[str, label("理由", "如：导入的是另一个账户的流水")]


class MatchLine(BankstatementsCommand, frozen=True, kw_only=True, tag="bankstatements.match-line"):
    """人工对上: this line is of this payment, for this reason. Not by who made, checked or released it."""

    line: Annotated[Seq, label("银行流水", "第几条")]
    slip: Annotated[Seq, label("对上哪笔付款", "制单的条号；收入的一笔对登记过退回的")]
    reason: Annotated[str, label("理由", "凭什么认定，如：户名是旧名称，回单已核")]


class ExplainLine(BankstatementsCommand, frozen=True, kw_only=True, tag="bankstatements.explain-line"):
    """写明来历: this line is of no payment; it is interest, a fee, funds raised. Not by who paid such an amount or name."""

    line: Annotated[Seq, label("银行流水", "第几条")]
    words: Annotated[str, label("来历", "如：利息收入、手续费、省级资金到位，写明依据")]


class ReopenLine(BankstatementsCommand, frozen=True, kw_only=True, tag="bankstatements.reopen-line"):
    """撤销对账: what was said of this line by hand was wrong."""

    line: Annotated[Seq, label("银行流水", "第几条")]
    reason: Annotated[str, label("理由")]


AnyCommand = ImportStatement | WithdrawImport | MatchLine | ExplainLine | ReopenLine
