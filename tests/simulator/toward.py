"""The next step on the way to a payment, as an office would take it: few would come so far by chance."""

from datetime import date

import msgspec

from tests.simulator.generators import acceptance
from tests.simulator.generators.charter import banks_paper, city_paper, paper_of, province_paper
from tests.simulator.generators.courts import heard, word
from tests.simulator.world import Asked, World
from yajian.core import entitlements
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions import applications as applying
from yajian.core.decisions import auditplans as auditing
from yajian.core.decisions import holds as holding
from yajian.core.decisions import payments as paying
from yajian.core.decisions import quotas as fixing
from yajian.core.decisions import trades as trading
from yajian.core.decisions.register import EstablishOrigin
from yajian.core.facts.targets import PartListed
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import (
    applications,
    auditplans,
    charter,
    dossier,
    payments,
    quotas,
    register,
    roles,
    targets,
    trades,
)
from yajian.core.words import OrganId, PartId, Seq, Tonnes, UnitId


def accepted(world: World) -> PartListed | None:
    """A counted part that was accepted, if there is one."""
    parts = [
        one
        for one in targets.counted(world.programme)
        if acceptance_rules.standing(world.programme, one.part).accepted is not None
    ]
    return world.pick(parts) if parts else None


def step(world: World) -> Asked:
    """What an office would do next, so that somebody is paid in the end."""
    listed = accepted(world)
    if listed is None:
        return acceptance.accept(world)
    units = register.units_of_part(world.programme, listed.part)
    return _priced(world, listed, units) or _paid(world, listed, units)


def _priced(world: World, listed: PartListed, units: tuple[UnitId, ...]) -> Asked | None:
    """Up to a quota the province agreed to; None once there is one for every unit."""
    for unit in units:
        if register.origin_of(world.programme, unit) is None:
            wanted = next(one for one in world.plan.capacity.origins if one.contract.value is False)
            command = EstablishOrigin(unit=unit, origin=wanted.id)
            return world.ask(command, scans=1, effective=world.today)
    if all(quotas.quota(world.programme, unit) is not None for unit in units):
        return None
    known = quotas.versions(world.programme)
    stage = known[-1].stage if known else "省已退回"
    if stage == "待批准":
        return _ask(world, fixing.Approve(version=known[-1].number, document=city_paper(world)))
    if stage == "待报省":
        return _ask(world, fixing.SendUp(version=known[-1].number, document=city_paper(world)))
    if stage == "待省审核":
        paper = province_paper(world)
        if isinstance(paper, Asked):
            return paper
        returned = world.maybe(0.2)
        return _ask(
            world,
            fixing.Review(
                version=known[-1].number,
                verdict="退回" if returned else "同意",
                words="请补报来源证明",
                document=paper,
            ),
        )
    confirmed = quotas.confirmed(world.programme, listed.county) if listed.county is not None else None
    if listed.county is not None and confirmed is None:
        return confirm(world, listed)
    prices = entitlements.prices(world.plan, world.programme, world.today)
    waits = {one.part for one in entitlements.pending(world.plan, world.programme, prices, world.today)}
    silent = {
        one.part
        for one in targets.counted(world.programme)
        if one.county is None or quotas.confirmed(world.programme, one.county) is None
    }
    left = {part: "还没有认定" for part in sorted(waits | silent)}
    return _ask(world, fixing.DrawUp(document=city_paper(world), leaves_out=left))


def confirm(world: World, listed: PartListed) -> Asked:
    county = listed.county
    assert county is not None
    mine: dict[PartId, Tonnes] = {
        one.part: one.tonnes for one in targets.counted(world.programme) if one.county == county
    }
    return _ask(world, fixing.ConfirmTask(county=county, parts=mine, document=city_paper(world)))


def _paid(world: World, listed: PartListed, units: tuple[UnitId, ...]) -> Asked:
    """From an application to the voucher, and what comes after it."""
    programme = world.programme
    for unit in units:
        entitled = auditplans.entitlement(programme, unit)
        if entitled is None:
            return _granted(world, unit)
        if entitled.kept_fen > payments.tied_fen(programme, unit):
            return _prepared(world, listed, unit, entitled.kept_fen - payments.tied_fen(programme, unit))
    slips = [one for one in payments.standings(programme) if one.stage in ("待复核", "待下达")]
    if slips:
        slip = world.pick(slips)
        if slip.checked is None:
            account = payments.account(programme, slip.fact.account)
            tail = account.fact.number[-payments.TAIL :] if account is not None else ""
            return another(world, paying.Check(payment=slip.seq, tail=tail), {slip.fact.by})
        hands = {slip.fact.by, slip.checked.value.by}
        if world.maybe(0.2):
            return _ask(world, _placed(world, slip.fact.lines[0].unit))
        voucher = f"财预拨〔2020〕{len(programme.payments.payments)}-{slip.seq}"
        released = another(world, paying.Release(payment=slip.seq, voucher=voucher), hands)
        # As late a record as there may be: a hold placed since does not stand on that day.
        return (
            msgspec.structs.replace(released, effective=slip.last.effective) if world.maybe(0.4) else released
        )
    gone = [one.seq for one in payments.standings(programme) if one.stage == "已下达"]
    if gone and world.maybe(0.5):
        return bounced(world, world.pick(gone))
    organs = payments.filed_with(world.plan)
    chosen = (world.pick(gone),) if gone else ()
    filed = paying.File(
        payments=chosen, organ=world.pick(organs or (OrganId("无"),)), document=city_paper(world)
    )
    return _ask(world, filed)


