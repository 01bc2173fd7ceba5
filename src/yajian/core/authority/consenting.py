"""A yes does not rest on a paper whose title says no: picked from the list by mistake, it would stand for ever."""

import re

from yajian.core.decisions import acceptance, auditplans, closure, quotas, releases, trades
from yajian.core.programme import Programme
from yajian.core.rules.charter import document
from yajian.core.words import Command, Refusal, SystemRule

_YES: frozenset[type[Command]] = frozenset(
    (
        *(acceptance.Accept, releases.Release, closure.ApproveMethod),
        *(quotas.Approve, auditplans.Approve),
        *(trades.Clear, trades.ConfirmReplacement),
    )
)
_NO = re.compile(
    r"不合格|不同意|不通过|未通过|未获通过|不予(?:同意|通过|批准|验收|确认)|暂缓(?:停炉|拆除|验收)"
)


def refuse_a_no(programme: Programme, command: Command) -> Refusal | None:
    number = getattr(command, "document", None) if type(command) in _YES else None
    entry = document(programme, number) if number else None
    said = _NO.search(entry.value.title) if entry is not None else None
    if entry is None or said is None:
        return None
    return Refusal(
        code="authority.a-paper-that-says-no",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{entry.value.number}“{entry.value.title}”，标题写的是{said[0]}",
        way_forward="请核对文号；标题登记错了的，先照原件更正文件登记",
        field="document",
    )
