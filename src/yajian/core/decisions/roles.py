"""Granting, taking back and lending what people may do."""

from datetime import date
from typing import Annotated, assert_never

from yajian.core.facts.roles import RoleDelegated, RoleGranted, RoleRevoked
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import roles as rules
from yajian.core.rules.charter import unless_registered
from yajian.core.rules.organs import organ as find_organ
from yajian.core.rules.people import confirmation
from yajian.core.rules.people import person as find_person
from yajian.core.words import (
    Command,
    DocumentNo,
    OrganId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    label,
    shanghai_date,
)

Outcome = tuple[AnyFact, ...] | Refusal


class RolesCommand(Command, frozen=True):
    """Marks this file's commands."""


class GrantRole(RolesCommand, frozen=True, kw_only=True, tag="roles.grant-role"):
    """授权: on a document, a person may act for an organ in a role from the effective day."""

    person: Annotated[str, label("姓名")]
    organ: Annotated[OrganId, label("单位编号", "县（市）经办填县（市），企业经办填企业")]
    role: Annotated[
        str, label("角色", "office、bureau、county、enterprise、reader、system、security、auditor")
    ]
    until: Annotated[date | None, label("截止日期", "含当日；不填为长期")] = None
    document: Annotated[DocumentNo, label("依据文号", "指定经办人的函等，须已登记")]


class RevokeRole(RolesCommand, frozen=True, kw_only=True, tag="roles.revoke-role"):
    """收回授权: from the effective day a grant or a delegation is over."""

    grant: Annotated[Seq, label("第几条授权", "授权或委托登记的条号")]
    reason: Annotated[str, label("理由")]


class DelegateRole(RolesCommand, frozen=True, kw_only=True, tag="roles.delegate-role"):
    """委托代办: lend one's own grant to a named colleague for a time; he cannot lend it on."""

    grant: Annotated[Seq, label("第几条授权", "自己的授权登记的条号")]
    person: Annotated[str, label("代办人")]
    until: Annotated[date, label("截止日期", "含当日")]
    reason: Annotated[str, label("理由")]


AnyCommand = GrantRole | RevokeRole | DelegateRole


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    today = shanghai_date(request.now)
    match request.command:
        case GrantRole() as command:
            return grant_role(plan, programme, command, request.actor, request.effective)
        case RevokeRole() as command:
            return revoke_role(programme, command, request.effective)
        case DelegateRole() as command:
            return delegate_role(programme, command, request.actor, request.role, request.effective, today)
        case other:
            assert_never(other)


def grant_role(plan: Plan, programme: Programme, command: GrantRole, actor: str, effective: date) -> Outcome:
    role = rules.ROLES.get(command.role)
    if role is None or not role.levels:
        known = "、".join(f"{name}（{one.label}）" for name, one in rules.ROLES.items() if one.levels)
        return Refusal(
            code="roles.grant-role.no-such-role",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有可以授予的角色“{command.role}”",
            way_forward=f"请选择：{known}",
            field="role",
        )
    person = command.person.strip()
    if not person or person == actor:
        return Refusal(
            code="roles.grant-role.not-oneself",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写明授予谁" if not person else f"“{actor}”不能给自己授权",
            way_forward="请写明经办人姓名，由另一人授权",
            field="person",
        )
    unknown = _unless_entered(programme, person, effective)
    if unknown is not None:
        return unknown
    organ = find_organ(plan, programme, command.organ, effective)
    if organ is None or organ.level not in role.levels:
        return Refusal(
            code="roles.grant-role.organ-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{organ.name if organ is not None else command.organ}”的人不能担任“{role.label}”",
            way_forward="请核对单位编号；抄送单位只能授予只读",
            field="organ",
        )
    if command.until is not None and command.until < effective:
        return _ends_before_it_begins(effective, command.until)
    missing = unless_registered(programme, command.document, "roles.grant-role.no-document")
    if missing is not None:
        return missing
    others = [one.fact for one in rules.grants_of(programme, person, effective)]
    for other in others:
        if (other.organ, other.role, other.until) == (organ.id, command.role, command.until):
            return ()
        if other.role != command.role and (role.apart or rules.ROLES[other.role].apart):
            return Refusal(
                code="roles.grant-role.kept-apart",
                basis=SystemRule.NOT_PERMITTED,
                finding=f"“{person}”已是{other.organ_name}的“{rules.label(other.role)}”，不得兼任“{role.label}”",
                way_forward="系统、安全、审计三员不得兼任，也不得兼办业务；请另定人选，或先收回原授权",
                field="person",
            )

    # From here the command succeeds.
    return (
        RoleGranted(
            person=person,
            organ=organ.id,
            organ_name=organ.name,
            role=command.role,
            county=organ.county if role.scope == "county" else None,
            enterprise=organ.enterprise if role.scope == "enterprise" else None,
            until=command.until,
            document=command.document,
        ),
    )


