"""What one unit's next step still wants: the conditions of the plan's own gates that are not met, and what a payment needs.

A hold is named with who lets it go. What a unit is not yet up to is not asked for.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import msgspec

from yajian.core import entitlements, gates
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.entitlements import Price
from yajian.core.facts.quotas import QuotaFixed
from yajian.core.gates import Line
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for, clauses_of_step, step_for
from yajian.core.plan.conditions import Released
from yajian.core.plan.money import MoneyEvent
from yajian.core.plan.needs import Need
from yajian.core.reports.money.quota import put_aside
from yajian.core.reports.money.scope import Scope, slips_by_unit
from yajian.core.reports.wording import wan_t, yuan
from yajian.core.rules import applications, auditplans, payments, quotas, releases, roles
from yajian.core.rules.payments import Standing as Slip
from yajian.core.words import Clause, Fen, UnitId

# Which step of the flow hands in what a condition wants; what is no step is whoever's work the command is.
_HANDED: Mapping[Need, MoneyEvent] = {
    "quota_reviewed": "quota_reviewed",
    "accepted": "accepted",
    "via_county_office": "forwarded",
    "supporting_materials": "applied",
    "in_approved_audit_plan": "audit_plan_drawn_up",
}

# What lifts a hold, and the command by which it is entered; of other kinds, what their own pages say.
_LIFTS = {
    "court": ("明确补偿对象的法院文书", "holds.determine-payees"),
    "trade": ("撤回交易的文件", "trades.withdraw"),
    "placed": ("解除暂缓的文件", "holds.lift"),
}


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not there."""

    step: str  # what it is wanted for
    what: str
    finding: str
    who: str
    clauses: tuple[Clause, ...]
    command: str  # by which it is entered; empty: by none of this office


