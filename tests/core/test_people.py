"""People: the installation confirmed once, names that mean one person, leaving, and three officers on a paper."""

from datetime import date, timedelta
from typing import Any

from tests.given import LETTER, SCAN, Desk, adopted, letter, recorded, refused, with_letter
from yajian.core.decisions.people import AppointOfficers, ConfirmInstallation, EnterPerson, Leave
from yajian.core.decisions.roles import DelegateRole, GrantRole
from yajian.core.facts.people import InstallationConfirmed, OfficersAppointed, PersonEntered, PersonLeft
from yajian.core.facts.roles import RoleGranted, RoleRevoked
from yajian.core.rules.people import people, person
from yajian.core.rules.roles import grant, grants_of, installer
from yajian.core.words import DocumentNo, OrganId, Seq

FIRST = "示例首任"
CITY = OrganId("city_iit")


def confirmed(desk: Desk | None = None) -> Desk:
    """Given: the plan adopted, a letter on the register, and the installation confirmed by 示例首任."""
    desk = with_letter(desk)
    recorded(desk.ask(ConfirmInstallation(person=FIRST, organ=CITY, head="c0ffee"), actor=FIRST))
    return desk


def by_first(desk: Desk, command: Any, **said: Any) -> object:
    return desk.ask(command, actor=FIRST, **said)


def with_people(*names: str, desk: Desk | None = None) -> Desk:
    desk = desk or confirmed()
    for name in names:
        recorded(by_first(desk, EnterPerson(person=name, organ=CITY)))
    return desk


OFFICERS = {"system": "甲某", "security": "乙某", "auditor": "丙某"}


def appointed() -> Desk:
    """Given: the three officers in office."""
    desk = with_people("甲某", "乙某", "丙某", "丁某")
    recorded(by_first(desk, officers()))
    return desk


def officers(document: DocumentNo = LETTER, **changes: str) -> AppointOfficers:
    return AppointOfficers(**(OFFICERS | changes), document=document)


# Confirming ------------------------------------------------------------------------------------


def test_until_somebody_confirms_anybody_at_the_machine_is_the_installer() -> None:
    desk = adopted()
    assert installer(desk.programme) == "installer"
    recorded(desk.ask(letter(), actor="谁都行", evidence=(SCAN,)))


def test_confirming_enters_the_person_and_says_what_was_seen() -> None:
    desk = confirmed()
    entered, fact = desk.history[-2].fact, desk.history[-1].fact
    assert entered == PersonEntered(person=FIRST, organ=CITY, organ_name="市工信局")
    assert isinstance(fact, InstallationConfirmed)
    assert (fact.person, fact.document, fact.head) == (FIRST, desk.base.programme.document_no, "c0ffee")
    assert installer(desk.programme) == FIRST


def test_from_then_on_nobody_acts_unnamed() -> None:
    desk = confirmed()
    other = letter(number=DocumentNo("示政办函〔2020〕3号"))
    for nobody in ("installer", "示例经办", ""):
        refused(desk.ask(other, actor=nobody, evidence=(SCAN,)), "roles.installer-is-named")
    recorded(by_first(desk, other, evidence=(SCAN,)))


def test_it_is_confirmed_once() -> None:
    desk = confirmed()
    again = ConfirmInstallation(person=FIRST, organ=CITY, head="later")
    assert recorded(by_first(desk, again)) == ()
    other = ConfirmInstallation(person="另一人", organ=CITY)
    refused(by_first(desk, other), "people.confirm-installation.confirmed-already")
    refused(desk.ask(other, actor="另一人"), "roles.installer-is-named")


def test_what_a_name_must_be() -> None:
    desk = with_letter()
    for name in ("", " ", "张 三", "张\u200b三", "长" * 41):
        refused(desk.ask(ConfirmInstallation(person=name, organ=CITY)), "people.name-unfit")
        refused(desk.ask(EnterPerson(person=name, organ=CITY)), "people.name-unfit")
    for name in ("installer", "安装人", "auditor"):
        refused(desk.ask(EnterPerson(person=name, organ=CITY)), "people.name-reserved")
    refused(desk.ask(EnterPerson(person="张三", organ=OrganId("nowhere"))), "people.no-such-organ")


def test_when_nobody_is_left_the_installation_can_be_confirmed_anew_and_nothing_else() -> None:
    desk = confirmed()
    recorded(by_first(desk, Leave(person=FIRST, reason="调离")))
    assert installer(desk.programme, desk.now.date()) is None
    refused(by_first(desk, EnterPerson(person="甲某", organ=CITY)), "roles.installer-is-named")
    recorded(desk.ask(ConfirmInstallation(person="接任", organ=CITY), actor="接任"))
    assert installer(desk.programme, desk.now.date()) == "接任"


# Entering and leaving ----------------------------------------------------------------------------


def test_a_name_means_one_person() -> None:
    desk = with_people("张某")
    entered = EnterPerson(person="张某", organ=CITY)
    assert recorded(by_first(desk, entered)) == ()
    refused(
        by_first(desk, EnterPerson(person="张某", organ=OrganId("shidong"))),
        "people.enter-person.namesake",
    )
    recorded(by_first(desk, EnterPerson(person="张某（示东市）", organ=OrganId("shidong"))))
    recorded(by_first(desk, EnterPerson(person="张某", organ=CITY, office="科长")))
    assert [one.fact.person for one in people(desk.programme)] == [FIRST, "张某", "张某（示东市）"]


