"""批准书面办法: pieces in place of ovens that cannot be told apart or named."""

from datetime import date

from yajian.core.decisions.closure import standing
from yajian.core.decisions.closure.commands import ApproveMethod, Outcome
from yajian.core.decisions.closure.succeeding import experts_asked, unless_not_accepted, unless_succeeding
from yajian.core.facts.closure import MethodApproved, Piece
from yajian.core.facts.targets import PartListed
from yajian.core.history import Timeline, told_again
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as rules
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import targets as target_rules
from yajian.core.words import Clause, Refusal, SystemRule


def approve_method(plan: Plan, programme: Programme, command: ApproveMethod, effective: date) -> Outcome:
    part = target_rules.find_part(programme, command.part)
    if part is None:
        return standing.no_such_part(command.part)
    clause = plan.clauses[part.clauses[0]]
    if part.facilities:
        return Refusal(
            code="closure.approve-method.ovens-named",
            basis=clause,
            finding=f"{part.enterprise_name} {part.part} 已落实到 {'、'.join(part.facilities)}，不能同时按办法计",
            way_forward="确要改按办法的，先按设施调整发布清单新版本去掉设施（方案的调整条件照核），再批准办法",
            field="part",
        )
    pieces = tuple(Piece(name=name, tonnes=tonnes) for name, tonnes in command.pieces.items())
    refusal = _unfit_pieces(clause, part, command, pieces)
    if refusal is not None:
        return refusal
    refusal = charter_rules.unless_registered(
        programme, command.document, "closure.approve-method.no-document", effective
    )
    if refusal is not None:
        return refusal
    refusal = _unless_reviewed(plan, programme, part, command) or _unless_from_outside(
        plan, programme, part, command, effective
    )
    if refusal is not None:
        return refusal
    refusal = _unless_free(programme, clause, part, pieces)
    if refusal is not None:
        return refusal
    document = charter_rules.document(programme, command.document)
    assert document is not None
    approved = MethodApproved(
        part=part.part,
        title=command.title,
        pieces=pieces,
        approved_by=command.approved_by,
        document=command.document,
        scan=document.value.scan,
        review=command.review,
        clauses=part.clauses,
    )
    past = programme.closures.methods.get(part.part, Timeline()).known()
    entered = told_again(past, approved, effective, document.value.issued_on)
    if entered is None:
        return ()
    present = next((one for one in reversed(past) if one.seq != entered.corrects), None)
    if present is not None:
        refusal = unless_succeeding(plan, programme, part, command, present, pieces, effective)
        if refusal is not None:
            return refusal
    refusal = unless_not_accepted(programme, part, clause)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (entered,)


def _unfit_pieces(
    clause: Clause, part: PartListed, command: ApproveMethod, pieces: tuple[Piece, ...]
) -> Refusal | None:
    words = [command.title, command.approved_by, *command.pieces]
    shares = [piece.tonnes for piece in pieces if piece.tonnes is not None]
    if (
        not pieces
        or dossier_rules.twice(command.pieces)
        or any(not word or word != word.strip() for word in words)
        or any(one <= 0 for one in shares)
    ):
        return Refusal(
            code="closure.approve-method.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="办法名称、批准单位、各部分名称有一项空着或前后有空格，两部分同名，或某部分的吨数不大于零",
            way_forward="请照批准的办法填写；各部分至少一项，吨数填正整数，没有分开写的空着",
            field="pieces",
        )
    whole = len(shares) == len(pieces)
    if sum(shares) > part.tonnes or (whole and sum(shares) != part.tonnes):
        return Refusal(
            code="closure.approve-method.tonnes-differ",
            basis=clause,
            finding=f"办法所列各部分合计{sum(shares)}吨，清单分项 {part.part} 是{part.tonnes}吨",
            way_forward="各部分都写吨数的，合计须等于清单；只写一部分的，不得超过清单",
            field="pieces",
        )
    return None


def _unless_reviewed(
    plan: Plan, programme: Programme, part: PartListed, command: ApproveMethod
) -> Refusal | None:
    """Where the plan asks for an expert review in this county, its opinion comes first."""
    asked = experts_asked(plan, part)
    review = charter_rules.document(programme, command.review) if command.review is not None else None
    approval = charter_rules.document(programme, command.document)
    if command.review is not None and review is None:
        return charter_rules.unless_registered(programme, command.review, "closure.approve-method.no-review")
    if asked and review is None:
        return Refusal(
            code="closure.approve-method.not-reviewed",
            basis=plan.clauses[asked[0].clauses[-1]],
            finding=f"{part.enterprise_name} {part.part} 的办法没有附专家论证意见",
            way_forward="请先登记专家论证意见，并在“论证意见文号”里填文号",
            field="review",
        )
    if review is not None and approval is not None and review.value.issued_on > approval.value.issued_on:
        return Refusal(
            code="closure.approve-method.reviewed-later",
            basis=plan.clauses[asked[0].clauses[-1]] if asked else SystemRule.VALUE_UNFIT,
            finding=f"论证意见成文于{review.value.issued_on.isoformat()}，晚于批准文件的{approval.value.issued_on.isoformat()}",
            way_forward="先论证、后批准；请核对两份文件的日期，或据论证意见重新批准",
            field="review",
        )
    return None


def _unless_from_outside(
    plan: Plan, programme: Programme, part: PartListed, command: ApproveMethod, effective: date
) -> Refusal | None:
    """Neither the firm, nor a department of it, nor the group it went into, approves its method or says that it will do."""
    firms = dossier_rules.kin(programme, part.enterprise, effective)
    review = charter_rules.document(programme, command.review) if command.review is not None else None
    said = (
        ("approved_by", "批准单位", command.approved_by),
        ("review", f"论证意见{command.review}的发文单位", review.value.issuer if review is not None else ""),
    )
    for field, what, name in said:
        if not dossier_rules.named(plan, programme, name) & firms:
            continue
        return Refusal(
            code="closure.approve-method.by-the-firm",
            basis=SystemRule.SAME_HAND,
            finding=f"{what}“{name}”是{part.enterprise_name}自己的",
            way_forward="办法由企业以外的有权单位批准，论证由企业以外的单位或专家组出具意见；请填它们的",
            field=field,
        )
    return None


def _unless_free(
    programme: Programme, clause: Clause, part: PartListed, pieces: tuple[Piece, ...]
) -> Refusal | None:
    """Nothing is counted under two parts, however its name is spelt there."""
    names = [piece.name for piece in pieces]
    for entry in target_rules.lists(programme):
        for other in entry.value.parts:
            if other.part == part.part or other.enterprise != part.enterprise:
                continue
            shared = dossier_rules.in_common(names, rules.in_pieces(programme, other).facilities)
            if shared:
                return Refusal(
                    code="closure.approve-method.piece-bound-elsewhere",
                    basis=clause,
                    finding=f"“{shared[0]}”已列在分项 {other.part} 名下，只能算一次",
                    way_forward="请核对两个分项各对应什么；同名而不是一处的，把名称写清楚",
                    field="pieces",
                )
    return None
