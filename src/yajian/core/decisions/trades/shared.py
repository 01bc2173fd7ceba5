"""Which trade is meant, and whether it still stands."""

from datetime import date

from yajian.core.programme import Programme
from yajian.core.rules import trades as rules
from yajian.core.rules.trades import Standing
from yajian.core.words import Refusal, Seq, SystemRule


def trade_of(programme: Programme, trade: Seq, effective: date) -> Standing | Refusal:
    found = rules.standing(programme, trade)
    if found is None:
        return Refusal(
            code="trades.no-such-trade",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{trade}条不是产能交易的报送",
            way_forward="请从产能交易一览里选择",
            field="trade",
        )
    if max(found.last.effective, found.report.effective) > effective:
        return Refusal(
            code="trades.before-the-step-before",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{effective.isoformat()}早于上一步的日期{found.last.effective.isoformat()}",
            way_forward="请核对文件的日期",
            field="effective",
        )
    return found


def not_standing(found: Standing, asked: str) -> Refusal | None:
    if found.stands:
        return None
    return Refusal(
        code="trades.withdrawn-already",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{found.seq}条交易已经撤回，不能{asked}",
        way_forward="又要交易的，凭新合同另行报送",
        field="trade",
    )
