"""代录 on its screens: a county enters what its firm says, from the sheet it stamped, and every page says by whom."""

import re
from collections.abc import Iterator

import pytest

from tests.web.asking import Answer
from tests.web.peopled import LETTER, Browser, Peopled, opened, people_it
from tests.web.test_forms import PDF, File, held, multipart

pytestmark = pytest.mark.usefixtures("quick_hashes")

FIRM = "示例焦化乙有限公司"
FORM = f"/do/statements.report?subject=unit:东乙-1&said_by={FIRM}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peopled]:
    with opened(tmp_path_factory.mktemp("standing-in")) as found:
        people_it(found)
        yield found


def send(browser: Browser, *files: File) -> Answer:
    form = held(browser.get(FORM).text)
    typed = form | {"field": "lot.built_capacity", "value": "54", "document": LETTER}
    body, kind = multipart(typed | {"csrfmiddlewaretoken": browser.cookies["yajian_csrf"]}, files)
    return browser._ask("/do/statements.report", "POST", body, {"CONTENT_TYPE": kind})


def options(page: str) -> dict[str, str]:
    """Who is offered as saying a number, with the words beside each."""
    shown = page.partition('<datalist id="list-said_by">')[2].partition("</datalist>")[0]
    return {value: words for value, _, words in re.findall(r'value="([^"]*)"( label="([^"]*)")?', shown)}


def test_a_county_may_choose_to_enter_for_each_firm_and_a_firm_speaks_for_itself(house: Peopled) -> None:
    offered = options(house.signed_in("示例东").get(FORM).text)
    assert offered["示东市"] == "本单位"
    assert offered[FIRM] == f"代 {FIRM}（企业）录入"
    assert set(options(house.signed_in("示例乙厂").get(FORM).text)) == {FIRM}


def test_without_the_stamped_sheet_it_is_declined_beside_the_files_and_with_it_every_page_says_so(
    house: Peopled,
) -> None:
    county = house.signed_in("示例东")
    declined = send(county)
    assert declined.status == 422
    assert "盖章" in declined.text
    done = send(county, ("attach", "盖章表.pdf", PDF))
    assert done.status == 303, declined.text
    seq = house.office.head.seq
    assert f"替“{FIRM}”照它盖章的表录入" in county.get(f"/facts/{seq}").text
    assert re.search(
        r"代录</span> <span class=\"muted\">示东市 示例东", county.get("/statements/unit:东乙-1").text
    )
    assert f"{FIRM}（代录）" in county.get("/statements").text
    assert "代录，凭盖章表" in county.get("/dossiers/yi").text
    assert f"（{FIRM}，代录）" in county.get("/inbox").text
    assert "代录" in house.signed_in("示例办公室").get("/statements/unit:东乙-1").text


def test_the_firms_page_leads_a_county_to_the_form_filled_in_and_a_firm_not(house: Peopled) -> None:
    assert "代企业录入" in house.signed_in("示例东").get("/dossiers/yi").text
    assert "代企业录入" not in house.signed_in("示例乙厂").get("/dossiers/yi").text
