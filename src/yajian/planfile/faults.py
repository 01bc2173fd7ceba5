"""What is wrong with a plan file: where, what was seen, and what to do about it."""

from collections.abc import Iterable
from typing import Literal

import msgspec

Level = Literal["error", "warning"]


class Fault(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One thing wrong, or worth a second look, in words its author can act on."""

    line: int  # in the plan file, from 1; 0 for the file as a whole
    level: Level
    code: str  # stable name of this kind of fault
    where: str  # dotted path in the file's own keys
    clause: str  # the clause concerned, as an official would cite it; empty if none
    seen: str
    remedy: str


class PlanFaulty(Exception):
    """The file is not a plan the office could run on."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(said(fault) for fault in self.faults))


def said(fault: Fault) -> str:
    """A fault in one line: 第231行 · 四(二)-1 · …"""
    place = f"第{fault.line}行" if fault.line else "整份文件"
    return " · ".join(part for part in (place, fault.clause or fault.where, fault.seen) if part)


def errors(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(fault for fault in faults if fault.level == "error")
