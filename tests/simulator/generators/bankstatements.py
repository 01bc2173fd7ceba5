"""银行流水: files that hold what was paid, sometimes in other words, and what was not; and what somebody says of a line."""

import msgspec

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.world import Asked, World
from yajian.core.decisions.bankstatements import (
    ExplainLine,
    ImportStatement,
    MatchLine,
    ReopenLine,
    StatementLine,
    WithdrawImport,
)
from yajian.core.reconciliation import reconcile
from yajian.core.rules import payments
from yajian.core.words import Fen, Seq


def import_statement(world: World) -> Asked:
    """Some of what went out and came back, as the bank may have it, and a line or two that nobody asked for."""
    lines = [
        _line(world, row, one)
        for row, one in enumerate(_gone(world), 2)
        if world.maybe(0.7) and one.released is not None
    ]
    if world.maybe(0.2):
        lines = _with_balances(world, lines)
    for row in range(len(lines) + 2, len(lines) + 2 + world.chance.randrange(3)):
        fen = Fen(world.chance.randrange(1, 100_000))
        lines.append(StatementLine(row=row, on=world.day(), side=world.pick(("in", "out")), amount_fen=fen))
    if not lines:
        return toward.step(world)
    command = ImportStatement(file=world.scan(), account=world.pick(("0019", "0020")), lines=tuple(lines))
    return world.ask(command, effective=world.today)


def _with_balances(world: World, lines: list[StatementLine]) -> list[StatementLine]:
    """As a bank has them that tells the balance; now and then one amount is not what it was."""
    balance, told = 10_000_000, []
    for one in sorted(lines, key=lambda one: one.on):
        balance += one.amount_fen if one.side == "in" else -one.amount_fen
        told.append(msgspec.structs.replace(one, balance_fen=balance))
    if len(told) > 1 and world.maybe(0.3):
        told[-1] = msgspec.structs.replace(told[-1], amount_fen=Fen(told[-1].amount_fen + 1))
    return told


def _line(world: World, row: int, slip: payments.Standing) -> StatementLine:
    assert slip.released is not None
    account = payments.account(world.programme, slip.fact.account)
    back = world.pick(slip.returns) if slip.returns and world.maybe(0.5) else None
    moved = back or slip.released
    return StatementLine(
        row=row,
        on=moved.effective,
        side="in" if back or world.maybe(0.1) else "out",
        amount_fen=moved.value.amount_fen,
        name=slip.fact.payee if world.maybe(0.6) else "旧名称有限公司",
        tail=account.fact.number[-4:] if account is not None and world.maybe(0.8) else "",
        words=world.pick(("拨付", "退汇", "")),
        serial=f"T{slip.seq}{f'R{back.seq}' if back else ''}" if world.maybe(0.5) else "",
    )


def _gone(world: World) -> list[payments.Standing]:
    return [one for one in payments.standings(world.programme) if one.released is not None]


def match_line(world: World) -> Asked:
    """Mostly a line that was not matched, and a payment of its amount."""
    open_ = [one.line for one in reconcile(world.programme).open]
    gone = _gone(world)
    fits = [
        (one.seq, slip.seq) for one in open_ for slip in gone if slip.fact.amount_fen == one.fact.amount_fen
    ]
    if not fits and world.maybe(0.8):
        return import_statement(world) if gone else toward.step(world)
    line, slip = world.pick(fits) if fits else (_some(world), gone[-1].seq if gone else Seq(1))
    return _by_another(world, MatchLine(line=line, slip=slip, reason="回单已核"))


def explain_line(world: World) -> Asked:
    return _by_another(world, ExplainLine(line=_some(world), words="结息"))


def _by_another(world: World, command: MatchLine | ExplainLine) -> Asked:
    """Mostly by somebody who paid nothing."""
    if world.maybe(0.2):
        return world.ask(command, effective=world.today)
    return toward.another(world, command, {hand for one in _gone(world) for hand in one.hands})


def reopen_line(world: World) -> Asked:
    said = tuple(world.programme.bankstatements.said)
    line = world.pick(said) if said else _some(world)
    return world.ask(ReopenLine(line=line, reason="看错了"), effective=world.today)


def withdraw_import(world: World) -> Asked:
    taken_in = tuple(world.programme.bankstatements.statements)
    file = world.pick(taken_in) if taken_in else Seq(1)
    return world.ask(WithdrawImport(withdraws=file, reason="导错了文件"), effective=world.today)


def _some(world: World) -> Seq:
    lines = tuple(world.programme.bankstatements.lines)
    return world.pick(lines) if lines else Seq(1)


GENERATORS: Generators = {
    ImportStatement: (6, import_statement),
    MatchLine: (40, match_line),  # where nothing was paid yet, a step towards it
    ExplainLine: (3, explain_line),
    ReopenLine: (3, reopen_line),
    WithdrawImport: (2, withdraw_import),
}
