"""Opening units of capacity on a filing, oven by oven, and saying which part of a list they belong to."""

from datetime import date

import msgspec

from yajian.core.books.capacity import balances
from yajian.core.decisions.register.commands import OpenUnit, PlaceUnit
from yajian.core.decisions.register.determined import Claim, standing, unlike_determined
from yajian.core.facts.register import Account, Transfer, UnitOpened, UnitPlaced
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import register as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules import trades as trade_rules
from yajian.core.words import Digest, PartId, Refusal, SystemRule, UnitId

Outcome = tuple[AnyFact, ...] | Refusal


def open_unit(plan: Plan, programme: Programme, command: OpenUnit, effective: date) -> Outcome:
    if not command.unit or command.unit != command.unit.strip() or command.filed_t <= 0:
        return Refusal(
            code="register.open-unit.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="产能单元编号空着、前后有空格，或备案产能不大于零",
            way_forward="请自编一个编号；产能以吨为单位填正整数",
            field="filed_t",
        )
    key = rules.filing_numbered(programme, command.filing_no)
    filing = rules.filing_at(programme, key) if key is not None else None
    if key is None or filing is None:
        return Refusal(
            code="register.open-unit.no-such-filing",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"没有登记过备案文件 {command.filing_no or '（未填文号）'}",
            way_forward="请先“登记备案文件”，附扫描件：备案产能以备案文件为准",
            field="filing_no",
        )
    if filing.value.filed_on > effective:
        return Refusal(
            code="register.open-unit.filed-later",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"备案日期{filing.value.filed_on.isoformat()}晚于所称日期{effective.isoformat()}",
            way_forward="请核对所称日期",
            field="effective",
        )
    part = target_rules.find_part(programme, command.part) if command.part is not None else None
    if command.part is not None and (part is None or part.enterprise != filing.value.enterprise):
        return Refusal(
            code="register.open-unit.part-of-another",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单分项 {command.part} 不属于备案文件上的企业",
            way_forward="请核对分项编号；不在清单内的产能不填分项",
            field="part",
        )
    if not of_part(part, command.facility):
        return Refusal(
            code="register.open-unit.facility-not-of-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单分项 {command.part} 名下没有“{command.facility}”",
            way_forward=f"该分项已落实的设施：{named(part)}；一座也没有分到的不填",
            field="facility",
        )
    fact = UnitOpened(
        unit=command.unit,
        enterprise=filing.value.enterprise,
        filing_no=filing.value.number,
        filed_on=filing.value.filed_on,
        transfers=(Transfer(source=Account.PAPERS, target=Account.FILED, tonnes=command.filed_t),),
        part=command.part,
        facility=command.facility,
        filing=key,
    )
    present = programme.register.units.get(command.unit)
    if present == fact:
        return ()
    if present is not None:
        return Refusal(
            code="register.open-unit.already-open",
            basis=SystemRule.DUPLICATE,
            finding=f"产能单元 {command.unit} 已按 {present.filing_no} 登记",
            way_forward="同一吨产能只登记一次；另外的产能请另编单元",
            field="unit",
        )
    others = rules.units_by_filing(programme).get(key, ())
    taken = rules.paper_t(programme, others)
    if taken + command.filed_t > filing.value.filed_t:
        return Refusal(
            code="register.open-unit.over-filed",
            basis=SystemRule.DUPLICATE,
            finding=f"{filing.value.number} 备案{filing.value.filed_t}吨，已登记{taken}吨"
            f"（{'、'.join(others) or '无'}），再登记{command.filed_t}吨就超出备案文件",
            way_forward="一份备案文件各单元合计不得大于备案产能，请核对各单元的吨数",
            field="filed_t",
        )
    refusal = _unless_open(programme, part, "register.open-unit.part-accepted")
    if refusal is not None:
        return refusal
    claim = Claim(
        unit=command.unit,
        enterprise=fact.enterprise,
        part=command.part,
        facility=command.facility,
        filed_t=command.filed_t,
    )
    refusal = unlike_determined(plan, programme, claim)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (fact,)


