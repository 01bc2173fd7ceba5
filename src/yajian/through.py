"""An office reached through another: it asks that one for everything, until it says otherwise."""

from collections.abc import Iterator
from datetime import date, datetime

from yajian.core.facts.workers import WorkerId
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import Command, Digest, EnterpriseId, Recorded, Seq
from yajian.journal.envelope import Head
from yajian.journal.store import Attempt
from yajian.transact import Done, Office, Refused


class Through(Office):
    """Reads as its sight lets it, writes as the whole."""

    def __init__(self, whole: Office, sight: Sight) -> None:
        self._whole, self.sight = whole, sight
        self.evidence, self.templates, self.persons = whole.evidence, whole.templates, whole.persons

    def transact(
        self,
        command: Command,
        *,
        actor: str,
        organ: str,
        role: str,
        effective: date,
        evidence: tuple[Digest, ...] = (),
        command_id: str | None = None,
        now: datetime | None = None,
    ) -> Done | Refused:
        return self._whole.transact(
            command,
            actor=actor,
            organ=organ,
            role=role,
            effective=effective,
            evidence=evidence,
            command_id=command_id,
            now=now,
        )

    def now(self) -> datetime:
        return self._whole.now()

    def today(self) -> date:
        return self._whole.today()

    @property
    def programme(self) -> Programme:
        return self._whole.programme

    @property
    def head(self) -> Head:
        return self._whole.head

    def plan(self, as_of: date | None = None, known: Seq | None = None) -> Plan:
        """What the plan is, everybody may know."""
        return self._whole.plan(as_of, known)

    def rostered(
        self, as_of: date | None = None, known: Seq | None = None
    ) -> dict[EnterpriseId, frozenset[WorkerId]]:
        return self._whole.rostered(as_of, known)

    def known_at(self, instant: datetime) -> Seq:
        return self._whole.known_at(instant)

    def programme_at(self, seq: int) -> Programme:
        return self._whole.programme_at(seq)

    def history(self, after: int = 0, upto: int | None = None) -> Iterator[Recorded[AnyFact]]:
        return self._whole.history(after, upto)

    def body(self, seq: int) -> str:
        return self._whole.body(seq)

    def shows(self, seq: int) -> bool:
        return self._whole.shows(seq)

    def gives(self, file: Digest) -> bool:
        return self._whole.gives(file)

    def leaf(self, seq: int) -> str:
        """A digest tells nothing of what it commits to."""
        return self._whole.leaf(seq)

    def recorded_at(self, seq: int) -> datetime:
        return self._whole.recorded_at(seq)

    def attempts(self) -> Iterator[Attempt]:
        return self._whole.attempts()

    def close(self) -> None:
        """The whole is not this one's to close."""
