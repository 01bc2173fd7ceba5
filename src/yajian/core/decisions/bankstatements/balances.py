"""余额逐行相接: where the bank tells the balance, every row follows from the one before; a sum in total proves nothing."""

from collections.abc import Sequence

from yajian.core.decisions.bankstatements.commands import StatementLine
from yajian.core.rules import bankstatements as rules
from yajian.core.words import Refusal, SystemRule, yuan


def unless_they_run_on(lines: Sequence[StatementLine]) -> Refusal | None:
    """The first row that does not follow from the last balance told, and what would."""
    last: StatementLine | None = None
    moved_fen = 0
    for one in lines:
        moved_fen += _signed(one)
        if one.balance_fen is None:
            continue
        if (
            last is not None
            and last.balance_fen is not None
            and one.balance_fen != last.balance_fen + moved_fen
        ):
            return _breaks(last, one, moved_fen)
        last, moved_fen = one, 0
    return None


def _breaks(before: StatementLine, line: StatementLine, moved_fen: int) -> Refusal:
    assert before.balance_fen is not None  # both tell one
    assert line.balance_fen is not None
    fits_fen = line.balance_fen - before.balance_fen - (moved_fen - _signed(line))
    fitting = f"这一行应是{_said(fits_fen)}" if fits_fen else "这一行应没有收支"
    return Refusal(
        code="bankstatements.import-statement.balance-breaks",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"第{line.row}行写{_said(_signed(line))}，余额 {yuan(line.balance_fen)} 元；"
        f"从第{before.row}行的余额 {yuan(before.balance_fen)} 元算下来应是 {yuan(before.balance_fen + moved_fen)} 元，"
        f"余额没有错的话，{fitting}",
        way_forward="流水不全、改过或次序乱了，余额就接不上；请从网银重新下载，不筛选、不改动，整份文件都没有导入",
        field="lines",
    )


def _said(signed_fen: int) -> str:
    side = rules.SIDES["in" if signed_fen > 0 else "out"]
    return f"{side} {yuan(abs(signed_fen))} 元"


def _signed(line: StatementLine) -> int:
    return line.amount_fen if line.side == "in" else -line.amount_fen
