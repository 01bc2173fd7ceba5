"""Whether somebody may ask: the table and a grant, for what the command touches. Refused unless both say yes."""

from datetime import date

from yajian.core.facts.papers import PaperDrafted
from yajian.core.facts.roles import RoleDelegated, RoleGranted
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules.roles import issuers
from yajian.core.rules.roles.grants import grants_of, installer
from yajian.core.rules.roles.table import INSTALLER, ROLES, Scope, label, may
from yajian.core.rules.roles.touching import touched
from yajian.core.words import (
    Command,
    PaperId,
    Refusal,
    Request,
    SystemRule,
    shanghai_date,
)


def refuse_unless_permitted(plan: Plan, programme: Programme, request: Request[Command]) -> Refusal | None:
    """The role, then the grant on the day of asking, then whose affairs the command touches."""
    tag = str(type(request.command).__struct_config__.tag)
    who = f"{request.organ}“{request.actor}”"
    if not may(request.role, tag):
        return Refusal(
            code="roles.not-permitted",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"{who}以“{label(request.role)}”身份不能办理此事项",
            way_forward="请由有此职责的经办人办理，或请系统管理员按文件授予权限",
        )
    today = shanghai_date(request.now)
    if request.role == INSTALLER:
        return _unless_installer(programme, request.actor, tag, today)
    held = _held(programme, request)
    if not held:
        return Refusal(
            code="roles.not-granted",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"{who}在{today.isoformat()}没有有效的“{label(request.role)}”授权",
            way_forward="请核对授权的起止日期和单位名称；需要的，请安全保密管理员按文件授权",
        )
    refusal = refuse_anothers_paper(plan, programme, request)
    if refusal is not None:
        return refusal
    pays = issuers.is_paper(request.command) and _pays(programme, request)
    if not pays and any(_covers(plan, programme, one, request.command) for one in held):
        return None
    if issuers.is_paper(request.command) and (pays or ROLES[request.role].banks_papers):
        return Refusal(
            code="roles.out-of-scope",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"{who}办理付款，只以财政部门经办的身份登记银行、信用社、国库的凭证，“{request.command.issuer}”不是"
            if pays
            else f"{who}只登记银行、信用社、国库的凭证，“{request.command.issuer}”不是",
            way_forward="银行的名称请照原件写全称；本单位自己的文件由本单位不办付款的部门经办或领导小组办公室登记，别的单位发的由领导小组办公室登记",
            field="issuer",
        )
    if issuers.is_paper(request.command):
        return Refusal(
            code="roles.out-of-scope",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"{who}只登记{held[0].organ_name}自己发的文件，没有认出“{request.command.issuer}”属于它",
            way_forward="发文单位请照原件写全称；别的单位发的文件，请领导小组办公室登记",
            field="issuer",
        )
    if getattr(request.command, "part", None) == "" and getattr(request.command, "facility", ""):
        return Refusal(
            code="roles.part-not-said",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"没有填清单分项，“{request.command.facility}”也不是台账上的设施编号，看不出是哪一户的",  # type: ignore[attr-defined]
            way_forward="清单上的设施先选清单分项，再填设施；台账上另外的设施填它的编号",
            field="part",
        )
    return Refusal(
        code="roles.out-of-scope",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"{who}的“{label(request.role)}”授权只限{held[0].organ_name}，此事项不在其内，或看不出属于谁",
        way_forward="请由事项所属县（市）或企业的经办人办理，或请领导小组办公室办理",
    )


def refuse_anothers_paper(plan: Plan, programme: Programme, request: Request[Command]) -> Refusal | None:
    """Whether the plan has somebody else make the paper a command begins; known before anything else of it is."""
    held = _held(programme, request)
    template = plan.templates.get(getattr(request.command, "template", ""))
    makers = template.maker.value or () if template is not None else ()
    if not held or template is None or not makers:
        return None
    if any(_may_make(plan, one, maker) for one in held for maker in makers):
        return None
    names = "、".join(_called(plan, maker) for maker in makers)
    return Refusal(
        code="roles.anothers-paper",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"方案写明《{template.title}》由{names}出具，不由{held[0].organ_name}起草",
        way_forward=f"请{names}的经办人或领导小组办公室起草",
        field="template",
    )


