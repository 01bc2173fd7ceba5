"""人工对上、写明来历、撤销: what a person says of a line goes before what is worked out, until it is taken back."""

from datetime import date

from yajian.core.decisions.bankstatements import hands
from yajian.core.decisions.bankstatements.commands import ExplainLine, MatchLine, ReopenLine
from yajian.core.facts.bankstatements import LineExplained, LineMatched, LineReopened
from yajian.core.programme import AnyFact, Programme
from yajian.core.reconciliation import reconcile
from yajian.core.rules import bankstatements as rules
from yajian.core.rules import payments
from yajian.core.rules.bankstatements import Line
from yajian.core.rules.payments import Standing
from yajian.core.words import Fen, Refusal, Seq, SystemRule, yuan_of

Outcome = tuple[AnyFact, ...] | Refusal


def match_line(programme: Programme, command: MatchLine, actor: str, effective: date) -> Outcome:
    line = _line_named(programme, command.line, effective)
    if isinstance(line, Refusal):
        return line
    if line.matched is not None and line.matched.value.slip == command.slip:
        return ()
    if line.said is not None:
        return _said_already(line)
    found = payments.standing(programme, command.slip)
    refusal = _unless_of_this_line(found, command.slip, line) or hands.unless_free(programme, command, actor)
    if refusal is not None:
        return refusal
    taken = _taken_by(programme, found, line)
    if taken is not None:
        return Refusal(
            code="bankstatements.match-line.slip-taken",
            basis=SystemRule.DUPLICATE,
            finding=f"第{command.slip}条制单已由人工与第{taken.seq}条流水对上",
            way_forward="一笔付款只对一笔流水；那一笔对错了的先撤销",
            field="slip",
        )
    if not command.reason.strip():
        return Refusal(
            code="bankstatements.match-line.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写明凭什么认定",
            way_forward="请写明，审计要看",
            field="reason",
        )

    # From here the command succeeds.
    return (LineMatched(line=command.line, slip=command.slip, reason=command.reason.strip()),)


def explain_line(programme: Programme, command: ExplainLine, actor: str, effective: date) -> Outcome:
    line = _line_named(programme, command.line, effective)
    if isinstance(line, Refusal):
        return line
    words = command.words.strip()
    if line.explained is not None and line.explained.value.words == words:
        return ()
    if line.said is not None:
        return _said_already(line)
    refusal = _unless_of_no_payment(programme, command.line) or hands.unless_free(programme, command, actor)
    if refusal is not None:
        return refusal
    if not words:
        return Refusal(
            code="bankstatements.explain-line.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写明这一笔是什么",
            way_forward="请写明，审计要看",
            field="words",
        )

    # From here the command succeeds.
    return (LineExplained(line=command.line, words=words),)


def _unless_of_no_payment(programme: Programme, line: Seq) -> Refusal | None:
    """Words hide a line for good: one that is, or may be, of a payment is booked or matched instead."""
    found = reconcile(programme)
    pair = found.pair_of(line)
    if pair is not None:
        return Refusal(
            code="bankstatements.explain-line.of-a-payment",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"这一笔与第{pair.slip.seq}条制单相符，付给{pair.slip.fact.payee}",
            way_forward="写明来历只用于与付款无关的收支；对到别的付款上的，请用人工对上",
            field="line",
        )
    back = next((one for one in found.returns if one.line.seq == line and not one.part), None)
    if back is not None:
        return Refusal(
            code="bankstatements.explain-line.a-payment-came-back",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"这一笔与第{back.slip.seq}条制单（{back.slip.fact.payee}）的退回相符，账上还没有登记退回",
            way_forward="请凭银行的退回凭证登记退回款项，登记以后系统自己对上",
            field="line",
        )
    mine = next((one.candidates for one in found.open if one.line.seq == line), ())
    if mine:
        return Refusal(
            code="bankstatements.explain-line.may-be-of-a-payment",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"这一笔与{'、'.join(f'第{one.seq}条' for one in mine)}制单都对得上，还没有定是哪一笔",
            way_forward="请核对回单，先把是那笔付款的流水人工对上（退回的先登记退回）；剩下的一笔再写明来历",
            field="line",
        )
    return None


