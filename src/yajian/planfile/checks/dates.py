"""Dates: what was due when the plan was issued says so, no two dates contradict, and words mean the day they give."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from yajian.core.plan import ListPart, Plan, Value
from yajian.core.plan.sums import list_path
from yajian.core.words import ClauseId
from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault


def around_issue(view: View) -> Iterator[Fault]:
    """A deadline on or before issue is flagged, and names what has to be asked about it."""
    issued = view.plan.programme.issued_on
    if not view.sound("programme"):
        return
    for batch in view.plan.batches.values():
        due, path = batch.due.value, f"batches.{batch.id}"
        if due is None:
            continue
        past = due <= issued
        if past and not batch.due_on_or_before_issue:
            seen = f"{batch.id} 的时限 {due} 不晚于印发日 {issued}，没有标明"
            remedy = "写 due_on_or_before_issue: true；单凭这样的时限不通报、不收回"
            yield view.fault(f"{path}.due", "due-before-issue", seen, remedy)
        elif past and batch.question is None:
            seen = f"{batch.id} 的时限 {due} 不晚于印发日，印发时完成多少没有人说"
            yield view.fault(path, "due-without-question", seen, "写 question，指明一个待明确事项")
        elif past:
            seen = f"{batch.id} 的时限 {due} 不晚于印发日 {issued}，单凭它不通报、不收回"
            remedy = f"印发时实际完成多少，请答复 {batch.question}"
            yield view.fault(
                f"{path}.due_on_or_before_issue", "due-before-issue", seen, remedy, level="warning"
            )
        elif batch.due_on_or_before_issue:
            seen = f"{batch.id} 的时限 {due} 晚于印发日 {issued}，却标成印发时已到期"
            yield view.fault(
                f"{path}.due_on_or_before_issue", "due-after-issue", seen, "删去这一行，或核对时限"
            )


def contradictory(view: View) -> Iterator[Fault]:
    """Dates that cannot both be so."""
    by = view.plan.total.by.value
    for batch in view.plan.batches.values():
        if batch.due.value is not None and by is not None and batch.due.value > by:
            seen = f"{batch.id} 的时限 {batch.due.value} 晚于总目标的 {by}"
            yield view.fault(f"batches.{batch.id}.due", "dates-contradict", seen, "核对两处时限")
    yield from _milestones(view)
    for one in view.plan.lists:
        for item in one.items:
            for part in item.parts:
                yield from _part(view, f"{list_path(view.plan, one)}.items.{item.id}.parts.{part.id}", part)


def _milestones(view: View) -> Iterator[Fault]:
    earlier = None
    for milestone in view.plan.milestones:
        path = f"milestones.{milestone.id}.due"
        if earlier is not None and _before(milestone.due, earlier.due):
            seen = f"节点 {milestone.id} 的时限早于前一个节点 {earlier.id}"
            yield view.fault(path, "dates-contradict", seen, "节点按时间先后排列")
        for name in milestone.batches:
            batch = view.plan.batches.get(name)
            if batch is not None and _before(milestone.due, batch.due):
                seen = f"节点 {milestone.id} 在 {milestone.due.value}，计入的批次 {name} 到 {batch.due.value} 才到期"
                yield view.fault(path, "dates-contradict", seen, "核对节点时限和它计入的批次")
        earlier = milestone


def _part(view: View, path: str, part: ListPart) -> Iterator[Fault]:
    if part.batch is None:
        if part.due.value is None and part.due.question is None:
            seen = f"{part.id} 既不属于批次，也没有时限"
            yield view.fault(
                path, "part-without-date", seen, "写 batch，或写 due（没有写明的写 {unknown: …}）"
            )
        return
    due = view.plan.batches[part.batch].due.value if part.batch in view.plan.batches else part.due.value
    if part.due.value != due:
        seen = f"{part.id} 的时限 {part.due.value} 与批次 {part.batch} 的 {due} 不同"
        yield view.fault(f"{path}.due", "dates-contradict", seen, "属于批次的分项不另写时限，或改归别的批次")


def _before(one: Value[date], other: Value[date]) -> bool:
    return one.value is not None and other.value is not None and one.value < other.value


_WORDS = re.compile(r"(?:([0-9]{4})年)?([0-9]{1,2})月(?:([0-9]{1,2})日|底)")
_YEAR = re.compile(r"到([0-9]{4})年底?")


def as_worded(view: View) -> Iterator[Fault]:
    """The words of a deadline are in its clause, and mean the day that is written."""
    plan = view.plan
    for path, words, due, clauses in _worded(plan):
        texts = [plan.clauses[name].text for name in clauses if name in plan.clauses]
        for word in words:
            if texts and not any(word in text for text in texts):
                seen = f"所引条文里没有“{word}”"
                yield view.fault(path, "words-not-in-clause", seen, "照条文逐字写，或补上写有它的条文")
            elif due is not None and due.value is not None and not _means(word, due.value):
                seen = f"“{word}”不是 {due.value}"
                yield view.fault(path, "date-not-as-worded", seen, "核对日期与原文的写法")


def _worded(plan: Plan) -> Iterator[tuple[str, tuple[str, ...], Value[date] | None, tuple[ClauseId, ...]]]:
    """Every deadline that is written with its words: (where, words, day, clauses)."""
    for target in plan.targets:
        yield f"targets.{target.id}.by_words", target.by_words, target.by, target.clauses
    for goal in plan.goals:
        yield f"goals.{goal.id}.by_words", goal.by_words, goal.by, goal.clauses
    for batch in plan.batches.values():
        yield f"batches.{batch.id}.due_words", batch.due_words, batch.due, batch.clauses


def _means(words: str, day: date) -> bool:
    """Whether words that give a day could give this one; words that give none always could."""
    found = _WORDS.search(words)
    if found is not None:
        year = int(found[1]) if found[1] else day.year
        month = int(found[2])
        last = monthrange(year, month)[1] if 1 <= month <= 12 else 0
        return day == date(year, month, int(found[3]) if found[3] else last) if last else False
    year_found = _YEAR.search(words)
    return year_found is None or day.year == int(year_found[1])
