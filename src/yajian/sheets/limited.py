"""Looking at a workbook from a safe distance: guarded first, then opened in a process that may die of it."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import msgspec

from yajian.sheets.guarding import guard
from yajian.sheets.known import Asked, Known
from yajian.sheets.layout import Layout
from yajian.sheets.marking import LARGE, error_workbook
from yajian.sheets.problems import Checked, Unreadable
from yajian.sheets.tables import Opened, Table, Wanted
from yajian.sheets.worker import SECONDS, TOO_MUCH, Job, Outcome

_WAIT = 2 * SECONDS  # by the clock on the wall: the machine may be busy

Told = Callable[[str, int], None]


def look(
    path: Path,
    layout: Layout,
    known: Known,
    asked: Asked,
    *,
    name: str = "",
    tell: Told = lambda sheet, row: None,
) -> Checked:
    """Everything that is wrong with a workbook, at once. Raises Unreadable."""
    guard(path, name)
    outcome = _done(path, layout, known, asked, tell)
    if outcome.checked is None:
        raise Unreadable(outcome.seen, outcome.remedy)
    return outcome.checked


def marked(path: Path, layout: Layout, known: Known, asked: Asked, checked: Checked, out: BinaryIO) -> bool:
    """Write the workbook with every fault marked; whether it is the clerk's own, and not the list of faults alone."""
    guard(path)
    if checked.rows <= LARGE:
        with TemporaryDirectory(prefix="yajian-sheets-") as folder:
            file = Path(folder) / "marked.xlsx"
            outcome = _done(path, layout, known, asked, lambda sheet, row: None, str(file))
            if outcome.checked is not None and file.exists():
                out.write(file.read_bytes())
                return True
    error_workbook(out, checked)
    return False


def tables(path: Path, name: str = "") -> tuple[Table, ...]:
    """Every sheet of a workbook that is of no template of ours. Raises Unreadable."""
    guard(path, name)
    with TemporaryDirectory(prefix="yajian-sheets-") as folder:
        out = Path(folder) / "outcome"
        wanted = Wanted(path=str(path.absolute()), out=str(out))
        _run("tables", msgspec.msgpack.encode(wanted), lambda sheet, row: None, Path(folder) / "trouble")
        if not out.exists():
            raise Unreadable(TOO_MUCH.seen, "请只留有内容的行，另存以后再上传")
        opened = msgspec.msgpack.decode(out.read_bytes(), type=Opened)
    if opened.seen:
        raise Unreadable(opened.seen, opened.remedy)
    return opened.tables


def _done(path: Path, layout: Layout, known: Known, asked: Asked, tell: Told, marked: str = "") -> Outcome:
    with TemporaryDirectory(prefix="yajian-sheets-") as folder:
        out = Path(folder) / "outcome"
        job = Job(
            path=str(path.absolute()), out=str(out), layout=layout, known=known, asked=asked, marked=marked
        )
        _run("worker", msgspec.msgpack.encode(job), tell, Path(folder) / "trouble")
        # What was killed left nothing: for time, or for memory in the middle of what cannot be caught.
        return msgspec.msgpack.decode(out.read_bytes(), type=Outcome) if out.exists() else TOO_MUCH


def _run(worker: str, job: bytes, tell: Told, trouble: Path) -> None:
    """A process for a job. Raises RuntimeError if the reader itself is broken; that a file was too much for it is no error of ours."""
    with trouble.open("w+b") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", f"yajian.sheets.{worker}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={
                "PYTHONPATH": os.pathsep.join(sys.path),
                "PATH": os.environ.get("PATH", ""),
                "LANG": "C.UTF-8",
            },
        )
        assert process.stdin is not None
        assert process.stdout is not None
        clock = threading.Timer(_WAIT, process.kill)
        clock.start()
        try:
            with contextlib.suppress(BrokenPipeError), process.stdin as there:
                there.write(job)  # what died before it had read its job says so by what it left
            for line in process.stdout:
                sheet, _, row = line.decode().rstrip("\n").partition("\t")
                if row.isdecimal():
                    tell(sheet, int(row))
        finally:
            process.stdout.close()
            process.wait()
            clock.cancel()
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    if process.returncode > 0 and "MemoryError" not in said and "memory allocation" not in said:
        raise RuntimeError(f"the reader of workbooks broke:\n{said[-4000:]}")