def reopen_line(programme: Programme, command: ReopenLine, effective: date) -> Outcome:
    line = _line_named(programme, command.line, effective)
    if isinstance(line, Refusal):
        return line
    last = rules.last_said(programme, command.line)
    if last is None:
        return Refusal(
            code="bankstatements.reopen-line.nothing-said",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.line}条流水没有人工对上，也没有写明来历",
            way_forward="系统自己对上的不用撤销：认为不对的，把它人工对到正确的付款上",
            field="line",
        )
    if isinstance(last.value, LineReopened):
        return ()
    if not command.reason.strip():
        return Refusal(
            code="bankstatements.reopen-line.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写明为什么撤销",
            way_forward="请写明，审计要看",
            field="reason",
        )

    # From here the command succeeds.
    return (LineReopened(line=command.line, reason=command.reason.strip()),)


def _line_named(programme: Programme, seq: Seq, effective: date) -> Line | Refusal:
    line = rules.line(programme, seq)
    if line is None:
        return Refusal(
            code="bankstatements.no-such-line",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{seq}条不是银行流水",
            way_forward="请从对账一页里选择",
            field="line",
        )
    last = rules.last_said(programme, seq)
    before = max(line.fact.on, last.effective if last is not None else line.fact.on)
    if effective < before:
        return Refusal(
            code="bankstatements.too-early",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{effective.isoformat()}早于这一笔的日期或上一次对账的日期{before.isoformat()}",
            way_forward="请核对日期",
            field="effective",
        )
    return line


def _unless_of_this_line(found: Standing | None, slip: Seq, line: Line) -> Refusal | None:
    """A line out is of what was paid, a line in of what was booked as returned; and never of another amount."""
    if line.fact.side == "out" and (found is None or found.released is None):
        return Refusal(
            code="bankstatements.match-line.not-gone",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"第{slip}条不是已经下达的付款",
            way_forward="支出对已下达的制单；付了还没有登记的，请先登记下达",
            field="slip",
        )
    if line.fact.side == "in" and (found is None or not found.returns):
        return Refusal(
            code="bankstatements.match-line.not-back",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"第{slip}条不是登记过退回的付款",
            way_forward="银行退回的请先登记退回款项，再与这一笔对上；不是退回的写明来历",
            field="slip",
        )
    amounts = _amounts(found, line)
    if line.fact.amount_fen not in amounts:
        told = "、".join(map(yuan_of, amounts))
        return Refusal(
            code="bankstatements.match-line.another-amount",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"流水是 {yuan_of(line.fact.amount_fen)} 元，第{slip}条制单是 {told} 元",
            way_forward="金额一分也不能差；请核对是不是选错了付款",
            field="slip",
        )
    return None


def _amounts(found: Standing | None, line: Line) -> tuple[Fen, ...]:
    """What moved of a payment in the line's direction: once out, and back as often as it came."""
    if found is None:
        return ()
    if line.fact.side == "out":
        return (found.fact.amount_fen,)
    return tuple(one.value.amount_fen for one in found.returns)


def _taken_by(programme: Programme, found: Standing | None, line: Line) -> Line | None:
    """The line of this direction and amount that somebody put to this payment, once there are as many as movements."""
    put = [
        one
        for one in rules.lines(programme)
        if one.matched is not None
        and found is not None
        and one.matched.value.slip == found.seq
        and (one.fact.side, one.fact.amount_fen) == (line.fact.side, line.fact.amount_fen)
    ]
    return put[0] if len(put) >= _amounts(found, line).count(line.fact.amount_fen) and put else None


def _said_already(line: Line) -> Refusal:
    said = line.said.value if line.said is not None else None
    words = f"写明来历：{said.words}" if isinstance(said, LineExplained) else "与别的付款人工对上"
    return Refusal(
        code="bankstatements.said-already",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{line.seq}条流水已经{words}",
        way_forward="要改的先撤销，写明理由，再重新登记",
        field="line",
    )
