"""A file in a story, a ledger's workbook or a bank's statement: read as the office reads one that was sent, wholly or not at all."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from yajian import banking
from yajian.core.words import Command, CountyId, DocumentNo, iso_date
from yajian.sheets.importing import import_ledger
from yajian.sheets.known import Asked, known
from yajian.sheets.layout import layout
from yajian.sheets.limited import look
from yajian.sheets.problems import Checked, Unreadable
from yajian.transact import Office


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a file: all that is wrong with it, or the command that imports it and the day of its numbers."""

    told: str = ""
    faults: tuple[str, ...] = ()
    command: Command | None = None
    as_of: date | None = None


def sent(
    office: Office,
    path: Path,
    said: Mapping[str, Any],
    accept: tuple[str, ...],
    today: date,
    as_of: date | None = None,
) -> Sent:
    """`said` are the command's own fields; `accept` the cells whose offered correction somebody takes."""
    plan, programme = office.plan(), office.programme
    made = layout(plan)
    county, said_by = said.get("county"), str(said.get("said_by", ""))
    asked = Asked(
        today=today,
        said_by=said_by,
        county=made.counties.get(county or "", ""),
        as_of=as_of,
        accepted=frozenset(accept),
    )
    try:
        checked = look(path, made, known(plan, programme, made), asked, name=path.name)
    except Unreadable as fault:
        return Sent(faults=(str(fault),))
    if not checked.clean:
        return Sent(told=checked.sentence, faults=tuple(_faults(checked)))
    command = import_ledger(
        checked,
        office.keep(path),
        said_by,
        DocumentNo(str(said.get("document", ""))),
        CountyId(county) if county else None,
    )
    return Sent(
        told=checked.sentence,
        command=command,
        as_of=iso_date(checked.as_of) if checked.as_of else None,
    )


def statement(office: Office, path: Path, said: Mapping[str, Any]) -> Sent:
    """A bank's statement; `said` names the special account's tail."""
    account = str(said.get("account", ""))
    try:
        found = banking.read(path, account=account)
    except Unreadable as fault:
        return Sent(faults=(str(fault),))
    if found.faults:
        told = f"{len(found.faults)}处读不了，一笔也没有导入"
        return Sent(told=told, faults=tuple(map(str, found.faults)))
    file = banking.kept(office.evidence, path)
    return Sent(told=f"{len(found.lines)}笔", command=banking.takes_in(file, account, found))


def _faults(checked: Checked) -> list[str]:
    return [f"{one.cell} {one.value}：{one.finding}" for one in checked.problems]
