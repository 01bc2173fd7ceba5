"""What a check sees: the plan, the issued text beside it, and where everything stands in the file."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from yajian.core.plan import Plan
from yajian.planfile.faults import Fault, Level
from yajian.planfile.tracing import Mark

_FILE = Mark(0, "", ())


class View(NamedTuple):
    """One plan as far as it could be read."""

    plan: Plan
    marks: Mapping[str, Mark]
    issued: str | None = None  # the issued text; None where only the plan's bytes are at hand
    left_out: Collection[str] = ()  # names of entries that could not be read: nothing is missing for them
    blanks: Collection[str] = ()  # chapters that are there in name only
    unsound: Collection[str] = ()  # chapters in which something could not be read

    @property
    def whole(self) -> bool:
        """Whether every entry of every chapter could be read."""
        return not self.left_out and not self.blanks

    def sound(self, *chapters: str) -> bool:
        """Whether everything in these chapters could be read, so that counting makes sense."""
        return not any(chapter in self.unsound for chapter in chapters)

    def mark(self, path: str) -> Mark:
        """Where a path stands, or the nearest thing around it that is written."""
        while path and path not in self.marks:
            path = path.rpartition(".")[0]
        return self.marks.get(path, _FILE) if path else _FILE

    def fault(
        self, path: str, code: str, seen: str, remedy: str, level: Level = "error", clause: str = ""
    ) -> Fault:
        mark = self.mark(path)
        return Fault(
            line=mark.line,
            level=level,
            code=code,
            where=mark.where,
            clause=clause or (mark.scope[0] if mark.scope else ""),
            seen=seen,
            remedy=remedy,
        )
