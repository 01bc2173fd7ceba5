"""责任书、签收: pledges signed by who is in office, and the plan signed for by each it was sent to."""

from datetime import date

from yajian.core.decisions.organs.commands import Outcome, SignForPlan, SignPledge
from yajian.core.decisions.organs.shared import clause_of, no_such_organ, said_again
from yajian.core.facts.organs import PlanReceived, PledgeSigned
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import organs as rules
from yajian.core.words import Digest, Refusal, SystemRule


def sign_pledge(
    plan: Plan, programme: Programme, command: SignPledge, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    firm = rules.organ(plan, programme, command.enterprise)
    if firm is None or firm.enterprise is None:
        return no_such_organ(command.enterprise)
    if firm.county is None:
        return Refusal(
            code="organs.sign-pledge.no-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案没有写明{firm.name}在哪个县（市），不知由谁监督",
            way_forward="请先答复有关的待明确事项",
            field="enterprise",
        )
    if not command.enterprise_signer.strip() or command.enterprise_signer == command.county_signer:
        return Refusal(
            code="organs.sign-pledge.signer-unfit",
            basis=SystemRule.NAME_REQUIRED,
            finding="企业签字人空着，或与县（市）签字人是同一姓名",
            way_forward="责任书须县（市）与企业双方各自签字，请照原件填写",
            field="enterprise_signer",
        )
    roles = plan.responsibility.county_roles if plan.responsibility is not None else ()
    held = [rules.holder(plan, programme, firm.county, role.id, effective) for role in roles]
    signer = next((one for one in held if one is not None and one.person == command.county_signer), None)
    if signer is None:
        named = "、".join(f"{one.label} {one.person or '未登记'}" for one in held if one is not None)
        return Refusal(
            code="organs.sign-pledge.signer-not-answerable",
            basis=clause_of(plan, plan.responsibility.clauses if plan.responsibility is not None else ())
            or SystemRule.NAME_REQUIRED,
            finding=f"“{command.county_signer}”不是{effective.isoformat()}在任的县（市）责任人（{named or '方案没有规定'}）",
            way_forward="请先登记县（市）责任人的任职，或核对签字人和签字日期",
            field="county_signer",
        )
    if not evidence:
        return Refusal(
            code="organs.sign-pledge.no-scan",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"没有附{firm.name}责任书的扫描件",
            way_forward="请附双方签字盖章的责任书扫描件",
            field="evidence",
        )
    fact = PledgeSigned(
        county=firm.county,
        enterprise=command.enterprise,
        county_signer=command.county_signer,
        county_post=signer.post,
        enterprise_signer=command.enterprise_signer.strip(),
        corrects=command.corrects,
    )
    repeat = said_again(
        programme.organs.pledges.get(command.enterprise), fact, effective, f"{firm.name}的责任书"
    )
    if repeat is not None:
        return repeat

    # From here the command succeeds.
    return (fact,)


def sign_for_plan(
    plan: Plan, programme: Programme, command: SignForPlan, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    sent = {one.organ.id: one for one in rules.addressees(plan, programme)}
    addressee = sent.get(command.organ)
    if addressee is None:
        return Refusal(
            code="organs.sign-for-plan.not-addressed",
            basis=clause_of(plan, plan.programme.clauses) or SystemRule.NOT_FOUND,
            finding=f"“{command.organ}”不在主送、抄送单位之内",
            way_forward="主送泛指一类单位的，请先登记这个单位属于哪一类",
            field="organ",
        )
    if not command.person.strip():
        return Refusal(
            code="organs.sign-for-plan.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"没有写明{addressee.organ.name}由谁签收",
            way_forward="请照签收单写明姓名",
            field="person",
        )
    if effective < plan.programme.issued_on:
        return Refusal(
            code="organs.sign-for-plan.before-issue",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"签收日期{effective.isoformat()}早于印发日期{plan.programme.issued_on.isoformat()}",
            way_forward="请核对签收单上的日期",
            field="effective",
        )
    if not evidence:
        return Refusal(
            code="organs.sign-for-plan.no-scan",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"没有附{addressee.organ.name}的签收单",
            way_forward="请附签收单扫描件",
            field="evidence",
        )
    fact = PlanReceived(
        organ=command.organ,
        document=plan.programme.document_no,
        person=command.person.strip(),
        copy=addressee.copy,
        corrects=command.corrects,
    )
    repeat = said_again(
        programme.organs.receipts.get(command.organ), fact, effective, f"{addressee.organ.name}的签收"
    )
    if repeat is not None:
        return repeat

    # From here the command succeeds.
    return (fact,)
