"""The permission matrix: every command, asked in every role, for one's own, for another's, and for nobody's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import pytest

from tests.given import DEMO, LETTER, SCAN, Desk, adopted, plan_of, recorded, with_letter
from yajian.core import catalogue
from yajian.core.decisions.register import EnterFiling, OpenUnit
from yajian.core.decisions.roles import DelegateRole, GrantRole, RevokeRole
from yajian.core.decisions.statements import Report
from yajian.core.rules.roles import INSTALLER, ROLES, grant, may, opens, refuse_unless_permitted, touched
from yajian.core.words import Command, EnterpriseId, OrganId, PartId, Refusal, Request, Seq, Tonnes, UnitId

PEOPLE = {
    "office": "leading_group_office",
    "bureau": "city_finance",
    "inspector": "city_finance",
    "county": "shidong",
    "enterprise": "yi",
    "reader": "市委办公室",
    "system": "city_iit",
    "security": "city_iit",
    "auditor": "city_audit",
}
# What a command may name, by the field it stands in: of the county's clerk and of another's, and so on.
OWN: Mapping[str, Mapping[str, Any]] = {
    "county": {
        "county": "shidong",
        "organ": "shidong",
        "enterprise": "yi",
        "part": "L02",
        "unit": "乙-1",
        "subject": "part:L02",
        "issuer": "示东市人民政府",
    },
    "enterprise": {
        "organ": "yi",
        "enterprise": "yi",
        "part": "L02",
        "unit": "乙-1",
        "subject": "unit:乙-1",
        "issuer": "示例焦化乙有限公司",
    },
    "organ": {"organ": "city_finance", "issuer": "市财政局"},
}
OTHER: Mapping[str, Mapping[str, Any]] = {
    "county": {
        "county": "shibei",
        "organ": "shibei",
        "enterprise": "jia",
        "part": "L01",
        "unit": "甲-1",
        "subject": "part:L01",
        "issuer": "示北县人民政府",
    },
    "enterprise": {
        "organ": "ding",
        "enterprise": "ding",
        "part": "L06",
        "unit": "甲-1",
        "subject": "unit:甲-1",
        "issuer": "示例焦化丁有限公司",
    },
    "organ": {"organ": "city_hr", "issuer": "市人社局"},
}

# The fields by which a command names a statement of a number, or any entry, by the number of the fact.
STATEMENT = ("statement", "disputes", "dispute", "decision", "entry")


def granted() -> tuple[Desk, dict[str, Seq], dict[str, Mapping[str, Seq]]]:
    """Given: one person of each role, one unit of capacity in each of two counties, and its filed tonnes stated."""
    desk = with_letter()
    grants = {}
    for role, organ in PEOPLE.items():
        command = GrantRole(person=f"示例{role}", organ=OrganId(organ), role=role, document=LETTER)
        recorded(desk.ask(command))
        grants[role] = desk.history[-1].seq
    for unit, firm in (("甲-1", "jia"), ("乙-1", "yi")):
        number, tonnes = f"示备〔2011〕{unit}号", Tonnes(540_000)
        filing = EnterFiling(
            number=number,
            enterprise=EnterpriseId(firm),
            filed_on=date(2011, 5, 1),
            filed_t=tonnes,
            issuer="示范市经济委员会",
        )
        recorded(desk.ask(filing, evidence=(SCAN,)))
        recorded(desk.ask(OpenUnit(unit=UnitId(unit), filing_no=number, filed_t=tonnes)))
    stated: dict[str, Mapping[str, Seq]] = {}
    for firm, unit in (("other", "甲-1"), ("own", "乙-1")):
        said = Report(
            subject=f"unit:{unit}", field="lot.filed_capacity", value="54", said_by="某", document=LETTER
        )
        recorded(desk.ask(said))
        stated[firm] = dict.fromkeys(STATEMENT, desk.history[-1].seq)
    return desk, grants, stated


DESK, GRANTS, STATED = granted()


def example(command: type[Command], named: Mapping[str, Any]) -> Command:
    """A command of this kind that names these; everything else it must say is filler."""
    filler = {str: "某", int: 10**9, date: date(2020, 1, 1)}
    said: dict[str, Any] = {}
    for field in catalogue.fields(command):
        if field.name in named:
            said[field.name] = named[field.name]
        elif field.required:
            said[field.name] = [] if field.many else filler[field.base]
    raw = {key: value for key, value in said.items() if value != []}
    try:
        return msgspec.convert(raw, command)
    except msgspec.ValidationError:  # something nested: build it as its type stands
        return command(**said)


def ask(command: Command, role: str, person: str = "", organ: str = "") -> Refusal | None:
    request: Request[Command] = Request(
        command=command,
        command_id="c",
        actor=person or f"示例{role}",
        organ=organ or PEOPLE.get(role, "示范市工信局"),
        role=role,
        now=DESK.now,
        effective=DESK.now.date(),
    )
    return refuse_unless_permitted(plan_of(DEMO), DESK.programme, request)


def code(refusal: Refusal | None) -> str:
    return refusal.code if refusal is not None else ""


@pytest.mark.parametrize("command", catalogue.commands(), ids=catalogue.tag)
@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_may_ask_for_its_own_and_for_nothing_else(role: str, command: type[Command]) -> None:
    allowed = may(role, catalogue.tag(command))
    own_only = ROLES[role].issues and catalogue.tag(command) == "charter.register-document"
    scope = "organ" if own_only else ROLES[role].scope
    own, other = OWN.get(scope, {}), OTHER.get(scope, {})
    numbers = {"grant": GRANTS[role], **STATED["own"]}, {"grant": GRANTS["office"], **STATED["other"]}
    for named, mine in (({**own, **numbers[0]}, True), ({**other, **numbers[1]}, False)):
        asked = example(command, named)
        found = code(ask(asked, role))
        if not allowed:
            assert found == "roles.not-permitted"
        elif scope == "everything" or (mine and tuple(touched(plan_of(DEMO), DESK.programme, asked))):
            assert found == ""
        else:
            assert found == "roles.out-of-scope"


@pytest.mark.parametrize("command", catalogue.commands(), ids=catalogue.tag)
@pytest.mark.parametrize("role", PEOPLE)
def test_whoever_holds_no_grant_may_nothing(role: str, command: type[Command]) -> None:
    asked = example(command, OWN.get(ROLES[role].scope, {}))
    for person, organ in (("示例路人", ""), ("", "city_ndrc"), ("installer", "")):
        assert code(ask(asked, role, person, organ)) in ("roles.not-permitted", "roles.not-granted")


@pytest.mark.parametrize("command", catalogue.commands(), ids=catalogue.tag)
@pytest.mark.parametrize("role", ["", "visitor", "Installer", "COUNTY", "administrator"])
def test_a_role_nobody_knows_may_nothing(role: str, command: type[Command]) -> None:
    assert code(ask(example(command, {}), role)) == "roles.not-permitted"


def test_a_command_of_no_known_area_is_refused_to_everybody() -> None:
    assert not any(may(role, "secret.do-anything") for role in ROLES)


def test_the_table_names_only_areas_and_commands_there_are() -> None:
    known = {catalogue.tag(one) for one in catalogue.commands()} | set(catalogue.AREAS)
    assert {name for role in ROLES.values() for name in role.may} <= known
    assert ROLES[INSTALLER].may == frozenset(catalogue.AREAS)


def test_reading_roles_record_nothing_and_only_security_grants() -> None:
    tags = [catalogue.tag(one) for one in catalogue.commands()]
    for role in ("reader", "auditor"):
        assert not any(may(role, tag) for tag in tags)
    assert [tag for tag in tags if may("system", tag)] == [
        "people.enter-person",
        "people.leave",
        "people.appoint-officers",
    ]
    assert {role for role in ROLES if may(role, "roles.grant-role")} == {INSTALLER, "security"}
    assert [tag for tag in tags if may("security", tag)] == [
        "roles.grant-role",
        "roles.revoke-role",
        "people.appoint-officers",
    ]


def test_only_the_treasury_takes_in_the_bank_s_lines_and_only_the_auditor_reads_them_beside_it() -> None:
    [*tags] = (catalogue.tag(one) for one in catalogue.commands() if catalogue.area(one) == "bankstatements")
    assert {role for role in ROLES for tag in tags if may(role, tag)} == {INSTALLER, "finance"}
    assert {role for role in ROLES if opens(role, "bankstatements")} == {INSTALLER, "finance", "auditor"}


def test_papers_are_registered_by_the_office_and_each_by_whom_it_is_of_the_banks_by_the_treasury() -> None:
    assert {role for role in ROLES if may(role, "charter.register-document")} == {
        *(INSTALLER, "office", "county", "enterprise", "hr", "court", "finance", "bureau", "inspector")
    }
    assert {role for role, held in ROLES.items() if held.issues} == {"inspector"}
    assert {role for role, held in ROLES.items() if held.banks_papers} == {"finance"}


def test_a_part_nobody_knows_is_in_nobodys_county() -> None:
    asked = example(
        next(one for one in catalogue.commands() if catalogue.tag(one) == "closure.record-condition"),
        {"part": PartId("L99")},
    )
    assert code(ask(asked, "county")) == "roles.out-of-scope"


def test_an_enterprise_of_no_known_county_is_in_nobodys_county() -> None:
    asked = example(
        next(one for one in catalogue.commands() if catalogue.tag(one) == "organs.sign-pledge"),
        {"enterprise": "ren"},
    )
    assert code(ask(asked, "county")) == "roles.out-of-scope"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("示备〔2011〕乙-1号", ""),
        ("示备〔2011〕甲-1号", "roles.out-of-scope"),
        ("示备[2011]乙-1号", "roles.out-of-scope"),
    ],
)
def test_a_county_opens_units_on_the_filings_of_its_own_firms_by_the_number_as_entered(
    number: str, says: str
) -> None:
    asked = OpenUnit(unit=UnitId("新-1"), filing_no=number, filed_t=Tonnes(1))
    assert code(ask(asked, "county")) == says


def test_what_is_taken_back_or_over_no_longer_holds() -> None:
    desk = with_letter()
    recorded(
        desk.ask(
            GrantRole(
                person="甲某",
                organ=OrganId("shidong"),
                role="county",
                document=LETTER,
                until=date(2020, 3, 31),
            )
        )
    )
    seq = desk.history[-1].seq
    lent = DelegateRole(grant=seq, person="乙某", until=date(2020, 2, 29), reason="休假")
    recorded(desk.ask(lent, actor="甲某", organ="示东市", role="county"))
    loan = desk.history[-1].seq
    assert grant(desk.programme, loan, date(2020, 2, 29)) is not None
    assert grant(desk.programme, loan, date(2020, 3, 1)) is None
    assert grant(desk.programme, seq, date(2020, 3, 31)) is not None
    assert grant(desk.programme, seq, date(2020, 4, 1)) is None
    known = desk.history[-1].seq
    recorded(desk.ask(RevokeRole(grant=seq, reason="调离")))
    today = desk.now.date()
    assert grant(desk.programme, seq, today) is None
    assert grant(desk.programme, loan, today) is None  # what it was lent from is gone
    assert grant(desk.programme, loan, today, known) is not None  # as it was known to stand then


def test_before_adoption_only_the_installer_gets_as_far_as_the_plan() -> None:
    desk = Desk()
    outcome = desk.ask(GrantRole(person="甲", organ=OrganId("x"), role="office", document=LETTER))
    assert isinstance(outcome, Refusal)
    assert outcome.code == "charter.not-adopted"
    outcome = desk.ask(
        GrantRole(person="甲", organ=OrganId("x"), role="office", document=LETTER), role="security"
    )
    assert code(outcome if isinstance(outcome, Refusal) else None) == "roles.not-granted"
    assert adopted().programme.roles.grants.get(Seq(1)) is None
