"""登记查封、协商、法院文书、解封: what the court did is recorded; nothing here asks the court for leave to record it."""

from typing import assert_never

from yajian.core.decisions.courts.answering import consult_court, record_document, record_unsealing
from yajian.core.decisions.courts.commands import (
    AnyCommand,
    ConsultCourt,
    CourtsCommand,
    ExtendSeal,
    Outcome,
    RecordDocument,
    RecordSeal,
    RecordUnsealing,
    WithdrawSeal,
)
from yajian.core.decisions.courts.sealing import extend_seal, record_seal, withdraw_seal
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Request

__all__ = [
    "AnyCommand",
    "ConsultCourt",
    "CourtsCommand",
    "ExtendSeal",
    "RecordDocument",
    "RecordSeal",
    "RecordUnsealing",
    "WithdrawSeal",
    "decide",
]


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case RecordSeal() as command:
            return record_seal(plan, programme, command, request.effective)
        case ExtendSeal() as command:
            return extend_seal(plan, programme, command, request.effective)
        case ConsultCourt() as command:
            return consult_court(plan, programme, command, request.evidence, request.effective)
        case RecordDocument() as command:
            return record_document(plan, programme, command, request.effective)
        case RecordUnsealing() as command:
            return record_unsealing(plan, programme, command, request.effective)
        case WithdrawSeal() as command:
            return withdraw_seal(plan, programme, command, request.role)
        case other:
            assert_never(other)
