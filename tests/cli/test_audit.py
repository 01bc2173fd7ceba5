"""What an auditor types: the two answers, the paper, the late, the export and its check."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.test_verbs import Office

PHOTO = Path(__file__).parents[1] / "stories" / "files" / "photo-L06.jpg"

pytestmark = pytest.mark.usefixtures("either_store")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Given: both ovens of the part the plan names, shut years ago and entered today."""
    office = Office(tmp_path)
    for oven in ("3号焦炉", "4号焦炉"):
        words = ["--part", "L07a", "--facility", oven, "--condition", "关停", "--effective", "2020-10-29"]
        office.json("closure", "record-condition", *words, "--attach", str(PHOTO))
    return office


def test_both_answers_and_what_lies_between_them(office: Office) -> None:
    found = office.json("as-of", "2020-10-31")
    assert (found["then"]["shut_t"], found["now"]["shut_t"]) == (0, 300_000)
    assert [one["moved"]["shut_t"] for one in found["differences"][-2:]] == [0, 300_000]
    assert found["differences"][-1]["evidence"][0]["captured_at"] == "2020-10-29 10:12"
    shown = office.run("as-of", "2020-10-31").stdout
    assert "改动 已关停＋30 万吨" in shown
    assert "原因 尚无说明" in shown
    assert "迟录名单" in shown
    assert found["now"]["sha256"] in shown


def test_the_paper_is_written_as_it_was_hashed_and_can_be_had_of_any_earlier_entry(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "表.txt"
    told = office.run("as-of", "2020-10-31", "--paper", str(path))
    assert sha256(path.read_bytes()).hexdigest() == office.json("as-of", "2020-10-31")["now"]["sha256"]
    assert sha256(path.read_bytes()).hexdigest() in told.stderr
    before = office.run("as-of", "2020-10-31", "--known", "5", "--paper", "-").stdout
    assert "依据流水\t第1条至第5条" in before
    assert before.encode() != path.read_bytes()
    nothing = office.json("as-of", "2020-10-31", "--known-at", "2020-11-01")
    assert nothing["now"]["known"] == 0


def test_who_enters_late_is_listed_and_an_explanation_takes_it_off_the_unexplained(office: Office) -> None:
    (line,) = office.json("late", "--since", "2000-01-01")
    assert line["organ"] == "本机"
    words = ["--entry", "6", "--reason", "补录", "--explained-by", "示例丙"]
    office.json("lateness", "explain", *words)
    (after,) = office.json("late")
    assert line["unexplained"] - after["unexplained"] == 1
    assert "本机 installer" in office.run("late").stdout
    assert "没有迟录。" in office.run("late", "--over", "999999").stdout


def test_an_export_is_checked_without_the_data_folder_and_an_altered_byte_is_named_by_its_line(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "流水.jsonl"
    sealed = office.json("audit", "export", str(path))
    away = Office(tmp_path / "elsewhere")
    report = away.json("audit", "check", str(path))
    assert (report["ok"], report["head"], report["root"]) == (True, sealed["head"], sealed["root"])
    assert "核对通过" in away.run("audit", "check", str(path)).stdout
    assert not away.home.exists()
    path.write_bytes(path.read_bytes().replace('3号焦炉","kind'.encode(), '5号焦炉","kind'.encode(), 1))
    shown = away.run("audit", "check", str(path))
    assert shown.exit_code == 1
    assert "问题 第5行：" in shown.stdout
    assert away.json("audit", "check", str(path), code=1)["findings"][0]["where"] == "第5行"


def test_a_file_is_never_written_over_and_a_folder_gets_a_name_of_its_own(
    office: Office, tmp_path: Path
) -> None:
    assert "已导出 6 条" in office.run("audit", "export", str(tmp_path)).stdout
    (made,) = tmp_path.glob("流水-*.jsonl")
    again = office.run("audit", "export", str(made))
    assert (again.exit_code, "不覆盖" in again.stderr) == (1, True)
    assert Office(tmp_path / "empty").run("audit", "export", str(tmp_path / "x")).exit_code == 1


def test_an_export_is_held_to_a_head_kept_elsewhere(office: Office, tmp_path: Path) -> None:
    path, head = tmp_path / "流水.jsonl", tmp_path / "链头.json"
    head.write_text(json.dumps(office.json("audit", "export", str(path))), encoding="utf-8")
    assert office.run("audit", "check", str(path), "--against", str(head)).exit_code == 0
    kept = json.loads(head.read_text(encoding="utf-8"))
    kept["head"]["leaf"] = "0" * 64
    head.write_text(json.dumps(kept), encoding="utf-8")
    assert office.run("audit", "check", str(path), "--against", str(head)).exit_code == 1
