"""前置条件 as pages: every condition with what is missing, whose page it is, and the paper refused beside its form."""

from collections.abc import Iterator

import pytest

from tests.web.peopled import Browser, Peopled, opened, people_it

OVEN = "/gates/G-SHUTDOWN/L07a/3号焦炉"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peopled]:
    with opened(tmp_path_factory.mktemp("gates")) as found:
        people_it(found)
        yield found


@pytest.fixture(scope="module")
def office(house: Peopled) -> Browser:
    return house.signed_in("示例办公室")


def test_every_condition_is_on_the_page_with_what_is_missing(house: Peopled, office: Browser) -> None:
    page = office.get(OVEN).text
    gate = house.office.plan().gates["G-SHUTDOWN"]
    for condition in gate.conditions:
        assert (condition.label in page) is not bool(condition.only_in), condition.id
    assert "时限不因条件没有办好而顺延" in page
    assert "只作提示" in page


def test_the_list_says_of_each_oven_what_keeps_its_papers_back(office: Browser) -> None:
    page = office.get("/gates").text
    assert "L07a" in page
    assert "未落实到具体设施" in page
    assert "没有，方案没有写" in page  # nobody may override a dismantling
    assert "L07a" not in office.get("/gates?kind=unmet").text
    assert office.get("/gates?kind=nothing").status == 404


def test_another_day_may_be_asked_about(office: Browser) -> None:
    assert "2020年9月1日" in office.get(f"{OVEN}?on=2020-09-01").text
    assert office.get(f"{OVEN}?on=nonsense").status == 200


def test_a_county_sees_the_gates_of_its_own_ovens_and_no_others(house: Peopled) -> None:
    own, other = house.signed_in("示例东"), house.signed_in("示例北")
    assert own.get(OVEN).status == 200
    assert other.get(OVEN).status == 404
    assert "L07a" not in other.get("/gates").text
    assert "不在您的查阅范围" in other.get("/gates").text


@pytest.mark.parametrize(
    "address",
    [
        "/gates/G-PAY/L07a",
        "/gates/NONE/L07a",
        "/gates/G-SHUTDOWN/L99",
        "/gates/G-SHUTDOWN/L07a/9号焦炉",
        "/gates/G-SHUTDOWN/L07a",
    ],
)
def test_what_does_not_exist_leads_nowhere(office: Browser, address: str) -> None:
    assert office.get(address).status == 404
