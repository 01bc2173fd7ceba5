"""`./run bench [--quick] [--write] [ROW …]`: measures, prints, and with --write puts the table into README.md."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from bench import append, asof, clients, memory, money, pages, replay, scoped, sheets, start, visitors
from bench.measuring import ROOT, Line, Row, Scale, disk, machine, moment

ROWS: dict[str, tuple[str, Row]] = {
    "a": ("durable append", append.measure),
    "b": ("32 clients at once", clients.measure),
    "c": ("replay", replay.measure),
    "d": ("as-of", asof.measure),
    "e": ("start from a snapshot", start.measure),
    "f": ("memory", memory.measure),
    "g": ("a large ledger", sheets.measure),
    "h": ("a page of many rows", pages.measure),
    "i": ("the cockpit under load", visitors.measure),
    "j": ("a county clerk's pages", scoped.measure),
    "k": ("money of 400,000 units", money.measure),
}
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"


class Report(msgspec.Struct):
    """What one run has to say, in the order it came."""

    about: list[str] = []
    notes: list[str] = []
    lines: list[Line] = []

    def note(self, said: str) -> None:
        self.notes.append(said)
        print(f"  · {said}", flush=True)

    def line(self, line: Line) -> None:
        self.lines.append(line)
        aim = f"   aim {line.aim}: {line.verdict}" if line.aim else ""
        print(
            f"  {line.what}\n      ours {line.ours}   peer {line.peer}   ratio {line.ratio}{aim}", flush=True
        )


def main(arguments: Sequence[str]) -> int:
    parser = arguments_parser()
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.rows) - set(ROWS))
    if unknown:
        parser.error(f"no row {' '.join(unknown)}; there are {' '.join(ROWS)}")
    if asked.write and (asked.quick or asked.rows or asked.without_peers):
        parser.error("--write is for a whole run: no --quick, no --without-peers, every row")
    report = measure(asked.rows or list(ROWS), asked)
    if asked.write:
        README.write_text(with_table(README.read_text(encoding="utf-8"), report), encoding="utf-8")
    return 0


def arguments_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"{' '.join(ROWS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="small sizes, under a minute; for a first look")
    parser.add_argument("--without-peers", action="store_true", help="without the peers that need installing")
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    parser.add_argument("--folder", type=Path, default=ROOT / ".bench", help="where to write; on a real disk")
    return parser


def measure(rows: Sequence[str], asked: argparse.Namespace) -> Report:
    asked.folder.mkdir(exist_ok=True, parents=True)
    report = Report(about=[f"machine: {machine()}", f"disk: {disk(asked.folder)}", f"begun: {moment()}"])
    print("\n".join(report.about))
    if os.getloadavg()[0] > 1:
        print("the machine is busy: these figures are for a first look only")
    with TemporaryDirectory(dir=asked.folder, prefix="bench-") as folder:
        name = "quick" if asked.quick else "full"
        scale = Scale(name=name, peers=not asked.without_peers, folder=Path(folder))  # type: ignore[arg-type]
        for row in rows:
            title, measured = ROWS[row]
            print(f"\n({row}) {title}", flush=True)
            for line in measured(scale, report.note):
                report.line(line)
    report.about.append(f"ended: {moment()}")
    print(f"\n{report.about[-1]}")
    return report


def with_table(text: str, report: Report) -> str:
    """The README with this run between the two marks; the words around them are a person's."""
    told = [f"- {one}" for one in (*report.about, *dict.fromkeys(report.notes))]
    table = ["| | what | ours | peer | ratio | aim | |", "|---|---|---|---|---|---|---|"]
    table += [
        f"| {one.row} | {one.what} | {one.ours} | {one.peer} | {one.ratio} | {one.aim} | {one.verdict} |"
        for one in report.lines
    ]
    before, rest = text.split(BEGIN)
    return before + BEGIN + "\n".join([*told, "", *table, ""]) + END + rest.split(END)[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
