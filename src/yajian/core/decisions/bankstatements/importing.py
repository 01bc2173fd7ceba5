"""导入、撤回导入: all lines of a file that are new, or none; a line that is there already is counted and not entered again."""

from datetime import date

from yajian.core.decisions.bankstatements.balances import unless_they_run_on
from yajian.core.decisions.bankstatements.commands import ImportStatement, StatementLine, WithdrawImport
from yajian.core.facts.bankstatements import ImportWithdrawn, LineEntered, StatementImported
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import bankstatements as rules
from yajian.core.words import Refusal, SystemRule, yuan_of


def import_statement(
    programme: Programme, command: ImportStatement, effective: date
) -> tuple[AnyFact, ...] | Refusal:
    if not _is_tail(command.account) or len(command.account) != rules.TAIL:
        return Refusal(
            code="bankstatements.import-statement.account-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{command.account}”不是专户账号的后四位数字",
            way_forward="请填这份流水所属专户的账号后四位",
            field="account",
        )
    if not command.lines:
        return Refusal(
            code="bankstatements.import-statement.no-lines",
            basis=SystemRule.VALUE_UNFIT,
            finding="文件里一笔流水也没有",
            way_forward="请核对是不是选错了文件，或起止日期里确实没有收支",
            field="lines",
        )
    known = rules.Known(programme, command.account)
    fresh: list[LineEntered] = []
    for one in command.lines:
        refusal = _unfit(one, effective)
        if refusal is not None:
            return refusal
        fact = _entered(command, one)
        there = known.gainsaid(fact)
        if there is not None:
            return _gainsaid(one, there)
        if not known.takes(fact):
            fresh.append(fact)
    refusal = unless_they_run_on(command.lines)
    if refusal is not None:
        return refusal
    if not fresh:
        return ()

    # From here the command succeeds.
    imported = StatementImported(
        file=command.file,
        account=command.account,
        first=min(one.on for one in command.lines),
        last=max(one.on for one in command.lines),
        fresh=len(fresh),
        seen=len(command.lines) - len(fresh),
        left_out=command.left_out,
    )
    return (imported, *fresh)


def withdraw_import(programme: Programme, command: WithdrawImport) -> tuple[AnyFact, ...] | Refusal:
    past = programme.bankstatements.statements.get(command.withdraws)
    if past is None:
        return Refusal(
            code="bankstatements.withdraw-import.no-such-import",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.withdraws}条不是银行流水的导入",
            way_forward="请从对账一页的历次导入里选择",
            field="withdraws",
        )
    if past.at() is None:
        return ()
    lines = rules.lines_of(programme, command.withdraws)
    said = next((one for seq in lines if (one := rules.line(programme, seq)) and one.said is not None), None)
    if said is not None:
        return Refusal(
            code="bankstatements.withdraw-import.said-of-a-line",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"其中第{said.seq}条流水已经由人对上，或写明了来历",
            way_forward="请先逐笔撤销人工对账，写明理由，再撤回这一次导入",
            field="withdraws",
        )
    if not command.reason.strip():
        return Refusal(
            code="bankstatements.withdraw-import.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写明为什么撤回这一次导入",
            way_forward="请写明，如：导入的是另一个账户的流水",
            field="reason",
        )

    # From here the command succeeds.
    return (ImportWithdrawn(withdraws=command.withdraws, lines=lines, reason=command.reason.strip()),)


def _entered(command: ImportStatement, line: StatementLine) -> LineEntered:
    return LineEntered(
        file=command.file,
        row=line.row,
        account=command.account,
        on=line.on,
        side=line.side,
        amount_fen=line.amount_fen,
        name=line.name.strip(),
        tail=line.tail,
        words=line.words.strip(),
        serial=line.serial.strip(),
        balance_fen=line.balance_fen,
    )


def _unfit(line: StatementLine, effective: date) -> Refusal | None:
    fault = ""
    if line.amount_fen <= 0:
        fault = "金额不大于 0"
    elif line.tail and not (_is_tail(line.tail) and len(line.tail) <= rules.TAIL):
        fault = f"对方账号只留后四位数字，看到的是“{line.tail}”"
    elif line.on > effective:
        fault = f"交易日期{line.on.isoformat()}晚于导入的日期{effective.isoformat()}"
    if not fault:
        return None
    return Refusal(
        code="bankstatements.import-statement.line-unfit",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"第{line.row}行：{fault}",
        way_forward="请照银行的原件核对这一行；整份文件都没有导入",
        field="lines",
    )


def _is_tail(digits: str) -> bool:
    return digits.isascii() and digits.isdigit()


def _gainsaid(line: StatementLine, there: LineEntered) -> Refusal:
    """A number of the bank's is given once: under it nothing else may stand later."""
    return Refusal(
        code="bankstatements.import-statement.serial-says-otherwise",
        basis=SystemRule.DUPLICATE,
        finding=f"第{line.row}行流水号{line.serial}：{_moved(line)}；以前导入的同一流水号是{_moved(there)}",
        way_forward="同一流水号前后不一致，请向银行核实哪一份是真的；整份文件都没有导入",
        field="lines",
    )


def _moved(line: StatementLine | LineEntered) -> str:
    return f"{line.on.isoformat()}{rules.SIDES[line.side]} {yuan_of(line.amount_fen)} 元"
