"""Every fault of a workbook at once: cell by cell, then within a row, between rows, and against the books."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from yajian.core.decisions.dossier.importing import EnterpriseLine, FacilityLine
from yajian.core.words import CountyId
from yajian.sheets.checking import rows as row_rules
from yajian.sheets.checking.against import Books, enterprise_amiss, facility_amiss, part_amiss
from yajian.sheets.checking.cells import Around, Bad, Good, cell
from yajian.sheets.known import Asked, Known
from yajian.sheets.layout import Column, Layout, Sheet
from yajian.sheets.problems import Checked, Count, Problem, Taken
from yajian.sheets.reading import Raw
from yajian.sheets.spelling import Value, half, plain, shown

_TOTALS = ("合计", "总计", "小计")
_REMEMBERED = 5000  # cells of one column
_EVERY = 2000  # rows between two words about progress

Told = Callable[[str, int], None]


def check(
    tables: Sequence[Raw],
    notices: Sequence[str],
    layout: Layout,
    known: Known,
    asked: Asked,
    tell: Told = lambda sheet, row: None,
) -> Checked:
    """Every problem of every row. Offers taken by name are read as offered, and told."""
    look = _Look(layout, known, asked, tell)
    look.notices += notices
    for raw in tables:
        look.table(raw)
    return look.checked()


class _Row:
    """One row while it is looked at: what its cells say, and what is wrong with them."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.said: dict[str, str] = {}  # by the column's own name for its field
        self.bad: set[str] = set()
        self.confirmed: set[str] = set()  # columns whose guess or difference somebody confirmed


