"""J09: an auditor signs in, asks what was known on 31 October 2020, and needs nobody's help to check the answer."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from tests.chromium import download
from tests.office.conftest import ROOT, open_office
from tests.office.seats import OFFICERS, follow, let_in, seated
from yajian.core.words import DocumentNo
from yajian.main import main
from yajian.story import play, read

pytestmark = pytest.mark.newest(
    "one office a walk, and what it records it records once; an old browser is shown every page beside a new one"
)

STORY = ROOT / "tests" / "stories" / "J09-what-did-we-know.yaml"
LETTER = DocumentNo("示政办函〔2020〕2号")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The story's books: 60 of 325 shut on 29 October, and entered a week later. Then people come in."""
    home = tmp_path_factory.mktemp("audited") / "data"
    assert play(read(STORY), STORY.parent, ROOT / "plans", keep=home).ok
    return home, let_in(home, {}, LETTER)


@pytest.fixture(scope="module")
def page(browser: Browser, books: tuple[Path, dict[str, str]]) -> Iterator[Page]:
    """The auditor's own browser, from his link on."""
    for address in open_office(books[0], "shifan-2019"):
        for sign_in in seated(browser, address, books[1]):
            yield sign_in(OFFICERS["auditor"])


def answer(page: Page, name: str) -> "tuple[str, bytes]":
    """The digest a side shows of its paper, and the paper."""
    side = page.get_by_label(name, exact=True)
    _, paper = download(page, side.get_by_role("link", name="时点还原表"))
    return side.locator(".digest").inner_text().strip(), paper


def test_the_two_answers_stand_side_by_side(page: Page) -> None:
    follow(page, "时点还原", "nav")
    page.get_by_label("哪一天").fill("2020-10-31")
    page.get_by_role("button", name="还原").click()
    then, now = (
        page.get_by_label("当时所知", exact=True),
        page.get_by_label("按现在所知，那天的实际", exact=True),
    )
    expect(then.locator(".answer-figure")).to_contain_text("265")
    expect(then).to_contain_text(re.compile(r"未关停\s*60"))
    expect(now.locator(".answer-figure")).to_contain_text("325")
    expect(now).to_contain_text(re.compile(r"未关停\s*0"))


def test_between_them_lies_one_entry_with_who_why_and_when_the_photograph_was_taken(page: Page) -> None:
    entry = page.locator("article.difference")
    expect(entry).to_have_count(1)
    for words in (
        "示例焦化丁有限公司　L06　1号焦炉　关停",
        "已关停 ＋60 万吨",
        "迟 7 天",
        "2020-11-05 09:12",
        "示东市工信局 县经办（安装人）",
        "现场确认书 11 月 4 日才由企业签回",
        "相机自记 2020-10-29 10:12 拍摄",
    ):
        expect(entry).to_contain_text(words)
    entry.get_by_role("link", name="第 16 条").click()
    expect(page.locator("main")).to_contain_text("流水原样")
    page.go_back()


def test_the_paper_that_went_out_comes_out_again_to_the_byte(page: Page) -> None:
    for name, tonnes in (("当时所知", "265"), ("按现在所知，那天的实际", "325")):
        digest, paper = answer(page, name)
        assert sha256(paper).hexdigest() == digest
        assert tonnes in paper.decode()
        assert answer(page, name) == (digest, paper)


def test_what_he_carries_away_is_checked_without_the_office_and_one_byte_changed_is_named(
    page: Page, books: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = page.locator("main").get_by_text("./run audit export")
    expect(told).to_be_visible()
    monkeypatch.setenv("YAJIAN_HOME", str(books[0]))
    carried = tmp_path / "流水.jsonl"
    assert CliRunner().invoke(main, ["audit", "export", str(carried)]).exit_code == 0
    assert CliRunner().invoke(main, ["audit", "check", str(carried)]).exit_code == 0
    lines = carried.read_bytes().splitlines(keepends=True)
    place = next(at for at, line in enumerate(lines) if b"L06" in line and b"condition-recorded" in line)
    lines[place] = lines[place].replace(b"2020-10-29", b"2020-11-29", 1)
    carried.write_bytes(b"".join(lines))
    found = CliRunner().invoke(main, ["audit", "check", str(carried)])
    assert found.exit_code != 0
    assert f"第{place + 1}行" in found.output.replace(" ", "")


def test_he_reads_everything_and_records_nothing(page: Page) -> None:
    for name in ("驾驶舱", "产能账本", "组织与账号"):
        follow(page, name, "nav")
        expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("登录日志")
    follow(page, "办事", "nav")
    expect(page.locator("main .do-list a.button")).to_have_count(0)
    page.goto(page.url.replace("/do", "/do/closure.record-condition"))
    expect(page.locator("main").get_by_role("button", name="登记设施状态")).to_be_disabled()
