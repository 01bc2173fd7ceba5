"""(g) A ledger of fifty thousand rows: read and checked in the limited process; beside openpyxl reading it."""

import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bench.measuring import Line, Say, Scale, median, quartiles, ratios, take_turns, times
from yajian import planfile
from yajian.core.rules.credit_code import check_character
from yajian.planfile.shipped import shipped
from yajian.sheets.known import Asked, Known
from yajian.sheets.layout import Layout, layout
from yajian.sheets.limited import look
from yajian.sheets.problems import Checked
from yajian.sheets.template import template
from yajian.sheets.worker import MEMORY
from yajian.workbooks import Cell

AIM = 60.0  # seconds a clerk will wait for a county's worth of ovens, and then some
_FIRMS = 90
_READ = "import openpyxl,sys\nfor page in openpyxl.load_workbook(sys.argv[1], read_only=True):\n list(page.iter_rows(values_only=True))"


def measure(scale: Scale, say: Say) -> Iterator[Line]:
    rows = scale.size(50_000, 5_000, 200)
    made = _layout()
    path = scale.folder / "ledger.xlsx"
    with path.open("wb") as out:
        template(out, made, {"enterprise": list(firms()), "coke_oven": list(ovens(rows))})
    say(f"a ledger of {rows:,} ovens of {_FIRMS} firms, {path.stat().st_size / 2**20:.1f} MiB")
    told: list[int] = []
    _clean(checked(path, made, told))
    say(
        f"its process, held to {MEMORY / 2**20:.0f} MiB, took {peak(path):.0f} MiB; progress was told {len(told)} times"
    )
    seconds = take_turns(
        {
            "checked": lambda: _clean(checked(path, made, told)),
            "openpyxl": lambda: subprocess.run([sys.executable, "-c", _READ, str(path)], check=True),
        },
        scale.size(3, 3, 1),
    )
    yield Line(
        row="g",
        what=f"a ledger of {rows:,} rows read and checked; beside openpyxl only reading it",
        ours=_seconds(seconds["checked"]),
        peer=_seconds(seconds["openpyxl"]),
        ratio=times(ratios(seconds, "checked", "openpyxl")),
        aim=f"≤ {AIM:.0f} s",
        met=median(seconds["checked"]) <= AIM,
    )


def peak(path: Path) -> float:
    """MiB the limited process took at most, asked of a parent of its own: the system keeps the most of all children."""
    asked = subprocess.run(
        [sys.executable, "-m", "bench.sheets", str(path)], check=True, capture_output=True, text=True
    )
    return int(asked.stdout) / 1024


def checked(path: Path, made: Layout, told: list[int]) -> Checked:
    asked = Asked(today=date(2020, 3, 18), said_by="示东市工信局")
    return look(path, made, Known(), asked, tell=lambda sheet, row: told.append(row))


def _clean(found: Checked) -> None:
    assert found.clean, found.problems[:3]


def code(number: int) -> str:
    first = f"9114088{number:010}"
    return first + check_character(first)


def firms() -> Iterator[Mapping[str, Cell]]:
    for number in range(_FIRMS):
        name = f"示例焦化台账{number}有限公司"
        yield {"code": code(number), "name": name, "county": "示东市", "as_of": date(2019, 10, 31)}


def ovens(rows: int) -> Iterator[Mapping[str, Cell]]:
    for number in range(rows):
        yield {
            "owner": code(number % _FIRMS),
            "coke_oven.oven_no": f"{number // _FIRMS + 1}号",
            "coke_oven.charging": "捣固",
            "coke_oven.chamber_height": 4.3,
            "coke_oven.chambers": 65,
            "lot.filed_capacity": 54,
            "lot.filing_no": f"示备〔2011〕{number}号",
            "lot.filed_on": date(2011, 5, 6),
            "lot.built_capacity": 54,
            "lot.operating_capacity": 0,
            "coke_oven.commissioned_on": date(2005, 1, 1),
            "coke_oven.condition": "停产",
            "coke_oven.stopped_on": date(2018, 5, 1),
            "coke_oven.quenching": "湿熄焦",
            "lot.origin": "其他",
            "coke_oven.catalogue_class": "限制类",
            "coke_oven.big_for_small": "否",
            "coke_oven.court_sealed": "否",
            "attachment": f"附{number}",
        }


def _seconds(seconds: list[float]) -> str:
    low, middle, high = quartiles(seconds)
    return f"{middle:.1f} s ({low:.1f}–{high:.1f})"


def _layout() -> Layout:
    return layout(planfile.load(shipped() / "shifan-2019" / "plan.yaml"))


if __name__ == "__main__":
    _clean(checked(Path(sys.argv[1]), _layout(), []))
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
