"""Every story in this folder is played, step by step, against a fresh programme, on either store."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.sheets import ledgers
from yajian.story import StoryUnreadable, play, read

HERE = Path(__file__).resolve().parent
PLANS = HERE.parents[1] / "plans"


@pytest.mark.parametrize("path", sorted(HERE.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_story_goes_as_it_is_told(path: Path, either_store: str) -> None:
    played = play(read(path), HERE, PLANS, database=either_store)
    assert played.steps
    assert [(step.step, step.differs) for step in played.steps if step.differs] == []


def story(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "story.yaml"
    path.write_text(text, encoding="utf-8")
    return path


HEAD = "title: t\nplan: shifan-2019\ncast: {甲: {organ: 示范市工信局, role: installer}}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "steps: [{step: 一}]", "须恰好写一个"),
        (HEAD + "steps: [{step: 一, do: charter.register-document}]", "须写 who 和 recorded"),
        (HEAD + "steps: [{step: 一, report: status, who: 乙}]", "不在 cast 里"),
        (HEAD + "steps: [{step: 一, report: status, colour: red}]", "colour"),
        (
            HEAD
            + "steps: [{step: 一, who: 甲, recorded: 2020-01-02 09:00, do: charter.register-document, file: x}]",
            "file 只用于 dossier.import-ledger",
        ),
        (HEAD + "steps: [{step: 一, report: status, as: 甲}]", "as 只用于办事的一步"),
        (HEAD + "follows: story.yaml\nsteps: []", "写的是它自己"),
        (HEAD + "follows: none.yaml\nsteps: []", "读不到"),
        (HEAD + "title: again\nsteps: []", "写了两次"),
        (HEAD + "steps: [", "第"),
    ],
)
def test_a_story_that_is_not_one_says_where_to_look(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(StoryUnreadable, match=says):
        read(story(tmp_path, text))


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ("{step: 一, who: 甲, recorded: 2020-01-02 09:00, do: charter.fly}", "没有 charter.fly 这个动作"),
        ("{step: 一, who: 甲, recorded: 元旦, do: charter.adopt-plan}", "时刻写作"),
        ("{step: 一, report: weather}", "没有“weather”这张表"),
        (
            "{step: 一, who: 甲, recorded: 2020-01-02 09:00, do: charter.register-document, attach: [../x]}",
            "不在故事所在文件夹里",
        ),
        (
            "{step: 一, who: 甲, recorded: 2020-01-02 09:00, do: lateness.explain, with: {entry: ＃迟录}}",
            "前面没有哪一步写了 as: 迟录",
        ),
        (
            "{step: 一, who: 甲, recorded: 2020-01-02 09:00, do: dossier.import-ledger, file: x.xlsx}",
            "x.xlsx 不在故事所在文件夹里",
        ),
    ],
)
def test_a_step_that_cannot_be_played_says_why(tmp_path: Path, steps: str, says: str) -> None:
    path = story(tmp_path, HEAD + f"adopted: 2020-01-01 09:00\nsteps: [{steps}]")
    with pytest.raises(StoryUnreadable, match=says):
        play(read(path), tmp_path, PLANS)


def test_a_story_notices_what_is_not_as_it_is_told(tmp_path: Path) -> None:
    wrong = "{step: 一, report: status, expect: {values: {target_t: 1, shut_t: 0}}}"
    path = story(tmp_path, HEAD + f"adopted: 2020-01-01 09:00\nsteps: [{wrong}]")
    played = play(read(path), tmp_path, PLANS)
    assert not played.ok
    assert played.steps[0].differs == ("target_t 应为 1，实为 3250000",)


FIRST = """
title: 前一篇
plan: shifan-2019
adopted: 2020-01-01 09:00
cast: {甲: {organ: 市工信局, role: installer}}
steps:
  - {step: 登记, who: 甲, recorded: 2020-01-03 09:00, do: people.confirm-installation, as: 第一条,
     with: {person: 甲, organ: city_iit, office: 科长}}
