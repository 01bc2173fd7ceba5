"""Recording what the cut touches: debts, assets, other interests; and how each was answered."""

from collections.abc import Mapping
from typing import Annotated

from yajian.core.decisions.dossier import guards
from yajian.core.decisions.dossier.guards import DossierCommand, Outcome
from yajian.core.facts.dossier import InterestAnswered, InterestRecorded, Matter
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_served_by
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import dossier as rules
from yajian.core.words import (
    Clause,
    DocumentNo,
    EnterpriseId,
    Fen,
    Refusal,
    Seq,
    SystemRule,
    label,
)

_MATTERS: Mapping[str, Matter] = {
    "debt": "debt",
    "债务": "debt",
    "asset": "asset",
    "资产": "asset",
    "other": "other",
    "其他": "other",
}


class RecordInterest(DossierCommand, frozen=True, kw_only=True, tag="dossier.record-interest"):
    """登记利益诉求: a debt, an asset matter or another interest, with the organ that answers for it."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    matter: Annotated[str, label("类别", "债务、资产、其他")]
    summary: Annotated[str, label("事由", "一两句话写明是什么、涉及谁")]
    owner: Annotated[str, label("负责单位", "由哪个单位负责答复")]
    amount_fen: Annotated[Fen | None, label("金额（分）", "以分为单位：1万元写 1000000；没有金额的不填")] = (
        None
    )


class AnswerInterest(DossierCommand, frozen=True, kw_only=True, tag="dossier.answer-interest"):
    """答复利益诉求: what was answered, on a registered document."""

    interest: Annotated[Seq, label("第几条", "登记该诉求的条号")]
    answer: Annotated[str, label("答复", "照文件写明怎样处理")]
    document: Annotated[DocumentNo, label("依据文号", "已登记文件的文号")]


def record_interest(plan: Plan, programme: Programme, command: RecordInterest) -> Outcome:
    refusal = guards.unknown_enterprise(plan, programme, command.enterprise)
    if refusal is not None:
        return refusal
    matter = _MATTERS.get(command.matter)
    if matter is None:
        return Refusal(
            code="dossier.record-interest.unknown-matter",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"类别写成了“{command.matter}”",
            way_forward="请填：债务、资产、其他；职工安置另有登记",
            field="matter",
        )
    if not command.summary.strip() or (command.amount_fen is not None and command.amount_fen <= 0):
        return Refusal(
            code="dossier.record-interest.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="事由空着，或金额不大于零",
            way_forward="写明事由；金额以分为单位填正整数，没有金额的不填",
            field="summary",
        )
    if not command.owner.strip():
        return Refusal(
            code="dossier.record-interest.no-owner",
            basis=_asks_for_it(plan),
            finding="没有写明由哪个单位负责",
            way_forward="每一项诉求都要有负责答复的单位，请写单位全称",
            field="owner",
        )
    fact = InterestRecorded(
        enterprise=command.enterprise,
        matter=matter,
        summary=command.summary,
        owner=command.owner,
        amount_fen=command.amount_fen,
    )
    if any(entry.value == fact for entry in rules.interests(programme).get(command.enterprise, ())):
        return ()

    # From here the command succeeds.
    return (fact,)


def _asks_for_it(plan: Plan) -> Clause | SystemRule:
    """The clause under which interests are heard, if this plan has one."""
    return next(iter(clauses_served_by(plan, "F07")), SystemRule.VALUE_UNFIT)


def answer_interest(plan: Plan, programme: Programme, command: AnswerInterest) -> Outcome:
    recorded = rules.interest(programme, command.interest)
    if recorded is None:
        return Refusal(
            code="dossier.answer-interest.no-such-interest",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.interest}条不是现行的利益诉求登记",
            way_forward="请从企业档案的利益诉求中选择，照填条号",
            field="interest",
        )
    if not command.answer.strip():
        return Refusal(
            code="dossier.answer-interest.no-answer",
            basis=SystemRule.VALUE_UNFIT,
            finding="答复空着",
            way_forward="请照文件写明怎样处理",
            field="answer",
        )
    refusal = charter_rules.unless_registered(
        programme, command.document, "dossier.answer-interest.no-document"
    )
    if refusal is not None:
        return refusal
    present = rules.answer_to(programme, command.interest)
    if present is not None and (present.value.answer, present.value.document) == (
        command.answer,
        command.document,
    ):
        return ()

    # From here the command succeeds.
    return (
        InterestAnswered(
            interest=command.interest,
            enterprise=recorded.value.enterprise,
            answer=command.answer,
            document=command.document,
        ),
    )
