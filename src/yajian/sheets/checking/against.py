"""A row against the other rows and against the books: codes, names, counties, parts of the list, settled numbers."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from yajian.core.words import iso_date
from yajian.sheets.checking.cells import Around, Good, cell
from yajian.sheets.known import (
    Asked,
    Firm,
    Known,
    Said,
    facility_key,
    number_key,
)
from yajian.sheets.layout import Column, Layout, Sheet
from yajian.sheets.problems import Offer
from yajian.sheets.reading import Raw
from yajian.sheets.spelling import Value, folded, half, shown

Found = tuple[str, str]  # the field it is told at, and what is wrong


class Differs(NamedTuple):
    finding: str
    offer: Offer = ""


class Books:
    """What is known before the rows, and what the rows have said so far."""

    def __init__(self, layout: Layout, known: Known, asked: Asked) -> None:
        self.layout, self.known, self.asked = layout, known, asked
        self.by_code = {firm.code: firm for firm in known.firms if firm.code}
        self.by_name = {name: firm for firm in known.firms for name in firm.names}
        self.items: dict[str, list[str]] = {}
        for part, said in known.parts.items():
            self.items.setdefault(said.item, []).append(part)
        self.ids = {name: id for id, name in layout.counties.items()}
        self.codes: dict[str, int] = {}  # of this workbook, by the row that had it first
        self.counties: dict[str, str] = {}  # of this workbook, by code
        self.names: dict[str, str] = {}
        self.typed: set[str] = set()  # codes as typed, faulty ones too: one fault is not told twice
        self.as_of: date | None = asked.as_of
        self.as_of_row = 0

    def read_days(self, raw: Raw, rows: list[tuple[int, list[Value]]]) -> None:
        """The day the ledger's numbers are of: the first one it states."""
        column = raw.sheet.column("as_of")
        if column is None or column.id not in raw.places:
            return
        for number, values in rows:
            place = raw.places[column.id]
            said = cell(column, values[place] if place < len(values) else None, Around(self.asked.today))
            if isinstance(said, Good) and said.text:
                self.as_of, self.as_of_row = iso_date(said.text), number
                return

    def read_codes(self, raw: Raw, rows: list[tuple[int, list[Value]]]) -> None:
        """Every code the sheet of enterprises holds, right or wrong."""
        place = raw.places.get("code")
        if place is not None:
            self.typed |= {_code(values[place]) for _, values in rows if place < len(values)}

    def county_id(self, name: str) -> str:
        return self.ids[name]

    def firm(self, code: str, name: str = "") -> Firm | None:
        found = self.by_code.get(code)
        if found is not None or not name:
            return found
        named = self.by_name.get(folded(name))
        return named if named is not None and named.code in ("", code) else None

    def owner(self, code: str) -> Firm | None:
        """The enterprise of the books whose code, or whose name beside this code in this workbook, it is."""
        return self.firm(code, self.names.get(code, ""))

    def enterprise_subject(self, said: Mapping[str, str]) -> str:
        firm = self.firm(said.get("code", ""), said.get("name", ""))
        return f"enterprise:{firm.id}" if firm is not None else ""

    def facility_name(self, sheet: Sheet, said: Mapping[str, str]) -> str:
        """As the list would call it: its number and its kind."""
        called = " ".join(said[one.field] for one in sheet.columns if one.identifies and said.get(one.field))
        return called if called.endswith(sheet.name) else f"{called.removesuffix(sheet.name[-1])}{sheet.name}"

    def facility_subject(self, sheet: Sheet, said: Mapping[str, str]) -> str:
        firm = self.owner(said.get("owner", ""))
        if firm is None:
            return ""
        name = self.known.facilities.get(facility_key(firm.id, sheet.id, self.facility_name(sheet, said)))
        return f"facility:{name}" if name is not None else ""

    def number_amiss(self, column: Column, subject: str, text: str) -> Differs | None:
        """What was settled is not overwritten, and what this body said of the same day is corrected, not repeated."""
        key = number_key(subject, column.id)
        settled = self.known.settled.get(key)
        if settled is not None:
            if _same(column, settled, text):
                return None
            mine = settled.maker == self.asked.said_by
            too_late = self.as_of is not None and settled.true_from > self.as_of
            if too_late or (mine and settled.true_from == self.as_of):
                return Differs(
                    f"自{settled.true_from.isoformat()}起已认定为 {_bare(column, settled)}，请核对数据截至"
                )
            return Differs(
                f"与库中认定值 {_bare(column, settled)} 不同：将作为“填报”另存并转异议，不覆盖（请确认）",
                "confirm",
            )
        mine_open = [one for one in self.known.said.get(key, ()) if one.maker == self.asked.said_by]
        if (
            mine_open
            and not _same(column, mine_open[-1], text)
            and any(one.true_from == self.as_of for one in mine_open)
        ):
            last = mine_open[-1]
            return Differs(f"本单位已填报 {_bare(column, last)}（第{last.seq}条），说错了的请先更正该条")
        return None


