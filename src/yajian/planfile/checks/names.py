"""Names: none dangling, none twice, no clause and no question that nothing uses."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from yajian.core.plan import Value, walk
from yajian.core.plan.references import Registry
from yajian.core.plan.sums import list_path
from yajian.core.plan.terms import QuantityRef, SourceId
from yajian.core.words import BatchId, ClauseId, ListId, QuestionId
from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault


class Named(NamedTuple):
    """One use of a name."""

    path: str
    held: object
    kind: object


def _uses(view: View) -> Iterator[Named]:
    """Every place of the plan that names something declared elsewhere."""
    for leaf in walk(view.plan):
        value = leaf.held
        if not isinstance(value, Value):
            yield Named(leaf.path, value, leaf.type)
            continue
        yield Named(leaf.path, value.value, leaf.type)
        if value.clauses != view.mark(leaf.path.rpartition(".")[0]).scope:  # its own, not those around it
            yield Named(leaf.path, value.clauses, tuple[ClauseId, ...])
        yield Named(leaf.path, value.question, QuestionId)
        yield Named(leaf.path, value.source, SourceId)
        if value.working is not None and value.working.how != "because":
            yield Named(leaf.path, value.working.of, tuple[QuantityRef, ...])
    for name in view.plan.compensation.eligible:
        yield Named(f"compensation.eligible.{name}", name, ListId)
    for task in view.plan.county_tasks:
        for batch in task.by_batch:
            yield Named(f"county_tasks.{task.county}.by_batch.{batch}", batch, BatchId)


def dangling(view: View) -> Iterator[Fault]:
    """A name that is declared nowhere."""
    told = set()
    registry = Registry(view.plan)
    for use in _uses(view):
        for name, kind in registry.missing(use.held, use.kind):
            if (
                name in view.left_out
                or kind.chapter in view.blanks
                or (view.mark(use.path).line, name) in told
            ):
                continue
            told.add((view.mark(use.path).line, name))
            near = get_close_matches(name, sorted(registry.names(kind)), 1, 0.6)
            remedy = f"是不是 {near[0]}？" if near else f"在 {kind.chapter} 里写上 {name}，或改用已有的"
            yield view.fault(use.path, f"no-such-{kind.code}", f"没有{kind.noun} {name}", remedy)


def twice(view: View) -> Iterator[Fault]:
    """A name that stands for two things where one of them would be meant."""
    plan = view.plan
    groups: dict[str, list[tuple[str, str]]] = {
        "数量": [
            *((target.id, f"targets.{target.id}") for target in plan.targets),
            *((batch, f"batches.{batch}") for batch in plan.batches),
            *((milestone.id, f"milestones.{milestone.id}") for milestone in plan.milestones),
            *((task.county, f"county_tasks.{task.county}") for task in plan.county_tasks),
            *((printed, f"printed_totals.{printed}") for printed in plan.printed_totals),
            *((rate.id, f"compensation.rates.{rate.id}") for rate in plan.compensation.rates),
            *_item_names(view),
        ],
        "单位": [
            *((name, f"organisations.{name}") for name in plan.organisations),
            *((name, f"groups.{name}") for name in plan.groups),
        ],
        "清单": [(one.id, list_path(plan, one)) for one in plan.lists],
        "表": [
            *((name, f"facility_types.{name}") for name in plan.facility_types),
            *((name, f"forms.{name}") for name in plan.forms),
        ],
    }
    for noun, names in groups.items():
        count = Counter(name for name, _ in names)
        seen: dict[str, str] = {}
        for name, path in names:
            if count[name] > 1 and name in seen:
                first = view.mark(seen[name]).line
                told = f"编号 {name} 用了两次（第{first}行已有），引用它的地方分不清是哪一个{noun}"
                yield view.fault(path, "duplicate-id", told, "改一个编号，并改引用它的地方")
            seen.setdefault(name, path)


def _item_names(view: View) -> Iterator[tuple[str, str]]:
    """Items and parts; an item's only part shares its name."""
    for one in view.plan.lists:
        for item in one.items:
            path = f"{list_path(view.plan, one)}.items.{item.id}"
            yield item.id, path
            yield from (
                (part.id, f"{path}.parts.{part.id}") for part in item.parts if str(part.id) != str(item.id)
            )


def unused(view: View) -> Iterator[Fault]:
    """A clause or a question that nothing refers to."""
    clauses: set[str] = set()
    questions: set[str] = set()
    for use in _uses(view):
        if use.kind == tuple[ClauseId, ...] and isinstance(use.held, tuple):
            clauses.update(use.held)
        elif use.kind == QuestionId and use.held and not _declares(use.path):
            questions.add(str(use.held))
    if not view.whole:
        return
    for clause in view.plan.clauses.values():
        if clause.id not in clauses and clause.kind != "context":
            remedy = "在它要求的事情上写 clause；只是背景的，kind 写 context"
            yield view.fault(
                f"clauses.{clause.id}",
                "clause-unused",
                f"条文 {clause.id} 没有任何地方用到",
                remedy,
                clause=clause.id,
            )
    for question in view.plan.open_questions:
        if question not in questions:
            seen, remedy = f"{question} 没有任何值引用", "在它影响的值或条目上写 question，或删去这个事项"
            yield view.fault(f"open_questions.{question}", "question-unused", seen, remedy, level="warning")


def _declares(path: str) -> bool:
    """Whether this is where a question itself is written."""
    return path.startswith("open_questions.")
