"""Whose word an act rests on: a paper from below cannot let go on what is for those above to say.

One table, asked before the area: a firm's letter is no county's opinion, a county's no approval of the city's. Who issued a
paper is read as the register has it; of a paper issued together the highest counts, and of a name nobody knows nothing is said.
"""

from collections.abc import Mapping
from typing import Literal

from yajian.core.decisions import (
    applications,
    auditplans,
    charter,
    clawbacks,
    closure,
    holds,
    payments,
    quotas,
    trades,
)
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import roles as role_rules
from yajian.core.rules.charter import document
from yajian.core.words import Command, Refusal, SystemRule

Rank = Literal["firm", "county", "city", "province"]

_ORDER: tuple[Rank, ...] = ("firm", "county", "city", "province")
_NAMES: Mapping[Rank, str] = {
    "firm": "企业",
    "county": "县（市）或上级",
    "city": "市里或省里",
    "province": "省里",
}

LEAST: Mapping[type[Command], Rank] = {
    charter.AdoptRevision: "city",
    charter.AnswerQuestion: "county",
    charter.WithdrawAnswer: "county",
    closure.ApproveMethod: "county",
    quotas.ConfirmTask: "county",
    quotas.DrawUp: "city",
    quotas.Approve: "city",
    quotas.SendUp: "city",
    quotas.Review: "province",
    applications.Forward: "county",
    applications.Return: "county",
    auditplans.DrawUp: "city",
    auditplans.Approve: "city",
    auditplans.Return: "city",
    auditplans.Void: "city",
    payments.RaiseFunds: "county",
    payments.WithdrawFunds: "county",
    payments.Prepare: "city",
    payments.File: "city",
    clawbacks.GiveOpinion: "city",
    clawbacks.IssueNotice: "city",
    clawbacks.WithdrawNotice: "city",
    clawbacks.BookReceipt: "county",
    clawbacks.WithdrawReceipt: "county",
    holds.Place: "county",
    holds.Lift: "county",
    trades.ConfirmReplacement: "city",
    trades.Clear: "city",
    trades.WithdrawClearance: "city",
}


def refuse_word_from_below(plan: Plan, programme: Programme, command: Command) -> Refusal | None:
    """Nothing where the act is not in the table, or the paper is not on the register: the area says that itself."""
    least, number = LEAST.get(type(command)), getattr(command, "document", None)
    paper = document(programme, number) if least is not None and number else None
    if least is None or paper is None:
        return None
    ranks = [rank(plan, programme, name) for name in paper.value.issuer.split("、")]
    if any(one is None or _ORDER.index(one) >= _ORDER.index(least) for one in ranks):
        return None
    return Refusal(
        code="authority.from-below",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{paper.value.number} 由{paper.value.issuer}发出，这件事要凭{_NAMES[least]}的文件",
        way_forward="请填有权单位的文件的文号，没有登记的先登记；发文单位登记错了的，先更正文件登记",
        field="document",
    )


def rank(plan: Plan, programme: Programme, name: str) -> Rank | None:
    """How high a body of this name stands; nothing for a name nobody knows, and for a court, which stands in no such order."""
    whose = role_rules.of_name(plan, programme, name)
    if dossier.named(plan, programme, name) or (whose is not None and whose.enterprise is not None):
        return "firm"
    if whose is None:
        return "city" if role_rules.sounds_like_the_citys(plan, name) else None
    if whose.county is not None:
        return "county"
    found = plan.organisations.get(whose.organ or "")
    if found is None or found.level not in ("city", "province"):
        return None
    return "city" if found.level == "city" else "province"
