"""Trades that wait: for a confirmation, for the opinion, or for an opinion to be taken back that stands no longer."""

from collections.abc import Iterator

from yajian.core.reports.inbox.item import OFFICE, Look, Waiting, undated
from yajian.core.reports.trades import Line, sheet
from yajian.core.words import Answer

KIND = "产能交易"


def waiting(look: Look) -> Iterator[Waiting]:
    for line in sheet(look.plan, look.programme, look.as_of, look.known).lines:
        step = _next(line)
        if step is not None:
            yield _waits(look, line, *step)


def _next(line: Line) -> tuple[str, str] | None:
    """The command that ends it and what is to be done; nothing while only the province or an answer can move it."""
    if not line.trade.stands or line.untold:
        return None
    if line.undone:
        return "trades.withdraw-clearance", "收回核验意见，情况已经有变"
    if line.trade.stage == "已核验":
        return None
    if line.opens:
        return "trades.clear", "出具核验意见，条件都已符合"
    held = line.clearance.held_by
    asks = [one.asks for one in line.clearance.lines if not one.met and one.asks]
    if len(held) == 1 and asks == ["trades.confirm-replacement"]:
        return "trades.confirm-replacement", "登记置换确认，别的条件都已符合"
    wrong = [one.label for one in held if one.answer is Answer.FAIL and one.rule not in _PROVINCES]
    return ("trades.withdraw", f"核查：{'、'.join(wrong)}不符合，更正或撤回") if wrong else None


_PROVINCES = frozenset({"trades.replacement_confirmed"})


def _waits(look: Look, line: Line, command: str, what: str) -> Waiting:
    fact = line.trade.fact
    clauses = {clause.id: clause for one in line.clearance.held_by for clause in one.clauses}
    county = command == "trades.withdraw"
    return Waiting(
        kind=KIND,
        what=what,
        about=f"{line.seller} → {fact.buyer}",
        judged=undated("没有写几日内"),
        by=(look.mover(line.county) if county else OFFICE,),
        command=command,
        filled={"trade": line.trade.seq},
        place=("trade", str(line.trade.seq)),
        since=line.trade.last.effective,
        clauses=tuple(clauses.values()),
        document=fact.document,
        raised=line.trade.last.seq,
        turn="county" if county and line.county is not None else "office",
        county=line.county,
        enterprise=fact.enterprise,
    )
