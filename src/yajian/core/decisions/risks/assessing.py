"""Assessing a risk, and striking it off."""

from datetime import date

from yajian.core.decisions.risks.commands import Assess, Close, Outcome
from yajian.core.facts.risks import RiskAssessed, RiskClosed
from yajian.core.history import Timeline, told_again
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_served_by
from yajian.core.plan.terms import OrgId, Term
from yajian.core.plan.value import Value
from yajian.core.programme import Programme
from yajian.core.rules import charter, dossier
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import risks as rules
from yajian.core.words import Clause, CountyId, Digest, Refusal, SystemRule


def assess(plan: Plan, programme: Programme, command: Assess, effective: date) -> Outcome:
    found = _of_whom(plan, programme, command)
    if isinstance(found, Refusal):
        return found
    likelihood, impact = _scales(plan)
    for field, word, scale in (
        ("likelihood", command.likelihood, likelihood),
        ("impact", command.impact, impact),
    ):
        if scale and word not in scale:
            return Refusal(
                code="risks.assess.off-the-scale",
                basis=_clause(plan),
                finding=f"{'可能性' if field == 'likelihood' else '影响'}写成了“{word}”",
                way_forward=f"请填：{'、'.join(scale)}",
                field=field,
            )
    low = bool(likelihood and impact) and (command.likelihood, command.impact) == (likelihood[0], impact[0])
    refusal = _incomplete(plan, command, low) or charter.unless_registered(
        programme, command.document, "risks.assess.no-document", effective
    )
    if refusal is not None:
        return refusal
    place = rules.key(found.id, command.county, command.enterprise)
    paper = charter.document(programme, command.document)
    assert paper is not None
    fact = RiskAssessed(
        kind_of_risk=found.id,
        label=found.label,
        county=command.county,
        enterprise=command.enterprise,
        likelihood=command.likelihood,
        impact=command.impact,
        low=low,
        conclusion=command.conclusion,
        owner=command.owner,
        measure=command.measure,
        due=command.due,
        document=command.document,
        scan=paper.value.scan,
    )
    past = programme.risks.risks.get(place, Timeline()).known()
    entered = told_again(past, fact, effective, paper.value.issued_on)
    if entered is None:
        return ()
    last = max((one.effective for one in past if one.seq != entered.corrects), default=effective)
    if effective < last:
        return _before(effective, last)

    # From here the command succeeds.
    return (entered,)


def close(
    plan: Plan, programme: Programme, command: Close, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    found = _of_whom(plan, programme, command)
    if isinstance(found, Refusal):
        return found
    present = rules.risk(programme, rules.key(found.id, command.county, command.enterprise))
    if present is None:
        return Refusal(
            code="risks.close.not-assessed",
            basis=SystemRule.NOT_FOUND,
            finding=f"{found.label}还没有评估，没有可以销的",
            way_forward="请先登记评估",
            field="kind_of_risk",
        )
    if effective < present.assessed.effective:
        return _before(effective, present.assessed.effective)
    if not command.result.strip():
        return Refusal(
            code="risks.close.no-result",
            basis=SystemRule.VALUE_UNFIT,
            finding="落实情况空着",
            way_forward="请写明措施落实到什么程度",
            field="result",
        )
    held = [
        one
        for one in organ_rules.posts(plan, programme, effective)
        if one.person and one.person == command.accepted_by and not one.vacant
    ]
    here = _led_by(plan, programme, command, effective)
    post = next((f"{one.organ_name}{one.label}" for one in held if str(one.organ) == here), None)
    if post is None:
        others = "、".join(f"{one.organ_name}{one.label}" for one in held)
        where = plan.organisations[OrgId(here)].name if here is not None else "本县（市）"
        return Refusal(
            code="risks.close.not-a-leader",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"“{command.accepted_by}”在{effective.isoformat()}没有登记{where}的职务"
            + (f"，登记的是{others}" if others else ""),
            way_forward=f"销号须由{where}在任的领导签字；换了人的先登记任职",
            field="accepted_by",
        )
    if not evidence:
        return Refusal(
            code="risks.close.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附销号的证明材料",
            way_forward="请附签字的销号单、现场照片等，至少一份",
            field="evidence",
        )
    fact = RiskClosed(
        kind_of_risk=found.id,
        label=found.label,
        county=command.county,
        enterprise=command.enterprise,
        assessment=present.assessed.seq,
        result=command.result,
        accepted_by=command.accepted_by,
        post=post,
    )
    if present.closed is not None and present.closed.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)


