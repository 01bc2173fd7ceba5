"""Answers laid over the issued plan. The file is never rewritten: an answer is a dated layer, and layers are pure."""

from collections.abc import Iterator, Mapping

import msgspec

from yajian.core.plan import shape
from yajian.core.plan.derive import reworked
from yajian.core.plan.rebuild import replaced
from yajian.core.plan.references import Registry, asked_for, called
from yajian.core.plan.sums import mismatches
from yajian.core.plan.value import Provenance, Value
from yajian.core.plan.walk import Leaf, typed_leaves, walk
from yajian.core.plan.whole import Plan
from yajian.core.words import DocumentNo, QuestionId


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to an open question: the document, the reading it gives, and the values that now stand."""

    document: DocumentNo
    reading: str
    settles: Mapping[str, object] = {}  # path → value, in base units and builtins
    revision: int


def resting_on(plan: Plan, question: QuestionId) -> tuple[str, ...]:
    """Every path whose value is the question's default, or waits for its answer, or came from it."""
    return tuple(leaf.path for leaf in walk(plan) if _rests(leaf, question))


def _rests(leaf: Leaf, question: QuestionId) -> bool:
    if isinstance(leaf.held, Value):
        return leaf.held.asks == question
    return leaf.held == question and leaf.path.endswith(".question")


def check_settlement(plan: Plan, question: QuestionId, settles: Mapping[str, object]) -> tuple[str, ...]:
    """What keeps these values from being laid over the plan as the answer to the question; nothing if they fit."""
    if question not in plan.open_questions:
        return (f"没有待明确事项 {question}",)
    if not settles:  # a reading alone leaves every number as it is
        return ()
    known = typed_leaves(plan)
    faults = [
        fault for path, value in settles.items() for fault in _misfits(plan, known, question, path, value)
    ]
    if faults:
        return tuple(faults)
    before = set(mismatches(plan))
    after = mismatches(_laid(plan, known, question, DocumentNo("—"), settles))
    return tuple(f"改后不平：{mismatch.seen}" for mismatch in after if mismatch not in before)


def _misfits(
    plan: Plan, known: Mapping[str, Leaf], question: QuestionId, path: str, value: object
) -> Iterator[str]:
    leaf = known.get(path)
    if leaf is None or not isinstance(leaf.held, Value):
        yield f"方案里没有 {path} 这个值"
    elif leaf.held.asks != question:
        belongs = f"属于 {leaf.held.asks}" if leaf.held.asks else "是方案原文或推算的值，不待明确"
        yield f"{path} 不属于 {question}（{belongs}）"
    else:
        try:
            found = msgspec.convert(value, leaf.type)
        except msgspec.ValidationError:
            yield f"{path} 不能填“{value}”：要{asked_for(leaf.type)}"
            return
        if isinstance(found, int) and not isinstance(found, bool) and found < 0:
            yield f"{path} 不能是负数"
        for name, kind in Registry(plan).missing(found, leaf.type):
            yield f"{path}：没有{kind.noun} {name}{_instead(plan, leaf.type)}"


def _instead(plan: Plan, kind: object) -> str:
    """What may be named there, each id with its words: who asks without a form has no list before him."""
    named = called(plan, shape.element(kind) or kind)
    return f"，可以填：{'、'.join(f'{id}（{words}）' for id, words in named.items())}" if named else ""


def plan_at(base: Plan, answers: Mapping[QuestionId, Settlement]) -> Plan:
    """The issued plan as these answers leave it, with everything derived worked out again."""
    if not answers:
        return base
    plan, known = base, typed_leaves(base)
    for question, answer in sorted(answers.items(), key=lambda pair: (pair[1].revision, pair[0])):
        plan = _laid(plan, known, question, answer.document, answer.settles)
    revision = max(base.programme.revision, *(answer.revision for answer in answers.values()))
    return msgspec.structs.replace(plan, programme=msgspec.structs.replace(plan.programme, revision=revision))


def _laid(
    plan: Plan,
    known: Mapping[str, Leaf],
    question: QuestionId,
    document: DocumentNo,
    settles: Mapping[str, object],
) -> Plan:
    """One answer. A path that a later file no longer has, or no longer holds open, is passed over."""
    changes: dict[str, Value[object]] = {}
    for path, value in settles.items():
        leaf = known.get(path)
        if (
            leaf is None
            or not isinstance(leaf.held, Value)
            or tuple(_misfits(plan, known, question, path, value))
        ):
            continue
        changes[path] = msgspec.structs.replace(
            leaf.held,
            provenance=Provenance.EXTERNAL,
            value=msgspec.convert(value, leaf.type),
            source=document,
            question=None,
            answers=question,
            issued=leaf.held.value,
            working=None,
        )
    return reworked(replaced(plan, changes)) if changes else plan