def bounced(world: World, payment: Seq) -> Asked:
    """On the bank's own paper, after it went out."""
    slip = payments.standing(world.programme, payment)
    since = slip.released.effective if slip is not None and slip.released is not None else date.min
    told = {back.value.document for one in payments.standings(world.programme) for back in one.returns}
    paper = banks_paper(world, since, told)
    if isinstance(paper, Asked):
        return paper
    lines = _in_part(world, slip) if slip is not None and world.maybe(0.4) else {}
    return _ask(world, paying.Bounce(payment=payment, reason="账户已销户", document=paper, lines=lines))


def _in_part(world: World, slip: payments.Standing) -> dict[UnitId, paying.ByLevel]:
    """Some of one line; now and then a fen more than stands of it."""
    line = world.pick(slip.fact.lines)
    left = sum(one.amount_fen for one in slip.stands if (one.unit, one.level) == (line.unit, line.level))
    fen = left + 1 if world.maybe(0.1) else max(world.chance.randrange(left + 1), 1)
    return {line.unit: paying.ByLevel(**{line.level: f"{fen // 100}.{fen % 100:02d}"})}


def given_up(world: World, trade: trades.Standing) -> Asked:
    """Mostly on a paper of both parties, as old as the contract at least, and of no other trade."""
    firm = dossier.enterprise_name(world.plan, world.programme, trade.fact.enterprise)
    gone = [one.withdrawn for one in trades.standings(world.programme) if one.withdrawn is not None]
    contract = charter.document(world.programme, trade.fact.document)
    paper = paper_of(
        world,
        f"{firm}、{trade.fact.buyer}",
        "解字",
        "解除合同协议",
        contract.value.issued_on if contract is not None else date.min,
        {trade.fact.document, *(one.value.document for one in gone)},
    )
    if isinstance(paper, Asked):
        return paper
    return _ask(world, trading.Withdraw(trade=trade.seq, reason="合同解除", document=paper))


def lifted(world: World, hold: Seq) -> Asked:
    """Mostly by whoever may lift it, on a paper of its own that was written after it was placed."""
    entry = world.programme.holds.holds[hold].entries[0]
    organ = getattr(entry.value, "lifted_by_name", "")
    paper = paper_of(world, organ, "解函", "关于解除暂缓的函", entry.effective)
    if isinstance(paper, Asked):
        return paper
    asked = _ask(world, holding.Lift(hold=hold, words="核查不实", document=paper))
    return msgspec.structs.replace(asked, organ=organ) if world.maybe(0.9) else asked


def _placed(world: World, unit: UnitId) -> holding.Place:
    organ = OrganId(world.pick(tuple(world.plan.organisations)))
    return holding.Place(unit=unit, reason="有人反映", lifted_by=organ, document=city_paper(world))


def _granted(world: World, unit: UnitId) -> Asked:
    programme = world.programme
    waiting = auditplans.proposed_in(programme, unit)
    if waiting is not None:
        return _ask(world, auditing.Approve(plan=waiting, document=city_paper(world)))
    asked = applications.open_for(programme, unit)
    if asked is not None and asked.stage == "待县转报":
        command = applying.Forward(application=asked.seq, words="材料齐全", document=city_paper(world))
        return _ask(world, command)
    if asked is not None and asked.stage == "已转报" and world.maybe(0.15):
        back = applying.Return(application=asked.seq, words="缺流向说明", document=city_paper(world))
        return _ask(world, back)
    if asked is not None and not auditplans.ended(programme, unit, asked.seq):
        chosen = auditing.DrawUp(applications=(asked.seq,), document=city_paper(world))
        return _ask(world, chosen)
    firm = dossier.successor(programme, programme.register.units[unit].enterprise, world.today)
    paper = city_paper(world)
    return _ask(
        world,
        applying.Apply(enterprise=firm, units=(unit,), materials={"备案文件": paper}, document=paper),
    )