def _of_whom(plan: Plan, programme: Programme, command: Assess | Close) -> Term | Refusal:
    """The kind of risk, once it is clear of which county or which firm."""
    known_county = command.county in {one.id for one in plan.counties}
    known_firm = command.enterprise is not None and dossier.is_known(plan, programme, command.enterprise)
    if known_county == known_firm or bool(command.county) == bool(command.enterprise):
        return Refusal(
            code="risks.of-nobody",
            basis=SystemRule.NOT_FOUND,
            finding=f"县（市）“{command.county or ''}”、企业“{command.enterprise or ''}”里没有恰好一个是登记在册的",
            way_forward="全县（市）的评估只填县（市），一户企业的只填企业，从册中选择",
            field="county",
        )
    kinds = rules.kinds(plan)
    found = next((one for one in kinds if command.kind_of_risk in (one.id, one.label)), None)
    if found is None:
        return Refusal(
            code="risks.unknown-kind",
            basis=_clause(plan),
            finding=f"方案没有列“{command.kind_of_risk}”这一类风险",
            way_forward=f"方案所列的有：{'、'.join(one.label for one in kinds) or '没有写'}",
            field="kind_of_risk",
        )
    return found


def _led_by(plan: Plan, programme: Programme, command: Close, day: date) -> CountyId | None:
    """The county whose leaders answer for it: the risk's own, or the one the firm was of that day."""
    if command.county is not None:
        return command.county
    assert command.enterprise is not None  # it is of one or of the other
    return dossier.county_of(plan, programme, command.enterprise, day)


def _scales(plan: Plan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How likely, how grave, from the lowest up; empty where the plan draws no scale."""

    def words(scale: Value[tuple[str, ...]] | None) -> tuple[str, ...]:
        return (scale.value or ()) if scale is not None else ()

    if plan.risks is None:
        return (), ()
    return words(plan.risks.likelihood), words(plan.risks.impact)


def _incomplete(plan: Plan, command: Assess, low: bool) -> Refusal | None:
    if not command.conclusion.strip() or not command.owner.strip():
        return Refusal(
            code="risks.assess.no-owner",
            basis=_clause(plan),
            finding="没有写评估结论，或没有写责任人",
            way_forward="每一类都要有结论、有人负责",
            field="owner" if command.conclusion.strip() else "conclusion",
        )
    if not low and (not command.measure.strip() or command.due is None):
        return Refusal(
            code="risks.assess.no-measure",
            basis=_clause(plan),
            finding="不在最低一级的风险没有写防控措施或措施时限",
            way_forward="请写明做什么、什么时候做完；都在最低一级的可以不写",
            field="measure" if not command.measure.strip() else "due",
        )
    return None


def _before(effective: date, last: date) -> Refusal:
    return Refusal(
        code="risks.before-present",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"日期{effective.isoformat()}早于上一次登记的{last.isoformat()}",
        way_forward="评估、销号按先后；请核对日期",
        field="effective",
    )


def _clause(plan: Plan) -> Clause | SystemRule:
    """The clause under which risks are assessed."""
    if plan.risks is not None and plan.risks.clauses:
        return plan.clauses[plan.risks.clauses[0]]
    return next(iter(clauses_served_by(plan, "F12")), SystemRule.VALUE_UNFIT)
