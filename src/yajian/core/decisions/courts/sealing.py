"""登记查封、续封、撤销查封登记: a seal as the court's order has it, carried on, or entered by mistake."""

from datetime import date

import msgspec

from yajian.core import gates, naming
from yajian.core.bodies import is_the_citys, issuers
from yajian.core.courtpapers import clause_of, is_court, unless_issued_by, unless_the_courts
from yajian.core.decisions.courts.commands import ExtendSeal, Outcome, RecordSeal, WithdrawSeal
from yajian.core.decisions.courts.shared import seal_of, standing_seal
from yajian.core.facts.courts import Sealed, SealExtended, SealWithdrawn
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import courts as rules
from yajian.core.rules import dossier, organs
from yajian.core.rules import roles as role_rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.rules.courts import Seal
from yajian.core.words import EnterpriseId, FacilityId, OrganId, Refusal, SystemRule


def record_seal(plan: Plan, programme: Programme, command: RecordSeal, effective: date) -> Outcome:
    whose = _whose(plan, programme, command, effective)
    if isinstance(whose, Refusal):
        return whose
    named, case_no = command.court.strip(), command.case_no.strip()
    if not named or not case_no:
        return Refusal(
            code="courts.record-seal.no-case",
            basis=clause_of(plan),
            finding="查封法院或者案号空着",
            way_forward=f"须照文书登记：{'、'.join(plan.court.record) if plan.court is not None else '查封法院、案号'}",
            field="case_no" if named else "court",
        )
    if not is_court(plan, programme, named):
        return Refusal(
            code="courts.record-seal.not-a-court",
            basis=clause_of(plan),
            finding=f"“{named}”不是一个法院的名称，查封只由法院作出",
            way_forward="请照裁定写一个法院的全称；几个法院分别查封的，一个法院登记一条",
            field="court",
        )
    refusal = unless_registered(programme, command.document, "courts.record-seal.no-document", effective)
    if refusal is not None:
        return refusal
    if command.until is not None and command.until < effective:
        return _ends_before(command.until, effective)
    enterprise, name = whose
    organ = next(
        (
            one
            for one in organs.organs(plan, programme, effective)
            if one.level == "court" and named in (one.id, one.name)
        ),
        None,
    )
    paper = document(programme, command.document)
    assert paper is not None
    court = (organ.name, organ.id) if organ is not None else (named, "")
    refusal = unless_issued_by(plan, programme, court, paper.value, "查封文书")
    if refusal is not None:
        return refusal
    fact = Sealed(
        part=command.part,
        facility=command.facility,
        enterprise=enterprise,
        name=name,
        court=court[0],
        court_organ=OrganId(court[1]),
        case_no=case_no,
        until=command.until,
        document=command.document,
        scan=paper.value.scan,
    )
    twin = next(
        (
            one
            for one in rules.seals(programme)
            if (one.fact.part, one.fact.facility, one.fact.court, one.fact.case_no)
            == (fact.part, fact.facility, fact.court, fact.case_no)
        ),
        None,
    )
    if twin is not None and twin.fact == fact and twin.since == effective:
        return ()
    if twin is not None and twin.lifted is None:
        return Refusal(
            code="courts.record-seal.already-sealed",
            basis=SystemRule.DUPLICATE,
            finding=f"第{twin.seq}条已经登记：{rules.told(twin)}",
            way_forward="同一案号续封的登记续封；登错的先撤销",
            field="case_no",
        )

    # From here the command succeeds.
    return (fact,)


def extend_seal(plan: Plan, programme: Programme, command: ExtendSeal, effective: date) -> Outcome:
    found = standing_seal(programme, command.seal, effective)
    if isinstance(found, Refusal):
        return found
    refusal = unless_registered(programme, command.document, "courts.extend-seal.no-document", effective)
    if refusal is None:
        refusal = unless_the_courts(plan, programme, found, command.document, "续封文书")
    if refusal is not None:
        return refusal
    if command.until is not None and command.until < effective:
        return _ends_before(command.until, effective)
    fact = SealExtended(seal=command.seal, until=command.until, document=command.document)
    if any(
        one.value == fact and one.effective <= effective
        for one in programme.courts.standing[command.seal].entries
    ):
        return ()

    # From here the command succeeds.
    return (fact,)


