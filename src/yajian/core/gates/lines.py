"""One condition answered, and a whole gate before one oven: what keeps its paper back, and what was signed for."""

import msgspec

from yajian.core.cases import Case
from yajian.core.facts.closure import Condition
from yajian.core.facts.releases import GateOverridden, Released, WarningSigned
from yajian.core.history import Entry
from yajian.core.plan import Gate, GateCondition
from yajian.core.words import Answer, Verdict


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One condition with its answer, and the signature under it where it only warns."""

    condition: GateCondition
    verdict: Verdict
    asks: str = ""  # the command that would help
    signed: Entry[WarningSigned] | None = None
    hidden: bool = False  # it rests on records the reader was not shown, so nothing is claimed of it

    @property
    def soft(self) -> bool:
        return self.condition.level.value == "soft"

    @property
    def met(self) -> bool:
        return self.verdict.answer is Answer.PASS

    @property
    def waits_for_signature(self) -> bool:
        return self.soft and not self.met and not self.signed_for and not self.hidden

    @property
    def signed_for(self) -> bool:
        """Whether the signature is for what is seen now: nobody's name outlives what he was shown."""
        return self.signed is not None and self.signed.value.finding == self.verdict.finding

    @property
    def holds(self) -> bool:
        """Whether it keeps the paper back: not met, and not one that somebody may sign for."""
        return not self.met and not self.soft and not self.hidden


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A gate before one oven: every condition that applies, who overrode which, and the paper in force."""

    gate: Gate
    case: Case
    lines: tuple[Line, ...]
    override: Entry[GateOverridden] | None
    release: Entry[Released] | None
    done: Entry[Condition] | None = None  # the record of what it would let happen, where it has happened

    @property
    def overridden(self) -> frozenset[str]:
        """The conditions the override names, as long as they are seen as they were when it was decided."""
        if self.override is None:
            return frozenset()
        decided = self.override.value
        seen = dict(zip(decided.conditions, decided.findings, strict=False))
        now = {line.condition.id: line.verdict.finding for line in self.lines}
        return frozenset(one for one in decided.conditions if seen.get(one, now.get(one)) == now.get(one))

    @property
    def outdated(self) -> tuple[Line, ...]:
        """The conditions that were overridden or signed for as they stood then, and are seen otherwise now."""
        named = frozenset(self.override.value.conditions) if self.override is not None else frozenset()
        return tuple(
            line
            for line in self.lines
            if (line.condition.id in named - self.overridden and line.holds)
            or (line.waits_for_signature and line.signed is not None)
        )

    @property
    def held_by(self) -> tuple[Line, ...]:
        """The conditions that keep the paper back, overridden ones apart."""
        return tuple(line for line in self.lines if line.holds and line.condition.id not in self.overridden)

    @property
    def unsigned(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.waits_for_signature)

    @property
    def hidden(self) -> tuple[Line, ...]:
        """The conditions of which the reader was not shown enough to say."""
        return tuple(line for line in self.lines if line.hidden)

    @property
    def answer(self) -> Answer:
        """不符合 if one is; else 待定 if one is; what was overridden or signed for stays what it is, line by line."""
        answers = {line.verdict.answer for line in self.lines if not line.soft}
        if Answer.FAIL in answers:
            return Answer.FAIL
        return Answer.UNDETERMINED if Answer.UNDETERMINED in answers else Answer.PASS

    @property
    def opens(self) -> bool:
        """Whether the paper may be given now: never for what has been done, nor on what nobody showed the reader."""
        return self.done is None and not (self.held_by or self.unsigned or self.hidden)
