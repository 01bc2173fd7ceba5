"""Entering a filing document once, however its number is spelt, and correcting what was entered."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core.books.capacity import tonnages
from yajian.core.decisions.register.commands import CorrectFiling, EnterFiling
from yajian.core.decisions.register.determined import standing, unlike_determined
from yajian.core.facts.register import Account, FilingCorrected, FilingEntered, Transfer, UnitMoved
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import register as rules
from yajian.core.rules.trades import traded_t
from yajian.core.words import Answer, Digest, Refusal, SystemRule, Tonnes, UnitId

Outcome = tuple[AnyFact, ...] | Refusal


def enter_filing(
    plan: Plan, programme: Programme, command: EnterFiling, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    if not dossier_rules.is_known(plan, programme, command.enterprise):
        return Refusal(
            code="register.enter-filing.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案和企业台账中都没有企业 {command.enterprise}",
            way_forward="清单以外的企业请先登记到企业台账",
            field="enterprise",
        )
    key = rules.filing_key(command.number)
    words = (command.number, command.issuer)
    if any(not word or word != word.strip() for word in words) or not key or command.filed_t <= 0:
        return Refusal(
            code="register.enter-filing.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="备案文号、备案机关、备案产能有一项空着、前后有空格或不大于零",
            way_forward="请照备案文件填写；产能以吨为单位填正整数",
            field="number",
        )
    if command.filed_on > effective:
        return Refusal(
            code="register.enter-filing.filed-later",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"备案日期{command.filed_on.isoformat()}晚于所称日期{effective.isoformat()}",
            way_forward="请核对备案文件上的日期",
            field="filed_on",
        )
    if not evidence:
        return Refusal(
            code="register.enter-filing.no-scan",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"没有附备案文件 {command.number} 的扫描件",
            way_forward="请附备案文件扫描件：备案产能以备案文件为准，报表、汇总表不能代替",
            field="evidence",
        )
    paper = rules.filing_numbered(programme, command.number)
    identity = paper or rules.new_identity(programme, key)
    fact = FilingEntered(
        number=command.number,
        key=key,
        enterprise=command.enterprise,
        filed_on=command.filed_on,
        filed_t=command.filed_t,
        issuer=command.issuer,
        identity=identity if identity != key else "",
    )
    present = rules.filing_at(programme, paper) if paper is not None else None
    if present is not None and msgspec.structs.replace(present.value, identity=fact.identity) == fact:
        return ()
    if present is not None:
        said = present.value
        firm = dossier_rules.enterprise_name(plan, programme, said.enterprise)
        return Refusal(
            code="register.enter-filing.same-document",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.number} 与第{present.seq}条已登记的 {said.number} 是同一份文件"
            f"（{firm}，{said.filed_t}吨）",
            way_forward="同一份备案文件只登记一次，文号写法不同也是同一份；登错了用“更正备案文件”，文号登错的用“更正备案文号”",
            field="number",
        )

    # From here the command succeeds.
    return (fact,)


def correct_filing(
    plan: Plan, programme: Programme, command: CorrectFiling, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    key = rules.filing_numbered(programme, command.number)
    present = rules.filing_at(programme, key) if key is not None else None
    if key is None or present is None:
        return Refusal(
            code="register.correct-filing.no-such-filing",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有登记过备案文件 {command.number}",
            way_forward="请先“登记备案文件”",
            field="number",
        )
    tonnes = (command.filed_t, *command.units.values())
    if not command.issuer.strip() or not command.reason.strip() or min(tonnes) <= 0:
        return Refusal(
            code="register.correct-filing.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="备案机关、更正理由空着，或吨数不大于零",
            way_forward="请照备案文件填写，写明原来怎样登记、原件怎样写",
            field="reason",
        )
    if command.filed_on > effective:
        return Refusal(
            code="register.correct-filing.filed-later",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"备案日期{command.filed_on.isoformat()}晚于所称日期{effective.isoformat()}",
            way_forward="请核对备案文件上的日期",
            field="filed_on",
        )
    units = rules.units_by_filing(programme).get(key, ())
    strange = [unit for unit in command.units if unit not in units]
    if strange:
        return Refusal(
            code="register.correct-filing.unit-of-another",
            basis=SystemRule.NOT_FOUND,
            finding=f"产能单元 {strange[0]} 不是按这份备案文件登记的",
            way_forward=f"按这份文件登记的单元：{'、'.join(units) or '无'}",
            field="units",
        )
    if not evidence:
        return Refusal(
            code="register.correct-filing.no-scan",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"没有附备案文件 {command.number} 的原件扫描",
            way_forward="请附原件扫描件，更正以原件为准",
            field="evidence",
        )
    before = {unit: rules.paper_t(programme, (unit,)) for unit in units}
    after = {**before, **command.units}
    raised = _raised(plan, programme, command, present.value.filed_t, before)
    if raised is not None:
        return raised
    total = sum(after.values())
    if total > command.filed_t:
        return Refusal(
            code="register.correct-filing.units-exceed",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"各产能单元合计{total}吨，大于更正后的备案产能{command.filed_t}吨",
            way_forward="请同时写明各单元更正后的备案产能，合计不得大于备案文件",
            field="units",
        )
    retired = [unit for unit in command.units if tonnages(programme.capacity, (unit,)).retired_t]
    if retired:
        return Refusal(
            code="register.correct-filing.already-retired",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"产能单元 {retired[0]} 已有产能转入“压减”",
            way_forward="已压减的产能不再更正",
            field="units",
        )
    sold = [unit for unit in command.units if after[unit] < traded_t(programme, unit)]
    if sold:
        return Refusal(
            code="register.correct-filing.traded",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{sold[0]} 更正后备案{after[sold[0]]}吨，少于已报转让的{traded_t(programme, sold[0])}吨",
            way_forward="请先照合同更正或撤回交易，再更正备案产能",
            field="units",
        )
    # Never before what it corrects: on no day may a unit stand below nothing.
    entered = [programme.capacity.postings[unit][0].effective for unit in command.units]
    if effective < max([present.effective, *entered]):
        return Refusal(
            code="register.correct-filing.before-entry",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"所称日期{effective.isoformat()}早于这份文件或其单元入账的"
            f"{max([present.effective, *entered]).isoformat()}",
            way_forward="登记时看错的，所称日期填入账那一天；备案后来变更的，填变更文件的日期",
            field="effective",
        )
    changed = (standing(programme, unit, after[unit]) for unit in units if before[unit] != after[unit])
    refusal = unlike_determined(plan, programme, *changed, retold=True)
    if refusal is not None:
        return msgspec.structs.replace(refusal, field="units")
    fact = FilingCorrected(
        key=key,
        filed_on=command.filed_on,
        filed_t=command.filed_t,
        issuer=command.issuer,
        reason=command.reason,
        units=tuple(
            UnitMoved(unit=unit, transfers=(_correction(before[unit], after[unit]),))
            for unit in units
            if before[unit] != after[unit]
        ),
    )
    said = present.value
    if not fact.units and (said.filed_on, said.filed_t, said.issuer) == (
        command.filed_on,
        command.filed_t,
        command.issuer,
    ):
        return ()

    # From here the command succeeds.
    return (fact,)


def _raised(
    plan: Plan,
    programme: Programme,
    command: CorrectFiling,
    filed_t: Tonnes,
    before: Mapping[UnitId, Tonnes],
) -> Refusal | None:
    """What is on a list, or may be, is never corrected upward: spare tonnes on paper are how a cut grows back."""
    held = [
        unit
        for unit in before
        if rules.locked(programme, unit) is not None
        or rules.lock(plan, programme, unit).answer is not Answer.PASS
    ]
    higher = [unit for unit in held if command.units.get(unit, before[unit]) > before[unit]]
    if not held or (command.filed_t <= filed_t and not higher):
        return None
    unit = (higher or held)[0]
    verdict = rules.lock(plan, programme, unit)
    clauses = (
        [plan.clauses[name] for name in plan.baseline.clauses] if plan.baseline is not None else []
    ) or verdict.clauses
    return Refusal(
        code="register.correct-filing.raised-after-listing",
        basis=clauses[0] if clauses else SystemRule.VALUE_UNFIT,
        finding=f"备案产能由{filed_t}吨改为{command.filed_t}吨，其中 {unit} 由{before[unit]}吨改为"
        f"{command.units.get(unit, before[unit])}吨；{verdict.finding}",
        way_forward="列入清单以后备案产能不得上调；原件确实写得更多的，请按产能异议办理，由有权单位书面认定",
        field="filed_t",
    )


def _correction(before: Tonnes, after: Tonnes) -> Transfer:
    source, target = (Account.FILED, Account.PAPERS) if after < before else (Account.PAPERS, Account.FILED)
    return Transfer(source=source, target=target, tonnes=Tonnes(abs(after - before)))
