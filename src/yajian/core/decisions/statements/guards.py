"""What every step about a number asks first: does the subject exist, is the statement there, is it this step's turn."""

from collections.abc import Mapping
from datetime import date

from yajian.core.decisions.statements.commands import AnyCommand
from yajian.core.plan import Attribute, Plan, attribute
from yajian.core.plan.entering import Entered, Unfit, entered
from yajian.core.programme import Programme
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import organs, roles
from yajian.core.rules import statements as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.statements import Number, Standing, Statement
from yajian.core.words import (
    Clause,
    EnterpriseId,
    FacilityId,
    PartId,
    Refusal,
    Request,
    Seq,
    SiteId,
    SystemRule,
    UnitId,
)

LONGEST = 80  # characters of an id

# What would help, by how a statement stands.
_NEXT: Mapping[Standing, str] = {
    Standing.REPORTED: "请先由填报单位以外的单位核实",
    Standing.VERIFIED: "核实过的请认定；有不同意见的请提出异议",
    Standing.CONTESTED: "请听取意见、核查后作出认定结论",
    Standing.DETERMINED: "已认定；有不同意见的，凭新的文件提出异议",
    Standing.SET_ASIDE: "认定时没有采信；有新材料的，对所认定的那一条提出异议",
    Standing.WITHDRAWN: "已经撤回；要再说的另行填报",
    Standing.CORRECTED: "已经更正；请看更正后的那一条",
}


def subject_unknown(plan: Plan, programme: Programme, subject: str) -> Refusal | None:
    """A subject is a typed word; whether there is such a thing is asked of whoever knows."""
    kind, _, name = subject.partition(":")
    if kind not in rules.SUBJECTS or not name or name != name.strip() or len(name) > LONGEST:
        known = "、".join(f"{one}:（{word}）" for one, word in rules.SUBJECTS.items())
        return Refusal(
            code="statements.subject-form",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{subject}”不是一个对象的写法",
            way_forward=f"写作 种类:编号，种类有 {known}",
            field="subject",
        )
    exists = {
        "part": lambda: target_rules.find_part(programme, PartId(name)) is not None,
        "unit": lambda: UnitId(name) in programme.register.units,
        "enterprise": lambda: dossier_rules.is_known(plan, programme, EnterpriseId(name)),
        "site": lambda: dossier_rules.site(programme, SiteId(name)) is not None,
        "facility": lambda: dossier_rules.facility(programme, FacilityId(name)) is not None,
    }
    if not exists[kind]():
        return Refusal(
            code="statements.no-such-subject",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有{rules.SUBJECTS[kind]} {name}",
            way_forward="请核对编号；还没有登记的先登记",
            field="subject",
        )
    return None


def field_unknown(plan: Plan, programme: Programme, subject: str, field: str) -> Refusal | None:
    """A field of the plan's forms fits any subject, a field of a facility type only a facility of that type."""
    if attribute(plan, field) is None:
        return Refusal(
            code="statements.no-such-field",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案中没有“{field}”这个字段",
            way_forward="请从方案的设施类型、表单中选择，写作 表.字段",
            field="field",
        )
    owner = field.partition(".")[0]
    kind, _, name = subject.partition(":")
    facility = dossier_rules.facility(programme, FacilityId(name)) if kind == "facility" else None
    if owner not in plan.facility_types or (facility is not None and facility.facility_type == owner):
        return None
    return Refusal(
        code="statements.field-of-a-facility",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"“{field}”是{plan.facility_types[owner].label}的字段，对象是 {subject}",
        way_forward="请写到这一类的具体设施上：facility:设施编号",
        field="field",
    )


def for_another(request: Request[AnyCommand], said_by: str) -> Refusal | None:
    """A county or the office may enter what a firm says; a firm says only what is its own."""
    role = roles.ROLES.get(request.role)
    if role is None or role.scope != "enterprise" or said_by == request.organ:
        return None
    return Refusal(
        code="statements.for-another",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"{request.organ}不能替“{said_by}”填报、提出或撤回",
        way_forward="请写本单位的名称；别的单位的话由它自己说，或由县（市）代录",
        field="said_by",
    )


