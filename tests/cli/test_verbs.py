"""The command line as it is typed: JSON alone on stdout, words on stderr, an exit code that means something."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from yajian import cli
from yajian.main import main

ROOT = Path(__file__).resolve().parents[2]
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"


class Office:
    """A data folder and somebody typing at it."""

    def __init__(self, folder: Path, plan: str = "shifan-2019") -> None:
        self.folder = folder
        self.home = folder / "data"
        self.plan = ROOT / "plans" / plan

    def run(self, *words: str) -> Result:
        env = {"YAJIAN_HOME": str(self.home), "YAJIAN_PLAN": str(self.plan)}
        return CliRunner().invoke(main, words, env=env, catch_exceptions=False, prog_name="./run")

    def json(self, *words: str, code: int = 0) -> Any:
        result = self.run(*words, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)

    def scan(self, name: str = "来函.pdf", content: bytes = PDF) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def letter(self, number: str = "示政办函〔2020〕2号") -> Any:
        words = ["--number", number, "--title", "关于设施调整批准单位的函", "--issued-on", "2020-02-27"]
        words += ["--issuer", "示范市人民政府办公室", "--attach", self.scan()]
        return self.json("charter", "register-document", *words)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_status_on_a_fresh_folder_adopts_the_plan_and_prints_nothing_but_json_on_stdout(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path, "yuncheng-2019")
    status = office.json("status", "--as-of", "2020-10-31")
    assert (status["plan"], status["revision"], status["known_at"]) == ("yuncheng-coking-2019", 1, None)
    assert status["target_t"] == status["listed_t"] == 3_250_000
    assert (status["shut_t"], status["dismantled_t"], status["accepted_t"]) == (0, 0, 0)
    listed = {county: line["listed_t"] for county, line in status["counties"].items()}
    assert listed == {
        "hejin": 2_240_000,
        "jishan": 400_000,
        "xinjiang": 70_000,
        "wenxi": 540_000,
        "yuanqu": 0,
    }
    milestones = [
        (line["due"], line["cumulative_t"], line["judged_by"], line["light"], line["on_or_before_issue"])
        for line in status["milestones"]
    ]
    assert milestones == [
        ("2019-10-31", 1_080_000, "dismantled", "grey", True),
        ("2019-12-31", 1_380_000, "shut", "grey", True),
        ("2020-10-31", 3_250_000, "shut", "grey", False),
        ("2020-12-31", 3_250_000, "accepted", "grey", False),
    ]
    assert [(line["listed_t"], line["light"]) for line in status["outside_target"]] == [(600_000, "grey")]
    assert status["compensation_fen"] == {"low": 9_750_000_000, "high": 15_600_000_000}
    assert isinstance(status["open_questions"], int)
    assert status["open_questions"] > 70


def test_a_second_look_changes_nothing(office: Office) -> None:
    first = office.json("status", "--as-of", "2020-10-31")
    assert office.json("status", "--as-of", "2020-10-31") == first


def test_the_reconciliation_is_ten_lines(office: Office) -> None:
    result = office.run("status")
    assert len(result.stdout.splitlines()) == 10
    assert "108＋30＋187 ＝ 325 万吨　✓" in result.stdout


def test_a_document_is_registered_and_then_an_answer_on_it(office: Office) -> None:
    facts = office.letter()["facts"]
    assert facts[0]["fact"]["number"] == "示政办函〔2020〕2号"
    before = office.json("status")
    words = ["--question", "Q-SWAP", "--reading", "由市政府批准", "--answered-by", "示例甲"]
    words += ["--document", "示政办函〔2020〕2号"]
    assert office.json("charter", "answer-question", *words)["ok"] is True
    after = office.json("status")
    assert (after["open_questions"], after["revision"]) == (
        before["open_questions"] - 1,
        before["revision"] + 1,
    )


def test_a_refusal_exits_one_with_its_three_lines_on_stderr(office: Office) -> None:
    words = [
        "--question",
        "Q-SWAP",
        "--reading",
        "甲",
        "--answered-by",
        "乙",
        "--document",
        "没有〔2020〕1号",
    ]
    result = office.run("charter", "answer-question", *words)
    assert result.exit_code == 1
    assert result.stdout == ""
    for heading in ("依据", "情况", "怎么办"):
        assert heading in result.stderr
    declined = office.json("charter", "answer-question", *words, code=1)
    assert declined["refusal"]["code"] == "charter.answer-question.no-document"
    attempts = office.json("attempts")
    assert "charter.answer-question.no-document" in json.dumps(attempts)


def test_the_same_command_id_is_carried_out_once(office: Office) -> None:
    scan = office.scan()
    words = ["charter", "register-document", "--number", "示政办函〔2020〕5号", "--title", "函"]
    words += ["--issued-on", "2020-02-27", "--issuer", "示范市人民政府", "--attach", scan]
    words += ["--effective", "2020-03-01", "--command-id", "once"]
    first, second = office.json(*words), office.json(*words)
    assert first == second
    words[3] = "示政办函〔2020〕6号"
    assert office.json(*words, code=1)["refusal"]["basis"]["rule"] == "SAME_NUMBER_OTHER_COMMAND"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["status", "--as-of", "2020.10.31"], "日期写作 2020-10-31"),
        (["status", "--known-at", "昨天"], "写作 2020-10-31 或"),
        (["targets", "publish-list", "--list", "x", "--document", "y", "--changes", "没有等号"], "没有等号"),
        (
            ["targets", "publish-list", "--list", "x", "--document", "y", "--changes", "a=5"],
            "填写的值不合要求",
        ),
        (
            ["flags", "report-activity", "--facility", "x", "--sign", "冒烟", "--finding", "有烟"],
            "“迹象”只能填用电、用煤、烟气、炉温、运输、群众反映、其他中的一项",
        ),
        (["nosuch"], "nosuch"),
    ],
)
def test_what_cannot_be_understood_exits_two_and_says_how_to_write_it(
    office: Office, words: list[str], says: str
) -> None:
    result = office.run(*words)
    assert result.exit_code == 2
    assert says in result.stderr


def test_what_was_known_then_is_asked_beside_what_was_so(office: Office) -> None:
    office.letter()
    early = office.json("status", "--known-at", "2020-01-01")
    assert (early["seq"], early["known_at"][:10]) == (0, "2020-01-01")
    assert office.json("status")["seq"] > early["seq"]


def test_a_folder_whose_plan_has_errors_is_not_adopted(office: Office, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    text = (office.plan / "plan.yaml").read_text(encoding="utf-8")
    (broken / "plan.yaml").write_text(text + "\nnosuchkey: 1\n", encoding="utf-8")
    (broken / "document.txt").write_bytes((office.plan / "document.txt").read_bytes())
    result = office.run("plan", "adopt", str(broken))
    assert result.exit_code == 1
    assert "nosuchkey" in result.stderr
    assert office.json("status")["seq"] > 0  # the shipped plan was adopted instead, by the fresh folder


def test_a_revision_shows_what_it_would_change_and_then_takes_effect(office: Office, tmp_path: Path) -> None:
    office.letter()
    new = tmp_path / "second"
    new.mkdir()
    text = (office.plan / "plan.yaml").read_text(encoding="utf-8")
    (new / "plan.yaml").write_text(text.replace("revision: 1", "revision: 2", 1), encoding="utf-8")
    (new / "document.txt").write_bytes((office.plan / "document.txt").read_bytes())
    shown = office.json("plan", "diff", str(new))
    assert [line["path"] for line in shown["differences"]] == ["programme.revision"]
    assert shown["changes"] == []
    done = office.json("plan", "revise", str(new), "--document", "示政办函〔2020〕2号")
    assert [fact["fact"]["kind"] for fact in done["facts"]] == ["charter.revision-adopted/1"]
    assert office.json("status")["revision"] == 2


def test_the_books_verify_back_up_and_restore(office: Office, tmp_path: Path) -> None:
    office.letter()
    before = office.json("status", "--as-of", "2020-10-31")
    assert office.run("verify").exit_code == 0
    assert office.run("backup", str(tmp_path / "backup")).exit_code == 0
    office.home = tmp_path / "restored"
    assert office.run("restore", str(tmp_path / "backup")).exit_code == 0
    assert office.run("verify").exit_code == 0
    assert office.json("status", "--as-of", "2020-10-31") == before


def test_a_story_is_played_and_told_step_by_step(office: Office) -> None:
    result = office.run("story", str(ROOT / "tests" / "stories" / "J01-load-the-plan.yaml"))
    assert result.exit_code == 0, result.output
    assert "全部相符" in result.stderr
    assert not office.home.exists()


def test_the_duties_are_shown_by_the_verb_that_also_records_them(office: Office) -> None:
    shown = office.run("duties", "--as-of", "2020-06-30")
    assert shown.exit_code == 0
    assert "74 项职责，分到各家 241 件" in shown.stdout
    whole = office.json("duties", "--as-of", "2020-06-30")
    part = office.json("duties", "--as-of", "2020-06-30", "--county", "shizhong")
    assert whole["instances"] > part["instances"] == part["duties"]
    assert office.run("duties", "--county", "nowhere").exit_code == 2
    words = ["--duty", "D080", "--done-by", "示例甲", "--record", "成员名单", "--effective", "2019-12-31"]
    done = office.json("duties", "record-discharge", *words, "--attach", office.scan())
    assert [one["fact"]["kind"] for one in done["facts"]] == ["duties.duty-discharged/1"]
    after = office.json("duties", "--as-of", "2020-06-30")
    assert after["by_id"]["D080"]["holders"]["undivided"]["light_word"] == "按期"


def test_a_number_is_stated_listed_and_shown_with_every_step(office: Office) -> None:
    office.letter()
    said = ["--subject", "part:L06", "--field", "lot.filed_capacity", "--value", "60"]
    said += ["--said-by", "示东市工信局", "--document", "示政办函〔2020〕2号", "--effective", "2011-05-06"]
    (fact,) = office.json("statements", "report", *said)["facts"]
    assert fact["fact"]["value"] == 600_000
    table = office.json("statements")
    assert (table["count"], table["by_standing"]["填报"], table["contested_parts"]) == (1, 1, [])
    (number,) = office.json("statements", "--subject", "part:L06")["numbers"]
    assert (number["usable"], number["settled"], number["missing"]) == (
        "待定",
        None,
        [f"第{fact['seq']}条的核实"],
    )
    told = office.run("statements", "--subject", "part:L06").stdout
    assert "2011-05-06起　填报　示东市工信局　60万吨" in told
    assert "没有符合条件" in office.run("statements", "--standing", "异议").stdout


def test_a_survey_is_opened_reported_and_shown_from_the_command_line(office: Office) -> None:
    office.letter()
    assert office.run("survey").stdout.startswith("还没有开展摸底")
    words = ["--campaign", "1", "--title", "摸底", "--scope", "全部企业", "--document", "示政办函〔2020〕2号"]
    office.json("survey", "open-campaign", *words, "--due", "2020-03-31", "--effective", "2020-03-01")
    row = 'jia={"facilities": 2, "capacity_t": 540000}'
    words = ["--campaign", "1", "--county", "shibei", "--rows", row, "--reported-by", "示例乙"]
    office.json("survey", "submit-return", *words, "--attach", office.scan(), "--effective", "2020-03-02")
    shown = office.json("survey", "--as-of", "2020-03-15")["campaigns"]["1"]
    assert shown["counties"]["shibei"]["stage"] == "待会签"
    assert len(shown["unreported"]) == 4
    assert "示北县　待会签　1 户" in office.run("survey", "--as-of", "2020-03-15").stdout


def test_acceptance_is_shown_by_the_verb_that_also_records_it(office: Office) -> None:
    sheet = office.run("acceptance")
    assert sheet.exit_code == 0, sheet.output
    assert "0 个分项已验收" in sheet.output
    assert "accept" in office.run("acceptance", "--help").output


def test_no_two_verbs_go_by_one_name() -> None:
    names = [verb.name or "" for verb in cli.verbs()]
    assert sorted(names) == sorted(set(names))
