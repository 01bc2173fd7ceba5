"""Given: ovens of 示范市 with a history, as many as asked for, in the house's own facts and a real journal."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from bench.measuring import Say
from yajian.core.facts.closure import ConditionRecorded, CountsAs
from yajian.core.facts.register import Account, StandingStated, Transfer, UnitOpened
from yajian.core.programme import AnyFact, Programme
from yajian.core.words import Command, EnterpriseId, Fact, PartId, Recorded, Request, Seq, Tonnes, UnitId
from yajian.journal import chain
from yajian.journal.booking import Decided
from yajian.journal.envelope import Head, Link
from yajian.journal.home import Home
from yajian.journal.sqlite import SqliteStore
from yajian.transact import FOLDING

FACTS_AN_OVEN = 20
DAY = date(2019, 1, 1)
DAYS = 600
START = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
TONNES = Tonnes(600_000)
_STATED = (Account.STOPPED, Account.OPERATING)
_CONDITIONS: tuple[tuple[str, str, CountsAs], ...] = (
    ("hot-standby", "焖炉保温", "running"),
    ("stopped", "已停产", "stopped"),
    ("shut", "已关停", "shut"),
    ("dismantled", "已拆除", "dismantled"),
)


def unit(oven: int) -> UnitId:
    return UnitId(f"shifan-{oven:06}")


def facts(ovens: int, how_many: int) -> Iterator[tuple[date, Fact]]:
    """Every oven is opened; then one at random is stated anew (one time in four) or changes its condition."""
    chance = random.Random(2019)
    standing, since = [Account.UNSTATED] * ovens, [90] * ovens
    for oven in range(ovens):
        yield DAY + timedelta(days=chance.randrange(90)), _opened(oven)
    for number in range(how_many - ovens):
        oven = chance.randrange(ovens)
        if number % 4 == 0:
            since[oven] = min(since[oven] + chance.randrange(1, 120), DAYS - 1)
            before, after = standing[oven], _STATED[standing[oven] is Account.STOPPED]
            standing[oven] = after
            move = Transfer(source=before, target=after, tonnes=TONNES)
            yield DAY + timedelta(days=since[oven]), StandingStated(unit=unit(oven), transfers=(move,))
        else:
            condition, label, counts_as = _CONDITIONS[chance.randrange(4)]
            yield (
                DAY + timedelta(days=90 + chance.randrange(DAYS - 90)),
                ConditionRecorded(
                    part=PartId(f"part-{oven // 2:06}"),
                    facility=f"{oven % 2 + 1}号焦炉",
                    condition=condition,
                    label=label,
                    counts_as=counts_as,
                ),
            )


def _opened(oven: int) -> UnitOpened:
    return UnitOpened(
        unit=unit(oven),
        enterprise=EnterpriseId(f"firm-{oven // 4:05}"),
        filing_no=f"示备〔2009〕{oven}号",
        filed_on=date(2009, 5, 6),
        transfers=(
            Transfer(source=Account.PAPERS, target=Account.FILED, tonnes=TONNES),
            Transfer(source=Account.GROUND, target=Account.UNSTATED, tonnes=TONNES),
        ),
        part=PartId(f"part-{oven // 2:06}"),
        facility=f"{oven % 2 + 1}号焦炉",
    )


def recorded(seq: int, day: date, fact: Fact, command_id: str, at: int = 0) -> Recorded[AnyFact]:
    """A fact as the office stamps it, so many seconds after the start: as many as its place, unless told."""
    return Recorded(
        programme="shifan-2019",
        seq=Seq(seq),
        recorded_at=START + timedelta(seconds=at or seq),
        effective=day,
        actor="示例甲",
        organ="示范市焦化行业压减工作专班",
        role="municipal",
        command_id=command_id,
        revision=1,
        fact=fact,  # type: ignore[arg-type]
    )


def bodies(ovens: int, how_many: int, parts: int = 1) -> Iterator[list[bytes]]:
    """The canonical bodies, command by command; so many facts a command."""
    head, waiting = Head(), facts(ovens, how_many)
    while command := list(islice(waiting, parts)):
        number, ask, written = f"{head.seq + 1:032x}", f"{head.seq + 1:064x}", list[bytes]()
        for part, (day, fact) in enumerate(command, 1):
            link = Link(prev=head.leaf, ask=ask, part=part, of=len(command))
            body = FOLDING.codec.encode(recorded(head.seq + 1, day, fact, number), link)
            head = Head(Seq(head.seq + 1), chain.leaf(body).hex())
            written.append(body)
        yield written


def journal(folder: Path, ovens: int, say: Say) -> Home:
    """A data folder whose journal holds the history of so many ovens, made once in a run.

    Ten facts a command, a thousand commands a commit.
    """
    how_many = ovens * FACTS_AN_OVEN
    home = Home(folder / f"journal-{ovens}")
    if home.journal.exists():
        return home
    say(f"a journal of {how_many:,} facts of {ovens:,} ovens")
    home.prepare()
    store = SqliteStore(home.journal)
    commands = bodies(ovens, how_many, parts=10)
    while turn := list(islice(commands, 1000)):
        with store.writing() as batch:
            for command in turn:
                batch.append(command)
    store.close()
    return home


class Ask(Command, frozen=True, kw_only=True, tag="bench.ask"):
    """A request that is always granted: so many ovens change their condition."""

    oven: int
    parts: int = 1


def judge(_: Programme, request: Request[Any]) -> Decided:
    """The least a decision can be, so that the office around it is what is measured."""
    asked = request.command
    condition, label, counts_as = _CONDITIONS[1]
    changed = tuple(
        ConditionRecorded(
            part=PartId(f"part-{(asked.oven + part) // 2:06}"),
            facility=f"{(asked.oven + part) % 2 + 1}号焦炉",
            condition=condition,
            label=label,
            counts_as=counts_as,
        )
        for part in range(asked.parts)
    )
    return Decided(facts=changed, programme="shifan-2019", revision=1)


def request(oven: int, parts: int, number: str) -> Request[Any]:
    return Request(
        command=Ask(oven=oven, parts=parts),
        command_id=number,
        actor="示例甲",
        organ="示范市焦化行业压减工作专班",
        role="municipal",
        now=START,
        effective=DAY,
    )
