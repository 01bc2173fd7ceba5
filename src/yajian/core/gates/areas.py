"""What each area answers for. A need nobody answers for is 待定."""

from functools import cache

from yajian.core.cases import Found, Needs, lacking
from yajian.core.rules import (
    acceptance,
    applications,
    auditplans,
    closure,
    courts,
    quotas,
    risks,
    targets,
    utilities,
    workers,
    workplans,
)

AREAS: tuple[Needs, ...] = (
    targets.NEEDS,
    closure.NEEDS,
    acceptance.NEEDS,
    workplans.NEEDS,
    risks.NEEDS,
    courts.NEEDS,
    utilities.NEEDS,
    workers.NEEDS,
    quotas.NEEDS,
    applications.NEEDS,
    auditplans.NEEDS,
)


@cache
def answers() -> Needs:
    """Every need that one area answers for."""
    return {need: ask for area in AREAS for need, ask in area.items()}


def nobody(words: str) -> Found:
    return lacking(f"待定：“{words}”系统还不能核对", (words,), "请先由领导小组办公室书面确认")
