"""单位: entered by name, renamed, joined to a group."""

from datetime import date

from yajian.core.decisions.organs.commands import EnterOrgan, JoinGroup, Outcome, RenameOrgan
from yajian.core.decisions.organs.shared import clause_of, no_such_organ
from yajian.core.facts.organs import MemberJoined, OrganEntered, OrganRenamed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import organs as rules
from yajian.core.rules.charter import unless_registered
from yajian.core.words import Refusal, SystemRule


def enter_organ(plan: Plan, programme: Programme, command: EnterOrgan) -> Outcome:
    kind = plan.organisations.get(command.stands_for)
    if kind is None or not kind.template:
        kinds = "、".join(f"{one.id}（{one.name}）" for one in plan.organisations.values() if one.template)
        return Refusal(
            code="organs.enter-organ.no-such-kind",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案没有泛指“{command.stands_for}”这一类单位",
            way_forward=f"请选择：{kinds}；方案点了名的单位不必登记",
            field="stands_for",
        )
    if any(not text or text != "".join(text.split()) for text in (command.organ, command.name)):
        return Refusal(
            code="organs.enter-organ.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="单位编号或名称空着，或其中有空格",
            way_forward="请填写全称；编号用字母、数字和下划线自编",
            field="name",
        )
    belongs = command.county in {county.id for county in plan.counties}
    if belongs is not (kind.level == "county"):
        return Refusal(
            code="organs.enter-organ.county-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{kind.name}{'须' if kind.level == 'county' else '不'}写明县（市），填的是“{command.county or '空'}”",
            way_forward="县（市）的部门请选方案所列的一个县（市）；其他单位不填",
            field="county",
        )
    missing = unless_registered(programme, command.document, "organs.enter-organ.no-document")
    if missing is not None:
        return missing
    fact = OrganEntered(
        organ=command.organ,
        name=command.name,
        stands_for=command.stands_for,
        level=kind.level,
        county=command.county,
        document=command.document,
    )
    entered = programme.organs.entered.get(command.organ)
    present = entered.at() if entered is not None else None
    if present is not None and present.value == fact:
        return ()
    for other in rules.organs(plan, programme):
        if other.id == command.organ or (other.name == command.name and other.county == command.county):
            return Refusal(
                code="organs.enter-organ.already-entered",
                basis=SystemRule.DUPLICATE,
                finding=f"{other.id}“{other.name}”已经在册",
                way_forward="是同一单位的不必再登记；改了名称的用“单位更名”；另一单位请另编编号",
                field="organ",
            )

    # From here the command succeeds.
    return (fact,)


def rename_organ(plan: Plan, programme: Programme, command: RenameOrgan, effective: date) -> Outcome:
    present = rules.organ(plan, programme, command.organ, effective)
    if present is None or present.level in ("enterprise", "copied"):
        return no_such_organ(command.organ)
    if not command.name or command.name != "".join(command.name.split()):
        return Refusal(
            code="organs.rename-organ.name-unfit",
            basis=SystemRule.NAME_REQUIRED,
            finding="新名称空着，或其中有空格",
            way_forward="请填写新的全称",
            field="name",
        )
    missing = unless_registered(programme, command.document, "organs.rename-organ.no-document")
    if missing is not None:
        return missing
    if present.name == command.name:
        return ()

    # From here the command succeeds.
    return (OrganRenamed(organ=command.organ, name=command.name, document=command.document),)


def join_group(plan: Plan, programme: Programme, command: JoinGroup) -> Outcome:
    group = plan.groups.get(command.group)
    if group is None or rules.organ(plan, programme, command.organ) is None:
        return no_such_organ(command.organ if group is not None else command.group)
    if not group.open_ended:
        return Refusal(
            code="organs.join-group.closed",
            basis=clause_of(plan, group.clauses) or SystemRule.VALUE_UNFIT,
            finding=f"{group.name}的成员方案已经列全",
            way_forward="增加成员须采用方案的新版本",
            field="group",
        )
    missing = unless_registered(programme, command.document, "organs.join-group.no-document")
    if missing is not None:
        return missing
    if command.organ in {member for member, _ in rules.members(plan, programme, command.group)}:
        return ()

    # From here the command succeeds.
    return (MemberJoined(group=command.group, organ=command.organ, document=command.document),)
