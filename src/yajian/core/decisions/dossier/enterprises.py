"""Entering enterprises, their codes, their new names and their mergers. The id outlives them all."""

from datetime import date
from typing import Annotated

from yajian.core.decisions.dossier import guards
from yajian.core.decisions.dossier.guards import DossierCommand, Outcome
from yajian.core.facts.dossier import (
    CreditCodeRecorded,
    EnterpriseEntered,
    EnterpriseRelocated,
    EnterpriseRenamed,
    EnterprisesMerged,
)
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import credit_code as code_rules
from yajian.core.rules import dossier as rules
from yajian.core.words import CountyId, DocumentNo, EnterpriseId, Refusal, SystemRule, label


class EnterEnterprise(DossierCommand, frozen=True, kw_only=True, tag="dossier.enter-enterprise"):
    """登记企业: open a dossier for an enterprise the plan does not list."""

    enterprise: Annotated[EnterpriseId, label("企业编号", "自编，一经登记不再改")]
    name: Annotated[str, label("企业名称", "照营业执照写全称")]
    county: Annotated[CountyId, label("县（市）")]
    credit_code: Annotated[str, label("统一社会信用代码", "18位，字母大写；没有的留空并说明")] = ""
    code_absent: Annotated[str, label("没有代码的原因", "没有信用代码时必须写明")] = ""


class RecordCreditCode(DossierCommand, frozen=True, kw_only=True, tag="dossier.record-credit-code"):
    """登记统一社会信用代码: of an enterprise on the list or in the ledger, or why it has none."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    credit_code: Annotated[str, label("统一社会信用代码", "18位，字母大写；没有的留空并说明")] = ""
    code_absent: Annotated[str, label("没有代码的原因", "没有信用代码时必须写明")] = ""


class RenameEnterprise(DossierCommand, frozen=True, kw_only=True, tag="dossier.rename-enterprise"):
    """企业更名: from the effective day it bears another name; the old one stays findable."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    name: Annotated[str, label("新名称", "照变更登记通知书写全称")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]


class RelocateEnterprise(DossierCommand, frozen=True, kw_only=True, tag="dossier.relocate-enterprise"):
    """变更县（市）: from the effective day it is of another county, moved there or by a redrawn border."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    county: Annotated[CountyId, label("县（市）", "迁到或划入哪个县（市）")]
    document: Annotated[DocumentNo, label("依据文号", "迁址登记或区划调整批复，须已登记")]


class MergeEnterprises(DossierCommand, frozen=True, kw_only=True, tag="dossier.merge-enterprises"):
    """企业合并: from the effective day one enterprise stands for another; ovens, list parts and debts stay as they are."""

    enterprise: Annotated[EnterpriseId, label("被合并的企业")]
    successor: Annotated[EnterpriseId, label("并入哪户企业")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]


def enter_enterprise(plan: Plan, programme: Programme, command: EnterEnterprise) -> Outcome:
    code = CreditCodeRecorded(
        enterprise=command.enterprise, code=command.credit_code, absent=command.code_absent
    )
    entered = EnterpriseEntered(enterprise=command.enterprise, name=command.name, county=command.county)
    refusal = (
        guards.unfit_id(command.enterprise, "enterprise")
        or guards.unfit_name(command.name)
        or guards.unknown_county(plan, command.county)
        or _unfit_code(plan, programme, code)
    )
    if refusal is not None:
        return refusal
    past = programme.dossiers.enterprises.get(command.enterprise, Timeline()).at()
    recorded = rules.credit_code(programme, command.enterprise)
    if past is not None and (past.value, recorded and recorded.value) == (entered, code):
        return ()
    if rules.is_known(plan, programme, command.enterprise):
        name = rules.enterprise_name(plan, programme, command.enterprise)
        return Refusal(
            code="dossier.enter-enterprise.already-known",
            basis=SystemRule.DUPLICATE,
            finding=f"编号 {command.enterprise} 已是 {name}",
            way_forward="方案所列企业不必再登记；另一户企业请另编号；更名、代码另有登记",
            field="enterprise",
        )
    refusal = _name_taken(plan, programme, command.enterprise, command.name, command.credit_code)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (entered, code)


def record_credit_code(plan: Plan, programme: Programme, command: RecordCreditCode) -> Outcome:
    fact = CreditCodeRecorded(
        enterprise=command.enterprise, code=command.credit_code, absent=command.code_absent
    )
    refusal = guards.unknown_enterprise(plan, programme, command.enterprise) or _unfit_code(
        plan, programme, fact
    )
    if refusal is not None:
        return refusal
    present = programme.dossiers.codes.get(command.enterprise, Timeline()).at()
    if present is not None and present.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)


def _unfit_code(plan: Plan, programme: Programme, fact: CreditCodeRecorded) -> Refusal | None:
    """A code that checks and is nobody else's; or none, and the reason why."""
    if bool(fact.code) == bool(fact.absent.strip()):
        return Refusal(
            code="dossier.credit-code-unexplained",
            basis=SystemRule.VALUE_UNFIT,
            finding="信用代码和没有代码的原因都填了" if fact.code else "信用代码空着，也没有写明原因",
            way_forward="有代码的照营业执照填18位；没有的写明原因，如“个人加工点，未办执照”",
            field="credit_code",
        )
    fault = code_rules.fault(fact.code) if fact.code else None
    if fault is not None:
        return Refusal(
            code="dossier.credit-code-wrong",
            basis=SystemRule.VALUE_UNFIT,
            finding=fault,
            way_forward="请照营业执照逐位核对",
            field="credit_code",
        )
    other = rules.holder_of_code(plan, programme, fact.code, fact.enterprise) if fact.code else None
    if other is not None:
        return Refusal(
            code="dossier.credit-code-taken",
            basis=SystemRule.DUPLICATE,
            finding=f"{fact.code} 是 {rules.enterprise_name(plan, programme, other)}（{other}）的代码",
            way_forward="一个代码只有一户企业；同一户企业不要登记两次，更名、合并另有登记",
            field="credit_code",
        )
    return None