def place_unit(plan: Plan, programme: Programme, command: PlaceUnit, evidence: tuple[Digest, ...]) -> Outcome:
    opened = programme.register.units.get(command.unit)
    if opened is None:
        return Refusal(
            code="register.place-unit.no-such-unit",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有产能单元 {command.unit}",
            way_forward="请先“登记产能单元”",
            field="unit",
        )
    part = target_rules.find_part(programme, command.part) if command.part is not None else None
    if command.part is not None and (part is None or part.enterprise != opened.enterprise):
        return Refusal(
            code="register.place-unit.part-of-another",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单分项 {command.part} 不属于该单元的企业",
            way_forward="请核对分项编号；不属于任何分项的不填",
            field="part",
        )
    if not of_part(part, opened.facility):
        return Refusal(
            code="register.place-unit.facility-not-of-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"{command.unit} 是“{opened.facility}”，清单分项 {command.part} 名下没有这一座",
            way_forward=f"该分项已落实的设施：{named(part)}",
            field="part",
        )
    present = programme.register.part_of(command.unit)
    if _said(programme, command, present):
        return ()
    refusal = _unless_open(programme, part, "register.place-unit.part-accepted")
    if refusal is not None:
        return refusal
    listing = rules.locked(programme, command.unit)
    if listing is not None and not _let_go(programme, command, present):
        clauses = rules.lock_clauses(plan)
        return Refusal(
            code="register.place-unit.locked",
            basis=clauses[0] if clauses else SystemRule.VALUE_UNFIT,
            finding=f"{command.unit} 属清单分项 {listing.part}，自{listing.since.isoformat()}列入"
            f"“{listing.label}”起锁定，不得移出或改列",
            way_forward="确需调换压减设施的，请按方案的条件调整清单（发布清单新版本）；清单调减以后，多出来的先分立，再换出",
            field="part",
        )
    refusal = _unless_unsold(plan, programme, command)
    if refusal is not None:
        return refusal
    if not evidence:
        return Refusal(
            code="register.place-unit.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附核定依据",
            way_forward="请附产能核定表或现场核查记录扫描件，至少一份",
            field="evidence",
        )
    claim = msgspec.structs.replace(standing(programme, command.unit), part=command.part)
    refusal = unlike_determined(plan, programme, claim)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (UnitPlaced(unit=command.unit, part=command.part),)


def _unless_open(programme: Programme, part: PartListed | None, code: str) -> Refusal | None:
    """An accepted part is made up: what came under it afterwards would be paid for without having been cut."""
    accepted = acceptance_rules.standing(programme, part.part).accepted if part is not None else None
    if part is None or accepted is None:
        return None
    return Refusal(
        code=code,
        basis=SystemRule.DUPLICATE,
        finding=f"{part.part} 已凭{accepted.value.document}验收合格（第{accepted.seq}条），不能再添产能单元",
        way_forward="验收过的分项吨数已经齐了；这份产能确在别的分项或不在清单内的，请改填",
        field="part",
    )


def _unless_unsold(plan: Plan, programme: Programme, command: PlaceUnit) -> Refusal | None:
    """What a firm sold is no more its own to give up for money. A unit that is opened or split off has nothing sold."""
    sold = [one for one in trade_rules.of_unit(programme, command.unit) if one.stands]
    if command.part is None or not sold:
        return None
    told = "、".join(f"第{one.seq}条交易（合同 {one.fact.document}）" for one in sold)
    clauses = rules.lock_clauses(plan)
    return Refusal(
        code="register.place-unit.sold",
        basis=clauses[0] if clauses else SystemRule.OUT_OF_TURN,
        finding=f"{command.unit} 已由{told}报送转让{trade_rules.traded_t(programme, command.unit)}吨，"
        f"不能再列入清单分项 {command.part}",
        way_forward="转让以后还剩的产能先分立，另编单元再列入；交易不再进行的，凭解除合同的文件撤回",
        field="unit",
    )


def _let_go(programme: Programme, command: PlaceUnit, present: PartId | None) -> bool:
    """换出: a later version of the list asks less of the part than stands under it, and the unit is within the difference.

    It leaves the part and stays locked.
    """
    if command.part is not None or present is None:
        return False
    listed = target_rules.find_part(programme, present)
    asked = [
        one.tonnes
        for versions in programme.targets.lists.values()
        for entry in versions.known()
        for one in entry.value.parts
        if one.part == present
    ]
    if listed is None or max(asked) <= listed.tonnes:
        return False
    stands = sum(_filed_t(programme, one) for one in rules.units_of_part(programme, present))
    return _filed_t(programme, command.unit) <= stands - listed.tonnes


def _filed_t(programme: Programme, unit: UnitId) -> int:
    stands = balances(programme.capacity, unit)
    return stands[Account.FILED] + stands[Account.RETIRED]


def _said(programme: Programme, command: PlaceUnit, present: PartId | None) -> bool:
    """Already so; that a unit belongs to no part is only so when somebody has said it."""
    return present == command.part and (present is not None or command.unit in programme.register.placed)


def of_part(part: PartListed | None, facility: str) -> bool:
    """Whether an oven may stand under a part: by its name, or before the part's ovens are named."""
    return part is None or not facility or not part.facilities or facility in part.facilities


def named(part: PartListed | None) -> str:
    return "、".join(part.facilities) if part is not None and part.facilities else "尚未落实"
