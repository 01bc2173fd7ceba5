"""前置条件 as pages: every condition with what is missing, whose page it is, and the paper refused beside its form."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.peopled import DAY, LETTER, Browser, Peopled, opened, people_it
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.decisions.organs import HoldPost
from yajian.core.decisions.releases import Override, SignWarning
from yajian.core.decisions.risks import FileEmergencyPlan
from yajian.core.decisions.utilities import StateSupply
from yajian.core.words import Command, DocumentNo, EnterpriseId, OrganId, PartId

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


def test_what_has_been_done_says_since_when_and_offers_no_paper(office: Browser) -> None:
    page = office.get(OVEN).text
    assert "不补放行" in page
    assert "出具同意停炉文书" not in page
    assert "不再出具文书" in office.get("/gates").text


def test_what_was_signed_for_or_overridden_and_is_seen_otherwise_is_marked(
    house: Peopled, office: Browser
) -> None:
    scan = (house.office.keep(house.folder / "函.pdf"),)
    place: dict[str, Any] = {"gate": "G-SHUTDOWN", "part": PartId("L07a"), "facility": "4号焦炉"}

    def record(command: Command) -> None:
        house.record(command, actor="示例办公室", organ="市领导小组办公室", role="office", evidence=scan)

    minutes, own = DocumentNo("示焦压减纪〔2020〕3号"), DocumentNo("庚安〔2020〕3号")
    for number, issuer in ((minutes, "市领导小组"), (own, "示东市示例焦化庚有限公司")):
        record(RegisterDocument(number=number, title="文件", issued_on=DAY, issuer=issuer))
    leader = OrganId("shidong")
    record(HoldPost(organ=leader, post="line_leader", person="示例副市长", document=LETTER))
    record(SignWarning(**place, condition="C5", signer="示例副市长", words="已知悉"))
    record(
        Override(
            **place,
            conditions=("C4",),
            planned_on=DAY,
            person="示例一",
            reason="炉体泄漏",
            document=minutes,
        )
    )
    address = "/gates/G-SHUTDOWN/L07a/4号焦炉"
    page = office.get(address).text
    assert "已书面越过" in page
    assert "不是这样" not in page
    firm = EnterpriseId("geng")
    record(StateSupply(utility="gas", enterprise=firm, amount="2", document=LETTER))
    record(
        FileEmergencyPlan(
            enterprise=firm,
            purpose="生产运行",
            title="应急预案",
            document=own,
            contacts={"调度室": "0000-1234567"},
            valid_from=DAY,
            valid_to=DAY,
            reviewed_by="示范市人民政府办公室",
            review=LETTER,
        )
    )
    page = office.get(address).text
    assert "签字时不是这样" in page
    assert "越过时不是这样" in page
    assert "已书面越过" not in page
