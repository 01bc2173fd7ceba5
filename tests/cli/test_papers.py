"""Papers at the command line: drafted, fetched, and a city's own Word file looked at before it is used."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_verbs import Office
from tests.papers.samples import parts_of, text_of, word

BUREAU = "示东市工业和信息化局"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def draft(office: Office, *words: str, name: str = "W06", code: int = 0) -> Any:
    about = ["--county", "shidong", "--drafted-by", "示例癸", "--as-of", "2020-03-01", *words]
    return office.json("papers", "draft", name, *about, code=code)


def own(office: Office, content: bytes, name: str = "W06") -> Path:
    """Given: the city's own file in the data folder."""
    folder = office.home / "templates"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.docx"
    path.write_bytes(content)
    return path


def test_a_draft_is_recorded_and_its_file_written(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "表.docx"
    told = draft(office, "--out", str(out))
    assert told["ok"] is True
    assert "示东市焦化行业压减工作进度表" in text_of(out.read_bytes())
    [paper] = office.json("papers")["papers"].values()
    assert (paper["stage"], paper["next"], paper["as_of"]) == ("审签中", "经办", "2020-03-01")
    assert "审签中　待经办" in office.run("papers").stdout


def test_the_issuer_is_whom_the_plan_has_make_it_unless_somebody_says_otherwise(office: Office) -> None:
    [fact] = draft(office)["facts"]
    assert fact["fact"]["issuer"] == "示东市人民政府"
    [fact] = draft(office, "--issuer", BUREAU)["facts"]
    assert fact["fact"]["issuer"] == BUREAU


def test_the_same_place_in_the_books_gives_the_same_file_whenever_it_is_drafted(office: Office) -> None:
    office.json("status")
    [first] = draft(office, "--known", "4")["facts"]
    assert draft(office, "--known", "4")["facts"] == []
    [again] = draft(office, "--known", "4", "--title", "另一个标题")["facts"]
    assert first["fact"]["file"] != again["fact"]["file"]
    [third] = draft(office, "--known", "4", "--drafted-by", "示例子")["facts"]
    assert third["fact"]["workbook"] == first["fact"]["workbook"]


def test_what_is_not_enough_for_a_paper_is_a_refusal_like_any_other(office: Office) -> None:
    told = draft(office, name="W04", code=1)
    assert told["refusal"]["code"] == "drafting.not-enough-said"
    told = draft(office, name="W99", code=1)
    assert told["refusal"]["code"] == "papers.draft.no-such-template"


@pytest.mark.parametrize(
    ("piece", "says"), [("draft", "进度表"), ("fair", "进度表"), ("review", "发文审签单")]
)
def test_every_piece_of_a_paper_can_be_fetched(office: Office, tmp_path: Path, piece: str, says: str) -> None:
    draft(office)
    paper = next(iter(office.json("papers")["papers"]))
    out = tmp_path / "件.docx"
    assert office.run("papers", "file", paper, "--piece", piece, "--out", str(out)).exit_code == 0
    assert says in text_of(out.read_bytes())
    sheet = tmp_path / "表.xlsx"
    assert office.run("papers", "file", paper, "--piece", "workbook", "--out", str(sheet)).exit_code == 0
    assert "xl/workbook.xml" in parts_of(sheet.read_bytes())


def test_what_is_not_there_cannot_be_fetched(office: Office, tmp_path: Path) -> None:
    out = str(tmp_path / "件")
    assert "没有稿号" in office.run("papers", "file", "2020-7", "--out", out).stderr
    draft(office, name="W02")
    paper = next(iter(office.json("papers")["papers"]))
    assert "没有草稿" in office.run("papers", "file", paper, "--out", out).stderr


def test_a_citys_own_file_takes_the_place_of_ours_and_is_kept_with_the_draft(
    office: Office, tmp_path: Path
) -> None:
    draft(office)
    path = own(office, word("我市自己的格式：{{ 标题 }}"))
    out = tmp_path / "表.docx"
    [fact] = draft(office, "--out", str(out))["facts"]
    assert "我市自己的格式：示东市焦化行业压减工作进度表" in text_of(out.read_bytes())
    assert fact["fact"]["own_template"]
    path.unlink()
    paper = fact["fact"]["paper"]
    office.run("papers", "file", paper, "--piece", "fair", "--out", str(out))
    assert "我市自己的格式" in text_of(out.read_bytes())


def test_a_citys_own_file_that_computes_is_not_used(office: Office) -> None:
    draft(office)
    own(office, word("{{ 标题 | upper }}"))
    told = draft(office, code=1)
    assert told["refusal"]["code"] == "drafting.template-unfit"
    assert "过滤器" in told["refusal"]["finding"]


def test_our_template_can_be_taken_changed_and_checked(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "W04.docx"
    assert office.run("papers", "template", "W04", "--out", str(path)).exit_code == 0
    told = office.json("papers", "check", "W04", str(path), "--year", "2020")
    assert (told["ok"], told["unknown"]) == (True, [])
    path.write_bytes(word("{{ 标题 }}{{ 市长 }}"))
    told = office.json("papers", "check", "W04", str(path), "--year", "2020", code=1)
    assert told["unknown"] == ["市长"]
    assert "任务大写" in told["missing"]
    assert "没有 Word 模板" in office.run("papers", "template", "W01", "--out", str(path)).stderr
    path.write_bytes(word("{% if 标题 %}{% endif %}"))
    assert "条件 if" in office.run("papers", "check", "W04", str(path)).stderr
    told = office.json("papers", "check", "W01", str(path), code=1)
    assert told["refusal"]["code"] == "drafting.nothing-to-look-at"
    assert "没有 W99" in office.run("papers", "check", "W99", str(path)).stderr
