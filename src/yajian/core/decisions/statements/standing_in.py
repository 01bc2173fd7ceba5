"""代录: somebody enters what a firm says, from the sheet it stamped; the sheet is kept with what was entered."""

from yajian.core.decisions.statements.commands import AnyCommand
from yajian.core.decisions.statements.guards import for_another
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import organs, roles
from yajian.core.words import Digest, DocumentNo, EnterpriseId, Refusal, Request, SystemRule


def stamped_sheet(
    plan: Plan, programme: Programme, request: Request[AnyCommand], said_by: str, document: DocumentNo
) -> Digest | Refusal | None:
    """The firm's sheet, where another enters its words: attached, or the cited document if the firm issued it.

    None: whoever asks speaks for himself, or for a body that is no firm."""
    refusal = for_another(request, said_by)
    if refusal is not None:
        return refusal
    firm = _called(plan, programme, said_by)
    names = _names(plan, programme, firm) if firm is not None else ()
    if firm is None or request.organ in (firm, *names):
        return None
    tag = str(type(request.command).__struct_config__.tag)
    refusal = (
        _not_his_firm(plan, programme, request, firm, said_by)
        if roles.may_stand_in(request.role, tag)
        else None
    )
    if refusal is not None:
        return refusal
    if request.evidence:
        return request.evidence[0]
    cited = charter_rules.document(programme, document)
    if cited is not None and cited.value.issuer in names:
        return cited.value.scan
    return Refusal(
        code="statements.no-stamped-sheet",
        basis=SystemRule.EVIDENCE_REQUIRED,
        finding=f"{request.organ}替“{said_by}”代录，没有附它盖章的表；所引文件也不是它出具的",
        way_forward="请附企业盖章的填报表扫描件，或引企业自己出具、已登记的文件",
        field="evidence",
    )


def _not_his_firm(
    plan: Plan, programme: Programme, request: Request[AnyCommand], firm: EnterpriseId, said_by: str
) -> Refusal | None:
    """A county stands in for the firms in it."""
    if roles.ROLES[request.role].scope != "county":
        return None
    own = organs.county_body(plan, programme, request.organ, request.effective)
    if own == dossier_rules.county_of(plan, programme, firm):
        return None
    return Refusal(
        code="statements.stand-in-elsewhere",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"“{said_by}”不是{request.organ}的企业，不能替它代录",
        way_forward="请由企业所在的县（市）代录，或由企业自己填报",
        field="said_by",
    )


def _called(plan: Plan, programme: Programme, words: str) -> EnterpriseId | None:
    known = dossier_rules.known_enterprises(plan, programme)
    return next((one for one in known if words == one or words in _names(plan, programme, one)), None)


def _names(plan: Plan, programme: Programme, firm: EnterpriseId) -> tuple[str, ...]:
    return tuple(line.name for line in dossier_rules.name_lines(plan, programme, firm))