class _Look:
    """The whole workbook while it is looked at."""

    def __init__(self, layout: Layout, known: Known, asked: Asked, tell: Told) -> None:
        self.layout, self.asked, self.tell = layout, asked, tell
        self.around = Around(asked.today, layout.zones)
        self.books = Books(layout, known, asked)
        self.memory: dict[str, dict[tuple[type, Value], Good | Bad]] = {}  # by column, of the sheet at hand
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self.taken: list[Taken] = []
        self.counts: list[Count] = []
        self.enterprises: list[EnterpriseLine] = []
        self.facilities: list[FacilityLine] = []

    def checked(self) -> Checked:
        return Checked(
            counts=tuple(self.counts),
            problems=tuple(self.problems),
            notices=tuple(dict.fromkeys(self.notices)),
            taken=tuple(self.taken),
            as_of=self.books.as_of.isoformat() if self.books.as_of is not None else "",
            enterprises=tuple(self.enterprises),
            facilities=tuple(self.facilities),
        )

    def table(self, raw: Raw) -> None:
        self.notices += _remarks(raw)
        first = len(self.problems)
        self.memory = {}
        self._missing(raw)
        merged = _by_row(raw)
        sums: dict[str, Decimal] = {}
        firms: dict[str, int] = {}
        count = 0
        rows: list[tuple[int, list[Value]]] | Iterator[tuple[int, list[Value]]] = raw.rows
        if raw.sheet.id == self.layout.enterprises.id:
            rows = list(raw.rows)
            self.books.read_days(raw, rows)
            self.books.read_codes(raw, rows)
        for number, values in rows:
            count += 1
            if count % _EVERY == 0:
                self.tell(raw.sheet.name, count)
            if self._is_total(raw, number, values, sums):
                continue
            if number in merged:
                self._is_merged(raw, number, values, merged[number])
                continue
            self._row(raw, number, values, sums, firms)
        spoilt = {row for problem in self.problems[first:] for row in problem.rows if row > raw.header}
        self.counts.append(Count(sheet=raw.sheet.name, rows=count, bad=len(spoilt)))
        self.tell(raw.sheet.name, count)

    # Rows that are none ---------------------------------------------------------------------------

    def _missing(self, raw: Raw) -> None:
        """A column that must be there and is not is one fault of the sheet, not one of every row."""
        for column in raw.missing:
            if column.required:
                self._say(raw, raw.header, column, "", f"缺“{column.label}”这一列")
        for label in raw.twice:
            found = next(one for one in raw.sheet.columns if one.label == label)
            self._say(raw, raw.header, found, label, f"“{label}”这一列有两处，请留一处")

    def _is_total(self, raw: Raw, number: int, values: list[Value], sums: dict[str, Decimal]) -> bool:
        first = next((shown(value) for value in values if shown(value)), "")
        if not half(first).replace(" ", "").startswith(_TOTALS):
            return False
        told = ""
        for column in raw.sheet.columns:
            if column.kind != "quantity" or column.id not in raw.places:
                continue
            written = shown(_at(values, raw.places[column.id]))
            if not written.replace(".", "", 1).isdigit():
                continue
            if Decimal(written) != sums.get(column.id, Decimal(0)):
                told = f"（合计 {plain(Decimal(written))} 与各行之和 {plain(sums.get(column.id, Decimal(0)))} 不符）"
            break
        at = next(place for place, value in enumerate(values) if shown(value))
        self._add(raw, number, at, "", first, f"合计行请删除，系统自行合计{told}")
        return True

    def _is_merged(self, raw: Raw, number: int, values: list[Value], span: tuple[int, int, int]) -> None:
        first, last, place = span
        if number != first:
            return
        lost = f"第{first + 1}行" if last == first + 1 else f"第{first + 1}–{last}行"
        told = f"合并单元格，无法判断{lost}，请取消合并并逐行填写"
        self._add(raw, number, place, "", shown(_at(values, place)), told, last_row=last)

    # A row ----------------------------------------------------------------------------------------

    def _row(
        self,
        raw: Raw,
        number: int,
        values: list[Value],
        sums: dict[str, Decimal],
        firms: dict[str, int],
    ) -> None:
        row = _Row(number)
        for column in raw.sheet.columns:
            if column.id in raw.places:
                self._cell(raw, row, column, _at(values, raw.places[column.id]), sums)
        if raw.sheet.id == self.layout.enterprises.id:
            self._enterprise(raw, row)
        else:
            self._facility(raw, row, firms)

    def _cell(self, raw: Raw, row: _Row, column: Column, value: Value, sums: dict[str, Decimal]) -> None:
        letter = _letter(raw.places[column.id])
        failed = raw.unworked.get((row.number, letter))
        if failed is not None:
            told = f"公式出错（{failed}），请改成数值或文字" if failed else "公式无结果，请粘贴为数值"
            self._say(raw, row.number, column, failed or "（公式）", told)
            row.bad.add(column.field)
            return
        found = self._judged(column, value)
        if isinstance(found, Bad):
            if found.fix and column.kind == "quantity":
                _sum(sums, column, found.fix)
            if found.offer and self._take(raw, row.number, letter, shown(value), found.fix):
                again = cell(column, found.fix, self.around)
                if isinstance(again, Good):
                    row.said[column.field] = again.text
                    return
            self._say(
                raw,
                row.number,
                column,
                shown(value),
                found.finding,
                found.offer,
                found.fix,
                _should_be(column),
            )
            row.bad.add(column.field)
            if found.offer == "fix":  # what it will most likely be, for comparing rows with each other
                row.said[column.field] = found.fix
            return
        if found.notice:
            self.notices.append(f"“{raw.sheet.name}”{letter}{row.number}：{found.notice}")
        row.said[column.field] = found.text
        if column.kind == "quantity" and found.text:
            _sum(sums, column, found.text)

    def _judged(self, column: Column, value: Value) -> Good | Bad:
        """A ledger says 捣固 and 2018-05-01 thousands of times; each is judged once."""
        memory, key = self.memory.setdefault(column.id, {}), (value.__class__, value)
        found = memory.get(key)
        if found is None:
            found = cell(column, value, self.around)
            if len(memory) < _REMEMBERED:
                memory[key] = found
        return found

    def _take(self, raw: Raw, number: int, letter: str, was: str, now: str) -> bool:
        where = f"{raw.sheet.name}!{letter}{number}"
        if where not in self.asked.accepted:
            return False
        self.taken.append(Taken(cell=where, was=was, now=now))
        return True

    def _enterprise(self, raw: Raw, row: _Row) -> None:
        for field, told in enterprise_amiss(self.books, row.said, row.bad, row.number):
            column = raw.sheet.column(field)
            if column is not None:
                self._say(raw, row.number, column, row.said.get(field, ""), told)
                row.bad.add(field)
        self._numbers(raw, row, self.books.enterprise_subject(row.said))
        if not row.bad:
            self.enterprises.append(
                EnterpriseLine(
                    sheet=raw.sheet.name,
                    row=row.number,
                    code=row.said["code"],
                    name=row.said["name"],
                    county=CountyId(self.books.county_id(row.said["county"])),
                    address=row.said.get("address", ""),
                    fields=_fields(raw.sheet, row.said),
                    confirmed=tuple(sorted(row.confirmed)),
                )
            )

    def _facility(self, raw: Raw, row: _Row, firms: dict[str, int]) -> None:
        for told in row_rules.row(raw.sheet, row.said, frozenset(row.bad)):
            self._say(
                raw,
                row.number,
                told.column,
                row.said.get(told.column.field, ""),
                told.finding,
                clauses=told.clauses,
            )
            row.bad.add(told.column.field)
        for field, words in (
            *facility_amiss(self.books, raw.sheet, row.said, row.bad, row.number, firms),
            *part_amiss(self.books, raw.sheet, row.said, row.bad),
        ):
            column = raw.sheet.column(field)
            if column is not None:
                self._say(raw, row.number, column, row.said.get(field, ""), words)
                row.bad.add(field)
        self._numbers(raw, row, self.books.facility_subject(raw.sheet, row.said))
        if not row.bad:
            self.facilities.append(
                FacilityLine(
                    sheet=raw.sheet.name,
                    row=row.number,
                    owner=row.said["owner"],
                    facility_type=raw.sheet.id,
                    name=self.books.facility_name(raw.sheet, row.said),
                    attachment=row.said.get("attachment", ""),
                    fields=_fields(raw.sheet, row.said),
                    confirmed=tuple(sorted(row.confirmed)),
                )
            )

    def _numbers(self, raw: Raw, row: _Row, subject: str) -> None:
        """Every number of the row against what was settled or said of it before."""
        for column in raw.sheet.columns:
            text = row.said.get(column.field, "")
            if not subject or not text or "." not in column.id or column.field in row.bad:
                continue
            amiss = self.books.number_amiss(column, subject, text)
            if amiss is None:
                continue
            letter = _letter(raw.places[column.id])
            if amiss.offer and self._take(raw, row.number, letter, text, text):
                row.confirmed.add(column.id)
                continue
            self._say(raw, row.number, column, text, amiss.finding, amiss.offer, text if amiss.offer else "")
            row.bad.add(column.field)

    def _say(
        self,
        raw: Raw,
        number: int,
        column: Column,
        value: str,
        finding: str,
        offer: str = "",
        fix: str = "",
        remedy: str = "",
        clauses: tuple[str, ...] = (),
    ) -> None:
        """What a column takes helps whoever typed it wrongly, and nobody whose two answers contradict each other."""
        place = raw.places.get(column.id, 0)
        cited = clauses or column.clauses
        self._add(
            raw, number, place, column.label, value, finding, offer=offer, fix=fix, remedy=fix or remedy, clauses=cited
        )  # fmt: skip

    def _add(
        self, raw: Raw, number: int, place: int, label: str, value: str, finding: str, **more: object
    ) -> None:
        told = {"sheet": raw.sheet.name, "row": number, "column": _letter(place), "label": label}
        self.problems.append(Problem(**told, value=value, finding=finding, **more))  # type: ignore[arg-type]


