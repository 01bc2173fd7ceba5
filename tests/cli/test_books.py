"""Looking after the books from the command line: what is printed where, and how it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.given import DEMO, PLANS, letter
from tests.test_transact import ONCE, adopt, done, opened, refused, with_scan
from yajian.cli import books, postgresql
from yajian.core.words import Digest
from yajian.evidence import Evidence
from yajian.journal.home import Home

VERBS = {command.name: command for command in books.COMMANDS}


class Keeper:
    """Somebody typing verbs at a data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def types(self, verb: str, *words: str) -> Result:
        env = {"YAJIAN_HOME": str(self.home)}
        return CliRunner().invoke(
            VERBS[verb], words, env=env, catch_exceptions=False, prog_name=f"./run {verb}"
        )


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    """Given: the plan adopted, one letter registered, one attempt declined."""
    with opened(tmp_path / "data") as office:
        adopt(office)
        done(office, letter(), **with_scan(office))
        refused(office, letter(title="另一份"), **with_scan(office))
    return Keeper(tmp_path / "data")


pytestmark = pytest.mark.usefixtures("either_store")


@ONCE
@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_every_verb_stands_alone(verb: str) -> None:
    shown = CliRunner().invoke(VERBS[verb], ["--help"]).output
    assert "--json" in shown
    assert len(VERBS[verb].help or "") > 40
    assert len(VERBS[verb].get_short_help_str()) <= 20


def test_verify_says_that_all_is_well_and_where_the_books_stand(keeper: Keeper) -> None:
    shown = keeper.types("verify")
    assert shown.exit_code == 0
    assert "核验通过，没有发现问题。" in shown.stdout
    found = json.loads(keeper.types("verify", "--json").stdout)
    assert found["ok"] is True
    assert found["findings"] == []
    assert found["head"]["leaf"] in shown.stdout
    assert found["root"] in shown.stdout
    assert found["evidence"] == 3


def test_verify_names_what_is_wrong_and_exits_one(keeper: Keeper) -> None:
    room = Evidence(Home(keeper.home).evidence)
    digest = next(room.digests())
    room.path(digest).write_bytes(b"rotten")
    shown = keeper.types("verify")
    assert shown.exit_code == 1
    assert digest in shown.stdout
    assert "evidence.altered" in shown.stdout
    found = json.loads(keeper.types("verify", "--json").stdout)
    assert found["ok"] is False
    assert [finding["kind"] for finding in found["findings"]] == ["evidence.altered"]


