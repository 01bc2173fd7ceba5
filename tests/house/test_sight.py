"""What is one county's is on no page of another's: every address, asked by everybody, for a word that must not leak."""

from collections.abc import Iterator

import pytest

from tests.given import plan_of
from tests.house.test_access import EXAMPLES, ROUTES
from tests.journal.curator import MUSEUM, bodies, index
from tests.web.peopled import LETTER, PEOPLE, SECRET, Browser, Peopled, opened, people_it
from yajian.core.decisions.statements import Report
from yajian.core.programme import Programme, evolve, fold
from yajian.core.rules.roles.sight import EVERYTHING, PUBLISHED, Sight, sight, whose
from yajian.core.words import CountyId, EnterpriseId
from yajian.seen import Sights
from yajian.through import Through
from yajian.transact import FOLDING

WIDE = {"示例办公室", "示例局", "示例审计"}  # who reads everything
NORTH = {"示例北", "示例甲厂"}  # whose own it is
ELSEWHERE = sorted(set(PEOPLE) - WIDE - NORTH)
ASKED = [f"/{one}" for route in ROUTES for one in EXAMPLES.get(route, (route,)) if route != "sign-out"]
SEARCHES = [f"/{page}?q=密" for page in ("dossiers", "facilities", "duties", "clauses", "do")] + [
    "/search?q=示备",
    *(f"/search?q=第{seq}条" for seq in range(25, 39)),
    "/search?q=欠款",
    "/list?county=shibei",
    "/facilities?county=shibei",
    "/statements?county=shibei",
    "/statements?q=密",
    "/as-of?date=2020-06-01",
    "/?as_of=2020-06-01&known_at=2099-01-01",
    "/list?as_of=2020-06-01&known_at=2026-01-01",
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peopled]:
    with opened(tmp_path_factory.mktemp("sight")) as found:
        people_it(found)
        yield found


@pytest.fixture(scope="module")
def browsers(house: Peopled) -> dict[str, Browser]:
    return {name: house.signed_in(name) for name in PEOPLE}


@pytest.mark.parametrize("person", ELSEWHERE)
def test_no_page_tells_one_county_what_is_anothers(browsers: dict[str, Browser], person: str) -> None:
    for address in (*ASKED, *SEARCHES):
        answer = browsers[person].get(address)
        assert answer.status in (200, 302, 404), address
        assert SECRET not in answer.text, address


@pytest.mark.parametrize("person", sorted(WIDE | NORTH))
def test_whose_it_is_and_who_watches_over_all_reads_it(browsers: dict[str, Browser], person: str) -> None:
    assert f"{SECRET}欠款" in browsers[person].get("/dossiers/jia").text
    assert browsers[person].get("/capacity/北甲-1").status == 200


@pytest.mark.parametrize("person", ELSEWHERE)
def test_a_thing_of_another_county_is_as_good_as_not_there(
    house: Peopled, browsers: dict[str, Browser], person: str
) -> None:
    assert browsers[person].get("/capacity/北甲-1").status == 404
    seqs = [one.seq for one in house.office.history() if SECRET in house.office.body(one.seq)]
    assert len(seqs) == 4
    assert {browsers[person].get(f"/facts/{seq}").status for seq in seqs} == {404}


def test_a_county_reads_its_own_and_no_light_is_claimed_of_the_rest(browsers: dict[str, Browser]) -> None:
    east = browsers["示例东"]
    assert "东欠款" in east.get("/dossiers/yi").text
    assert "本县（市）的登记" in east.get("/").text
    assert "不在查阅范围</span>" in east.get("/list?county=shibei").text
    assert "不在查阅范围</span>" not in east.get("/list?county=shidong").text
    assert "不在查阅范围</span>" not in browsers["示例办公室"].get("/list").text


def test_an_enterprise_reads_itself_and_nobody_else_of_its_county(browsers: dict[str, Browser]) -> None:
    firm = browsers["示例乙厂"]
    assert "东欠款" in firm.get("/dossiers/yi").text
    assert "本企业的登记" in firm.get("/").text


def test_the_paper_of_a_day_is_made_of_what_one_may_read(browsers: dict[str, Browser]) -> None:
    for known in range(1, 39):
        address = f"/as-of/paper?date=2020-03-01&known={known}"
        whole, east = (browsers[one].get(address) for one in ("示例审计", "示例东"))
        assert (whole.status, east.status) == (200, 200)
        assert SECRET not in east.text


# The core's own table ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "level", "reads"),
    [
        ("installer", "city", EVERYTHING),
        ("office", "group", EVERYTHING),
        ("auditor", "city", EVERYTHING),
        ("bureau", "city", EVERYTHING),
        ("reader", "province", EVERYTHING),
        ("bureau", "court", PUBLISHED),
        ("bureau", "utility", PUBLISHED),
        ("reader", "copied", PUBLISHED),
        ("system", "city", PUBLISHED),
        ("security", "city", PUBLISHED),
        ("county", "county", Sight(county=CountyId("shidong"))),
        ("reader", "county", Sight(county=CountyId("shidong"))),
        ("enterprise", "enterprise", Sight(enterprise=EnterpriseId("yi"), names=True)),
        ("hr", "county", Sight(county=CountyId("shidong"), names=True)),
        ("", "city", PUBLISHED),
        ("nobody", "city", PUBLISHED),
    ],
)
def test_what_a_role_reads(role: str, level: str, reads: Sight) -> None:
    county = CountyId("shidong") if level in ("county", "enterprise") else None
    enterprise = EnterpriseId("yi") if level == "enterprise" else None
    assert sight(role, level, county, enterprise) == reads


@pytest.mark.parametrize("name", sorted({entry.file for entry in index(MUSEUM)}))
def test_whatever_was_ever_recorded_can_be_folded_for_anybody(name: str) -> None:
    facts = [FOLDING.codec.decode(stored.body) for stored in bodies(MUSEUM / name)]
    programme = fold(facts)
    plan = plan_of("yuncheng-2019" if "yuncheng" in programme.id else "shifan-2019")
    owners = {(one.county, one.enterprise) for fact in facts for one in whose(plan, programme, fact.fact)}
    for eyes in (
        PUBLISHED,
        *(Sight(county=county) for county, _ in owners if county),
        *(Sight(enterprise=firm) for _, firm in owners if firm),
    ):
        image = Programme()
        for one in facts:
            if eyes.sees(plan, programme, one.fact):
                evolve(image, one)


def test_a_view_is_carried_on_and_says_the_same_as_one_made_afresh(house: Peopled) -> None:
    eyes, carried = Sight(county=CountyId("shidong")), Sights(house.office)
    before = carried.through(eyes)
    assert isinstance(before, Through)
    for word, unit in (("东", "东乙-1"), (SECRET, "北甲-1")):
        house.record(
            Report(
                subject=f"unit:{unit}",
                field="lot.filed_capacity",
                value="54",
                said_by=f"{word}再说",
                document=LETTER,
            ),
            actor="示例办公室",
            organ="leading_group_office",
            role="office",
        )
    after, afresh = carried.through(eyes), Sights(house.office).through(eyes)
    assert [one.seq for one in after.history()] == [one.seq for one in afresh.history()]
    assert len(list(after.history())) == len(list(before.history())) + 1