def _at(values: list[Value], place: int) -> Value:
    return values[place] if place < len(values) else None


@cache
def _letter(place: int) -> str:
    """A, B, … Z, AA: a column as people call it."""
    letters, rest = "", place + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def _sum(sums: dict[str, Decimal], column: Column, text: str) -> None:
    sums[column.id] = sums.get(column.id, Decimal(0)) + Decimal(text)


def _fields(sheet: Sheet, said: dict[str, str]) -> dict[str, str]:
    return {
        column.id: said[column.field]
        for column in sheet.columns
        if "." in column.id and said.get(column.field)
    }


def _should_be(column: Column) -> str:
    """What the cell should hold, for the list of faults."""
    if column.choices:
        return "/".join(column.choices)
    words = {"date": "日期，如 2019-10-31", "quantity": f"数字（{column.unit}）", "integer": "整数"}
    return words.get(column.kind, column.note)


def _by_row(raw: Raw) -> dict[int, tuple[int, int, int]]:
    """Rows that merged cells lie over: the span's first and last row, and the first column merged."""
    spans: list[tuple[int, int, int]] = []
    for one in sorted(raw.merged):
        if one.last == one.first:
            continue
        if spans and one.first <= spans[-1][1]:
            first, last, place = spans[-1]
            spans[-1] = (first, max(last, one.last), min(place, one.column))
        else:
            spans.append((one.first, one.last, one.column))
    return {row: span for span in spans for row in range(span[0], span[1] + 1)}


def _remarks(raw: Raw) -> Iterator[str]:
    name = raw.sheet.name
    if raw.hidden:
        shown_rows = "、".join(str(number) for number in raw.hidden[:20])
        yield f"“{name}”有{len(raw.hidden)}行是隐藏行（第{shown_rows}行{'等' if len(raw.hidden) > 20 else ''}），已一并读入核对"
    if raw.unknown:
        yield f"“{name}”里模板没有的列未读：{'、'.join(raw.unknown)}"
    optional = [one.label for one in raw.missing if not one.required and one.kind not in ("order", "note")]
    if optional:
        yield f"“{name}”没有这些列，按未填处理：{'、'.join(optional)}"