def test_whoever_was_not_entered_can_be_given_nothing_once_the_installation_is_confirmed() -> None:
    desk = with_people("张某")
    given = GrantRole(person="李某", organ=CITY, role="office", document=LETTER)
    refused(by_first(desk, given), "roles.person-not-entered")
    recorded(by_first(desk, GrantRole(person="张某", organ=CITY, role="office", document=LETTER)))
    lent = DelegateRole(grant=desk.history[-1].seq, person="李某", until=date(2020, 6, 1), reason="休假")
    refused(by_first(desk, lent), "roles.person-not-entered")


def test_who_leaves_holds_nothing_from_that_day_and_has_lent_nothing() -> None:
    desk = with_people("张某", "李某")
    recorded(by_first(desk, GrantRole(person="张某", organ=CITY, role="office", document=LETTER)))
    own = desk.history[-1].seq
    recorded(by_first(desk, DelegateRole(grant=own, person="李某", until=date(2020, 6, 1), reason="休假")))
    lent = desk.history[-1].seq
    [fact] = recorded(by_first(desk, Leave(person="张某", reason="调离")))
    assert fact == PersonLeft(person="张某", organ=CITY, organ_name="市工信局", reason="调离")
    today = desk.now.date()
    assert grant(desk.programme, own, today) is None
    assert grant(desk.programme, lent, today) is None
    assert grant(desk.programme, own, today - timedelta(days=1)) is not None
    assert grant(desk.programme, own, today, Seq(lent)) is not None  # as it was known to stand then
    assert person(desk.programme, "张某", today) is None
    assert recorded(by_first(desk, Leave(person="张某", reason="调离"))) == ()
    recorded(by_first(desk, EnterPerson(person="张某", organ=OrganId("city_finance"))))
    assert list(grants_of(desk.programme, "张某", desk.now.date())) == []  # back, and granted nothing yet


def test_what_leaving_must_say() -> None:
    desk = with_people("张某")
    refused(by_first(desk, Leave(person="无此人", reason="调离")), "people.no-such-person")
    refused(by_first(desk, Leave(person="张某", reason=" ")), "people.leave.no-reason")
    early = date(2020, 1, 1)
    refused(by_first(desk, Leave(person="张某", reason="调离"), effective=early), "people.leave.before-entry")


# The three officers ------------------------------------------------------------------------------


def test_officers_are_three_persons_on_a_paper_and_end_the_installer() -> None:
    desk = appointed()
    facts = [one.fact for one in desk.history[-4:]]
    assert isinstance(facts[0], OfficersAppointed)
    assert [(one.person, one.role) for one in facts if isinstance(one, RoleGranted)] == [
        ("甲某", "system"),
        ("乙某", "security"),
        ("丙某", "auditor"),
    ]
    assert installer(desk.programme, desk.now.date()) == ""
    refused(by_first(desk, EnterPerson(person="戊某", organ=CITY)), "roles.installer-is-over")
    as_system: dict[str, Any] = {"actor": "甲某", "organ": "city_iit", "role": "system"}
    recorded(desk.ask(EnterPerson(person="戊某", organ=CITY), **as_system))
    given = GrantRole(person="戊某", organ=CITY, role="office", document=LETTER)
    refused(desk.ask(given, **as_system), "roles.not-permitted")
    recorded(desk.ask(given, actor="乙某", organ="city_iit", role="security"))
    refused(desk.ask(officers(), actor="丙某", organ="city_iit", role="auditor"), "roles.not-permitted")


def test_what_an_appointment_must_say() -> None:
    desk = with_people("甲某", "乙某", "丙某", "丁某")
    refused(by_first(desk, officers(security="无此人")), "people.no-such-person")
    refused(by_first(desk, officers(security="甲某")), "people.appoint-officers.same-hand")
    refused(by_first(desk, officers(document=DocumentNo("无"))), "people.appoint-officers.no-document")
    refused(by_first(desk, officers(security=FIRST)), "people.appoint-officers.not-oneself")
    recorded(by_first(desk, EnterPerson(person="县里人", organ=OrganId("shidong"))))
    refused(by_first(desk, officers(auditor="县里人")), "people.appoint-officers.organ-unfit")
    recorded(by_first(desk, GrantRole(person="丁某", organ=CITY, role="office", document=LETTER)))
    refused(by_first(desk, officers(auditor="丁某")), "people.appoint-officers.kept-apart")
    recorded(by_first(desk, officers(system=FIRST)))


def test_one_officer_can_be_replaced_by_another_who_keeps_to_his_own_post() -> None:
    desk = appointed()
    as_system: dict[str, Any] = {"actor": "甲某", "organ": "city_iit", "role": "system"}
    assert recorded(desk.ask(officers(), **as_system)) == ()
    refused(
        desk.ask(officers(system="丁某", security="甲某"), **as_system), "people.appoint-officers.not-oneself"
    )
    facts = recorded(desk.ask(officers(security="丁某"), **as_system))
    assert [type(one) for one in facts] == [OfficersAppointed, RoleRevoked, RoleGranted]
    assert [one.fact.role for one in grants_of(desk.programme, "丁某", desk.now.date())] == ["security"]
    assert list(grants_of(desk.programme, "乙某", desk.now.date())) == []


def test_when_system_and_security_are_both_gone_the_first_administrator_is_back() -> None:
    desk = appointed()
    as_system: dict[str, Any] = {"actor": "甲某", "organ": "city_iit", "role": "system"}
    recorded(desk.ask(Leave(person="乙某", reason="调离"), **as_system))
    recorded(desk.ask(Leave(person="甲某", reason="调离"), **as_system))
    assert installer(desk.programme, desk.now.date()) == FIRST
    recorded(by_first(desk, EnterPerson(person="戊某", organ=CITY)))