def enterprise_amiss(books: Books, said: Mapping[str, str], bad: set[str], row: int) -> Iterator[Found]:
    """A code once only, and who the books know by it is who the row says."""
    code, name, county = (said.get(field, "") for field in ("code", "name", "county"))
    if "code" not in bad:
        if code in books.codes:
            yield "code", f"与第{books.codes[code]}行重复"
        else:
            books.codes[code] = row
            books.names[code] = name
            books.counties[code] = county
            yield from _known_otherwise(books, code, name, county, bad)
    if county and "county" not in bad and books.asked.county not in ("", county):
        yield "county", f"不是{books.asked.county}的企业，请由{county}导入"
    day = said.get("as_of", "")
    if day and "as_of" not in bad and books.as_of is not None and day != books.as_of.isoformat():
        yield (
            "as_of",
            f"与第{books.as_of_row}行的截至日 {books.as_of.isoformat()} 不同；一份台账只有一个截至日",
        )


def _known_otherwise(books: Books, code: str, name: str, county: str, bad: set[str]) -> Iterator[Found]:
    firm = books.firm(code, name if "name" not in bad else "")
    named = books.by_name.get(folded(name)) if name and "name" not in bad else None
    if firm is None and named is not None and named.code:
        yield "code", f"台账中这户企业的代码是 {named.code}"
        return
    if firm is None:
        return
    if name and "name" not in bad and folded(name) not in firm.names:
        yield "name", f"这个代码在台账中是“{firm.name}”，更名另有登记"
    if county and "county" not in bad and firm.county not in ("", county):
        yield "county", f"台账中这户企业属{firm.county}"


def facility_amiss(
    books: Books,
    sheet: Sheet,
    said: Mapping[str, str],
    bad: set[str],
    row: int,
    seen: dict[str, int],
) -> Iterator[Found]:
    """The owner is there, and the facility only once."""
    code = said.get("owner", "")
    if "owner" not in bad and code not in books.typed and code not in books.by_code:
        yield "owner", "企业表中无此代码"
    elif "owner" not in bad and code not in books.typed:
        county = books.by_code[code].county
        if books.asked.county not in ("", county):
            yield "owner", f"不是{books.asked.county}的企业"
    identity = next((one for one in sheet.columns if one.identifies), None)
    if identity is None or not said.get(identity.field):
        return
    key = facility_key(code, sheet.id, books.facility_name(sheet, said))
    if key in seen:
        yield identity.field, f"同一企业{identity.label}重复（见第{seen[key]}行）"
    else:
        seen[key] = row


def part_amiss(books: Books, sheet: Sheet, said: Mapping[str, str], bad: set[str]) -> Iterator[Found]:
    """The part of the list exists, is a part and not a whole line, and belongs to this enterprise."""
    text, column = said.get("list_part", ""), sheet.column("list_part")
    if column is None or not text or "list_part" in bad:
        return
    name = half(text)
    parts = books.items.get(name, [])
    if len(parts) > 1:
        yield "list_part", f"{column.label}须到 {' 或 '.join(parts)}"
        return
    part = books.known.parts.get(name)
    if part is None:
        yield "list_part", f"清单中没有“{text}”，请照压减清单填写"
        return
    code = said.get("owner", "")
    firm = books.owner(code)
    county = books.counties.get(code, "") or (firm.county if firm is not None else "")
    if part.county and county and part.county != county:
        yield "list_part", f"{column.label}属{part.county}"
    elif firm is None or firm.id != part.enterprise:
        yield "list_part", f"{column.label}属{part.enterprise_name}"


def _code(value: Value) -> str:
    return "".join(half(shown(value)).upper().split())


def _same(column: Column, said: Said, text: str) -> bool:
    """Whether a good cell says what was said: by its number, or by its word."""
    if isinstance(said.value, int):
        return Decimal(text) * column.factor == said.value
    return text in (said.value, said.shown)


def _bare(column: Column, said: Said) -> str:
    """The value without its unit: the header has it."""
    return said.shown.removesuffix(column.unit) if column.unit else said.shown
