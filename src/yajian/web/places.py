"""The places of a plan that rest on a question, in words; and the values a form may put there."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

import msgspec

from yajian.core.plan import Duty, Plan, Provenance, Target, Value, resting_on
from yajian.core.plan.compare import shown
from yajian.core.plan.references import called
from yajian.core.plan.shape import element, literals, newtype_root
from yajian.core.plan.walk import Leaf, name_of, typed_leaves
from yajian.core.words import EnterpriseId, QuestionId
from yajian.planfile.docs.comments import explained

PREFIX = "settle:"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One value that would have to be looked at again, as a clerk would name it."""

    path: str
    owner: str  # whose value: a firm, a list, a duty
    what: str  # which of its values: 所在县（市）
    now: str  # what stands there
    provenance: Provenance | None = None
    input: str = (
        ""  # the kind of field a form offers, checks for several of a list; empty: the answer's words must do
    )
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""


class Unreadable(Exception):
    """A value somebody typed cannot be read; the message says how to write it."""

    def __init__(self, place: Place, seen: str) -> None:
        super().__init__(f"“{place.owner} {place.what}”{seen}")
        self.path = place.path


def places(plan: Plan, question: QuestionId) -> tuple[Place, ...]:
    leaves = typed_leaves(plan)
    return tuple(_place(plan, path, leaves.get(path)) for path in resting_on(plan, question))


def _place(plan: Plan, path: str, leaf: Leaf | None) -> Place:
    owner, what = _words(plan, path)
    if leaf is None or not isinstance(leaf.held, Value):
        return Place(path=path, owner=owner, what=what, now="整条与此有关")
    kind, options = _input(plan, leaf, _comment(plan, path))
    return Place(
        path=path,
        owner=owner,
        what=what,
        now=_said(leaf.held, dict(options)),
        provenance=leaf.held.provenance,
        input=kind,
        options=options,
        unit=leaf.unit.symbol if leaf.unit is not None else "",
    )


def _words(plan: Plan, path: str) -> tuple[str, str]:
    """The nearest entry with a name, and what the last field is for, by the words beside it in the source."""
    held: object = plan
    owner, what = "", path.rsplit(".", 1)[-1]
    for segment in path.split("."):
        if isinstance(held, msgspec.Struct):
            what = first_words(explained(type(held), segment)) or segment
        held = _within(held, segment)
        owner = _name(plan, held) or owner
    return owner or first_words(explained(type(plan), path.split(".", 1)[0])), what


def _within(held: object, segment: str) -> object:
    if isinstance(held, Mapping):
        return held.get(segment)
    if isinstance(held, tuple):
        return next((each for at, each in enumerate(held) if name_of(each, at) == segment), None)
    return getattr(held, segment, None)


def _name(plan: Plan, held: object) -> str:
    """What an entry is called: a list item by its enterprise, the rest by whatever name they carry."""
    enterprise = plan.enterprises.get(getattr(held, "enterprise", EnterpriseId("")))
    if enterprise is not None:
        return enterprise.name
    for field in ("label", "name", "title", "what", "topic"):
        words = getattr(held, field, "")
        if isinstance(words, str) and words:
            return words
    return ""


def choice_called(plan: Plan, path: str, value: object) -> tuple[str, str]:
    """A place in words, and a value put there as a person reads it: whatever is offered by a name, by that name."""
    owner, what = _words(plan, path)
    leaf = typed_leaves(plan).get(path)
    where = f"{owner} · {what}" if owner else what
    if leaf is None:
        return where, shown(value)
    _, options = _input(plan, leaf, _comment(plan, path))
    said = dict(options)
    if isinstance(value, list | tuple):
        return where, "、".join(said.get(str(one)) or str(one) for one in value)
    if isinstance(value, bool):
        return where, shown(value)
    if isinstance(value, int) and leaf.unit is not None:
        return where, leaf.unit.shown(value)
    return where, said.get(str(value)) or shown(value)


def first_words(comment: str) -> str:
    for stop in "，；：:;。（":
        comment = comment.split(stop, 1)[0]
    return comment.strip()


def _said(value: Value[object], words: Mapping[str, str]) -> str:
    """What stands there; whatever is offered by a name, by that name."""
    if value.value is None:
        return ""
    if isinstance(value.value, tuple):
        return "、".join(words.get(str(one)) or shown(one) for one in value.value)
    return words.get(str(value.value)) or shown(value.value)


def _comment(plan: Plan, path: str) -> str:
    """The words beside the field a path ends in."""
    held: object = plan
    *above, last = path.split(".")
    for segment in above:
        held = _within(held, segment)
    return explained(type(held), last) if isinstance(held, msgspec.Struct) else ""


def choice_word(comment: str, choice: str) -> str:
    """What a word of a closed vocabulary means, from the comment that lists them: `shut 关停，dismantled 拆除`."""
    found = re.search(rf"\b{re.escape(choice)} ?([\u4e00-\u9fff（）]+)", _VOCABULARY + " " + comment)
    return found.group(1) if found else choice


# Vocabularies that several chapters share are explained once, where they first appear.
_VOCABULARY = " ".join((explained(Target, "judged_by"), explained(Duty, "every")))


def _input(plan: Plan, leaf: Leaf, comment: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The kind of field that fits a value's type, and what may be chosen."""
    several = element(leaf.type)
    if names := tuple(called(plan, several or leaf.type).items()):
        return "checks" if several else "select", names
    choices = literals(leaf.type)
    if choices:
        return "select", tuple((choice, choice_word(comment, choice)) for choice in choices)
    root = newtype_root(leaf.type)
    if root is bool:
        return "select", (("true", "是"), ("false", "否"))
    if root is date:
        return "date", ()
    if root in (int, str) or several is str:
        return "text", ()
    return "", ()


def settled(plan: Plan, question: QuestionId, given: Mapping[str, str]) -> dict[str, object]:
    """The values a form brought, in base units and builtins; those left blank are left open. Raises Unreadable."""
    leaves = typed_leaves(plan)
    return {
        place.path: _read(leaves[place.path], place, text)
        for place, text in _filled(places(plan, question), given)
    }


def _filled(offered: tuple[Place, ...], given: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    for place in offered:
        text = given.get(PREFIX + place.path, "").strip()
        if place.input and text:
            yield place, text


def _read(leaf: Leaf, place: Place, text: str) -> object:
    root = newtype_root(leaf.type)
    if element(leaf.type) is not None:
        words = [word for word in text.replace("，", "、").split("、") if word]
        return [_chosen(place, word) for word in words] if place.options else words
    chosen = _chosen(place, text) if place.options else text
    if root is bool:
        return chosen == "true"
    if root is int:
        return _whole(place, text, leaf.unit.factor if leaf.unit is not None else 1)
    return chosen


def _chosen(place: Place, text: str) -> str:
    """What is meant by one of the offered words, or by its id; the page's own words are as good as what it sends."""
    found = {name: id for id, name in place.options} | {id: id for id, _ in place.options}
    if text not in found:
        offered = "”“".join(name for _, name in place.options)
        raise Unreadable(place, f"没有“{text}”这一种，请从这些里选：“{offered}”")
    return found[text]


def _whole(place: Place, text: str, factor: int) -> int:
    """A number in the plan's unit as an integer of the base unit; nothing is rounded."""
    try:
        amount = Decimal(text) * factor
    except InvalidOperation:
        raise Unreadable(place, f"要填数字，看到的是“{text}”") from None
    if not amount.is_finite() or amount != amount.to_integral_value():
        raise Unreadable(place, f"的“{text}”化不成整数，请核对单位（{place.unit or '无'}）")
    return int(amount)
