"""资金下达: funds raised, accounts entered and confirmed, slips made, checked, released, cancelled, bounced, filed."""

from tests.simulator import toward
from tests.simulator.generators import Generators
from tests.simulator.generators.charter import banks_paper, number
from tests.simulator.world import Asked, World
from yajian.core.decisions.payments import (
    Bounce,
    ByLevel,
    Cancel,
    Check,
    ConfirmAccount,
    CorrectVoucher,
    EnterAccount,
    File,
    Prepare,
    RaiseFunds,
    Release,
    WithdrawBounce,
    WithdrawFunds,
)
from yajian.core.rules import dossier
from yajian.core.rules import payments as rules
from yajian.core.words import OrganId, Seq, UnitId


def raise_funds(world: World) -> Asked:
    """Anew, under any paper; or an entry that is there put right: another amount, another level, another day."""
    level = world.pick(("省级", "市级", "县级", "乡级"))
    yuan = str(world.chance.randrange(9)) + "0000000"
    mine = rules.raised(world.programme)
    if not mine or world.maybe(0.3):
        return world.ask(RaiseFunds(level=level, amount=yuan, document=number(world)), effective=world.today)
    wrong = world.pick(mine)
    command = RaiseFunds(
        level=rules.LEVELS[wrong.value.level] if world.maybe(0.7) else level,
        amount=yuan,
        document=wrong.value.document if world.maybe(0.8) else number(world),
        corrects=wrong.seq if world.maybe(0.9) else Seq(1),
        why="金额登错" if world.maybe(0.9) else "",
    )
    return world.ask(command, effective=wrong.effective if world.maybe(0.7) else world.today)


def withdraw_funds(world: World) -> Asked:
    mine = rules.raised(world.programme)
    if not mine and world.maybe(0.9):
        return raise_funds(world)
    entry = world.pick(mine).seq if mine and world.maybe(0.9) else Seq(1)
    command = WithdrawFunds(withdraws=entry, reason="同一笔登记了两次", document=number(world))
    return world.ask(command, effective=world.today)


def enter_account(world: World) -> Asked:
    firm = world.pick(dossier.known_enterprises(world.plan, world.programme))
    command = EnterAccount(
        enterprise=firm,
        payee=dossier.enterprise_name(world.plan, world.programme, firm),
        bank="示例银行",
        number=f"62220000{world.chance.randrange(3):04}2222" if world.maybe(0.9) else "六二二二",
        document=number(world),
    )
    return world.ask(command, effective=world.today)


def confirm_account(world: World) -> Asked:
    accounts = world.programme.payments.accounts
    seq = world.pick(tuple(accounts)) if accounts else Seq(1)
    entered = {getattr(one.value, "by", "") for one in accounts[seq].entries[:1]} if accounts else set()
    return toward.another(world, ConfirmAccount(account=seq, told_by="财务科长"), entered)


def prepare(world: World) -> Asked:
    accounts = tuple(world.programme.payments.accounts)
    units = tuple(world.programme.register.units)
    if not accounts or not units or world.maybe(0.8):
        return toward.step(world)
    yuan = f"{world.chance.randrange(20_000_000)}.{world.chance.randrange(100):02d}"
    lines: dict[UnitId, ByLevel] = {world.pick(units): ByLevel(province=yuan)}
    command = Prepare(account=world.pick(accounts), lines=lines, document=number(world))
    return world.ask(command, effective=world.today)


def check(world: World) -> Asked:
    return world.ask(Check(payment=_payment(world), tail="2222"), effective=world.today)


def release(world: World) -> Asked:
    brackets = "[{}]" if world.maybe(0.2) else "〔{}〕"
    voucher = f"财预拨{brackets.format(2020)}{world.chance.randrange(50)}"
    command = Release(payment=_payment(world), voucher=voucher)
    return world.ask(command, effective=world.today)


def cancel(world: World) -> Asked:
    return world.ask(Cancel(payment=_payment(world), reason="金额拆分有误"), effective=world.today)


def bounce(world: World) -> Asked:
    return toward.bounced(world, _payment(world))


def withdraw_bounce(world: World) -> Asked:
    """Of one that came back, mostly by another hand on the bank's own paper; where none did, one does."""
    back = [one for one in rules.standings(world.programme) if one.returns]
    if not back:
        return bounce(world)
    found = world.pick(back)
    meant = world.pick(found.returns)
    paper = banks_paper(world, meant.effective, {one.value.document for one in found.returns})
    if isinstance(paper, Asked):
        return paper
    named = meant.seq if len(found.returns) > 1 or world.maybe(0.3) else None
    command = WithdrawBounce(
        payment=found.seq,
        reason="退回的是另一笔",
        document=paper,
        withdraws=named if world.maybe(0.9) else None,
    )
    return toward.another(world, command, {meant.value.by})


def correct_voucher(world: World) -> Asked:
    gone = [one for one in rules.standings(world.programme) if one.released is not None]
    if not gone:
        return toward.step(world)
    found = world.pick(gone)
    assert found.released is not None
    paper = banks_paper(world, found.released.effective)
    if isinstance(paper, Asked):
        return paper
    voucher = f"财预拨〔2020〕{world.chance.randrange(50)}"
    command = CorrectVoucher(payment=found.seq, voucher=voucher, reason="少录一位", document=paper)
    return toward.another(world, command, {found.released.value.by})


def file(world: World) -> Asked:
    named = rules.filed_with(world.plan) if world.maybe(0.7) else ()
    organ = OrganId(world.pick(named or tuple(world.plan.organisations)))
    command = File(payments=(_payment(world),), organ=organ, document=number(world))
    return world.ask(command, effective=world.today)


def _payment(world: World) -> Seq:
    payments = tuple(world.programme.payments.payments)
    return (payments[-1] if world.maybe(0.6) else world.pick(payments)) if payments else Seq(1)


GENERATORS: Generators = {
    RaiseFunds: (8, raise_funds),
    WithdrawFunds: (3, withdraw_funds),
    EnterAccount: (6, enter_account),
    ConfirmAccount: (6, confirm_account),
    Prepare: (60, prepare),
    Check: (4, check),
    Release: (4, release),
    Cancel: (12, cancel),
    Bounce: (3, bounce),
    WithdrawBounce: (4, withdraw_bounce),
    CorrectVoucher: (3, correct_voucher),
    File: (3, file),
}
