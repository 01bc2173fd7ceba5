"""The clauses against the issued text: every clause verbatim and once, every operative sentence in a clause."""

from collections.abc import Iterator

from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault
from yajian.planfile.issued import Issued, squeezed

_SHORT = 12  # words this short may well come twice


def verbatim(view: View) -> Iterator[Fault]:
    if view.issued is None:
        return
    issued = Issued(view.issued)
    covered = [False] * len(issued.text)
    for clause in view.plan.clauses.values():
        path = f"clauses.{clause.id}.text"
        words = squeezed(clause.text)
        found = issued.all(words)
        if not found:
            yield _differs(view, issued, path, clause.id, words, covered)
            continue
        if len(found) > 1 and len(words) > _SHORT:
            lines = "、".join(str(issued.line(start)) for start in found)
            seen = f"这一条在原文里出现了{len(found)}次（第{lines}行），不知道指哪一处"
            yield view.fault(
                path, "clause-twice", seen, "把前后文一起写进来，直到只出现一次", clause=clause.id
            )
        start = next((start for start in found if not covered[start]), found[0])
        if any(covered[start : start + len(words)]):
            seen = f"与别的条文重叠：“{_short(words)}”已经写在另一条里"
            yield view.fault(path, "clause-overlap", seen, "每个字只归入一条条文", clause=clause.id)
        _cover(covered, start, len(words))
    yield from _aside(view, issued, covered)
    if view.sound("clauses", "issued_text"):
        yield from _uncovered(view, issued, covered)


def _differs(view: View, issued: Issued, path: str, clause: str, words: str, covered: list[bool]) -> Fault:
    """A clause that is not verbatim: where it first differs, and what the text says there."""
    near = issued.nearest(words)
    if near is None:
        seen = f"原文里找不到“{_short(words)}”"
        return view.fault(
            path, "clause-not-verbatim", seen, "从印发的原文里逐字抄写，只可以少换行和空格", clause=clause
        )
    _cover(covered, near.start, near.end - near.start)
    differs = near.start + near.agreed
    there, here = issued.text[differs : differs + 8], words[near.agreed : near.agreed + 8] or "（到此为止）"
    seen = (
        f"与原文不同：从第{near.agreed + 1}个字起，这里写“{here}”，原文第{issued.line(differs)}行是“{there}”"
    )
    return view.fault(path, "clause-not-verbatim", seen, "照原文逐字改正", clause=clause)


def _aside(view: View, issued: Issued, covered: list[bool]) -> Iterator[Fault]:
    for words in view.plan.issued_text.aside:
        found = issued.all(squeezed(words))
        for start in found:
            _cover(covered, start, len(squeezed(words)))
        if not found:
            seen = f"原文里没有“{_short(words)}”"
            yield view.fault("issued_text.aside", "aside-not-in-text", seen, "照原文逐字抄写，或删去这一行")


def _uncovered(view: View, issued: Issued, covered: list[bool]) -> Iterator[Fault]:
    for start, run in issued.runs(covered):
        seen = f"原文第{issued.line(start)}行“{_short(run)}”没有归入任何条文"
        yield view.fault(
            "clauses", "text-uncovered", seen, "为它写一条条文；确实不是条文的，写进 issued_text.aside"
        )


def _cover(covered: list[bool], start: int, length: int) -> None:
    covered[start : start + length] = [True] * len(covered[start : start + length])


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:30]}…"
