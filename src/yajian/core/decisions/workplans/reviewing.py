"""Reviewing a version: who keeps the gate decides, anybody else may put his name beside."""

from collections.abc import Mapping
from datetime import date

from yajian.core.bodies import is_its_bureau, issuers
from yajian.core.decisions.workplans.commands import Outcome, Review
from yajian.core.facts.workplans import PlanReviewed, PlanSubmitted, Said
from yajian.core.history import Entry, told_again
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.rules import charter, dossier, organs
from yajian.core.rules import workplans as rules
from yajian.core.rules.organs import Organ
from yajian.core.words import Clause, Digest, DocumentNo, OrganId, Refusal, SystemRule

SAID: Mapping[str, Said] = {"同意": "agrees", "退回": "returns", "会签": "cosigns"}


def review(
    plan: Plan, programme: Programme, command: Review, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    present = rules.current(programme, (command.enterprise,))
    if present is None or present.value.version != command.version:
        now = f"现行的是第{present.value.version}版" if present is not None else "还没有登记方案"
        return Refusal(
            code="workplans.review.not-the-current-version",
            basis=SystemRule.NOT_FOUND,
            finding=f"要审查第{command.version}版，{now}",
            way_forward="请审查现行的一版；改了的方案先提交新的一版",
            field="version",
        )
    said = SAID.get(command.said)
    if said is None:
        return Refusal(
            code="workplans.review.unknown-word",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"意见写成了“{command.said}”",
            way_forward=f"请填：{'、'.join(SAID)}",
            field="said",
        )
    organ = organs.organ(plan, programme, command.organ, effective)
    if organ is None:
        return Refusal(
            code="workplans.review.no-such-organ",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有登记过单位 {command.organ or '（未填）'}",
            way_forward="请从单位中选择；县（市）的部门先“登记单位”",
            field="organ",
        )
    county = dossier.county_of(plan, programme, command.enterprise, effective)
    gatekeeper = _as_gatekeeper(plan, programme, organ)
    refusal = (
        _own_hand(plan, programme, present, organ)
        or _other_county(organ, county)
        or _unfit_word(plan, command, said, gatekeeper, organ)
        or _unsigned(command, said, evidence)
    )
    if refusal is not None:
        return refusal
    handed_in = charter.said_on(programme, present, rules.versions(programme, command.enterprise))
    if effective < handed_in:
        return Refusal(
            code="workplans.review.before-version",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"审查日期{effective.isoformat()}早于第{command.version}版的{handed_in.isoformat()}",
            way_forward="对旧版的意见不算新版的；请重新审查，或核对日期",
            field="effective",
        )
    refusal = _not_its_paper(plan, programme, command, organ, gatekeeper, handed_in, effective)
    if refusal is not None:
        return refusal
    fact = PlanReviewed(
        enterprise=command.enterprise,
        version=command.version,
        organ=organ.id,
        organ_name=organ.name,
        said=said,
        reviewer=command.reviewer,
        opinion=command.opinion,
        gatekeeper=gatekeeper,
        document=command.document,
    )
    said_before = rules.said_by(programme, present.value, organ.id)
    entered = told_again(said_before, fact, effective, _written(programme, command))
    if entered is None:
        return ()

    # From here the command succeeds.
    return (entered,)


def _written(programme: Programme, command: Review) -> date:
    """The day of its paper; who puts his name beside may have none."""
    paper = charter.document(programme, command.document) if command.document is not None else None
    return paper.value.issued_on if paper is not None else date.min


def _as_gatekeeper(plan: Plan, programme: Programme, organ: Organ) -> OrganId:
    """The gatekeeper the plan means by this body: itself, or the kind it was entered as one of."""
    entered = programme.organs.entered.get(organ.id)
    entry = entered.at() if entered is not None else None
    names = {organ.id, entry.value.stands_for if entry is not None else ""}
    return next((one.id for one in rules.gatekeepers(plan) if one.id and one.id in names), OrganId(""))


def _own_hand(
    plan: Plan, programme: Programme, present: Entry[PlanSubmitted], organ: Organ
) -> Refusal | None:
    """Nobody reviews what he handed in, and no firm its own plan."""
    if organ.enterprise is None and present.value.submitted_by not in (organ.id, organ.name):
        return None
    return Refusal(
        code="workplans.review.own-plan",
        basis=SystemRule.SAME_HAND,
        finding=f"第{present.value.version}版由{present.value.submitted_by}提交，{organ.name}不能审查",
        way_forward="请由提交单位和企业以外的主管部门审查",
        field="organ",
    )


def _other_county(organ: Organ, county: str | None) -> Refusal | None:
    if organ.county is None or organ.county == county:
        return None
    return Refusal(
        code="workplans.review.of-another-county",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"{organ.name}不是这户企业所在县（市）的单位",
        way_forward="请由企业所在县（市）的主管部门审查",
        field="organ",
    )


def _unfit_word(plan: Plan, command: Review, said: Said, gatekeeper: str, organ: Organ) -> Refusal | None:
    """Who keeps the gate says yes or no; who does not has no veto and no yes to give."""
    if gatekeeper and said == "cosigns":
        return Refusal(
            code="workplans.review.must-decide",
            basis=_clause(plan),
            finding=f"{organ.name}是方案点名把关的单位，只会签不算把关",
            way_forward="请写明同意，或退回并写明理由",
            field="said",
        )
    if not gatekeeper and said != "cosigns":
        named = "、".join(one.name for one in rules.gatekeepers(plan)) or "方案没有点名"
        return Refusal(
            code="workplans.review.not-the-gatekeeper",
            basis=_clause(plan),
            finding=f"{organ.name}不是把关单位，不能{command.said}",
            way_forward=f"把关的是：{named}；别的单位可以会签。部门没有按类登记的，先“登记单位”",
            field="said",
        )
    return None


def _unsigned(command: Review, said: Said, evidence: tuple[Digest, ...]) -> Refusal | None:
    if not command.reviewer.strip():
        return Refusal(
            code="workplans.review.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写明签字人",
            way_forward="请照签字件写姓名和职务",
            field="reviewer",
        )
    if said == "returns" and not command.opinion.strip():
        return Refusal(
            code="workplans.review.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="退回没有写理由",
            way_forward="请写明哪里不行、怎么改",
            field="opinion",
        )
    if not evidence and command.document is None:
        return Refusal(
            code="workplans.review.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附签字盖章的审查意见",
            way_forward="请附审查意见的扫描",
            field="evidence",
        )
    return None


def _not_its_paper(
    plan: Plan,
    programme: Programme,
    command: Review,
    organ: Organ,
    gatekeeper: OrganId,
    handed_in: date,
    effective: date,
) -> Refusal | None:
    """Whoever enters it, who keeps the gate has said so on a paper of its own: a county does not sign for its bureaus."""
    if command.document is None and not gatekeeper:
        return None
    number = command.document or DocumentNo("")
    refusal = charter.unless_registered(programme, number, "workplans.review.no-document", effective)
    if refusal is not None:
        return refusal
    paper = charter.document(programme, number)
    assert paper is not None
    if not any(_is_its(plan, programme, organ, gatekeeper, one) for one in issuers(paper.value)):
        return Refusal(
            code="workplans.review.not-its-paper",
            basis=_clause(plan),
            finding=f"{number} 由{paper.value.issuer}发出，不是{organ.name}自己的审查意见",
            way_forward="请填审查单位自己出具的意见的文号；两家联合发文的，发文单位把两家都写上，改了名的先登记更名",
            field="document",
        )
    if paper.value.issued_on < handed_in:
        return Refusal(
            code="workplans.review.paper-before-version",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，早于第{command.version}版的{handed_in.isoformat()}",
            way_forward="对旧版的意见不算新版的；请填对现行一版的意见",
            field="document",
        )
    return None


def _is_its(plan: Plan, programme: Programme, organ: Organ, gatekeeper: OrganId, issuer: str) -> bool:
    """By any name it bore; or the county's body that its name says has this function, where nobody else is known by it."""
    spelt = dossier.folded(issuer)
    if spelt in {dossier.folded(one) for one in organs.called(plan, programme, organ.id)}:
        return True
    kind = plan.organisations.get(gatekeeper)
    if organ.county is None or kind is None or not kind.template:
        return False
    return is_its_bureau(plan, programme, issuer, kind, organ.county)


def _clause(plan: Plan) -> Clause | SystemRule:
    for need in rules.REVIEWS:
        for clause in clauses_for(plan, need):
            return clause
    return SystemRule.VALUE_UNFIT
