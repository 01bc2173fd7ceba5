"""The ways into a plan file: check it, or load it, from its folder or from its bytes."""

from pathlib import Path

import msgspec

from yajian.core.plan import Plan
from yajian.planfile.checks import everything
from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault, PlanFaulty, errors
from yajian.planfile.reading import Reading, cited, read


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found. A plan is there when nothing is wrong that would keep the office from running on it."""

    plan: Plan | None
    faults: tuple[Fault, ...]


def check(path: Path) -> Checked:
    """Everything wrong with a file at once, its issued text included."""
    reading = read(path.read_bytes())
    return _checked(reading, *_beside(reading, path.parent))


def check_bytes(data: bytes, issued: str | None = None) -> Checked:
    """Everything wrong with a file's bytes; its wording too, where the issued text is at hand."""
    return _checked(read(data), issued, ())


def load(path: Path) -> Plan:
    """The plan of a file, or `PlanFaulty` with everything wrong with it."""
    return _plan(check(path))


def load_bytes(data: bytes) -> Plan:
    """The plan of a file's bytes, its issued text not at hand: everything is checked but the wording."""
    return _plan(check_bytes(data))


def _beside(reading: Reading, folder: Path) -> tuple[str | None, tuple[Fault, ...]]:
    """The issued text, and what should lie beside the file and does not."""
    if reading.plan is None:
        return None, ()
    view = View(reading.plan, reading.marks)
    if "issued_text" in reading.blanks:
        return None, ()
    missing = [
        view.fault(
            path, "no-such-file", f"旁边没有文件 {name}", "把文件放在方案文件的同一个文件夹，或改正文件名"
        )
        for path, name in (
            ("issued_text.file", reading.plan.issued_text.file),
            ("layout.map", reading.plan.layout.map),
        )
        if name and not _plain(folder, name).is_file()
    ]
    issued = _plain(folder, reading.plan.issued_text.file)
    try:
        return issued.read_bytes().decode("utf-8-sig") if issued.is_file() else None, tuple(missing)
    except UnicodeDecodeError:
        seen = f"{reading.plan.issued_text.file} 不是 UTF-8 编码"
        fault = view.fault("issued_text.file", "not-utf8", seen, "用文本编辑器“另存为”，编码选 UTF-8")
        return None, (*missing, fault)


def _plain(folder: Path, name: str) -> Path:
    """A file in the folder itself, and nowhere else."""
    return folder / Path(name).name


def _checked(reading: Reading, issued: str | None, more: tuple[Fault, ...]) -> Checked:
    faults = [*reading.faults, *more]
    if reading.plan is not None:
        unsound = frozenset(fault.where.partition(".")[0] for fault in reading.faults) | reading.blanks
        view = View(reading.plan, reading.marks, issued, reading.left_out, reading.blanks, unsound)
        faults += [fault for fault in everything(view) if not _follows(fault, reading)]
    told = tuple(sorted(cited(faults, reading.clauses)))
    return Checked(plan=None if errors(told) else reading.plan, faults=told)


def _follows(fault: Fault, reading: Reading) -> bool:
    """Whether a fault only follows from something near it that could not be read."""
    return any(_near(fault.where, one.where) for one in reading.faults)


def _near(where: str, hole: str) -> bool:
    """In the same place, around it, or in the same entry."""
    entry = hole.rpartition(".")[0]
    return f"{hole}.".startswith(f"{where}.") or ("." in entry and f"{where}.".startswith(f"{entry}."))


def _plan(checked: Checked) -> Plan:
    if checked.plan is None:
        raise PlanFaulty(errors(checked.faults))
    return checked.plan
