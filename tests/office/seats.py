"""Everybody of a cast at a browser of his own, signed in by the link the office gave him."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.web.peopled import FIRST, PASSWORD
from yajian import planfile
from yajian.accounts import open_accounts
from yajian.core.decisions.people import AppointOfficers, ConfirmInstallation, EnterPerson
from yajian.core.decisions.roles import GrantRole
from yajian.core.words import Command, DocumentNo, OrganId
from yajian.transact import Done, Office

SignIn = Callable[[str], Page]
OFFICERS = {"system": "示例管", "security": "示例安", "auditor": "示例审"}
SCAN: Any = {
    "name": "盖章件.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n",
}


def let_in(home: Path, cast: Mapping[str, tuple[str, str]], document: DocumentNo) -> dict[str, str]:
    """Books nobody is of yet get their people, each with an organ and a role, and three officers: a token each."""

    def clock() -> datetime:
        return datetime.now(UTC)

    with Office(home, load_plan=planfile.load_bytes) as office:

        def ask(command: Command) -> None:
            said: dict[str, Any] = {
                "actor": FIRST,
                "organ": "市工信局",
                "role": "installer",
                "effective": office.today(),
            }
            outcome = office.transact(command, **said)
            assert isinstance(outcome, Done), outcome

        ask(ConfirmInstallation(person=FIRST, organ=OrganId("city_iit")))
        for person, (organ, role) in cast.items():
            ask(EnterPerson(person=person, organ=OrganId(organ)))
            ask(GrantRole(person=person, organ=OrganId(organ), role=role, document=document))
        for role, person in OFFICERS.items():
            ask(EnterPerson(person=person, organ=OrganId("city_audit" if role == "auditor" else "city_iit")))
        ask(AppointOfficers(**OFFICERS, document=document))
    accounts = open_accounts(home, clock)
    tokens = {person: accounts.invite(person, "测试") for person in (*cast, *OFFICERS.values())}
    accounts.close()
    return tokens


def seated(browser: Browser, address: str, tokens: Mapping[str, str]) -> Iterator[SignIn]:
    """Signs somebody in at his first call, and gives his page at every one."""
    seats: dict[str, Page] = {}

    def page(person: str) -> Page:
        if person not in seats:
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
            seats[person] = context.new_page()
            seats[person].goto(f"{address}/welcome/{tokens[person]}")
            for field in ("密码", "再输一次"):
                seats[person].get_by_label(field).fill(PASSWORD)
            press(seats[person], "设密码并登录")
        return seats[person]

    yield page
    for seat in seats.values():
        seat.context.close()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).last.click()


def follow(page: Page, name: str, within: str = "main") -> None:
    page.locator(within).get_by_role("link", name=name).first.click()
