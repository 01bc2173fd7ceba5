"""What every verb stands on: the data folder, the open office, dates as typed, and how an outcome is told."""

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import apsw
import click
import msgspec

from yajian import accounts, planfile
from yajian.accounts import Accounts, Unavailable
from yajian.core import catalogue
from yajian.core.decisions.charter import AdoptPlan
from yajian.core.plan import Plan
from yajian.core.reports import wording
from yajian.core.words import iso_date, shanghai_date
from yajian.evidence import EvidenceRefused, Fault, NotKept
from yajian.journal.envelope import Broken
from yajian.journal.store import NotRecorded, Unknown, Unsafe
from yajian.planfile.shipped import shipped
from yajian.transact import Done, Office, Refused


class IsoDate(click.ParamType[date]):
    """A date typed as 2020-10-31 and in no other way."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return iso_date(value)
        except ValueError:
            self.fail(f"日期写作 2020-10-31，看到的是 {value}", param, ctx)


def home() -> Path:
    """The data folder: YAJIAN_HOME, or ./data."""
    return Path(os.environ.get("YAJIAN_HOME") or "data").expanduser().absolute()


def database() -> str:
    """The address of the PostgreSQL that keeps the books: YAJIAN_DATABASE_URL, or none."""
    return os.environ.get("YAJIAN_DATABASE_URL", "")


def whereabouts() -> str:
    """Where the books and the evidence lie, in words."""
    return f"{home()}，账簿在 YAJIAN_DATABASE_URL 指定的数据库" if database() else str(home())


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """Today where the plan is in force."""
    return shanghai_date(now())


def say(words: str) -> None:
    """Progress, beside the output and never in it."""
    click.echo(words, err=True)


_SAYS = (Unsafe, Broken, NotRecorded, Unknown, Fault, NotKept, EvidenceRefused, Unavailable)


@contextmanager
def plainly() -> Iterator[None]:
    """What the disk or the books say goes out as one sentence, and the exit is 1."""
    try:
        yield
    except _SAYS as error:
        raise click.ClickException(str(error)) from error
    except (OSError, apsw.Error) as error:
        raise click.ClickException(
            f"磁盘读写出错：{error}。请检查磁盘空间和 {home()} 的权限，再试一次。"
        ) from error


@contextmanager
def office_as_it_stands(*, serving: bool = False) -> Iterator[Office]:
    """The office of the data folder, with or without a plan in force; `serving` claims it for the one server."""
    with plainly(), _office(serving) as office:
        yield office


def _office(serving: bool) -> Office:
    return Office(home(), load_plan=planfile.load_bytes, clock=now, serving=serving, database=database())


@contextmanager
def open_office(*, serving: bool = False) -> Iterator[Office]:
    """The office with a plan in force; a fresh data folder adopts the shipped plan first."""
    if not (default_plan() / "plan.yaml").is_file():
        raise click.ClickException(f"{default_plan()} 里没有 plan.yaml。请核对 YAJIAN_PLAN。")
    with office_as_it_stands(serving=serving) as office:
        if office.programme.charter.adopted is None:
            say(f"{whereabouts()}：还没有开账，采用方案 {default_plan().name} …")
            outcome = adopt(office, default_plan())
            if isinstance(outcome, Refused):
                raise click.ClickException(wording.refusal(outcome.refusal))
        yield office


@contextmanager
def open_accounts() -> Iterator[Accounts]:
    """The accounts of the data folder."""
    with plainly(), closing(accounts.open_accounts(home(), now, database())) as found:
        yield found


def default_plan() -> Path:
    """The plan a fresh folder adopts: YAJIAN_PLAN, or the first programme's."""
    named = os.environ.get("YAJIAN_PLAN")
    return Path(named) if named else shipped() / "yuncheng-2019"


def adopt(office: Office, folder: Path) -> Done | Refused:
    """Adopt a plan folder: both files are kept as evidence, then the books are opened on them."""
    plan = checked(folder)
    plan_file = office.keep(folder / "plan.yaml")
    document_file = office.keep(folder / "document.txt")
    return office.transact(
        AdoptPlan(plan_file=plan_file, document_file=document_file),
        actor="installer",
        organ="本机",
        role="installer",
        effective=min(plan.programme.issued_on, today()),
        evidence=(plan_file, document_file),
    )


def checked(folder: Path) -> Plan:
    """The plan of a folder, or a stop with every fault of the file."""
    result = planfile.check(folder / "plan.yaml")
    if result.plan is None or any(fault.level == "error" for fault in result.faults):
        errors = [fault for fault in result.faults if fault.level == "error"]
        lines = "\n".join(f"第{fault.line}行　{fault.seen}　{fault.remedy}" for fault in errors[:20])
        raise click.ClickException(f"{folder} 有 {len(errors)} 处错误，没有采用：\n{lines}")
    return result.plan


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def report(outcome: Done | Refused, as_json: bool) -> None:
    """Say what was recorded, or why not; a refusal exits 1."""
    if isinstance(outcome, Refused):
        if as_json:
            print_json({"ok": False, "refusal": wording.refusal_as_builtins(outcome.refusal)})
        else:
            click.echo(wording.refusal(outcome.refusal), err=True)
        raise SystemExit(1)
    if as_json:
        print_json({"ok": True, "facts": [msgspec.to_builtins(recorded) for recorded in outcome.facts]})
        return
    for recorded in outcome.facts:
        what = catalogue.title(type(recorded.fact))
        click.echo(f"已记第{recorded.seq}条：{what}（{recorded.effective.isoformat()}）")
    if not outcome.facts:
        click.echo("早已如此，没有新的登记。")
