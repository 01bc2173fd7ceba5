"""A shipped plan with one thing changed, checked. Every test of a fault is: change this, be told that, on that line."""

from functools import cache
from pathlib import Path

from yajian import planfile
from yajian.planfile import Checked, Fault

PLANS = Path(__file__).resolve().parents[2] / "plans"
NAMES = ("yuncheng-2019", "shifan-2019", "demo-steel")


@cache
def text(plan: str) -> str:
    return (PLANS / plan / "plan.yaml").read_text(encoding="utf-8")


@cache
def issued(plan: str) -> str:
    return (PLANS / plan / "document.txt").read_text(encoding="utf-8")


@cache
def untouched(plan: str) -> Checked:
    return planfile.check_bytes(text(plan).encode(), issued(plan))


def changed(plan: str, *edits: tuple[str, str]) -> str:
    """The plan's text after these edits; each must have exactly one place to go."""
    after = text(plan)
    for find, put in edits:
        assert after.count(find) == 1, f"{find!r} stands {after.count(find)} times in {plan}"
        after = after.replace(find, put)
    return after


def checked(plan: str, *edits: tuple[str, str]) -> Checked:
    return planfile.check_bytes(changed(plan, *edits).encode(), issued(plan))


def line_of(text: str, words: str) -> int:
    """The line on which these words first stand."""
    assert words in text, words
    return text[: text.index(words)].count("\n") + 1


def new(after: Checked, plan: str) -> list[Fault]:
    """The faults that the untouched plan does not have."""
    told = {(fault.code, fault.where, fault.seen) for fault in untouched(plan).faults}
    return [fault for fault in after.faults if (fault.code, fault.where, fault.seen) not in told]
