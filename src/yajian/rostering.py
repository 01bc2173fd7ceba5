"""A roster on its way in, and its rows read again by whom they are for: names are sealed before a command is made of them.

A roster file is a table with the columns 姓名, 身份证号, 用工形式 and, if there is one, 电话, as CSV in UTF-8 or GB 18030.
"""

import csv
import io
from collections.abc import Collection, Iterable, Mapping

import msgspec

from yajian.core.decisions.workers import SubmitRoster
from yajian.core.facts.workers import Employment, WorkerId
from yajian.core.rules.workers import EMPLOYMENT, Person
from yajian.core.words import EnterpriseId
from yajian.persons import ERASED, Persons

COLUMNS = ("姓名", "身份证号", "用工形式")
_KINDS: dict[str, Employment] = {word: kind for kind, word in EMPLOYMENT.items()}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


class Unreadable(Exception):
    """The file is no roster. The message is a Chinese sentence for each fault, with its row and without a name."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the file."""

    name: str
    number: str
    employment: Employment
    phone: str = ""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A person with what he is called, for whoever may read it."""

    person: Person
    name: str
    number: str  # the middle of it hidden
    phone: str


def read(file: bytes) -> tuple[Line, ...]:
    """The rows, or every fault in them at once. Raises Unreadable."""
    rows = list(csv.DictReader(io.StringIO(_text(file))))
    missing = [one for one in COLUMNS if not rows or one not in rows[0]]
    if missing:
        raise Unreadable(f"名册没有这几列：{'、'.join(missing)}；第一行须是列名，以下一人一行")
    faults, lines, seen = [], [], set()
    for at, row in enumerate(rows, start=2):
        name, number, kind = ((row.get(one) or "").strip() for one in COLUMNS)
        number = number.upper()
        if not name:
            faults.append(f"第{at}行没有姓名")
        elif not identity_fits(number):
            faults.append(f"第{at}行身份证号不是 18 位或校验不符")
        elif kind not in _KINDS:
            faults.append(f"第{at}行用工形式“{kind}”不是{'、'.join(_KINDS)}")
        elif number in seen:
            faults.append(f"第{at}行与前面的人重复")
        else:
            seen.add(number)
            phone = (row.get("电话") or "").strip()
            lines.append(Line(name=name, number=number, employment=_KINDS[kind], phone=phone))
    if faults:
        raise Unreadable("；".join(faults))
    return tuple(lines)


def _text(file: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return file.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("文件不是 CSV 文本；请另存为 CSV 再传")


def identity_fits(number: str) -> bool:
    """An identity number of GB 11643: seventeen digits and their check character."""
    if len(number) != 18 or not number[:17].isascii() or not number[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17] == _CHECKS[total % 11]


def roster(
    persons: Persons, programme: str, enterprise: EnterpriseId, month: str, lines: Iterable[Line]
) -> SubmitRoster:
    """The command, with everybody as a number and everything else sealed."""
    people: dict[WorkerId, Employment] = {}
    sealed: dict[WorkerId, str] = {}
    for one in lines:
        worker = persons.enrol(enterprise, one.number)
        people[worker] = one.employment
        said = {"name": one.name, "number": one.number, "phone": one.phone}
        sealed[worker] = persons.seal(programme, worker, said)
    return SubmitRoster(enterprise=enterprise, month=month, people=people, sealed=sealed)


def named(persons: Persons, programme: str, people: Iterable[Person]) -> tuple[Named, ...]:
    """The rows as whoever may read names reads them."""
    return tuple(_named(persons, programme, one) for one in people)


def twice(
    persons: Persons,
    programme: str,
    people: Iterable[Person],
    rostered: Mapping[EnterpriseId, frozenset[WorkerId]],
    house: Collection[EnterpriseId],
) -> frozenset[WorkerId]:
    """Who of these of one house is on another's roster as well, by the same identity number.

    Asked anew each time, of what the person's own key opens: no fact says that two numbers are one person, or whoever is
    erased at one firm could be read off the other. Only who stands on a roster of the books counts: a number was given to whoever
    came with a refused one too.
    """
    elsewhere = [(firm, there) for firm, there in rostered.items() if firm not in house]
    found = set()
    for one in people:
        said = None if one.erased else persons.open(programme, one.worker, one.sealed)
        if said is not None and any(persons.find(firm, said["number"]) in there for firm, there in elsewhere):
            found.add(one.worker)
    return frozenset(found)


def _named(persons: Persons, programme: str, person: Person) -> Named:
    said = None if person.erased else persons.open(programme, person.worker, person.sealed)
    if said is None:
        gone = ERASED if person.erased or person.sealed else "没有报送姓名"
        return Named(person=person, name=gone, number="", phone="")
    return Named(person=person, name=said["name"], number=masked(said["number"]), phone=said.get("phone", ""))


def masked(number: str) -> str:
    """140000********0010: enough to tell two people apart, too little to be one."""
    return f"{number[:6]}********{number[-4:]}"
