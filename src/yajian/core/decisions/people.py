"""Confirming the installation, entering people, letting them go, and appointing the three officers."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, assert_never

from yajian.core.facts.people import InstallationConfirmed, OfficersAppointed, PersonEntered, PersonLeft
from yajian.core.facts.roles import RoleGranted, RoleRevoked
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import people as rules
from yajian.core.rules import roles
from yajian.core.rules.charter import unless_registered
from yajian.core.rules.organs import organ as find_organ
from yajian.core.words import Command, DocumentNo, OrganId, Refusal, Request, SystemRule, label, shanghai_date

Outcome = tuple[AnyFact, ...] | Refusal

_LONGEST = 40  # letters of a name


class PeopleCommand(Command, frozen=True):
    """Marks this file's commands."""


class ConfirmInstallation(PeopleCommand, frozen=True, kw_only=True, tag="people.confirm-installation"):
    """确认安装: the first administrator gives his name to this office; from then on nobody acts unnamed."""

    person: Annotated[str, label("姓名", "第一位管理人员")]
    organ: Annotated[OrganId, label("单位编号")]
    office: Annotated[str, label("职务")] = ""
    head: Annotated[str, label("链头", "确认时看到的流水末条散列")] = ""


class EnterPerson(PeopleCommand, frozen=True, kw_only=True, tag="people.enter-person"):
    """登记人员: a person of an organ, under a name that nobody else in the office has."""

    person: Annotated[str, label("姓名", "同名的加区别，如 张三（河津）")]
    organ: Annotated[OrganId, label("单位编号")]
    office: Annotated[str, label("职务")] = ""


class Leave(PeopleCommand, frozen=True, kw_only=True, tag="people.leave"):
    """离任: from the effective day the person's grants, and what was lent from them, are over."""

    person: Annotated[str, label("姓名")]
    reason: Annotated[str, label("理由", "调离、退休等")]


class AppointOfficers(PeopleCommand, frozen=True, kw_only=True, tag="people.appoint-officers"):
    """任命三员: three different persons take over accounts, grants and audit, on a document."""

    system: Annotated[str, label("系统管理员", "管人员和账号")]
    security: Annotated[str, label("安全保密管理员", "管授权")]
    auditor: Annotated[str, label("安全审计员", "只看，什么都看得到")]
    document: Annotated[DocumentNo, label("依据文号", "任命文件，须已登记")]


AnyCommand = ConfirmInstallation | EnterPerson | Leave | AppointOfficers


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case ConfirmInstallation() as command:
            return confirm_installation(plan, programme, command, shanghai_date(request.now))
        case EnterPerson() as command:
            return enter_person(plan, programme, command)
        case Leave() as command:
            return leave(programme, command, request.effective)
        case AppointOfficers() as command:
            return appoint_officers(
                plan, programme, command, request.actor, request.role, shanghai_date(request.now)
            )
        case other:
            assert_never(other)


def confirm_installation(
    plan: Plan, programme: Programme, command: ConfirmInstallation, today: date
) -> Outcome:
    confirmed = rules.confirmation(programme)
    if confirmed is not None and roles.installer(programme, today) is not None:
        if (confirmed.value.person, confirmed.value.organ) == (command.person, command.organ):
            return ()
        return Refusal(
            code="people.confirm-installation.confirmed-already",
            basis=SystemRule.DUPLICATE,
            finding=f"安装已由{confirmed.value.organ_name}{confirmed.value.person}于{confirmed.effective.isoformat()}确认",
            way_forward=f"请由{confirmed.value.person}登记其他人员、任命三员",
        )
    entering = enter_person(
        plan, programme, EnterPerson(person=command.person, organ=command.organ, office=command.office)
    )
    if isinstance(entering, Refusal):
        return entering
    organ = find_organ(plan, programme, command.organ)
    assert organ is not None  # or entering would have been refused

    # From here the command succeeds.
    return (
        *entering,
        InstallationConfirmed(
            person=command.person,
            organ=command.organ,
            organ_name=organ.name,
            document=plan.programme.document_no,
            head=command.head,
        ),
    )


def enter_person(plan: Plan, programme: Programme, command: EnterPerson) -> Outcome:
    name = command.person
    if not 0 < len(name) <= _LONGEST or name != "".join(name.split()) or not name.isprintable():
        return Refusal(
            code="people.name-unfit",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"姓名空着、有空格，或长于{_LONGEST}字",
            way_forward="请填写姓名全称，不加空格",
            field="person",
        )
    if name in roles.ROLES or name == roles.ROLES[roles.INSTALLER].label:
        return Refusal(
            code="people.name-reserved",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{name}”是角色的名称，不是人的姓名",
            way_forward="请填写真实姓名",
            field="person",
        )
    organ = find_organ(plan, programme, command.organ)
    if organ is None:
        return Refusal(
            code="people.no-such-organ",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有编号为“{command.organ}”的单位",
            way_forward="请从单位名录中选择；方案只写了一类的，请先登记单位",
            field="organ",
        )
    present = rules.person(programme, name)
    fact = PersonEntered(person=name, organ=organ.id, organ_name=organ.name, office=command.office.strip())
    if present is not None and present.fact == fact:
        return ()
    if present is not None and present.fact.organ != organ.id:
        return Refusal(
            code="people.enter-person.namesake",
            basis=SystemRule.DUPLICATE,
            finding=f"“{name}”已登记为{present.fact.organ_name}的人",
            way_forward=f"另一个人请加区别，如 {name}（{organ.name}）；同一人调动的，先登记离任，再登记到新单位",
            field="person",
        )

    # From here the command succeeds.
    return (fact,)


