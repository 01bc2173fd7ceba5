"""Every address, looked at and submitted to as every role: what opens is what the table says, and nothing is unlisted."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern

from tests.web.peopled import FIRST, PEOPLE, Browser, Peopled, opened, people_it
from yajian.core.reports.money import TABLES
from yajian.web.access import ACCESS, may
from yajian.web.urls import urlpatterns

# What stands in an address for its arguments: the east county's own, and the north's.
EXAMPLES = {
    "language/<str:language>": ("language/zh-CN",),
    "welcome/<str:token>": ("welcome/guess",),
    "people/<str:name>": ("people/示例东", "people/示例北"),
    "facilities/<str:part>/<path:facility>": ("facilities/L07a/3号焦炉", "facilities/L01/1号焦炉"),
    "acceptance/<str:part>": ("acceptance/L07a", "acceptance/L01"),
    "gates/<str:gate>/<str:part>": ("gates/G-SHUTDOWN/L07b", "gates/G-DISMANTLE/L05"),
    "gates/<str:gate>/<str:part>/<path:facility>": ("gates/G-SHUTDOWN/L07a/3号焦炉",),
    "capacity/<path:name>": ("capacity/东乙-1", "capacity/北甲-1"),
    "workplans/<str:name>": ("workplans/ding", "workplans/wu"),
    "utilities/<str:enterprise>": ("utilities/yi", "utilities/jia"),
    "workers/<str:enterprise>": ("workers/yi", "workers/jia"),
    "money/tables/<str:name>": tuple(f"money/tables/{name}" for name in TABLES),
    "money/clawbacks/<int:opinion>": ("money/clawbacks/1",),
    "money/<path:name>": ("money/东乙-1", "money/北甲-1"),
    "reconciliation/<str:file>": (f"reconciliation/{'0' * 64}",),
    "trades/<int:trade>": ("trades/1",),
    "flows/<str:ledger>/<path:name>": ("flows/money/东乙-1", "flows/capacity/北甲-1"),
    "dossiers/<str:name>": ("dossiers/yi", "dossiers/jia"),
    "statements/<path:subject>": ("statements/unit:东乙-1", "statements/unit:北甲-1"),
    "duties/<str:name>": ("duties/D001",),
    "questions/<str:name>": ("questions/Q-TENURE",),
    "papers/<str:name>": ("papers/2020-1",),
    "papers/<str:name>/<str:piece>": ("papers/2020-1/draft",),
    "do/<str:tag>": ("do/charter.register-document", "do/people.enter-person"),
    "explain/<str:key>": ("explain/target", "explain/part.L01", "explain/part.L07a"),
    "facts/<int:seq>": tuple(f"facts/{seq}" for seq in range(1, 45)),
    "facts/<int:seq>/files/<str:digest>": (f"facts/1/files/{'0' * 64}",),
    "imports/<str:file>": (f"imports/{'0' * 64}",),
    "imports/<str:file>/marked.xlsx": (f"imports/{'0' * 64}/marked.xlsx",),
    "imports/<str:file>/original.xlsx": (f"imports/{'0' * 64}/original.xlsx",),
    "as-of/paper": ("as-of/paper?date=2020-03-01&known=5",),
}
ROUTES = [str(one.pattern) for one in urlpatterns if isinstance(one, URLPattern)]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peopled]:
    with opened(tmp_path_factory.mktemp("access")) as found:
        people_it(found)
        yield found


@pytest.fixture(scope="module")
def browsers(house: Peopled) -> dict[str, Browser]:
    """One signed-in browser of each person, of the first administrator, and one of nobody."""
    everybody = {name: house.signed_in(name) for name in (*PEOPLE, FIRST)}
    return everybody | {"": house.browser()}


def role_of(person: str) -> str | None:
    if not person:
        return None
    return PEOPLE[person][1] if person in PEOPLE else ""  # officers in office, the installer is over


def addresses(route: str) -> tuple[str, ...]:
    return tuple(f"/{one}" for one in EXAMPLES.get(route, (route,)))


def test_every_address_is_in_the_table_and_the_table_names_no_other() -> None:
    assert set(ROUTES) == set(ACCESS)
    assert set(EXAMPLES) >= {route for route in ROUTES if "<" in route}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("person", ["", *PEOPLE, FIRST])
def test_an_address_opens_to_those_of_the_table_and_to_nobody_else(
    browsers: dict[str, Browser], route: str, person: str
) -> None:
    opens = may(ACCESS[route].look, role_of(person))
    for address in addresses(route):
        answer = browsers[person].get(address)
        if not opens:
            assert (answer.status, answer.headers.get("Location", "")[:8]) in ((404, ""), (302, "/sign-in"))
        else:
            assert answer.status in (200, 302, 404, 405), (address, answer.status)
            assert not answer.headers.get("Location", "").startswith("/sign-in")


@pytest.mark.parametrize("route", [route for route in ROUTES if route != "sign-out"])
@pytest.mark.parametrize("person", ["", *PEOPLE, FIRST])
def test_nobody_submits_where_the_table_does_not_say_so(
    house: Peopled, browsers: dict[str, Browser], route: str, person: str
) -> None:
    before = house.office.head
    opens = may(ACCESS[route].submit, role_of(person))
    answer = browsers[person].post(addresses(route)[0], do="nothing", person="无此人", password="试")
    if not opens:
        assert answer.status in (302, 403, 404), answer.status
        assert answer.headers.get("Location", "/sign-in").startswith("/sign-in")
    assert answer.status < 500
    assert house.office.head == before
