"""Keeping the ledger of enterprises, sites and facilities: one dossier each, one identity for ever."""

from typing import assert_never

from yajian.core.decisions.dossier.enterprises import (
    EnterEnterprise,
    MergeEnterprises,
    RecordCreditCode,
    RelocateEnterprise,
    RenameEnterprise,
    enter_enterprise,
    merge_enterprises,
    record_credit_code,
    relocate_enterprise,
    rename_enterprise,
)
from yajian.core.decisions.dossier.facilities import (
    BindFacility,
    EnterFacility,
    MoveFacility,
    RenameFacility,
    bind_facility,
    enter_facility,
    move_facility,
    rename_facility,
)
from yajian.core.decisions.dossier.guards import DossierCommand, Outcome
from yajian.core.decisions.dossier.importing import ImportLedger, import_ledger
from yajian.core.decisions.dossier.interests import (
    AnswerInterest,
    RecordInterest,
    answer_interest,
    record_interest,
)
from yajian.core.decisions.dossier.sites import EnterSite, PassSite, enter_site, pass_site
from yajian.core.decisions.dossier.withdrawing import WithdrawEntry, withdraw_entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnswerInterest",
    "AnyCommand",
    "BindFacility",
    "DossierCommand",
    "EnterEnterprise",
    "EnterFacility",
    "EnterSite",
    "ImportLedger",
    "MergeEnterprises",
    "MoveFacility",
    "PassSite",
    "RecordCreditCode",
    "RecordInterest",
    "RelocateEnterprise",
    "RenameEnterprise",
    "RenameFacility",
    "WithdrawEntry",
    "decide",
]

AnyCommand = (
    EnterEnterprise
    | RecordCreditCode
    | RenameEnterprise
    | RelocateEnterprise
    | MergeEnterprises
    | EnterSite
    | PassSite
    | EnterFacility
    | RenameFacility
    | MoveFacility
    | BindFacility
    | RecordInterest
    | AnswerInterest
    | WithdrawEntry
    | ImportLedger
)


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    effective = request.effective
    match request.command:
        case EnterEnterprise() as command:
            return enter_enterprise(plan, programme, command)
        case RecordCreditCode() as command:
            return record_credit_code(plan, programme, command)
        case RenameEnterprise() as command:
            return rename_enterprise(plan, programme, command, effective)
        case RelocateEnterprise() as command:
            return relocate_enterprise(plan, programme, command, effective)
        case MergeEnterprises() as command:
            return merge_enterprises(plan, programme, command, effective)
        case EnterSite() as command:
            return enter_site(plan, programme, command, effective)
        case PassSite() as command:
            return pass_site(plan, programme, command, effective)
        case EnterFacility() as command:
            return enter_facility(plan, programme, command, effective)
        case RenameFacility() as command:
            return rename_facility(plan, programme, command, effective)
        case MoveFacility() as command:
            return move_facility(plan, programme, command, effective)
        case BindFacility() as command:
            return bind_facility(plan, programme, command)
        case RecordInterest() as command:
            return record_interest(plan, programme, command)
        case AnswerInterest() as command:
            return answer_interest(plan, programme, command)
        case WithdrawEntry() as command:
            return withdraw_entry(plan, programme, command)
        case ImportLedger() as command:
            return import_ledger(plan, programme, command, effective)
        case other:
            assert_never(other)
