"""Experts on a method: none of the firm's own, and a yes or a no."""

from collections.abc import Mapping
from datetime import date

from yajian.core import spellings
from yajian.core.decisions.workplans.commands import Outcome, RecordExpertReview
from yajian.core.facts.workplans import Expert, ExpertsReviewed
from yajian.core.history import told_again
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import charter, dossier, targets
from yajian.core.rules import workplans as rules
from yajian.core.words import Refusal, SystemRule

_CONCLUSIONS: Mapping[str, bool] = {"可行": True, "不可行": False}


def record_expert_review(
    plan: Plan, programme: Programme, command: RecordExpertReview, effective: date
) -> Outcome:
    part = targets.find_part(programme, command.part)
    if part is None:
        return Refusal(
            code="workplans.record-expert-review.no-such-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单中没有分项 {command.part or '（未填）'}",
            way_forward="请从压减清单中选择分项",
            field="part",
        )
    feasible = _CONCLUSIONS.get(command.conclusion)
    words = (command.title, command.opinion, *command.experts, *command.experts.values())
    if feasible is None or not command.experts or not all(one.strip() for one in words):
        return Refusal(
            code="workplans.record-expert-review.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="论证的事项、意见、专家的姓名或单位有一项空着，或结论不是可行、不可行",
            way_forward="请照论证意见写全；“修改后可行”的，修改以后重新论证",
            field="conclusion" if feasible is None else "experts",
        )
    firms = dossier.kin(programme, part.enterprise, effective)
    inside = [
        name for name, organ in command.experts.items() if dossier.named(plan, programme, organ) & firms
    ]
    if inside:
        return Refusal(
            code="workplans.record-expert-review.expert-of-the-firm",
            basis=next(iter(clauses_for(plan, "expert_review_and_method")), SystemRule.SAME_HAND),
            finding=f"{'、'.join(inside)}是{part.enterprise_name}的人",
            way_forward="专家须是本企业以外的人；请重新组织论证",
            field="experts",
        )
    people = {spellings.person(name) for name in command.experts}
    if len(people) < 2:
        return Refusal(
            code="workplans.record-expert-review.not-two",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"论证意见上只有{'、'.join(command.experts)}一名专家",
            way_forward="论证须有两名以上专家，照意见上的签名逐个写姓名和单位",
            field="experts",
        )
    refusal = charter.unless_registered(
        programme, command.document, "workplans.record-expert-review.no-document", effective
    )
    if refusal is not None:
        return refusal
    paper = charter.document(programme, command.document)
    assert paper is not None
    if dossier.named(plan, programme, paper.value.issuer) & firms:
        return Refusal(
            code="workplans.record-expert-review.the-firms-paper",
            basis=SystemRule.SAME_HAND,
            finding=f"{command.document} 由{paper.value.issuer}发出，企业自己的文件不能作专家论证意见",
            way_forward="请填组织论证的单位或专家组出具的论证意见的文号",
            field="document",
        )
    fact = ExpertsReviewed(
        part=part.part,
        enterprise=part.enterprise,
        title=command.title,
        experts=tuple(Expert(name=name, organ=organ) for name, organ in command.experts.items()),
        feasible=feasible,
        opinion=command.opinion,
        document=command.document,
        scan=paper.value.scan,
    )
    of_this_paper = (
        one for one in rules.expert_reviews(programme, part.part) if one.value.document == command.document
    )
    entered = told_again(of_this_paper, fact, effective, paper.value.issued_on)
    if entered is None:
        return ()

    # From here the command succeeds.
    return (entered,)
