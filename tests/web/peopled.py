"""An office in which people sign in: 示范市, confirmed, with one person of each role, and records of two counties.

What is the northern county's carries the word 北密, so that a leak to the eastern one shows itself on any page.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from tests.given import DEMO, PLANS
from tests.web.asking import Answer, ask
from yajian import planfile
from yajian.accounts import Accounts, open_accounts
from yajian.core.decisions.charter import AdoptPlan, RegisterDocument
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.dossier import RecordInterest
from yajian.core.decisions.people import AppointOfficers, ConfirmInstallation, EnterPerson
from yajian.core.decisions.register import EnterFiling, OpenUnit
from yajian.core.decisions.roles import GrantRole
from yajian.core.decisions.statements import Report
from yajian.core.words import Command, DocumentNo, EnterpriseId, OrganId, PartId, Tonnes, UnitId
from yajian.transact import Done, Office
from yajian.web.headers import Wsgi
from yajian.web.server import application

PASSWORD = "三月的桃花水 2020"
LETTER = DocumentNo("示政办函〔2020〕2号")
FIRST = "示例首任"
SECRET = "北密"  # what only the north, and who sees everything, may read
PEOPLE = {  # person: organ and role
    "示例办公室": ("leading_group_office", "office"),
    "示例局": ("city_finance", "bureau"),
    "示例东": ("shidong", "county"),
    "示例北": ("shibei", "county"),
    "示例乙厂": ("yi", "enterprise"),
    "示例甲厂": ("jia", "enterprise"),
    "示例读": ("市委办公室", "reader"),
    "示例系统": ("city_iit", "system"),
    "示例安全": ("city_iit", "security"),
    "示例审计": ("city_audit", "auditor"),
    "示例新来": ("shidong", ""),
}
OFFICERS = ("system", "security", "auditor")
DAY = date(2020, 2, 3)


class Peopled(msgspec.Struct, frozen=True, kw_only=True):
    """The office, its accounts, and its door."""

    office: Office
    accounts: Accounts
    application: Wsgi
    folder: Path

    def browser(self, **environ: str) -> "Browser":
        return Browser(self.application, environ)

    def signed_in(self, person: str) -> "Browser":
        """A browser of somebody who is let in."""
        invitation = self.accounts.invited(self.accounts.invite(person, "测试"))
        assert invitation is not None
        token = self.accounts.accept(invitation, person, PASSWORD, "127.0.0.1")
        found = self.browser()
        found.cookies["yajian_session"] = str(token)
        return found

    def record(self, command: Command, **said: Any) -> Done:
        asked: dict[str, Any] = {"actor": FIRST, "organ": "市工信局", "role": "installer", "effective": DAY}
        outcome = self.office.transact(command, **(asked | said))
        assert isinstance(outcome, Done), outcome
        return outcome


class Browser:
    """Keeps cookies, and sends with a form what the office asks of one."""

    def __init__(self, application: Wsgi, environ: dict[str, str]) -> None:
        self.application = application
        self.environ = environ
        self.cookies = {"yajian_csrf": "a" * 32}

    def get(self, path: str, **environ: str) -> Answer:
        return self._ask(path, "GET", b"", environ)

    def post(self, path: str, **fields: str) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": self.cookies["yajian_csrf"], **fields}).encode()
        return self._ask(path, "POST", body, {})

    def _ask(self, path: str, method: str, body: bytes, environ: dict[str, str]) -> Answer:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        place, _, query = path.partition("?")
        # WSGI hands an address over as the bytes of its UTF-8, each a letter.
        asked = {"HTTP_COOKIE": jar, "QUERY_STRING": quote(query, safe="=&%-:"), "REMOTE_ADDR": "127.0.0.1"}
        answer = ask(
            self.application,
            place.encode().decode("latin-1"),
            method,
            body,
            **(asked | self.environ | environ),
        )
        for name, value in re.findall(r"(yajian_\w+)=\"?([^;\"]*)", answer.headers.get("Set-Cookie", "")):
            self.cookies[name] = value
        return answer


@contextmanager
def opened(folder: Path) -> Iterator[Peopled]:
    """The books opened on the plan, with nobody in the office yet."""

    def clock() -> datetime:
        return datetime.now(UTC)

    with (
        Office(folder / "data", load_plan=planfile.load_bytes) as office,
        closing(open_accounts(folder / "data", clock)) as accounts,
    ):
        made = application(office, folder, accounts)
        house = Peopled(office=office, accounts=accounts, application=made, folder=folder)
        files = tuple(office.keep(PLANS / DEMO / name) for name in ("plan.yaml", "document.txt"))
        adopt = AdoptPlan(plan_file=files[0], document_file=files[1])
        house.record(adopt, evidence=files, effective=date(2019, 12, 31))
        yield house


def people_it(house: Peopled) -> None:
    """The letter, the first administrator, everybody, the officers, everybody's grant."""
    scan = house.folder / "函.pdf"
    scan.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n")
    paper = (house.office.keep(scan),)
    house.record(
        RegisterDocument(number=LETTER, title="关于人员的函", issued_on=DAY, issuer="示范市人民政府办公室"),
        evidence=paper,
    )
    house.record(ConfirmInstallation(person=FIRST, organ=OrganId("city_iit")))
    for person, (organ, _) in PEOPLE.items():
        house.record(EnterPerson(person=person, organ=OrganId(organ)))
    for person, (organ, role) in PEOPLE.items():
        if role and role not in OFFICERS:
            house.record(GrantRole(person=person, organ=OrganId(organ), role=role, document=LETTER))
    record_both_counties(house, paper)
    house.record(AppointOfficers(system="示例系统", security="示例安全", auditor="示例审计", document=LETTER))


def record_both_counties(house: Peopled, paper: tuple[Any, ...]) -> None:
    """The same of each county: a filing, its unit, what was said of it, an interest, and an oven shut."""
    for firm, unit, word in (("yi", "东乙-1", "东"), ("jia", "北甲-1", SECRET)):
        number = f"示备〔2011〕{word}1号"
        house.record(
            EnterFiling(
                number=number,
                enterprise=EnterpriseId(firm),
                filed_on=date(2011, 5, 1),
                filed_t=Tonnes(540_000),
                issuer=f"{word}经委",
            ),
            evidence=paper,
        )
        house.record(OpenUnit(unit=UnitId(unit), filing_no=number, filed_t=Tonnes(540_000)), evidence=paper)
        house.record(
            Report(
                subject=f"unit:{unit}",
                field="lot.filed_capacity",
                value="54",
                said_by=f"{word}某",
                document=LETTER,
            )
        )
        house.record(
            RecordInterest(
                enterprise=EnterpriseId(firm), matter="债务", summary=f"{word}欠款", owner=f"{word}市政府"
            )
        )
    for part, oven in (("L07a", "3号焦炉"), ("L01", "1号焦炉")):
        command = RecordCondition(part=PartId(part), facility=oven, condition="关停")
        house.office.transact(
            command,
            actor=FIRST,
            organ="市工信局",
            role="installer",
            effective=DAY,
            evidence=paper,
        )