def _prepared(world: World, listed: PartListed, unit: UnitId, left_fen: int) -> Asked:
    programme = world.programme
    if entitlements.holds(world.plan, programme, unit, world.today):
        on = entitlements.seals(world.plan, programme, unit, world.today)
        if on:
            spoken = entitlements.grounds(world.plan, programme, world.today).to_be_named(listed.part)
            due_fen = entitlements.owed_fen(programme, spoken.units if spoken is not None else ())
            payees = {"示例银行": f"{due_fen // 100}.{due_fen % 100:02d}"}
            command = holding.DeterminePayees(
                part=listed.part, payees=payees, document=word(world, on[0].seq)
            )
            return heard(world, on[0].seq) or _ask(world, command)
        sold = [one for one in trades.of_unit(programme, unit) if one.stands]
        if sold:
            return given_up(world, sold[-1])
        mine = [seq for seq in programme.holds.by_unit.get(unit, ())]
        if mine:
            return lifted(world, mine[-1])
    level = world.pick(("province", "city"))
    available = money.balances(programme.money, money.of_level(level))[Purse.AVAILABLE]  # type: ignore[arg-type]
    if available < left_fen:
        label = payments.LEVELS[level]  # type: ignore[index]
        return raise_funds(world, label, "900000000")
    firm = dossier.successor(programme, programme.register.units[unit].enterprise, world.today)
    name = dossier.enterprise_name(world.plan, programme, firm)
    payee = "示例银行" if entitlements.seals(world.plan, programme, unit, world.today) else name
    usable = [one for one in payments.accounts_of(programme, firm) if one.fact.payee == payee]
    if not usable:
        account = paying.EnterAccount(
            enterprise=firm,
            payee=payee,
            bank="示例银行",
            number="6222000011112222",
            document=city_paper(world),
        )
        return _ask(world, account)
    last = usable[-1]
    if not last.fact.changes and world.maybe(0.15):
        changed = paying.EnterAccount(
            enterprise=firm,
            payee=payee,
            bank="示例银行",
            number="6222000099992222",
            document=city_paper(world),
        )
        return _ask(world, changed)
    if last.usable_from is None:
        command_ = paying.ConfirmAccount(account=last.seq, told_by="财务科长，打的上年留的电话")
        return another(world, command_, {last.fact.by})
    part_fen = left_fen if world.maybe(0.7) else max(1, left_fen // 2)
    yuan = f"{part_fen // 100}.{part_fen % 100:02d}"
    by = paying.ByLevel(province=yuan) if level == "province" else paying.ByLevel(city=yuan)
    return _ask(world, paying.Prepare(account=last.seq, lines={unit: by}, document=city_paper(world)))


def raise_funds(world: World, label: str, yuan: str) -> Asked:
    """Under a paper that says nothing of the level yet; where there is none, an entry that is there is put right."""
    mine = [one for one in payments.raised(world.programme) if payments.LEVELS[one.value.level] == label]
    said = {one.value.document for one in mine}
    fresh = [one for one in world.programme.charter.documents if one not in said]
    if fresh or not mine:
        paper = world.pick(fresh) if fresh else city_paper(world)
        return _ask(world, paying.RaiseFunds(level=label, amount=yuan, document=paper))
    wrong = world.pick(mine)
    command = paying.RaiseFunds(
        level=label, amount=yuan, document=wrong.value.document, corrects=wrong.seq, why="金额登错"
    )
    return world.ask(command, effective=wrong.effective)


def _ask(world: World, command: msgspec.Struct) -> Asked:
    return world.ask(command, effective=world.today)  # type: ignore[arg-type]


def another(world: World, command: msgspec.Struct, besides: set[str]) -> Asked:
    """The same asked by somebody who is none of these, of another organ, if there is anybody."""
    asked = _ask(world, command)
    present = roles.installer(world.programme, world.today)
    if present == roles.INSTALLER:
        name = next((one for one in ("示例核", "示例拨", "示例财", "示例会") if one not in besides), "示例审")
        return msgspec.structs.replace(asked, actor=name, organ="示范市财政局")
    tag = str(type(command).__struct_config__.tag)
    held = (roles.grant(world.programme, seq, world.today) for seq in world.programme.roles.grants)
    able = [
        one.fact
        for one in held
        if one is not None and roles.may(one.fact.role, tag) and one.fact.person not in besides
    ]
    if not able:
        return asked
    fact = world.pick(able)
    return msgspec.structs.replace(asked, actor=fact.person, organ=fact.organ_name, role=fact.role)