@ONCE
def test_verify_goes_through_however_broken_the_file_is(keeper: Keeper) -> None:
    journal = Home(keeper.home).journal
    content = journal.read_bytes()
    for broken in (b"", b"x" * len(content), content[: len(content) // 2], content[:100]):
        journal.write_bytes(broken)
        shown = keeper.types("verify", "--json")
        assert shown.exit_code == 1
        assert json.loads(shown.stdout)["findings"]


def test_a_head_kept_elsewhere_is_compared(keeper: Keeper, tmp_path: Path) -> None:
    head = tmp_path / "链头.json"
    head.write_text(keeper.types("verify", "--json").stdout, encoding="utf-8")
    assert keeper.types("verify", "--against", str(head)).exit_code == 0
    newer = json.loads(head.read_text(encoding="utf-8"))
    newer["head"]["seq"] += 1
    head.write_text(json.dumps(newer), encoding="utf-8")
    shown = keeper.types("verify", "--against", str(head))
    assert shown.exit_code == 1
    assert "末尾被截去，或换回了旧备份" in shown.stdout
    head.write_text("{}", encoding="utf-8")
    assert keeper.types("verify", "--against", str(head)).exit_code == 2


@ONCE
def test_backup_and_restore_round_trip_with_progress_beside_the_output(
    keeper: Keeper, tmp_path: Path
) -> None:
    before = json.loads(keeper.types("verify", "--json").stdout)
    saved = keeper.types("backup", str(tmp_path / "backup"), "--json")
    assert saved.exit_code == 0
    assert json.loads(saved.stdout)["head"] == before["head"]
    assert "复制账簿" in saved.stderr
    again = Keeper(tmp_path / "again")
    restored = again.types("restore", str(tmp_path / "backup"), "--json")
    assert restored.exit_code == 0
    assert json.loads(restored.stdout) == before
    assert again.types("verify", "--against", str(tmp_path / "backup" / "manifest.json")).exit_code == 0
    with opened(again.home) as office:
        assert office.programme.id == before["programme"]


def test_what_cannot_be_done_is_said_in_one_sentence_with_exit_one(keeper: Keeper, tmp_path: Path) -> None:
    assert keeper.types("backup", str(tmp_path / "backup")).exit_code == 0
    for verb, words, sentence in [
        ("backup", str(tmp_path / "backup"), "不是空文件夹"),
        ("restore", str(tmp_path / "backup"), "不是空文件夹"),
        ("restore", str(PLANS / DEMO), "不是空文件夹"),
    ]:
        shown = keeper.types(verb, words)
        assert (shown.exit_code, sentence in shown.stderr, shown.stdout) == (1, True, ""), shown.stderr
    nobody = Keeper(tmp_path / "nobody")
    for verb in ("verify", "attempts"):
        shown = nobody.types(verb)
        assert shown.exit_code == 1
        assert "里没有账簿" in shown.stderr
    assert nobody.types("backup", str(tmp_path / "more")).exit_code == 1
    assert "不是完整的备份" in nobody.types("restore", str(PLANS / DEMO)).stderr
    assert not nobody.home.exists()


def test_attempts_tell_who_when_what_and_why(keeper: Keeper) -> None:
    shown = keeper.types("attempts")
    assert shown.exit_code == 0
    assert "示例甲（本机）　charter.register-document.number-taken" in shown.stdout
    assert "另一份" in shown.stdout
    (kept,) = json.loads(keeper.types("attempts", "--json").stdout)
    assert (kept["actor"], kept["code"]) == ("示例甲", "charter.register-document.number-taken")
    with opened(keeper.home) as office:
        for number in range(30):
            refused(office, letter(title=f"第{number}份"), **with_scan(office))
    assert len(json.loads(keeper.types("attempts", "--json").stdout)) == 20
    assert len(json.loads(keeper.types("attempts", "--json", "--last", "3").stdout)) == 3
    assert len(json.loads(keeper.types("attempts", "--json", "--all").stdout)) == 31


def test_no_attempts_is_said_in_words(tmp_path: Path) -> None:
    opened(tmp_path).close()
    assert Keeper(tmp_path).types("attempts").stdout == "没有未办成的提交。\n"


@ONCE
def test_books_move_from_the_file_to_a_database_and_back_by_backup_and_restore(
    tmp_path: Path, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YAJIAN_DATABASE_URL")
    with opened(tmp_path / "file") as office:
        adopt(office)
        refused(office, letter(title="另一份"), evidence=(Digest("ab" * 32),))
    before = json.loads(Keeper(tmp_path / "file").types("verify", "--json").stdout)
    assert Keeper(tmp_path / "file").types("backup", str(tmp_path / "one")).exit_code == 0

    monkeypatch.setenv("YAJIAN_DATABASE_URL", own_database)
    there = Keeper(tmp_path / "there")
    restored = there.types("restore", str(tmp_path / "one"), "--json")
    assert restored.exit_code == 0, restored.stderr
    assert json.loads(restored.stdout) == before == json.loads(there.types("verify", "--json").stdout)
    assert json.loads(there.types("attempts", "--json").stdout)[0]["code"] == "transact.evidence-not-kept"
    with opened(there.home) as office:
        done(office, letter(), **with_scan(office))
    assert there.types("backup", str(tmp_path / "two")).exit_code == 0
    assert there.types("verify", "--against", str(tmp_path / "two" / "manifest.json")).exit_code == 0
    again = Keeper(tmp_path / "again").types("restore", str(tmp_path / "two"))
    assert "数据库里已有记录" in again.stderr

    monkeypatch.delenv("YAJIAN_DATABASE_URL")
    back = Keeper(tmp_path / "back")
    assert back.types("restore", str(tmp_path / "two")).exit_code == 0
    assert back.types("verify", "--against", str(tmp_path / "one" / "manifest.json")).exit_code == 0
    with opened(back.home) as office:
        assert office.head.seq == before["head"]["seq"] + 1


@ONCE
def test_the_script_for_the_administrator_goes_to_the_output_alone() -> None:
    shown = CliRunner().invoke(postgresql.command, ["--writer", "office"])
    assert shown.exit_code == 0
    assert "CREATE ROLE office LOGIN" in shown.stdout
    assert "GRANT SELECT, INSERT ON facts, commands, attempts TO office;" in shown.stdout
    assert CliRunner().invoke(postgresql.command, ["--writer", "o'b"]).exit_code == 2
