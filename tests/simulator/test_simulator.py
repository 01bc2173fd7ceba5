"""A hundred thousand commands, honest and not, and what must hold after them; two million with `./test --all`."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.simulator import generators, invariants
from tests.simulator.play import COMMANDS, Broke, Tally, play
from tests.simulator.world import World
from yajian.core import catalogue
from yajian.core.books import capacity
from yajian.core.books.capacity import CapacityBook, post
from yajian.core.words import Recorded

ROOT = Path(__file__).resolve().parents[2]
ALL = "YAJIAN_TEST_ALL" in os.environ
SEEDS = (2_000_000 if ALL else 100_000) // COMMANDS
BATCH = 50


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The seeds of a class, by the batch; or the one seed that was asked for."""
    if "seeds" not in metafunc.fixturenames:
        return
    alone = metafunc.config.getoption("--seed", default=None)
    starts = metafunc.cls.starts if metafunc.cls is not None else ()
    batches = [range(start, start + BATCH) for start in starts]
    if alone is not None:
        batches = [range(alone, alone + 1)] if 0 in starts else []
    metafunc.parametrize("seeds", batches, ids=lambda batch: f"{batch[0]}-{batch[-1]}")


def played(seeds: range, record: Callable[[str, object], None]) -> None:
    tally = Tally()
    for seed in seeds:
        tally.add(play(seed))
    record("simulated", msgspec.to_builtins(tally))


# Two classes, so that two workers share the seeds.


class TestEvenBatches:
    starts = range(0, SEEDS, 2 * BATCH)

    def test_what_must_hold_holds(self, seeds: range, record_property: Callable[[str, object], None]) -> None:
        played(seeds, record_property)


class TestOddBatches:
    starts = range(BATCH, SEEDS, 2 * BATCH)

    def test_what_must_hold_holds(self, seeds: range, record_property: Callable[[str, object], None]) -> None:
        played(seeds, record_property)


LONG = 1000  # commands: five times as many as a seed has otherwise


class TestItself:
    def test_every_command_has_its_generator(self) -> None:
        """A new area adds a file to tests/simulator/generators."""
        assert set(generators.every()) == set(catalogue.commands())

    def test_every_command_is_carried_out_and_refused(self) -> None:
        """Most are met in the first few hundred seeds; for the rarest only those busy with their area are played, and for long:
        a receipt is given back to a county after an acceptance, a payment, a clawback and a bank's return."""
        tally = Tally()
        wanted = {catalogue.tag(command) for command in catalogue.commands()}
        for seed in range(900_000, 906_000):
            missing = wanted - ({*tally.done} & {*tally.refused})
            if not missing:
                break
            areas = {tag.split(".", 1)[0] for tag in missing}
            if seed < 900_300:
                tally.add(play(seed))
            elif areas & set(World(seed).focus):
                tally.add(play(seed, LONG, LONG // 10))
        assert wanted - {*tally.done} == set()
        assert wanted - {*tally.refused} == set()

    def test_a_seed_plays_the_same_again(self) -> None:
        assert msgspec.to_builtins(play(11)) == msgspec.to_builtins(play(11))

    def test_every_invariant_of_the_list_is_checked_or_says_what_it_waits_for(self) -> None:
        checked, waiting = invariants.numbers(), set(invariants.WAITING)
        assert checked | waiting == {f"I{number}" for number in range(1, 35)}
        assert not checked & waiting
        handbook = (ROOT / "docs" / "internals" / "simulator.md").read_text(encoding="utf-8")
        told = dict(re.findall(r"^\| (I\d+) \| (.+?) \|", handbook, re.MULTILINE))
        assert set(told) == checked | waiting
        assert {number for number, what in told.items() if what.startswith("waits")} == waiting

    def test_what_breaks_is_named_with_its_command_and_the_line_that_plays_it_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_oven_is_ever_shut(world: World) -> None:
            for timeline in world.programme.closures.conditions.values():
                for entry in timeline.known():
                    assert entry.value.counts_as != "shut", entry.seq

        monkeypatch.setattr(invariants, "STANDING", [("I0", no_oven_is_ever_shut)])
        with pytest.raises(Broke, match="I0 no oven is ever shut") as broke:
            play(4)
        said = str(broke.value)
        assert "./test tests/simulator --seed 4" in said
        assert "RecordCondition" in said.splitlines()[-2]  # the very command after which it no longer held

    def test_a_fold_that_forgets_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The simulator itself must notice: here a register that keeps no unit's second thoughts."""

        def forgetful(book: CapacityBook, recorded: Recorded[Any]) -> None:
            if recorded.seq % 3:
                post(book, recorded)

        monkeypatch.setattr(capacity, "post", forgetful)
        with pytest.raises(Broke, match=r"I[13] "):
            [play(seed) for seed in range(20)]


@pytest.mark.parametrize("hash_seed", range(5) if ALL else (1, 2))
def test_the_state_is_the_same_under_another_order_of_hashes(hash_seed: int) -> None:
    said = []
    for seed in (0, hash_seed):
        env = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        command = [sys.executable, "-m", "tests.simulator", "5", "--state"]
        said.append(subprocess.run(command, env=env, cwd=ROOT, check=True, capture_output=True).stdout)
    assert said[0] == said[1] != b""
