"""The one shape of every value in a plan: what it is, who says so, and what to ask while nobody does."""

from enum import Enum
from typing import Generic, Literal, TypeVar

import msgspec

from yajian.core.words import ClauseId, QuestionId, T

T_co = TypeVar("T_co", covariant=True)


class Provenance(Enum):
    """Where a value comes from. There is no sixth kind."""

    SAID = "方案原文"
    DERIVED = "推算"
    ASSUMED = "系统默认"
    EXTERNAL = "外部来源"
    UNKNOWN = "未知"


How = Literal["sum", "difference", "product", "share", "same_as", "because"]


class Working(msgspec.Struct, frozen=True, kw_only=True):
    """How a derived value came about: one closed form of arithmetic over named quantities, or a stated reason."""

    how: How
    of: tuple[str, ...]  # ids of quantities or paths of values; for `because`, the reason itself

    @property
    def text(self) -> str:
        """The arithmetic as a person would write it."""
        match self.how:
            case "sum":
                return "＋".join(self.of) or "没有列入的项"
            case "difference":
                return "－".join(self.of)
            case "product":
                return "×".join(self.of)
            case "share":
                return "÷".join(self.of)
            case "same_as":
                return f"同 {self.of[0]}"
            case "because":
                return self.of[0]


class Value(msgspec.Struct, Generic[T_co], frozen=True, kw_only=True):
    """A value with its provenance. `value` is absent exactly when nobody has said."""

    provenance: Provenance
    value: T_co | None = None
    clauses: tuple[ClauseId, ...] = ()  # its own, else those of the object it stands in
    question: QuestionId | None = None  # what would have to be answered: always there when assumed or unknown
    source: str | None = None  # X-…, or the 文号 of the document that answered
    working: Working | None = None
    answers: QuestionId | None = None  # the question this external value is the answer to
    issued: T_co | None = None  # what the file says, where an answer has taken its place
    note: str = ""

    @property
    def asks(self) -> QuestionId | None:
        """The question it belongs to, open or answered."""
        return self.question or self.answers


class In(msgspec.Struct, frozen=True):
    """Marks a number that is written in one of the plan's units and held as an integer of the base unit."""

    unit: str  # the unit's id in `units`


class InUnitOf(msgspec.Struct, frozen=True):
    """Marks a number whose unit is named by a sibling field."""

    field: str


def said(value: T, *clauses: ClauseId) -> Value[T]:
    return Value(provenance=Provenance.SAID, value=value, clauses=clauses)


def derived(value: T | None, how: How, *of: str) -> Value[T]:
    return Value(provenance=Provenance.DERIVED, value=value, working=Working(how=how, of=of))
