"""The peer from the package index: an `eventsourcing` application whose aggregates are the same ovens."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from yajian.core.facts.closure import ConditionRecorded
from yajian.core.facts.register import StandingStated, UnitOpened
from yajian.core.history import Timeline
from yajian.core.words import Fact, Seq, shanghai_date

STAMP: dict[str, Any] = {
    "programme": "shifan-2019",
    "actor": "示例甲",
    "organ": "示范市焦化行业压减工作专班",
    "role": "municipal",
    "command": "0" * 32,
    "revision": 1,
}


class Oven(Aggregate):
    """Keeps what the house's fold keeps of an oven, by the same means; its events say what the bodies say."""

    @event("Opened")
    def __init__(
        self,
        unit: str,
        enterprise: str,
        filing_no: str,
        filed_on: str,
        facility: str,
        effective: str,
        programme: str,
        actor: str,
        organ: str,
        role: str,
        command: str,
        revision: int,
    ):
        self.opened = (unit, enterprise, filing_no, filed_on, facility)
        self.tonnes = {"filed": 600_000, "unstated": 600_000, "operating": 0, "stopped": 0}
        self.postings = [(self.version, date.fromisoformat(effective), "ground", "unstated", 600_000)]
        self.conditions: Timeline[tuple[str, str, str]] = Timeline()
        self.records: list[tuple[int, date, str, str]] = []

    @event("StandingStated")
    def state_standing(
        self,
        source: str,
        target: str,
        tonnes: int,
        effective: str,
        programme: str,
        actor: str,
        organ: str,
        role: str,
        command: str,
        revision: int,
    ) -> None:
        self.tonnes[source] -= tonnes
        self.tonnes[target] += tonnes
        if self.tonnes[source] < 0:
            raise ValueError(f"{source} would stand at {self.tonnes[source]}")
        self.postings.append((self.version, date.fromisoformat(effective), source, target, tonnes))

    @event("ConditionRecorded")
    def record_condition(
        self,
        condition: str,
        label: str,
        counts_as: str,
        effective: str,
        programme: str,
        actor: str,
        organ: str,
        role: str,
        command: str,
        revision: int,
    ) -> None:
        said = (condition, label, counts_as)
        self.conditions = self.conditions.add(Seq(self.version), date.fromisoformat(effective), said)
        self.records.append((self.version, shanghai_date(self.modified_on), actor, organ))


class Plant:
    """An application on a file. It sets its own journal mode (WAL) and offers no other."""

    def __init__(self, path: Path) -> None:
        self.application: Any = Application(
            env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
        )
        self.ovens: dict[str, Any] = {}  # by unit
        self._by_part: dict[tuple[str, str], Any] = {}

    def take(self, history: Iterable[tuple[date, Fact]]) -> None:
        """The same facts as the journal's, saved an aggregate at a time."""
        for day, fact in history:
            self._trigger(day.isoformat(), fact)
        for oven in self.ovens.values():
            self.application.save(oven)

    def _trigger(self, day: str, fact: Fact) -> None:
        if isinstance(fact, UnitOpened):
            filing = (fact.filing_no, fact.filed_on.isoformat())
            oven = Oven(fact.unit, fact.enterprise, *filing, fact.facility, effective=day, **STAMP)
            self.ovens[fact.unit] = self._by_part[fact.part or "", fact.facility] = oven
        elif isinstance(fact, StandingStated):
            for move in fact.transfers:
                moved = (move.source.value, move.target.value, int(move.tonnes))
                self.ovens[fact.unit].state_standing(*moved, effective=day, **STAMP)
        elif isinstance(fact, ConditionRecorded):
            condition = (fact.condition, fact.label, fact.counts_as)
            self._by_part[fact.part, fact.facility].record_condition(*condition, effective=day, **STAMP)

    def change(self, oven: Any) -> None:
        """One more event, not saved yet."""
        oven.record_condition("stopped", "已停产", "stopped", effective="2019-01-01", **STAMP)

    @property
    def ids(self) -> list[UUID]:
        return [oven.id for oven in self.ovens.values()]

    def replay(self, ids: Iterable[UUID]) -> list[Any]:
        """Every aggregate again from its events."""
        return [self.application.repository.get(one) for one in ids]

    def settings(self) -> str:
        with self.application.recorder.datastore.transaction(commit=False) as cursor:
            asked = ("journal_mode", "synchronous", "page_size")
            found = []
            for name in asked:
                cursor.execute(f"PRAGMA {name}")
                found.append(f"{name}={cursor.fetchone()[0]}")
        return ", ".join(found)

    def close(self) -> None:
        self.application.close()