def not_for_them_to_verify(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Refusal | None:
    """Where the plan has the counties establish the figures, whoever verifies one acts for the county it lies in."""
    asked = _establishing(plan)
    if not asked:
        return None
    county = organs.county_body(plan, programme, request.organ, request.effective)
    if county is None:
        return Refusal(
            code="statements.verify.not-a-county-body",
            basis=asked[0],
            finding=f"{request.organ}不是县（市）、县（市）政府或登记在册的县（市）部门",
            way_forward="核实由县（市）办：请由所在县（市）政府或其部门核实；部门还没有登记的，先“登记单位”",
        )
    lies_in = {one.county for one in roles.touched(plan, programme, request.command)} - {None}
    if not lies_in or county in lies_in:
        return None
    named = "、".join(one.name for one in plan.counties if one.id in lies_in)
    return Refusal(
        code="statements.verify.of-another-county",
        basis=asked[0],
        finding=f"这一项在{named}，{request.organ}是另一个县（市）的",
        way_forward=f"请由{named}的政府或部门核实",
        field="statement",
    )


def _establishing(plan: Plan) -> tuple[Clause, ...]:
    """The clauses by which counties establish capacity, survey and keep the ledger; none if the plan is silent."""
    duties = [
        duty
        for function in ("F06", "F05", "F04")
        for duty in plan.duties.values()
        if duty.fn == function
        and any(
            (body := plan.organisations.get(who)) is not None and body.level == "county"
            for who in duty.who.value or ()
        )
    ]
    return tuple(plan.clauses[name] for duty in duties for name in duty.clauses)


def value_of(plan: Plan, field: Attribute, typed: str) -> Entered | Refusal:
    """The value as typed, within what the plan says of its field."""
    value = entered(plan, field, typed)
    if isinstance(value, Unfit):
        return Refusal(
            code="statements.value-unfit",
            basis=plan.clauses[field.clauses[0]] if field.clauses else SystemRule.VALUE_UNFIT,
            finding=value.seen,
            way_forward=value.remedy,
            field="value",
        )
    return value


def blank(**said: str | tuple[str, ...]) -> Refusal | None:
    """A word that must be there is not, or has stray blanks around it."""
    for name, words in said.items():
        each = (words,) if isinstance(words, str) else words
        if not each or any(not one or one != one.strip() for one in each):
            return Refusal(
                code="statements.blank",
                basis=SystemRule.VALUE_UNFIT,
                finding="有一项空着，或前后有空格",
                way_forward="请写全：单位写全称，理由、情况写清楚",
                field=name,
            )
    return None


def found(programme: Programme, seq: Seq, field: str) -> tuple[Number, Statement] | Refusal:
    """The statement of that number in the journal, with all that was said about the same thing."""
    matter = programme.statements.matters.get(seq)
    number = rules.number(programme, matter) if matter is not None else None
    statement = number.get(seq) if number is not None else None
    if number is None or statement is None:
        return Refusal(
            code="statements.no-such-statement",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{seq}条不是一条填报或异议",
            way_forward="请在“数据认定”一页核对条号",
            field=field,
        )
    return number, statement


def out_of_turn(statement: Statement, step: str, field: str, *allowed: Standing) -> Refusal | None:
    """A step is taken from where the statement stands, and from nowhere else."""
    if statement.standing in allowed:
        return None
    return Refusal(
        code="statements.out-of-turn",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{statement.seq}条（{statement.maker} {statement.said.shown}）现为“{statement.standing.value}”，不能{step}",
        way_forward=_NEXT[statement.standing],
        field=field,
    )


def day_before(effective: date, earliest: date | None, what: str) -> Refusal | None:
    """No step is dated before what it answers."""
    if earliest is None or effective >= earliest:
        return None
    return Refusal(
        code="statements.day-before",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"所称日期{effective.isoformat()}早于{what}的{earliest.isoformat()}",
        way_forward="请核对日期",
        field="effective",
    )


def no_evidence(evidence: tuple[object, ...], what: str) -> Refusal | None:
    if evidence:
        return None
    return Refusal(
        code="statements.no-evidence",
        basis=SystemRule.EVIDENCE_REQUIRED,
        finding=f"没有附{what}",
        way_forward=f"请附{what}的扫描件或影像，至少一份",
        field="evidence",
    )
