"""Every way a plan file can be wrong: one change, one message, on the right line, with a way forward."""

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.planfile.edited import changed, checked, issued, line_of, new, text, untouched
from yajian import planfile
from yajian.core.plan.references import KINDS

STEEL, YUNCHENG = "demo-steel", "yuncheng-2019"
SOURCE = Path(planfile.__file__).parent
SLIPS = yaml.safe_load((Path(__file__).parent / "slips.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip["name"])
def test_each_slip_is_told_where_it_was_made(slip: dict[str, Any]) -> None:
    edit, (code, seen) = (slip["find"], slip["put"]), slip["told"]
    after = checked(STEEL, edit)
    faults = [fault for fault in new(after, STEEL) if fault.code == code and seen in fault.seen]
    assert faults, [f"{fault.code} {fault.line} {fault.seen}" for fault in after.faults]
    assert faults[0].line == line_of(changed(STEEL, edit), slip.get("line") or slip["put"])
    assert faults[0].level == slip.get("level", "error")
    assert faults[0].remedy
    assert (after.plan is None) == any(fault.level == "error" for fault in after.faults)


def told(plan: str, *edits: tuple[str, str]) -> list[tuple[str, str]]:
    """What is newly wrong, as (code, what was seen)."""
    return [(fault.code, fault.seen) for fault in new(checked(plan, *edits), plan)]


def test_a_file_that_is_no_file_of_text_is_told_so() -> None:
    for data, code in (
        (b"", "empty"),
        (b"# nothing but a remark\n", "empty"),
        ("schema: 方案".encode("gb18030"), "not-utf8"),
        (b"schema: " + b"[" * 60 + b"]" * 60, "too-deep"),
        (b"schema: plan/1\n" + b"#" * 3_000_000, "too-large"),
        (b"schema: \x00", "yaml-syntax"),
        (b"schema: *other", "anchor"),
    ):
        found = planfile.check_bytes(data)
        assert found.plan is None
        assert [fault.code for fault in found.faults] == [code], data[:40]


def test_words_that_stand_twice_in_the_text_do_not_say_which_place_they_mean() -> None:
    twice = issued(STEEL).replace("六、工作保障", "新建高炉有效容积须达到1200立方米及以上。\n六、工作保障")
    found = planfile.check_bytes(changed(STEEL).encode(), twice)
    [fault] = [fault for fault in found.faults if fault.code == "clause-twice"]
    assert fault.seen == "这一条在原文里出现了2次（第34、39行），不知道指哪一处"
    assert fault.line == line_of(changed(STEEL), "  T4.1:")


def test_a_deadline_on_or_before_issue_is_a_warning_that_names_its_question() -> None:
    warnings = untouched(YUNCHENG).faults
    assert [fault.code for fault in warnings] == ["due-before-issue", "due-before-issue"]
    assert {fault.level for fault in warnings} == {"warning"}
    assert all("Q-RETRO" in fault.remedy for fault in warnings)
    assert ("due-without-question", "B1 的时限 2019-10-31 不晚于印发日，印发时完成多少没有人说") in told(
        YUNCHENG,
        ("    completion_standard: CS-B1\n    question: Q-RETRO\n", "    completion_standard: CS-B1\n"),
    )


def test_rates_by_origin_cover_every_origin_once() -> None:
    other = "    other:    {label: 其他来源的产能, origin: other, rate: {unknown: Q-RATE-OTHER}}\n"
    assert ("origin-without-rate", "产能来源“其他”没有对应的补偿标准") in told(YUNCHENG, (other, ""))
    again = "    again:    {label: 又一个, origin: other, rate: {unknown: Q-RATE-OTHER}}\n"
    assert ("rate-twice", "来源 other 有两个标准：other 和 again") in told(YUNCHENG, (other, other + again))


def test_a_rate_without_a_clause_is_told_on_its_line() -> None:
    edit = ("origin: market_acquired, rate: 48, clause: S5.5.1b}", "origin: market_acquired, rate: 48}")
    assert told(YUNCHENG, edit) == []  # the chapter's own clauses stand behind it
    bare = (
        "\n  clause: [S5.5.0, S5.5.1, S5.5.1a, S5.5.1b, S5.5.3, S5.5.4, S5.5.5, S5.5.6a, S5.5.6b, S5.5.7, S5.5.8]\n",
        "\n",
    )
    after = checked(YUNCHENG, edit, bare)
    line = line_of(changed(YUNCHENG, edit, bare), "origin: market_acquired, rate: 48}")
    assert [fault.where for fault in after.faults if fault.code == "no-clause" and fault.line == line] == [
        "compensation.rates.market.rate"
    ]


def test_what_should_lie_beside_the_file_is_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(changed(YUNCHENG), encoding="utf-8")
    found = planfile.check(path)
    assert [(fault.code, fault.where) for fault in found.faults if fault.level == "error"] == [
        ("no-such-file", "issued_text.file"),
        ("no-such-file", "layout.map"),
    ]
    (tmp_path / "document.txt").write_bytes("运城市".encode("gb18030"))
    assert ("not-utf8", "issued_text.file") in {
        (fault.code, fault.where) for fault in planfile.check(path).faults
    }


def test_every_fault_is_told_at_once() -> None:
    seen = told(
        STEEL,
        ("  public: true", "  public: yes"),  # a chapter with a hole
        ('三②, text: "已退出的高炉不得', '三②, text: "已退出的高炉严禁'),
        ("{enterprise: jia, capacity: 100,", "{enterprise: jia, capacity: 101,"),
        ("need: resettlement_plan", "need: resetlement_plan"),  # an entry left out
        ("approved_by: city_gov", "approved_by: city_gvo"),
        ("{unknown: Q-SPLIT}", "{unknown: Q-SPILT}"),
    )
    assert {code for code, _ in seen} >= {
        "implicit-boolean",
        "clause-not-verbatim",
        "sum",
        "not-choice",
        "no-such-question",
        "no-such-organisation",
    }
    lines = [fault.line for fault in checked(STEEL, ("  public: true", "  public: yes")).faults]
    assert lines == sorted(lines)


def test_a_plan_without_a_target_is_told_so_and_read_on() -> None:
    target = text(STEEL)[text(STEEL).index("\ntargets:\n") : text(STEEL).index("\nbatches:\n")]
    seen = told(STEEL, (target, "\ntargets: {}\n"), ("approved_by: city_gov", "approved_by: city_gvo"))
    assert ("no-target", "没有一个目标") in seen
    assert ("no-such-organisation", "没有单位 city_gvo") in seen


@pytest.mark.parametrize(
    ("put", "seen"),
    [
        (
            "退出的高炉应切断电源、拆除炉体",
            "从第7个字起，这里写“切断电源、拆除炉”，原文第31行是“当切断电源、拆除”",
        ),
        (
            "退出的高炉应当立即切断电源、拆除炉体",
            "从第8个字起，这里写“立即切断电源、拆”，原文第31行是“切断电源、拆除炉”",
        ),
        (
            "凡退出的高炉应当切断电源、拆除炉体",
            "从第1个字起，这里写“凡退出的高炉应当”，原文第31行是“退出的高炉应当切",
        ),
        ("退出的高炉应当切断电源、拆除", ""),
    ],
)
def test_letters_lost_and_added_are_found_where_they_are(put: str, seen: str) -> None:
    faults = told(STEEL, ('三①, text: "退出的高炉应当切断电源、拆除炉体"', f'三①, text: "{put}"'))
    assert any(seen in words for code, words in faults if code == "clause-not-verbatim") or not seen
    assert bool(seen) or ("text-uncovered", "原文第31行“炉体”没有归入任何条文") in faults


def test_a_hole_in_one_chapter_does_not_hide_a_slip_in_another() -> None:
    seen = told(
        STEEL,
        ("op: gte, value: 1200, unit: 立方米}", "op: gte, value: 1200, unit: 方}"),
        ('三②, text: "已退出的高炉不得', '三②, text: "已退出的高炉严禁'),
        ("fn: F11, clause: T6.3", "fn: F11, clause: T6.33"),
    )
    assert {code for code, _ in seen} == {
        "no-unit",
        "clause-not-verbatim",
        "no-such-clause",
        "clause-without-duty",
    }


# J01


def test_seven_written_as_eight_is_refused_with_both_sums() -> None:
    seen = [
        text for _, text in told(YUNCHENG, ("zhongxin_jinshi, capacity: 7,", "zhongxin_jinshi, capacity: 8,"))
    ]
    assert "B3 合计 188≠187" in seen
    assert "清单合计 326≠325" in seen


def test_one_letter_of_a_clause_is_refused_with_its_line() -> None:
    edit = ('text: "对已停产焦炉的产能予以彻底压减', 'text: "对已停产焦炉的产能予以部分压减')
    [fault] = new(checked(YUNCHENG, edit), YUNCHENG)
    assert fault.code == "clause-not-verbatim"
    assert fault.line == line_of(changed(YUNCHENG, edit), edit[1])
    assert fault.clause == "四(一)"
    assert "从第12个字起" in fault.seen
    assert "彻底压减" in fault.seen


def test_a_key_written_twice_is_refused_with_its_line() -> None:
    edit = ("schema: plan/1\n", "schema: plan/1\nschema: plan/1\n")
    [fault] = new(checked(YUNCHENG, edit), YUNCHENG)
    assert (fault.code, fault.line) == ("duplicate-key", line_of(changed(YUNCHENG, edit), edit[1]) + 1)


# Nothing the checker can say goes untested


def test_every_code_the_checker_can_tell_is_provoked_here() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(__file__).parent.iterdir() if path.is_file()
    )
    untold = [code for code in codes() if code not in tests]
    assert not untold


def codes() -> set[str]:
    """Every code in the checker's own source."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                name = (
                    call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                )
                place = {"Amiss": 0, "fault": 1}.get(name)
                if place is not None and len(call.args) > place:
                    code = call.args[place]
                    if isinstance(code, ast.Constant) and isinstance(code.value, str):
                        found.add(code.value)
    return found | {f"no-such-{kind.code}" for kind in KINDS.values()}