def _held(programme: Programme, request: Request[Command]) -> list[RoleGranted | RoleDelegated]:
    """The grants somebody acts under on the day of asking."""
    found = grants_of(programme, request.actor, shanghai_date(request.now))
    return [
        one.fact
        for one in found
        if one.fact.role == request.role and request.organ in (one.fact.organ, one.fact.organ_name)
    ]


def _pays(programme: Programme, request: Request[Command]) -> bool:
    """Whether who would register his own organ's papers pays by another grant: no hand enters what it pays by."""
    if ROLES[request.role].scope != "organ" and not ROLES[request.role].issues:
        return False
    found = grants_of(programme, request.actor, shanghai_date(request.now))
    return any(ROLES[one.fact.role].banks_papers for one in found if one.fact.role in ROLES)


def _may_make(plan: Plan, held: RoleGranted | RoleDelegated, maker: str) -> bool:
    """A firm drafts what firms make, a county nothing that the city makes, the treasury only its own."""
    organ, role = plan.organisations.get(maker), ROLES[held.role]
    if role.own_papers:
        return maker == held.organ or (organ is not None and organ.name == held.organ_name)
    match role.scope:
        case "enterprise":
            return organ is not None and organ.level == "enterprise"
        case "county":
            return organ is None or organ.level != "city"
        case _:
            return True


def _called(plan: Plan, maker: str) -> str:
    found = plan.organisations.get(maker) or plan.groups.get(maker)
    return found.name if found is not None else maker


def _unless_installer(programme: Programme, actor: str, tag: str, today: date) -> Refusal | None:
    present = installer(programme, today)
    if present in (INSTALLER, actor) or (present is None and tag == "people.confirm-installation"):
        return None
    if present == "":
        return Refusal(
            code="roles.installer-is-over",
            basis=SystemRule.NOT_PERMITTED,
            finding="系统、安全、审计三员已经到位，“安装人”身份不再使用",
            way_forward="请以本人的授权办理：网页上登录，命令行写明 --actor、--actor-organ、--actor-role",
        )
    return Refusal(
        code="roles.installer-is-named",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"安装已经确认，“安装人”只能是{present or '重新确认安装的人'}，不是“{actor}”",
        way_forward="请本人登录后办理，命令行写明 --actor；没有人在任的，请用 ./run 给出的链接重新确认安装",
    )


def _covers(plan: Plan, programme: Programme, held: RoleGranted | RoleDelegated, command: Command) -> bool:
    """Whether all that a command names lies within a grant."""
    role = ROLES[held.role]
    scope: Scope = "organ" if role.issues and issuers.is_paper(command) else role.scope
    named = tuple(touched(plan, programme, command)) if scope != "everything" else ()
    match scope:
        case "everything" if role.banks_papers and issuers.is_paper(command):
            return issuers.are_banks(plan, programme, command)
        case "everything":
            return not role.own_papers or _makes(plan, programme, held, command)
        case "county":
            return bool(named) and all(one.county == held.county is not None for one in named)
        case "enterprise":
            return bool(named) and all(one.enterprise == held.enterprise is not None for one in named)
        case "organ":
            return bool(named) and all(one.organ == held.organ for one in named)


def _makes(plan: Plan, programme: Programme, held: RoleGranted | RoleDelegated, command: Command) -> bool:
    """Whether the plan has a grant's organ make the paper a command is about; what is about none is no paper's matter."""
    template = plan.templates.get(getattr(command, "template", "") or _drawn_on(programme, command))
    if template is None:
        return True
    makers = template.maker.value or ()
    names = {plan.organisations[one].name for one in makers if one in plan.organisations}
    return str(held.organ) in makers or held.organ_name in names


def _drawn_on(programme: Programme, command: Command) -> str:
    """The template of the draft a command names, or none."""
    said = programme.papers.papers.get(PaperId(getattr(command, "paper", "")), Timeline()).entries
    return next((one.value.template for one in said if isinstance(one.value, PaperDrafted)), "")
