"""The shipped plans, loaded once, for the tests of the typed plan."""

from functools import cache
from pathlib import Path

from yajian import planfile
from yajian.core.plan import Plan, Value, typed_leaves

PLANS = Path(__file__).resolve().parents[3] / "plans"


@cache
def plan(name: str) -> Plan:
    return planfile.load(PLANS / name / "plan.yaml")


def value(of: Plan, path: str) -> Value[object]:
    held = typed_leaves(of)[path].held
    assert isinstance(held, Value)
    return held