def revoke_role(programme: Programme, command: RevokeRole, effective: date) -> Outcome:
    timeline = programme.roles.grants.get(command.grant)
    if timeline is None:
        return Refusal(
            code="roles.revoke-role.no-such-grant",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.grant}条不是授权或委托",
            way_forward="请从授权名单中查出条号",
            field="grant",
        )
    given = next(entry.value for entry in timeline.entries if entry.value is not None)
    if any(entry.value is None and entry.effective <= effective for entry in timeline.known()):
        return ()
    if not command.reason.strip():
        return Refusal(
            code="roles.revoke-role.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"没有写明为什么收回“{given.person}”的授权",
            way_forward="请写明理由，如调离、期满、更换经办人",
            field="reason",
        )

    # From here the command succeeds.
    return (RoleRevoked(grant=command.grant, person=given.person, reason=command.reason.strip()),)


def delegate_role(
    programme: Programme, command: DelegateRole, actor: str, role: str, effective: date, today: date
) -> Outcome:
    lent = rules.grant(programme, command.grant, max(effective, today))
    if lent is None:
        return Refusal(
            code="roles.delegate-role.no-such-grant",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.grant}条不是现行有效的授权",
            way_forward="请从授权名单中查出自己的授权，填其条号",
            field="grant",
        )
    given = lent.fact
    if isinstance(given, RoleDelegated):
        return Refusal(
            code="roles.delegate-role.lent-already",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"第{command.grant}条本身是{given.lender}的委托，不能再转托",
            way_forward=f"请由{given.lender}另行委托",
            field="grant",
        )
    if role != rules.INSTALLER and given.person != actor:
        return Refusal(
            code="roles.delegate-role.not-ones-own",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"第{command.grant}条是{given.person}的授权，不是“{actor}”的",
            way_forward="只能委托自己的授权",
            field="grant",
        )
    person = command.person.strip()
    if not person or person == given.person or not command.reason.strip():
        return Refusal(
            code="roles.delegate-role.value-unfit",
            basis=SystemRule.NAME_REQUIRED,
            finding="代办人空着、就是本人，或没有写明理由",
            way_forward="请写明另一位代办人的姓名，和出差、休假一类的理由",
            field="person",
        )
    unknown = _unless_entered(programme, person, effective)
    if unknown is not None:
        return unknown
    if command.until < effective:
        return _ends_before_it_begins(effective, command.until)
    if given.until is not None and given.until < command.until:
        return Refusal(
            code="roles.delegate-role.longer-than-the-grant",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"委托到{command.until.isoformat()}，而授权本身到{given.until.isoformat()}为止",
            way_forward="委托期限不得超出授权期限",
            field="until",
        )
    for other in rules.grants_of(programme, person, effective):
        held = other.fact
        if isinstance(held, RoleDelegated) and (held.grant, held.until) == (command.grant, command.until):
            return ()
        if rules.ROLES[given.role].apart or rules.ROLES[held.role].apart:
            return Refusal(
                code="roles.delegate-role.kept-apart",
                basis=SystemRule.NOT_PERMITTED,
                finding=f"“{person}”已是{held.organ_name}的“{rules.label(held.role)}”，不得兼办“{rules.label(given.role)}”",
                way_forward="系统、安全、审计三员不得兼任，也不得兼办业务；请另定代办人",
                field="person",
            )

    # From here the command succeeds.
    return (
        RoleDelegated(
            grant=command.grant,
            lender=given.person,
            person=person,
            organ=given.organ,
            organ_name=given.organ_name,
            role=given.role,
            county=given.county,
            enterprise=given.enterprise,
            until=command.until,
            reason=command.reason.strip(),
        ),
    )


def _unless_entered(programme: Programme, person: str, effective: date) -> Refusal | None:
    """Once people sign in, only who was entered can be given anything."""
    if confirmation(programme) is None or find_person(programme, person, effective) is not None:
        return None
    return Refusal(
        code="roles.person-not-entered",
        basis=SystemRule.NOT_FOUND,
        finding=f"{effective.isoformat()}没有登记过“{person}”，或此人已经离任",
        way_forward="请系统管理员先登记人员，姓名照登记时的写法",
        field="person",
    )


def _ends_before_it_begins(since: date, until: date) -> Refusal:
    return Refusal(
        code="roles.ends-before-it-begins",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"截止日期{until.isoformat()}早于起始日期{since.isoformat()}",
        way_forward="请核对两个日期",
        field="until",
    )