def withdraw_seal(plan: Plan, programme: Programme, command: WithdrawSeal, role: str) -> Outcome:
    found = seal_of(programme, command.seal)
    if isinstance(found, Refusal):
        return found
    if not command.reason.strip():
        return Refusal(
            code="courts.withdraw-seal.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写登错了什么",
            way_forward="请写明；法院解除查封的，登记解封，不撤销登记",
            field="reason",
        )
    refusal = unless_registered(programme, command.document, "courts.withdraw-seal.no-document")
    spoke = found.written or found.lifted is not None or len(programme.courts.standing[found.seq].known()) > 1
    if refusal is None and (spoke or role_rules.ROLES[role].scope != "everything"):
        refusal = _unless_the_court_says_so(plan, programme, found, command)
    elif refusal is None:
        refusal = _unless_the_offices_word(plan, programme, found, command)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (SealWithdrawn(withdraws=command.seal, reason=command.reason, document=command.document),)


def _unless_the_court_says_so(
    plan: Plan, programme: Programme, found: Seal, command: WithdrawSeal
) -> Refusal | None:
    """A clerk's mistake is put right by somebody of the office; a county alone takes no seal off its own oven.

    And once the court wrote, carried the seal on or lifted it, it is nobody's mistake any more: the court has known it as its own.
    """
    refusal = unless_the_courts(plan, programme, found, command.document, "核对查封的文书")
    if refusal is None:
        return None
    return msgspec.structs.replace(
        refusal,
        way_forward="请凭查封法院另行出具的文书撤销；是经办人登错、法院还没有来过文书的，请领导小组办公室核对原件以后撤销",
    )


def _unless_the_offices_word(
    plan: Plan, programme: Programme, found: Seal, command: WithdrawSeal
) -> Refusal | None:
    """Who enters it is of the office; what he rests it on is the court's or a body of the city's, and no older than the order."""
    order, paper = document(programme, found.fact.document), document(programme, command.document)
    assert order is not None
    assert paper is not None  # a guard has asked whether it is registered
    court = (found.fact.court, found.fact.court_organ)
    if unless_issued_by(plan, programme, court, paper.value, "核对查封的文书") and not any(
        is_the_citys(plan, programme, one) for one in issuers(paper.value)
    ):
        return Refusal(
            code="courts.withdraw-seal.not-the-offices-paper",
            basis=clause_of(plan),
            finding=f"{command.document} 由{paper.value.issuer}发出，不能说明{found.fact.court}的查封是登错的",
            way_forward="请凭查封法院的文书，或者领导小组办公室等市里单位核对原件以后写的文件；没有登记的先登记",
            field="document",
        )
    if paper.value.issued_on < order.value.issued_on:
        return Refusal(
            code="courts.withdraw-seal.older-than-the-order",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{command.document} 成文于{paper.value.issued_on.isoformat()}，"
            f"早于查封所凭的 {order.value.number}（{order.value.issued_on.isoformat()}）",
            way_forward="查封登错了，是登记以后核对出来的：请核对文号和成文日期，登记错了的先更正文件登记",
            field="document",
        )
    return None


def _whose(
    plan: Plan, programme: Programme, command: RecordSeal, effective: date
) -> tuple[EnterpriseId, str] | Refusal:
    """Who answers for the facility, and what it is called: on the list, or in the ledger."""
    if command.part:
        asked = gates.case(plan, programme, command.part, command.facility, effective)
        if asked is None or command.facility not in asked.listed.facilities:
            spelt = naming.unless_named_otherwise(plan, programme, command.part, command.facility, effective)
            if spelt is not None:
                return spelt
            named = "、".join(asked.listed.facilities) if asked is not None else ""
            return _unknown(
                f"{command.part} {command.facility}", named or "还没有落实到具体设施，可按台账的设施编号登记"
            )
        firm = dossier.enterprise_name(plan, programme, asked.enterprise, effective)
        return asked.enterprise, f"{firm} {command.facility}"
    stands = dossier.place(programme, FacilityId(command.facility), effective)
    if stands is None:
        return _unknown(command.facility, "先在企业台账登记设施")
    firm = dossier.enterprise_name(plan, programme, stands.enterprise, effective)
    called = dossier.facility_name(programme, FacilityId(command.facility), effective)
    return stands.enterprise, f"{firm} {called}"


def _unknown(seen: str, offered: str) -> Refusal:
    return Refusal(
        code="courts.record-seal.no-such-facility",
        basis=SystemRule.NOT_FOUND,
        finding=f"清单和台账都没有“{seen}”",
        way_forward=f"请核对；这一项下：{offered}",
        field="facility",
    )


def _ends_before(until: date, effective: date) -> Refusal:
    return Refusal(
        code="courts.ends-before-it-begins",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"查封到{until.isoformat()}为止，早于{effective.isoformat()}",
        way_forward="请照文书核对起止日期",
        field="until",
    )
