"""Splitting a unit: the same tonnes under two names, kept to the tonne, with the lock on both."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core.books.capacity import balances
from yajian.core.decisions.register.commands import SplitUnit
from yajian.core.decisions.register.determined import standing as claim_of
from yajian.core.decisions.register.determined import unlike_determined
from yajian.core.decisions.register.units import named, of_part
from yajian.core.facts.register import Account, Transfer, UnitSplit
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import targets as target_rules
from yajian.core.rules.trades import traded_t
from yajian.core.words import Digest, Refusal, SystemRule, Tonnes

Outcome = tuple[AnyFact, ...] | Refusal

_OUTSIDE = {Account.FILED: Account.PAPERS}  # where a tonne goes that leaves a unit; on the ground: GROUND
_WORDS = {
    Account.FILED: "备案",
    Account.UNSTATED: "建成（未定）",
    Account.OPERATING: "在产",
    Account.STOPPED: "停产",
}


def split_unit(
    plan: Plan, programme: Programme, command: SplitUnit, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    parent = programme.register.units.get(command.unit)
    if parent is None:
        return Refusal(
            code="register.split-unit.no-such-unit",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有产能单元 {command.unit}",
            way_forward="请先“登记产能单元”",
            field="unit",
        )
    amounts = _amounts(command)
    if not command.into or command.into != command.into.strip() or min(amounts.values()) < 0:
        return Refusal(
            code="register.split-unit.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="新单元编号空着或前后有空格，吨数为负，或在产、停产之和大于建成",
            way_forward="在产、停产都是建成产能的一部分，请核对",
            field="into",
        )
    fact = UnitSplit(
        unit=command.unit,
        into=command.into,
        given=tuple(
            _move(account, _outside(account), tonnes) for account, tonnes in amounts.items() if tonnes
        ),
        taken=tuple(
            _move(_outside(account), account, tonnes) for account, tonnes in amounts.items() if tonnes
        ),
        facility=command.facility,
    )
    if programme.register.splits.get(command.into) == fact:
        return ()
    if command.into in programme.register.units:
        return Refusal(
            code="register.split-unit.already-open",
            basis=SystemRule.DUPLICATE,
            finding=f"产能单元 {command.into} 已经登记",
            way_forward="请另编一个编号",
            field="into",
        )
    standing = balances(programme.capacity, command.unit)
    if not 0 < command.filed_t < standing[Account.FILED]:
        return Refusal(
            code="register.split-unit.not-a-part",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{command.unit} 备案{standing[Account.FILED]}吨，分出{command.filed_t}吨",
            way_forward="分出的备案产能须大于零、小于原单元的备案产能；已压减的产能不能分出",
            field="filed_t",
        )
    left_t = standing[Account.FILED] + standing[Account.RETIRED] - command.filed_t
    sold_t = traded_t(programme, command.unit)
    if left_t < sold_t:
        return Refusal(
            code="register.split-unit.traded",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{command.unit} 分出以后剩{left_t}吨，少于已报转让的{sold_t}吨",
            way_forward="已报转让的产能不分出；请先更正或撤回交易，或少分一些",
            field="filed_t",
        )
    short = [account for account, tonnes in amounts.items() if tonnes > standing[account]]
    if short:
        return Refusal(
            code="register.split-unit.more-than-stands",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{command.unit} {_WORDS[short[0]]}只有{standing[short[0]]}吨，分出{amounts[short[0]]}吨",
            way_forward="分出的每一口径都不得大于原单元，合计一吨不多、一吨不少",
            field="built_t",
        )
    part_id = programme.register.part_of(command.unit)
    part = target_rules.find_part(programme, part_id) if part_id is not None else None
    if not of_part(part, command.facility):
        return Refusal(
            code="register.split-unit.facility-not-of-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单分项 {part_id} 名下没有“{command.facility}”",
            way_forward=f"分立不离开原分项，锁定随之；该分项已落实的设施：{named(part)}",
            field="facility",
        )
    if not evidence:
        return Refusal(
            code="register.split-unit.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附分立依据",
            way_forward="请附产能核定表扫描件，至少一份",
            field="evidence",
        )
    latest = max(posting.effective for posting in programme.capacity.postings[command.unit])
    if effective < latest:
        return Refusal(
            code="register.split-unit.before-latest",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"所称日期{effective.isoformat()}早于该单元最近一次入账的{latest.isoformat()}",
            way_forward="按日期先后办理",
            field="effective",
        )
    kept = claim_of(programme, command.unit)
    refusal = unlike_determined(
        plan,
        programme,
        msgspec.structs.replace(kept, filed_t=Tonnes(kept.filed_t - command.filed_t)),
        msgspec.structs.replace(kept, unit=command.into, facility=command.facility, filed_t=command.filed_t),
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (fact,)


def _amounts(command: SplitUnit) -> Mapping[Account, int]:
    return {
        Account.FILED: command.filed_t,
        Account.UNSTATED: command.built_t - command.operating_t - command.stopped_t,
        Account.OPERATING: command.operating_t,
        Account.STOPPED: command.stopped_t,
    }


def _outside(account: Account) -> Account:
    return _OUTSIDE.get(account, Account.GROUND)


def _move(source: Account, target: Account, tonnes: int) -> Transfer:
    return Transfer(source=source, target=target, tonnes=Tonnes(tonnes))
