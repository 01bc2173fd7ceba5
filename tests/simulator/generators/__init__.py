"""What honest people ask for, one file an area: a function a command, from the world as it stands to a request.

A new area adds a file with its own `GENERATORS`; a command type that nobody generates fails the test.
Nothing dishonest belongs here: `adversary` twists what these make.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from tests.simulator.world import Asked, World
from yajian.core.words import Command

Generator = Callable[[World], Asked]
Generators = Mapping[type[Command], tuple[int, Generator]]  # how often, against the others, and how


@cache
def every() -> Generators:
    """All generators of all areas."""
    found: dict[type[Command], tuple[int, Generator]] = {}
    for module in sorted(iter_modules(__path__), key=lambda one: one.name):
        found |= import_module(f"{__name__}.{module.name}").GENERATORS
    return MappingProxyType(found)
