"""What is measured runs, and says what it measured; how fast is for `./run bench` on a quiet machine."""

import re
import time
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench import visitors
from bench.measuring import Line, Scale, quartiles, ratios, take_turns
from bootstrap import prepare

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("row", bench.ROWS)
def test_every_row_runs_at_its_least_size_beside_the_peers_that_need_no_installing(
    row: str, tmp_path: Path
) -> None:
    notes = list[str]()
    lines = list(bench.ROWS[row][1](Scale(name="least", peers=False, folder=tmp_path), notes.append))
    assert {line.row for line in lines} == {row}
    assert all(line.ours and line.peer and line.ratio for line in lines)
    if row in "abc":  # what writes, or reads what was written, says in which mode
        assert "journal_mode=truncate, synchronous=2" in " ".join(notes)


def test_a_page_that_waits_for_those_before_it_is_late_from_its_own_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask(browser: object, headers: object) -> tuple[bytes, str]:
        time.sleep(0.02)
        return b"", ""

    monkeypatch.setattr(visitors, "BROWSERS", 1)
    monkeypatch.setattr(visitors, "_moments", lambda seconds: [0.0] * 5)
    monkeypatch.setattr(visitors, "_ask", ask)
    for before, late_ms in enumerate(visitors.visit(0, 1).late_ms):
        assert late_ms >= 20 * (before + 1)


def test_an_answer_that_is_not_the_page_is_an_error_and_has_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = [(b"", "")] * visitors.BROWSERS

    def ask(browser: object, headers: object) -> tuple[bytes, str]:
        if first:
            return first.pop()
        raise ValueError("status 503")

    monkeypatch.setattr(visitors, "_ask", ask)
    found = visitors.visit(0, 0.2)
    assert found.late_ms == []
    assert found.errors == len(visitors._moments(0.2))


def test_visitors_come_at_random_and_so_many_a_second_in_the_mean() -> None:
    moments = visitors._moments(20)
    assert moments == sorted(moments)
    assert len(moments) == pytest.approx(20 * visitors.PAGES_A_SECOND, rel=0.05)


def test_contestants_take_turns_and_each_round_gives_a_ratio() -> None:
    order, now = list[str](), iter(range(100))
    seconds = take_turns(
        {"one": lambda: order.append("one"), "other": lambda: order.append("other")},
        3,
        clock=lambda: float(next(now)),
    )
    assert order == ["one", "other", "other", "one", "one", "other"]
    assert ratios(seconds, "one", "other") == [1, 1, 1]
    assert quartiles([1, 2, 3, 4, 5]) == (2, 3, 4)


def test_the_table_goes_between_the_marks_of_the_readme_and_the_words_stay() -> None:
    text = bench.README.read_text(encoding="utf-8")
    line = Line(row="a", what="what", ours="1 µs", peer="2 µs", ratio="2×", aim="≥ 1×", met=False)
    written = bench.with_table(text, bench.Report(about=["machine: this"], notes=["n", "n"], lines=[line]))
    assert "| a | what | 1 µs | 2 µs | 2× | ≥ 1× | missed |\n" in written
    assert written.count("- n\n") == 1
    assert bench.with_table(written, bench.Report()).split(bench.BEGIN)[0] == text.split(bench.BEGIN)[0]
    assert written.split(bench.END)[1] == text.split(bench.END)[1]


@pytest.mark.parametrize(
    "arguments",
    [["--write", "--quick"], ["--write", "a"], ["--write", "--without-peers"], ["z"]],
    ids=" ".join,
)
def test_a_part_of_a_run_is_not_written_and_an_unknown_row_is_named(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(arguments)


def test_every_line_the_readme_tells_you_to_type_is_understood() -> None:
    for words in re.findall(
        r"^\./run bench *(.*?) *#", bench.README.read_text(encoding="utf-8"), re.MULTILINE
    ):
        asked = bench.arguments_parser().parse_args(words.split())
        assert set(asked.rows) <= set(bench.ROWS)


def test_the_readme_has_a_line_for_every_row() -> None:
    rows = re.findall(r"^\| (\w) \|", bench.README.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows[: len(bench.ROWS)] == list(bench.ROWS)


@pytest.mark.parametrize(
    ("asked", "there", "prepared"),
    [
        ("run", [], "run"),
        ("run", ["root", "python", "run"], "run"),
        ("run", ["root", "run", "dev"], "dev"),
        ("dev", ["root", "run", "dev", "bench"], "bench"),
        ("bench", ["root", "run", "dev"], "bench"),
    ],
)
def test_preparing_for_less_takes_nothing_away(asked: str, there: list[str], prepared: str) -> None:
    assert prepare.largest(asked, *there) == prepared


def pinned(name: str) -> set[str]:
    lock = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+==[\w.]+)", lock, re.MULTILINE))


@pytest.mark.parametrize(("smaller", "larger"), [("run", "dev"), ("dev", "bench")])
def test_a_larger_lock_holds_every_pin_of_the_smaller(smaller: str, larger: str) -> None:
    """If this fails, recompile the larger: the command is at the head of its file."""
    assert pinned(smaller) - pinned(larger) == set()
