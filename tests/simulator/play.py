"""Plays a seed: honest requests, twisted ones, and what must hold after them. A failure says how to see it again."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from itertools import accumulate
from typing import Any

import msgspec

from tests.simulator import generators, invariants
from tests.simulator.adversary import TWISTS
from tests.simulator.bypaper import on_its_paper
from tests.simulator.generators import Generator
from tests.simulator.generators.charter import adopt_plan
from tests.simulator.world import Asked, NothingOfTheKind, World
from yajian.core import catalogue
from yajian.journal.booking import Answer, Refused

COMMANDS = 200  # of one seed
LOOKS = 50  # commands between two looks at the books as they stand
_TWISTED = 0.35
_PAPERED = 0.9  # of what rests on somebody's word, on a paper of his
_CLOCK_BACK = 0.005
_FOCUS = 8  # how much oftener a seed asks for what its own areas have


class Broke(AssertionError):
    """Something does not hold. Says what, after which command, and the one line that plays it again."""


class Tally(msgspec.Struct, kw_only=True):
    """What was asked and what came of it, by command."""

    done: dict[str, int] = {}
    already: dict[str, int] = {}
    refused: dict[str, int] = {}
    codes: dict[str, int] = {}

    def note(self, asked: Asked, answer: Answer) -> None:
        tag = catalogue.tag(type(asked.command))
        if isinstance(answer, Refused):
            _count(self.refused, tag)
            _count(self.codes, answer.refusal.code)
        else:
            _count(self.done if answer.facts else self.already, tag)

    def add(self, other: "Tally") -> None:
        for field in msgspec.structs.fields(type(self)):
            for name, times in getattr(other, field.name).items():
                _count(getattr(self, field.name), name, times)

    @property
    def commands(self) -> int:
        return sum(times for kind in (self.done, self.already, self.refused) for times in kind.values())


def _count(counts: dict[str, int], name: str, times: int = 1) -> None:
    counts[name] = counts.get(name, 0) + times


def play(seed: int, commands: int = COMMANDS, looks: int = LOOKS) -> Tally:
    """One office from its first day. Raises Broke."""
    tally = Tally()
    try:
        open_office(seed, commands, looks, tally)
    except Broke:
        if looks > 1:  # again, looking after every command: the first that breaks it is the one to see
            open_office(seed, commands, 1)
        raise
    return tally


def open_office(seed: int, commands: int = COMMANDS, looks: int = LOOKS, tally: Tally | None = None) -> World:
    """The same, and the office as it stands at the end."""
    world, tally = World(seed), tally if tally is not None else Tally()
    for number in range(1, commands + 1):
        world.wait()
        asked = adopt_plan(world) if number == 1 and world.maybe(0.95) else _next(world)
        before = world.before(asked)
        answer = _held(world, "", world.put, asked, _clock(world))
        tally.note(asked, answer)
        for name, one in invariants.STEP:
            _held(world, name, one, world, before, answer)
        if number % looks == 0 or number == commands:
            for name, look in invariants.STANDING:
                _held(world, name, look, world)
    for name, look in invariants.HISTORY:
        _held(world, name, look, world)
    return world


def _next(world: World) -> Asked:
    """An honest request of some kind, or one that something went wrong with."""
    makers, weights = _makers(world.focus)
    waiting, world.waiting = world.waiting, None
    while waiting is None:
        (make,) = world.chance.choices(makers, cum_weights=weights)
        try:
            asked = make(world)
        except NothingOfTheKind:
            continue
        break
    if waiting is not None:
        asked = world.again(waiting)
    elif world.maybe(_PAPERED):
        asked = on_its_paper(world, asked)
    return world.pick(TWISTS)(world, asked) if world.maybe(_TWISTED) else asked


@cache
def _makers(focus: tuple[str, ...]) -> tuple[tuple[Generator, ...], tuple[int, ...]]:
    """Every generator with its weight, those of the seed's own areas many times over."""
    every = generators.every()
    weights = [
        weight * (_FOCUS if catalogue.area(command) in focus else 1) for command, (weight, _) in every.items()
    ]
    return tuple(make for _, make in every.values()), tuple(accumulate(weights))


def _clock(world: World) -> Any:
    """The time on the office's clock, which somebody now and then sets back."""
    return world.now - timedelta(minutes=world.chance.randrange(1, 90)) if world.maybe(_CLOCK_BACK) else None


def _held(world: World, number: str, one: Callable[..., Any], *given: Any) -> Any:
    try:
        return one(*given)
    except Exception as broken:
        words = one.__name__.replace("_", " ")
        last = "\n  ".join(str(asked) for asked in world.asked[-3:])
        raise Broke(
            f"seed {world.seed}, command {len(world.asked)}: {number} {words}: {broken!r}\n  {last}\n"
            f"./test tests/simulator --seed {world.seed}"
        ) from broken