"""


def test_a_story_goes_on_where_another_stops_with_its_people_its_books_and_its_names(tmp_path: Path) -> None:
    (tmp_path / "first.yaml").write_text(FIRST, encoding="utf-8")
    path = story(
        tmp_path,
        "title: 后一篇\nplan: shifan-2019\nfollows: first.yaml\ncast: {}\nsteps:\n"
        "  - {step: 说明, who: 甲, recorded: 2020-01-20 09:00, do: lateness.explain,"
        " with: {entry: ＃第一条, reason: 病假, explained_by: 甲}, expect: {fields: {entry: 5}}}\n",
    )
    played = play(read(path), tmp_path, PLANS)
    assert played.ok
    assert [(one.number, one.step) for one in played.steps] == [(1, "登记"), (2, "说明")]


@pytest.mark.parametrize("head", ["plan: yuncheng-2019", "plan: shifan-2019\nadopted: 2020-01-01 09:00"])
def test_a_story_that_goes_on_has_the_same_plan_and_does_not_adopt_it_again(
    tmp_path: Path, head: str
) -> None:
    (tmp_path / "first.yaml").write_text(FIRST, encoding="utf-8")
    path = story(tmp_path, f"title: 后一篇\n{head}\nfollows: first.yaml\ncast: {{}}\nsteps: []\n")
    with pytest.raises(StoryUnreadable, match="须用同一个方案，也不写 adopted"):
        read(path)


@pytest.mark.parametrize(
    ("file", "expect", "differs"),
    [
        ("forty-errors.xlsx", "", "应当没有错误，第一处：企业!B4"),
        ("forty-errors.xlsx", "faults: [焦炉!F12], lines: [共1处]", "没有看到“共1处”"),
        ("forty-errors.xlsx", "faults: [焦炉!Z99]", "没有指出“焦炉!Z99”"),
        ("forty-errors-corrected.xlsx", "faults: [焦炉!F31]", "没有指出“焦炉!F31”"),
        ("letter-2.txt", "faults: [这不是 Excel 工作簿], lines: [共]", "没有看到“共”"),
    ],
)
def test_a_workbook_is_held_against_what_the_step_says_is_wrong_with_it(
    tmp_path: Path, file: str, expect: str, differs: str
) -> None:
    shutil.copy(HERE / "files" / file, tmp_path)
    step = (
        f"{{step: 一, who: 甲, recorded: 2020-03-18 09:00, do: dossier.import-ledger, file: {file}, "
        f"with: {{said_by: 示东市工信局, document: x}}, expect: {{{expect}}}}}"
    )
    path = story(tmp_path, HEAD + f"adopted: 2020-01-01 09:00\nsteps: [{step}]")
    [played] = play(read(path), tmp_path, PLANS).steps
    assert differs in "；".join(played.differs)


def test_the_workbooks_with_forty_errors_are_as_their_fixture_writes_them(tmp_path: Path) -> None:
    made = ledgers.of(ledgers.books())
    for name, write in (("forty-errors", ledgers.forty), ("forty-errors-corrected", ledgers.corrected)):
        kept, fresh = (
            openpyxl.load_workbook(path)
            for path in (HERE / "files" / f"{name}.xlsx", write(made, tmp_path / f"{name}.xlsx"))
        )
        for sheet in ("企业", "焦炉"):
            assert list(kept[sheet].values) == list(fresh[sheet].values), (name, sheet)


def test_the_books_of_a_story_are_kept_when_asked_and_never_over_others(tmp_path: Path) -> None:
    path = story(tmp_path, HEAD + "adopted: 2020-01-01 09:00\nsteps: [{step: 一, report: status}]")
    keep = tmp_path / "kept"
    assert play(read(path), tmp_path, PLANS, keep=keep).ok
    assert (keep / "journal.sqlite3").stat().st_size > 0
    with pytest.raises(StoryUnreadable, match="空目录"):
        play(read(path), tmp_path, PLANS, keep=keep)
