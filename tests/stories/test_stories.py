"""Every story in this folder is played, step by step, against a fresh programme, on either store."""

from pathlib import Path

import pytest

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


def test_the_books_of_a_story_are_kept_when_asked_and_never_over_others(tmp_path: Path) -> None:
    path = story(tmp_path, HEAD + "adopted: 2020-01-01 09:00\nsteps: [{step: 一, report: status}]")
    keep = tmp_path / "kept"
    assert play(read(path), tmp_path, PLANS, keep=keep).ok
    assert (keep / "journal.sqlite3").stat().st_size > 0
    with pytest.raises(StoryUnreadable, match="空目录"):
        play(read(path), tmp_path, PLANS, keep=keep)
