"""`./run account`: a link from the machine itself, and the log that says so."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from yajian.main import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("YAJIAN_HOME", str(tmp_path))
    monkeypatch.setenv("YAJIAN_PLAN", str(Path(__file__).resolve().parents[2] / "plans" / "shifan-2019"))
    return CliRunner()


def test_a_link_is_handed_out_for_a_person_of_the_office_and_logged(run: CliRunner) -> None:
    nobody = run.invoke(main, ["account", "link", "示例甲"])
    assert nobody.exit_code == 1
    assert "people enter-person" in nobody.output
    entered = run.invoke(main, ["people", "enter-person", "--person", "示例甲", "--organ", "city_iit"])
    assert entered.exit_code == 0, entered.output
    made = run.invoke(main, ["account", "link", "示例甲", "--address", "https://office.example/"])
    assert made.output.startswith("https://office.example/welcome/")
    told = run.invoke(main, ["account", "log"])
    assert "示例甲　发一次性链接　由本机" in told.output
    [line] = json.loads(run.invoke(main, ["account", "log", "--json"]).output)
    assert (line["kind"], line["person"], line["by"]) == ("link-made", "示例甲", "本机")


def test_once_confirmed_what_is_unsigned_is_refused_with_the_way_forward(run: CliRunner) -> None:
    confirm = ["people", "confirm-installation", "--person", "示例首任", "--organ", "city_iit"]
    assert run.invoke(main, confirm).exit_code == 0
    entering = ["people", "enter-person", "--person", "示例甲", "--organ", "city_iit"]
    declined = run.invoke(main, entering)
    assert declined.exit_code == 1
    assert "示例首任" in declined.output
    assert "--actor" in declined.output
    assert run.invoke(main, [*entering, "--actor", "示例首任"]).exit_code == 0


def test_the_office_opens_elsewhere_only_once_it_is_confirmed_and_named(
    run: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YAJIAN_HOSTS", raising=False)
    declined = run.invoke(main, ["serve", "--host", "10.1.2.3"])
    assert "安装还没有人确认" in str(declined.exception) + declined.output
    run.invoke(main, ["people", "confirm-installation", "--person", "示例首任", "--organ", "city_iit"])
    declined = run.invoke(main, ["serve", "--host", "10.1.2.3"])
    assert "YAJIAN_HOSTS" in str(declined.exception) + declined.output
