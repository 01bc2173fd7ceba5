"""What another method of a part has to respect: the order of days, what has records, and the experts."""

from datetime import date

from yajian.core.decisions.closure.commands import ApproveMethod
from yajian.core.facts.closure import MethodApproved, Piece
from yajian.core.facts.targets import PartListed
from yajian.core.facts.workplans import ExpertsReviewed
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.plan.citing import conditions_for
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as acceptance_rules
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as rules
from yajian.core.rules import workplans as workplan_rules
from yajian.core.words import Clause, Refusal, SystemRule


def experts_asked(plan: Plan, part: PartListed) -> tuple[GateCondition, ...]:
    """The plan's conditions that want an expert review of a method in this part's county."""
    return tuple(
        condition
        for condition in conditions_for(plan, "expert_review_and_method")
        if condition.applies.value is not False
        and (not condition.only_in or part.county in condition.only_in)
    )


def unless_not_accepted(programme: Programme, part: PartListed, clause: Clause) -> Refusal | None:
    """What was accepted was accepted as these pieces; others would leave it undone again."""
    accepted = acceptance_rules.standing(programme, part.part).accepted
    if accepted is None:
        return None
    return Refusal(
        code="closure.approve-method.part-accepted",
        basis=clause,
        finding=f"{part.part} 已凭{accepted.value.document}验收合格（第{accepted.seq}条），办法不能再改",
        way_forward="已转入压减的产能不再变动；现场有变化的，照实登记现在的状态",
        field="part",
    )


def unless_succeeding(
    plan: Plan,
    programme: Programme,
    part: PartListed,
    command: ApproveMethod,
    present: Entry[MethodApproved],
    pieces: tuple[Piece, ...],
    effective: date,
) -> Refusal | None:
    """A later method follows in time, keeps what has records, and says nothing else without the experts."""
    clause = plan.clauses[part.clauses[0]]
    if effective < present.effective:
        return Refusal(
            code="closure.approve-method.before-present",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"办法自{effective.isoformat()}起，早于现行办法（第{present.seq}条）的{present.effective.isoformat()}",
            way_forward="办法按先后生效，请核对生效日期",
            field="effective",
        )
    kept = {piece.name for piece in pieces}
    begun = [one for one in present.value.pieces if rules.has_records(programme, part.part, one.name)]
    dropped = [one.name for one in begun if one.name not in kept]
    if dropped:
        return Refusal(
            code="closure.approve-method.piece-has-records",
            basis=clause,
            finding=f"现行办法的“{dropped[0]}”已有状态登记，新的办法不能去掉",
            way_forward="登记有误的先更正或作废登记；已有登记的部分须保留",
            field="pieces",
        )
    if frozenset(pieces) == frozenset(present.value.pieces):
        return None
    asked = experts_asked(plan, part)
    if not asked and not begun:
        return None
    return _unless_reviewed_anew(
        programme, command, present, plan.clauses[asked[0].clauses[-1]] if asked else clause
    )


def _unless_reviewed_anew(
    programme: Programme, command: ApproveMethod, present: Entry[MethodApproved], basis: Clause
) -> Refusal | None:
    """Other pieces, or other tonnes, are another method: the experts' yes to the last one does not cover it."""
    paper = charter_rules.document(programme, command.review) if command.review is not None else None
    told = programme.closures.methods[command.part].first(
        present.seq
    )  # its day put right made no other method of it
    experts: Timeline[ExpertsReviewed] = programme.workplans.by_experts.get(command.part, Timeline())
    since = [
        one
        for one in workplan_rules.expert_reviews(programme, command.part)
        if experts.first(one.seq) > told and one.value.document == command.review and one.value.feasible
    ]
    if paper is not None and since and paper.value.issued_on >= present.effective:
        return None
    seen = (
        f"{command.review} 成文于{paper.value.issued_on.isoformat()}"
        if paper is not None
        else "没有附论证意见"
    )
    return Refusal(
        code="closure.approve-method.not-reviewed-anew",
        basis=basis,
        finding=f"各部分或吨数与现行办法（第{present.seq}条，{present.effective.isoformat()}起）不同，"
        f"而现行办法以后没有结论为可行的专家论证：{seen}",
        way_forward="改了各部分或吨数就是另一个办法：请重新组织论证，登记论证结论，再凭新的论证意见批准；"
        "现行办法登记错了、还没有状态登记的，先凭文件作废",
        field="review",
    )