def leave(programme: Programme, command: Leave, effective: date) -> Outcome:
    timeline = programme.people.persons.get(command.person)
    present = rules.person(programme, command.person)
    if timeline is None:
        return _nobody(command.person, "person")
    if present is None:
        return ()
    if effective < present.since:
        return Refusal(
            code="people.leave.before-entry",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"离任日期{effective.isoformat()}早于登记日期{present.since.isoformat()}",
            way_forward="请核对离任日期",
            field="effective",
        )
    if not command.reason.strip():
        return Refusal(
            code="people.leave.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"没有写明{command.person}为什么离任",
            way_forward="请写明理由，如调离、退休",
            field="reason",
        )

    # From here the command succeeds.
    return (
        PersonLeft(
            person=command.person,
            organ=present.fact.organ,
            organ_name=present.fact.organ_name,
            reason=command.reason.strip(),
        ),
    )


def appoint_officers(
    plan: Plan, programme: Programme, command: AppointOfficers, actor: str, role: str, today: date
) -> Outcome:
    named = {name: str(getattr(command, name)) for name in roles.OFFICERS}
    for name, person in named.items():
        if rules.person(programme, person, today) is None:
            return _nobody(person, name)
    if len(set(named.values())) < len(named):
        return Refusal(
            code="people.appoint-officers.same-hand",
            basis=SystemRule.VALUE_UNFIT,
            finding="三员中有两员是同一人",
            way_forward="系统、安全、审计须由三个人分任",
            field="security",
        )
    for name, person in named.items():
        refusal = _officer_unfit(plan, programme, name, person, actor, role, today)
        if refusal is not None:
            return refusal
    missing = unless_registered(programme, command.document, "people.appoint-officers.no-document")
    if missing is not None:
        return missing
    changes = tuple(_changes(programme, named, command.document, today))
    if not changes:
        return ()

    # From here the command succeeds.
    return (OfficersAppointed(**named, document=command.document), *changes)


def _officer_unfit(
    plan: Plan, programme: Programme, name: str, person: str, actor: str, role: str, today: date
) -> Refusal | None:
    """Whoever records or grants besides, sits in a county or a firm, or puts himself where he is not."""
    entered = rules.person(programme, person, today)
    organ = find_organ(plan, programme, entered.fact.organ) if entered is not None else None
    if organ is None or organ.level not in roles.ROLES[name].levels:
        return Refusal(
            code="people.appoint-officers.organ-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{person}”所在单位的人不能任“{roles.label(name)}”",
            way_forward="三员由市级单位的人担任",
            field=name,
        )
    for held in roles.grants_of(programme, person, today):
        if held.fact.role not in roles.OFFICERS:
            return Refusal(
                code="people.appoint-officers.kept-apart",
                basis=SystemRule.NOT_PERMITTED,
                finding=f"“{person}”已是{held.fact.organ_name}的“{roles.label(held.fact.role)}”",
                way_forward="三员不得兼办业务；请另定人选，或先收回原授权",
                field=name,
            )
    own = "system" if role == roles.INSTALLER else role
    if person == actor and name != own:
        return Refusal(
            code="people.appoint-officers.not-oneself",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"“{actor}”不能任命自己为“{roles.label(name)}”",
            way_forward="安装人自己只可任系统管理员；在任的不能给自己换一员",
            field=name,
        )
    return None


def _changes(
    programme: Programme, named: dict[str, str], document: DocumentNo, today: date
) -> Iterator[AnyFact]:
    """What was given before to others is taken back; what somebody holds already is left alone."""
    for name, person in named.items():
        held = roles.in_office(programme, name, today)
        for one in held:
            if one.fact.person != person:
                yield RoleRevoked(grant=one.seq, person=one.fact.person, reason=f"三员换任（{document}）")
        entered = rules.person(programme, person, today)
        if entered is not None and all(one.fact.person != person for one in held):
            yield RoleGranted(
                person=person,
                organ=entered.fact.organ,
                organ_name=entered.fact.organ_name,
                role=name,
                document=document,
            )


def _nobody(person: str, field: str) -> Refusal:
    return Refusal(
        code="people.no-such-person",
        basis=SystemRule.NOT_FOUND,
        finding=f"没有登记过“{person}”，或此人已经离任",
        way_forward="请先登记人员，姓名照登记时的写法",
        field=field,
    )