def _name_taken(
    plan: Plan, programme: Programme, enterprise: EnterpriseId, name: str, code: str
) -> Refusal | None:
    other = rules.bearer_of_name(plan, programme, name, enterprise, code)
    if other is None:
        return None
    present = rules.enterprise_name(plan, programme, other)
    return Refusal(
        code="dossier.name-taken",
        basis=SystemRule.DUPLICATE,
        finding=f"“{name}”是 {other} 的名称或曾用名（现名 {present}）",
        way_forward="同一户企业只有一份档案；确是另一户的，两户都登记信用代码后再办",
        field="name",
    )


def rename_enterprise(
    plan: Plan, programme: Programme, command: RenameEnterprise, effective: date
) -> Outcome:
    refusal = (
        guards.unknown_enterprise(plan, programme, command.enterprise)
        or guards.unfit_name(command.name)
        or guards.merged_by(plan, programme, command.enterprise, effective)
        or charter_rules.unless_registered(
            programme, command.document, "dossier.rename-enterprise.no-document", in_force=effective
        )
    )
    if refusal is not None:
        return refusal
    if rules.enterprise_name(plan, programme, command.enterprise, effective) == command.name:
        return ()
    recorded = rules.credit_code(programme, command.enterprise)
    code = recorded.value.code if recorded is not None else ""
    refusal = _name_taken(plan, programme, command.enterprise, command.name, code)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (EnterpriseRenamed(enterprise=command.enterprise, name=command.name, document=command.document),)


def relocate_enterprise(
    plan: Plan, programme: Programme, command: RelocateEnterprise, effective: date
) -> Outcome:
    refusal = (
        guards.unknown_enterprise(plan, programme, command.enterprise)
        or guards.unknown_county(plan, command.county)
        or guards.merged_by(plan, programme, command.enterprise, effective)
    )
    if refusal is not None:
        return refusal
    present = rules.county_of(plan, programme, command.enterprise, effective)
    if present is None:
        return Refusal(
            code="dossier.relocate-enterprise.county-open",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{command.enterprise} 原来在哪个县（市）还是待定",
            way_forward="请先在“待明确事项”凭文件答复它在哪个县（市），再登记变更",
            field="county",
        )
    refusal = charter_rules.unless_registered(
        programme, command.document, "dossier.relocate-enterprise.no-document", in_force=effective
    )
    if refusal is not None:
        return refusal
    if present == command.county:
        return ()

    # From here the command succeeds.
    return (
        EnterpriseRelocated(enterprise=command.enterprise, county=command.county, document=command.document),
    )


def merge_enterprises(
    plan: Plan, programme: Programme, command: MergeEnterprises, effective: date
) -> Outcome:
    refusal = guards.unknown_enterprise(plan, programme, command.enterprise) or guards.unknown_enterprise(
        plan, programme, command.successor, "successor"
    )
    if refusal is not None:
        return refusal
    fact = EnterprisesMerged(
        enterprise=command.enterprise, successor=command.successor, document=command.document
    )
    merged = rules.merger(programme, command.enterprise)
    if merged is not None and (merged.value, merged.effective) == (fact, effective):
        return ()
    if merged is not None:
        return Refusal(
            code="dossier.merge-enterprises.already-merged",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.enterprise} 自{merged.effective.isoformat()}起已并入 {merged.value.successor}",
            way_forward=f"一户企业只合并一次；登记有误的先撤销第{merged.seq}条，再登记",
            field="enterprise",
        )
    if rules.successor(programme, command.successor) == command.enterprise:
        return Refusal(
            code="dossier.merge-enterprises.into-itself",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{command.successor} 就是 {command.enterprise}，或者已经并入它",
            way_forward="不能并入自己，也不能绕一圈并回自己；请核对谁并入谁",
            field="successor",
        )
    later = rules.last_acted(programme, command.enterprise)
    if later is not None and later > effective:
        return Refusal(
            code="dossier.merge-enterprises.still-acting",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{command.enterprise} 在{later.isoformat()}还更过名、并入过别户或接收过厂区、设施，"
            f"晚于合并之日{effective.isoformat()}",
            way_forward="请核对合并日期；那条登记应在承继企业名下的，先撤销再登记",
            field="effective",
        )
    refusal = guards.merged_by(
        plan, programme, command.successor, effective, "successor"
    ) or charter_rules.unless_registered(
        programme, command.document, "dossier.merge-enterprises.no-document", in_force=effective
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (fact,)
