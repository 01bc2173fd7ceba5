"""`./run plan check`: what a person reads, what a machine reads, and how it ends."""

import json
from pathlib import Path

from click.testing import CliRunner

from tests.planfile.edited import PLANS, changed, issued, line_of
from yajian.cli.plan import plan

STEEL = PLANS / "demo-steel"


SLIP = ('三②, text: "已退出的高炉不得', '三②, text: "已退出的高炉严禁')
LINE = line_of(changed("demo-steel", SLIP), SLIP[1])


def faulty(folder: Path) -> Path:
    (folder / "document.txt").write_text(issued("demo-steel"), encoding="utf-8")
    path = folder / "plan.yaml"
    path.write_text(changed("demo-steel", SLIP), encoding="utf-8")
    return path


def test_a_clean_plan_ends_with_0_and_says_what_it_holds() -> None:
    result = CliRunner().invoke(plan, ["check", str(STEEL)])
    assert result.exit_code == 0
    assert "没有错误" in result.output
    assert "100＋80＝180万吨" in result.output


def test_warnings_end_with_0() -> None:
    result = CliRunner().invoke(plan, ["check", str(PLANS / "yuncheng-2019" / "plan.yaml")])
    assert result.exit_code == 0
    assert "提醒" in result.output
    assert "Q-RETRO" in result.output


def test_an_error_ends_with_1_and_says_where_what_and_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(plan, ["check", str(faulty(tmp_path))])
    assert result.exit_code == 1
    assert f"第{LINE}行 · 三② · 与原文不同：从第7个字起" in result.output
    assert "怎么办：照原文逐字改正" in result.output


def test_a_machine_reads_the_same_as_json(tmp_path: Path) -> None:
    result = CliRunner().invoke(plan, ["check", str(faulty(tmp_path)), "--json"])
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (told["ok"], told["errors"], told["warnings"]) == (False, 1, 0)
    [fault] = told["faults"]
    assert list(fault) == ["level", "code", "line", "where", "clause", "seen", "remedy"]
    assert (fault["level"], fault["code"], fault["line"]) == ("error", "clause-not-verbatim", LINE)
    assert (fault["where"], fault["clause"]) == ("clauses.T3.2.text", "三②")


def test_a_clean_plan_as_json_is_ok() -> None:
    result = CliRunner().invoke(plan, ["check", str(STEEL), "--json"])
    assert json.loads(result.stdout) == {"ok": True, "errors": 0, "warnings": 0, "faults": []}


def test_the_schema_comes_out_whole() -> None:
    result = CliRunner().invoke(plan, ["schema"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["title"] == "方案文件"


def test_help_stands_alone_in_chinese() -> None:
    for words in (["--help"], ["check", "--help"], ["schema", "--help"]):
        assert "方案文件" in CliRunner().invoke(plan, words).output
