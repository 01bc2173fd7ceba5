"""Where reading is, what it leaves behind: marks for later checks, faults for the author, holes for itself."""

from typing import NamedTuple

from yaml.nodes import Node, ScalarNode

from yajian.core.words import ClauseId
from yajian.planfile.faults import Fault
from yajian.planfile.scalars import Amiss


class Hole:
    """What stands where nothing could be read."""


HOLE = Hole()


class Mark(NamedTuple):
    """Where something stands in the file."""

    line: int
    where: str
    scope: tuple[ClauseId, ...]


class At(NamedTuple):
    """Where reading is: the path in Python's names, the path in the file's keys, the clauses in force."""

    path: str = ""
    where: str = ""
    scope: tuple[ClauseId, ...] = ()
    line: int = 0  # of the key that opened this place; 0 where no key did

    def into(self, name: str, key: str, opened_by: Node | None = None) -> "At":
        line = opened_by.start_mark.line + 1 if opened_by is not None else 0
        return At(f"{self.path}.{name}".lstrip("."), f"{self.where}.{key}".lstrip("."), self.scope, line)

    def line_of(self, node: Node) -> int:
        """The line to name: a word's own; for what spreads over lines, the line of its key."""
        return self.line if self.line and not isinstance(node, ScalarNode) else int(node.start_mark.line) + 1


class Trace:
    """What one reading of one file leaves behind."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.marks: dict[str, Mark] = {}
        self.left_out: set[str] = set()  # names of entries that could not be read

    def amiss(self, node: Node, at: At, why: Amiss) -> Hole:
        """Tell a fault; what stood there is now a hole."""
        self.faults.append(
            Fault(
                line=at.line_of(node),
                level="error",
                code=why.code,
                where=at.where,
                clause=at.scope[0] if at.scope else "",
                seen=why.seen,
                remedy=why.remedy,
            )
        )
        return HOLE

    def mark(self, node: Node, at: At) -> None:
        self.marks[at.path] = Mark(at.line_of(node), at.where, at.scope)
