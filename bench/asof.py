"""(d) As-of: the five tonnages of all ovens on a day, as known at a moment; and those of one oven."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from bench import given
from bench.measuring import Line, Say, Scale, collector_at_rest, median, micro
from yajian.core.books import capacity
from yajian.core.facts.register import RegisterFact
from yajian.core.programme import Programme, evolve
from yajian.core.words import Seq

AIM_US = 100.0
Question = tuple[int, date, Seq]  # an oven, a day, the last fact known
Posted = tuple[str, str, int, int, int]  # unit, account, day, seq, tonnes

_TOTAL = (
    "SELECT account, sum(tonnes) FROM postings WHERE day <= ? AND seq <= ? GROUP BY account ORDER BY account"
)
_OVEN = "SELECT account, sum(tonnes) FROM postings WHERE unit = ? AND day <= ? AND seq <= ? GROUP BY account"


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    facts = scale.size(1_000_000, 30_000, 400)
    programme, posted = _folded(facts)
    questions = _questions(facts, scale.size(300, 60, 8))
    say(
        f"{len(posted):,} postings by account, day and seq; {len(questions)} questions, each its own day and seq"
    )
    book = programme.capacity
    indexed = _indexed(posted)
    ask = {
        "total": lambda oven, day, known: capacity.total(book, day, known),
        "oven": lambda oven, day, known: capacity.balances(book, given.unit(oven), day, known),
        "sqlite total": lambda oven, day, known: _all(indexed, _TOTAL, day.toordinal(), known),
        "sqlite oven": lambda oven, day, known: _all(
            indexed, _OVEN, given.unit(oven), day.toordinal(), known
        ),
    }
    if scale.peers:
        columns = _columns(posted)
        ask["duckdb total"] = lambda oven, day, known: _all(columns, _TOTAL, day.toordinal(), known)
        ask["duckdb oven"] = lambda oven, day, known: _all(
            columns, _OVEN, given.unit(oven), day.toordinal(), known
        )
    _same_answers(ask, questions[:5])
    few = questions[: scale.size(30, 15, 4)]  # a scan of a million rows takes long enough
    with collector_at_rest():
        seconds = {
            name: _each(one, few if "total" in name and " " in name else questions)
            for name, one in ask.items()
        }
    for peer in ("duckdb", "sqlite"):
        for what, words in (("total", "five tonnages of all ovens"), ("oven", "tonnes of one oven")):
            if f"{peer} {what}" not in seconds:
                continue
            ours = median(seconds[what])
            yield Line(
                row="d",
                what=f"{words}, a day and a seq each; beside {_PEERS[peer]}",
                ours=micro(seconds[what]),
                peer=micro(seconds[f"{peer} {what}"]),
                ratio=f"{median(seconds[f'{peer} {what}']) / ours:.1f}×",
                aim=f"≤ {AIM_US:.0f} µs" if what == "total" else "",
                met=ours * 1e6 <= AIM_US if what == "total" else None,
            )


_PEERS = {"duckdb": "DuckDB, one thread", "sqlite": "an SQLite covering index"}


def _folded(facts: int) -> tuple[Programme, list[Posted]]:
    """The programme after these facts, and their postings as rows."""
    programme, posted = Programme(), list[Posted]()
    for seq, (day, fact) in enumerate(given.facts(facts // given.FACTS_AN_OVEN, facts), 1):
        if not isinstance(fact, RegisterFact):
            continue
        recorded = given.recorded(seq, day, fact, str(seq))
        evolve(programme, recorded)
        for move in recorded.fact.transfers:  # type: ignore[union-attr]
            unit = recorded.fact.unit  # type: ignore[union-attr]
            posted.append((unit, move.source.value, day.toordinal(), seq, -move.tonnes))
            posted.append((unit, move.target.value, day.toordinal(), seq, move.tonnes))
    return programme, posted


def _questions(facts: int, how_many: int) -> list[Question]:
    chance = random.Random(43)
    ovens = facts // given.FACTS_AN_OVEN
    return [
        (
            chance.randrange(ovens),
            given.DAY + timedelta(days=chance.randrange(given.DAYS)),
            Seq(chance.randrange(ovens, facts + 1)),
        )
        for _ in range(how_many)
    ]


def _indexed(posted: list[Posted]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE postings(unit TEXT, account TEXT, day INT, seq INT, tonnes INT)")
    connection.executemany("INSERT INTO postings VALUES (?, ?, ?, ?, ?)", posted)
    connection.execute("CREATE INDEX by_account ON postings(account, day, seq, tonnes)")
    connection.execute("CREATE INDEX by_unit ON postings(unit, day, seq, account, tonnes)")
    return connection


def _columns(posted: list[Posted]) -> Any:
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": "1"})
    connection.execute(
        "CREATE TABLE postings(unit VARCHAR, account VARCHAR, day INT, seq BIGINT, tonnes BIGINT)"
    )
    for first in range(0, len(posted), 1000):
        some = posted[first : first + 1000]
        values = ", ".join(
            f"('{unit}', '{account}', {day}, {seq}, {t})" for unit, account, day, seq, t in some
        )
        connection.execute(f"INSERT INTO postings VALUES {values}")
    return connection


def _all(connection: Any, sql: str, *parameters: object) -> dict[str, int]:
    return dict(connection.execute(sql, parameters).fetchall())


def _same_answers(ask: dict[str, Callable[..., Any]], questions: list[Question]) -> None:
    """No contestant is measured that says something else."""
    for question in questions:
        five = ask["total"](*question)
        for name in ask:
            if " total" in name:
                told = ask[name](*question)
                said = (told.get("filed", 0), told.get("operating", 0), told.get("stopped", 0))
                assert said == (five.filed_t, five.operating_t, five.stopped_t), (name, question)
            elif " oven" in name:
                ours = {account.value: tonnes for account, tonnes in ask["oven"](*question).items() if tonnes}
                assert {key: value for key, value in ask[name](*question).items() if value} == ours, name


def _each(ask: Callable[..., object], questions: list[Question]) -> list[float]:
    seconds = []
    for question in questions:
        started = time.perf_counter()
        ask(*question)
        seconds.append(time.perf_counter() - started)
    return seconds
