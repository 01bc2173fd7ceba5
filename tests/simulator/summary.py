"""What the simulator played, as a table: every command with how often it was done, already so, or refused."""

from collections.abc import Iterable, Iterator

import msgspec
import pytest

from tests.simulator.play import Tally


def lines(tally: Tally) -> Iterator[str]:
    yield f"{'command':<32}{'done':>9}{'already':>9}{'refused':>9}"
    for tag in sorted({*tally.done, *tally.already, *tally.refused}):
        yield f"{tag:<32}{tally.done.get(tag, 0):>9,}{tally.already.get(tag, 0):>9,}{tally.refused.get(tag, 0):>9,}"
    yield f"{tally.commands:,} commands, {len(tally.codes)} ways of being refused"


def of(reports: Iterable[pytest.TestReport]) -> Tally | None:
    """What the tests of all workers played together; none if none of them did."""
    tallies = [
        msgspec.convert(value, Tally)
        for report in reports
        for name, value in report.user_properties
        if name == "simulated"
    ]
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    return whole if tallies else None