class Desk:
    """Reads one unit after the other; what is the same for all is looked up once."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.plan, self.programme = scope, scope.plan, scope.programme
        self.slips = slips_by_unit(scope)
        self.aside = frozenset(put_aside(scope))
        self.grounds = entitlements.grounds(scope.plan, scope.programme, scope.as_of, scope.known)

    def unit_itself(self, tonnes: int) -> Item:
        return Item(
            step="登记产能单元",
            what="备案文件",
            finding=f"{wan_t(tonnes)} 万吨还没有产能单元",
            who=_office("register.open-unit"),
            clauses=clauses_of_step(self.plan, "quota_fixed"),
            command="register.enter-filing",
        )

    def of_unit(self, price: Price) -> Iterator[Item]:
        """What the unit's next step wants."""
        scope, unit = self.scope, price.unit
        entitled = auditplans.entitlement(self.programme, unit, scope.as_of, scope.known)
        asked = applications.open_for(self.programme, unit, scope.as_of, scope.known)
        if asked is not None and auditplans.ended(self.programme, unit, asked.seq, scope.as_of, scope.known):
            asked = None
        if entitled is not None:
            yield from self._granted(price, entitled) if entitled.kept_fen else self._paid(price)
        elif asked is not None and asked.forwarded is not None:
            yield from self._planned(price)
        elif asked is not None:
            yield from self._unmet(price, "application", "县转报")
        elif price.part in self.aside or self._quota(unit) is None:
            yield from self._reviewed(price)
            yield from self._unmet(price, "application", "审核额度", only={"origin_evidenced"})
        else:
            yield self._letter(price)
            yield from self._unmet(price, "application", "企业申请")

    def _quota(self, unit: UnitId) -> Entry[QuotaFixed] | None:
        return quotas.quota(self.programme, unit, self.scope.as_of, self.scope.known)

    def _reviewed(self, price: Price) -> Iterator[Item]:
        """The quota, whether a gate of the plan asks for it or not: nobody can apply without one."""
        found = tuple(self._unmet(price, "payment", "审核额度", only={"quota_reviewed"}))
        yield from found or (
            Item(
                step="审核额度",
                what="补偿额度",
                finding="还没有审核同意的额度",
                who=self._who(price, "quota_fixed", "quotas.draw-up"),
                clauses=clauses_of_step(self.plan, "quota_fixed"),
                command="quotas.draw-up",
            ),
        )

    def _letter(self, price: Price) -> Item:
        return Item(
            step="企业申请",
            what="补偿资金申请书",
            finding="额度已经省里同意，还没有申请",
            who=self._who(price, "applied", "applications.apply"),
            clauses=clauses_of_step(self.plan, "applied"),
            command="applications.apply",
        )

    def _planned(self, price: Price) -> Iterator[Item]:
        """The city's own steps: the audit plan, or the city government's word on it."""
        scope = self.scope
        waits = auditplans.proposed_in(self.programme, price.unit, scope.as_of, scope.known)
        if waits is None:
            yield from self._unmet(price, "payment", "审核计划", only={"in_approved_audit_plan"})
            return
        yield Item(
            step="审核计划",
            what="市政府同意审核计划的文件",
            finding=f"列在第{waits}号审核计划，等市政府同意",
            who=self._who(price, "audit_plan_approved", "auditplans.approve"),
            clauses=clauses_for(self.plan, "in_approved_audit_plan"),
            command="auditplans.approve",
        )

    def _granted(self, price: Price, entitled: auditplans.Entitlement) -> Iterator[Item]:
        """What a payment wants: no hold, an account, the money, and then the paper and the voucher."""
        found = (
            *self._held(price),
            *self._unmet(price, "payment", "下达", but={"payee_determined"}),
            *self._account(price),
        )
        yield from found
        yield from self._money(price, entitled)
        if not found:
            yield from self._going_out(price, entitled)

    def _held(self, price: Price) -> Iterator[Item]:
        for one in self.grounds.on(price.unit):
            what, command = _LIFTS.get(one.kind, ("解除暂缓的文件", ""))
            yield Item(
                step="下达",
                what=what,
                finding=f"暂缓：{one.words}",
                who=one.lifted_by,
                clauses=one.clauses,
                command=command,
            )

    def _account(self, price: Price) -> Iterator[Item]:
        scope = self.scope
        found = payments.accounts_of(self.programme, price.enterprise, scope.as_of, scope.known)
        if any(_usable(one, scope.as_of) for one in found):
            return
        waits = next((one for one in reversed(found) if one.usable_from is None), None)
        ready = next((one.usable_from for one in reversed(found) if one.usable_from is not None), None)
        if waits is None and ready is not None:
            return  # it only has to wait for its days
        yield Item(
            step="下达",
            what="向收款人核实变更账户的记录" if waits is not None else "收款账户",
            finding="变更的账户还没有第二个人确认" if waits is not None else "还没有登记收款账户",
            who=_office("payments.confirm-account") if waits is not None else scope.firm(price.enterprise),
            clauses=clauses_of_step(self.plan, "disbursed"),
            command="payments.confirm-account" if waits is not None else "payments.enter-account",
        )

    def _money(self, price: Price, entitled: auditplans.Entitlement) -> Iterator[Item]:
        """Only for who sees every slip: to anybody else a level would seem to have what others are paid."""
        scope = self.scope
        if not scope.sight.everything:
            return
        tied = self._tied_fen(price.unit)
        free = sum(
            money.balances(self.programme.money, money.of_level(level), scope.as_of, scope.known)[
                Purse.AVAILABLE
            ]
            for level in payments.LEVELS
        )
        short = entitled.kept_fen - tied - free
        if short <= 0:
            return
        yield Item(
            step="下达",
            what="资金到位的指标文件",
            finding=f"未安排的资金比还要安排的少 {yuan(short)} 元",
            who=self._who(price, "funds_raised", "payments.raise-funds"),
            clauses=clauses_of_step(self.plan, "funds_raised"),
            command="payments.raise-funds",
        )

    def _going_out(self, price: Price, entitled: auditplans.Entitlement) -> Iterator[Item]:
        tied = self._tied_fen(price.unit)
        slip = tied >= entitled.kept_fen
        yield Item(
            step="下达",
            what="拨付凭证" if slip else "资金下达文件",
            finding="已经制单，还没有下达" if slip else "还有没有制单的",
            who=self._payer() or self._who(price, "disbursed", "payments.release"),
            clauses=clauses_of_step(self.plan, "disbursed"),
            command="payments.release" if slip else "payments.prepare",
        )

    def _paid(self, price: Price) -> Iterator[Item]:
        """What went out is filed with every organ the flow names, or with any where it names none."""
        step = step_for(self.plan, "filed")
        if step is None:
            return
        out = [one for one in self.slips.get(price.unit, ()) if one.stage == "已下达"]
        for organ in step.to:
            silent = [one for one in out if organ not in {str(filed.value.organ) for filed in one.filed}]
            if silent:
                yield Item(
                    step=step.label,
                    what=f"报{_named(self.plan, organ)}备案的函",
                    finding=f"已下达 {len(out)} 笔，{len(silent)} 笔还没有备案",
                    who=self._who(price, "filed", "payments.file"),
                    clauses=clauses_of_step(self.plan, "filed"),
                    command="payments.file",
                )

    def _unmet(
        self,
        price: Price,
        what: Released,
        step: str,
        only: Collection[Need] | None = None,
        but: Collection[Need] = (),
    ) -> Iterator[Item]:
        """The conditions of one gate that are not met, each as what is not there."""
        scope, gate = self.scope, releases.gate_for(self.plan, what)
        asked = gates.case(self.plan, self.programme, price.part, "", scope.as_of, scope.as_of, scope.known)
        if gate is None or asked is None:
            return
        standing = gates.standing(
            self.plan, self.programme, gate, msgspec.structs.replace(asked, units=(price.unit,))
        )
        for line in standing.lines:
            need = line.condition.need
            if not line.met and need not in but and (only is None or need in only):
                yield self._item(price, step, line)

    def _item(self, price: Price, step: str, line: Line) -> Item:
        event = _HANDED.get(line.condition.need) if line.condition.need is not None else None
        if line.asks == "quotas.draw-up":
            event = "quota_fixed"  # the province has nothing before it yet
        return Item(
            step=step,
            what="、".join(line.verdict.missing) or line.condition.label,
            finding=line.verdict.finding.removeprefix("待定："),
            who=self._who(price, event, line.asks),
            clauses=line.verdict.clauses,
            command=line.asks,
        )

    def _who(self, price: Price, event: MoneyEvent | None, command: str) -> str:
        """Whom the plan has take the step; where it is no step of the plan's, whose work the command is."""
        step = step_for(self.plan, event) if event is not None else None
        organ = self.plan.organisations.get(step.by) if step is not None else None
        if organ is None:
            return _office(command)
        if organ.level == "enterprise":
            return self.scope.firm(price.enterprise)
        return f"{organ.name}（{self.scope.county(price.county)}）" if organ.level == "county" else organ.name

    def _payer(self) -> str:
        """Who pays is whom the plan has order the payment, though the step may be another's to answer for."""
        found = next((one for one in self.plan.templates.values() if one.draws == "disbursement"), None)
        makers = found.maker.value or () if found is not None else ()
        return "、".join(_named(self.plan, maker) for maker in makers)

    def _tied_fen(self, unit: UnitId) -> Fen:
        return Fen(
            sum(_of(slip, unit) for slip in self.slips.get(unit, ()) if slip.stage in ("待复核", "待下达"))
        )


def _of(slip: Slip, unit: UnitId) -> int:
    return sum(line.amount_fen for line in slip.fact.lines if line.unit == unit)


def _usable(account: payments.Account, day: date) -> bool:
    return account.usable_from is not None and account.usable_from <= day


def _office(command: str) -> str:
    return "、".join(roles.who_may(command)) if command else ""


def _named(plan: Plan, organ: str) -> str:
    return plan.organisations[organ].name if organ in plan.organisations else organ
