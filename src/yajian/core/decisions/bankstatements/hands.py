"""谁来对账: not who made, checked or released the payment. The command asks it, and its button before anybody presses it."""

from collections.abc import Iterator

from yajian.core.decisions.bankstatements.commands import BankstatementsCommand, ExplainLine, MatchLine
from yajian.core.facts.payments import PaymentPrepared
from yajian.core.programme import Programme
from yajian.core.rules import bankstatements as rules
from yajian.core.rules import dossier, payments
from yajian.core.rules.bankstatements import Line
from yajian.core.rules.payments import Standing
from yajian.core.words import Refusal, SystemRule


def unless_free(programme: Programme, command: BankstatementsCommand, actor: str) -> Refusal | None:
    """Why this person does not say of a line what it is, whatever else the command says."""
    match command:
        case MatchLine(slip=seq):
            found = payments.standing(programme, seq)
            slips = iter((found,) if found is not None else ())
            return _refused(slips, actor, "slip")
        case ExplainLine(line=seq):
            line = rules.line(programme, seq)
            slips = _might_be_of(programme, line) if line is not None else iter(())
            return _refused(slips, actor, "line")
        case _:
            return None


def _might_be_of(programme: Programme, line: Line) -> Iterator[Standing]:
    """What went out in this amount, or to this name: explaining such a line away could hide a payment, or a second one."""
    for seq, past in programme.payments.payments.items():
        made = past.entries[0].value  # read first: few slips are worth putting together
        if not isinstance(made, PaymentPrepared):
            continue
        if made.amount_fen == line.fact.amount_fen or dossier.same(made.payee, line.fact.name):
            found = payments.standing(programme, seq)
            if found is not None and found.released is not None:
                yield found


def _refused(slips: Iterator[Standing], actor: str, field: str) -> Refusal | None:
    mine = next((one for one in slips if dossier.in_common((actor,), one.hands)), None)
    if mine is None:
        return None
    return Refusal(
        code="bankstatements.same-hand",
        basis=SystemRule.SAME_PERSON,
        finding=f"第{mine.seq}条制单经{'、'.join(dict.fromkeys(mine.hands))}的手，这一笔流水不能由其中的人认定",
        way_forward="制单、复核、下达以外的另一个人对账，如会计、内审；系统自己对上的不用认定",
        field=field,
    )
