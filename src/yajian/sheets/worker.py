"""The process that opens what others made: limited in memory and time, it knows nothing but the job it is given.

`python -m yajian.sheets.worker`: the job on stdin, a line about progress now and then on stdout, the outcome in a file.
"""

import contextlib
import resource
import sys
from pathlib import Path

import msgspec

from yajian.sheets.checking import check
from yajian.sheets.known import Asked, Known
from yajian.sheets.layout import Layout
from yajian.sheets.marking import mark
from yajian.sheets.problems import Checked, Unreadable
from yajian.sheets.reading import read

MEMORY = 512 * 1024 * 1024  # bytes of address space
SECONDS = 120  # of processor time


class Job(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    out: str
    layout: Layout
    known: Known
    asked: Asked
    marked: str = ""  # where to write the workbook with its faults marked, if it is wanted


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; or, if the file as a whole cannot be taken in, why."""

    checked: Checked | None = None
    seen: str = ""
    remedy: str = ""


TOO_MUCH = Outcome(
    seen=f"读这个文件超出了限度（内存{MEMORY // 1024 // 1024}MiB、{SECONDS}秒）",
    remedy="多半是整列、整表设了格式，或夹带了别的大表：请把有内容的行复制到新下载的模板里，或分成几个文件",
)


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit()
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    Path(job.out).write_bytes(msgspec.msgpack.encode(work(job)))


def work(job: Job) -> Outcome:
    try:
        tables, notices = read(Path(job.path), job.layout)
        checked = check(tables, notices, job.layout, job.known, job.asked, _tell)
        if job.marked:
            mark(Path(job.path), Path(job.marked), job.layout, checked)
        return Outcome(checked=checked)
    except Unreadable as fault:
        return Outcome(seen=fault.seen, remedy=fault.remedy)
    except MemoryError:
        return TOO_MUCH


def _tell(sheet: str, row: int) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(f"{sheet}\t{row}", flush=True)


if __name__ == "__main__":
    main()
