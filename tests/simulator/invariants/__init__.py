"""What must hold whatever anybody asks: named functions, found by reading every module of this folder."""

from importlib import import_module
from pkgutil import iter_modules

from tests.simulator.invariants.registry import HISTORY, STANDING, STEP, WAITING, numbers

for module in sorted(iter_modules(__path__), key=lambda one: one.name):
    import_module(f"{__name__}.{module.name}")

__all__ = ["HISTORY", "STANDING", "STEP", "WAITING", "numbers"]
