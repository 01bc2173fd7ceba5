"""演示城市: 示范市 half-way through its plan, in a folder of its own, on a day that does not pass.

Everything in it is invented. The story beside the plan is played once, by the same `transact` as any office's work;
what visitors then enter is kept until the folder is made afresh.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from yajian.core.words import SHANGHAI
from yajian.planfile import load_bytes
from yajian.story import Seen, play, read
from yajian.transact import Office

PLAN = "shifan-2019"
STORY = Path("demo/story.yaml")  # in the plan's folder
OPENED = datetime(2020, 8, 31, 9, tzinfo=SHANGHAI)
_BOOKS = "books"
_PLAYED = "played"  # written last: without it, a play that was broken off is begun again


class NotPlayed(Exception):
    """The folder holds something else, or the story did not go as it says. The message is for people."""


class Clock:
    """Stands at the demonstration's morning when the office opens, and goes on from there; never back."""

    def __init__(self, last: datetime | None = None) -> None:
        self._begun = datetime.now(UTC)
        self._from = max(OPENED, last) if last is not None else OPENED

    def __call__(self) -> datetime:
        return (self._from + (datetime.now(UTC) - self._begun)).astimezone(UTC)


def prepare(
    folder: Path, plans: Path, *, afresh: bool = False, tell: Callable[[Seen], None] = lambda _: None
) -> Path:
    """The books of the demonstration, played into this folder unless they are there. Raises NotPlayed."""
    books = folder / _BOOKS
    if folder.exists() and any(folder.iterdir()) and not books.is_dir():
        raise NotPlayed(f"{folder} 里有别的东西，不是演示的数据。请换一个空目录：./run demo --folder 目录")
    if afresh or not (folder / _PLAYED).exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        script = plans / PLAN / STORY
        played = play(read(script), script.parent, plans, tell, keep=books)
        if not played.ok:
            wrong = next(step for step in played.steps if step.differs)
            raise NotPlayed(f"演示故事第 {wrong.number} 步“{wrong.step}”与写明的不符：{wrong.differs[0]}")
        (folder / _PLAYED).write_text(f"{len(played.steps)}\n", encoding="utf-8")
    return books


def open_demo(books: Path, *, serving: bool = True) -> Office:
    """The office of the demonstration, on its own day; `serving` claims it for the one server."""
    with Office(books, load_plan=load_bytes) as office:
        last = office.recorded(office.head.seq).recorded_at
    return Office(books, load_plan=load_bytes, clock=Clock(last + timedelta(seconds=1)), serving=serving)
