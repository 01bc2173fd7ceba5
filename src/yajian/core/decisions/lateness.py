"""Saying why something was entered late. It changes no date and no figure; it puts a name to a reason."""

from typing import Annotated, assert_never

from yajian.core.facts.lateness import LatenessExplained
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import lateness as rules
from yajian.core.words import Command, DocumentNo, Refusal, Request, Seq, SystemRule, label

Outcome = tuple[AnyFact, ...] | Refusal


class LatenessCommand(Command, frozen=True):
    """Marks this file's commands."""


class Explain(LatenessCommand, frozen=True, kw_only=True, tag="lateness.explain"):
    """说明迟录: say why an entry was made later than the day it tells of, and who says so."""

    entry: Annotated[Seq, label("说明第几条", "迟录的那一条的条号")]
    reason: Annotated[str, label("迟录原因", "照实写明为何没有当时录入")]
    explained_by: Annotated[str, label("说明人", "姓名和单位职务")]
    document: Annotated[DocumentNo, label("依据文号", "有书面说明的填已登记文件的文号")] = DocumentNo("")


AnyCommand = Explain


def decide(programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Explain() as command:
            return explain(programme, command)
        case other:
            assert_never(other)


def explain(programme: Programme, command: Explain) -> Outcome:
    if not 0 < command.entry <= programme.seq:
        return Refusal(
            code="lateness.explain.no-such-entry",
            basis=SystemRule.NOT_FOUND,
            finding=f"流水只到第{programme.seq}条，没有第{command.entry}条",
            way_forward="请在“时点还原”的差异清单里核对条号",
            field="entry",
        )
    if not command.reason.strip():
        return Refusal(
            code="lateness.explain.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"第{command.entry}条的迟录原因空着",
            way_forward="请照实写明；不说明的不必填，差异清单里如实显示“尚无说明”",
            field="reason",
        )
    if not command.explained_by.strip():
        return Refusal(
            code="lateness.explain.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"第{command.entry}条的迟录原因没有写明是谁说的",
            way_forward="请写明说明人姓名和单位职务",
            field="explained_by",
        )
    if command.document:
        refusal = charter_rules.unless_registered(programme, command.document, "lateness.explain.no-document")
        if refusal is not None:
            return refusal
    fact = LatenessExplained(
        entry=command.entry,
        reason=command.reason,
        explained_by=command.explained_by,
        document=command.document,
    )
    present = rules.explanation(programme, command.entry)
    if present is not None and present.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)
