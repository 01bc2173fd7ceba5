"""Verbs drawn from the command structs: one option a field, its name and hint from the struct itself."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from yajian.cli.room import IsoDate, open_office, report, today
from yajian.core import catalogue, misfits
from yajian.core.catalogue import Field
from yajian.core.words import Command


def groups(shown: Mapping[str, click.Command] | None = None) -> tuple[click.Group, ...]:
    """One group an area, holding one verb a command. `shown` are areas that show a table when no verb is named."""
    made = []
    for area, words in catalogue.AREAS.items():
        group = _group(area, f"{words}：登记一件事。写明发生日期，附上原件。", (shown or {}).get(area))
        for command in catalogue.commands():
            if catalogue.area(command) == area and not catalogue.takes_a_file(command):
                group.add_command(_verb(command))
        made.append(group)
    return tuple(made)


def _group(area: str, words: str, table: click.Command | None) -> click.Group:
    if table is None:
        return click.Group(area, help=words)

    def show(**given: Any) -> None:
        context = click.get_current_context()
        if context.invoked_subcommand is None:
            context.invoke(table, **given)

    return click.Group(
        area,
        params=table.params,
        callback=show,
        invoke_without_command=True,
        help=table.help,
        short_help=table.short_help,
    )


def _verb(command: type[Command]) -> click.Command:
    # Whoever acts goes by other names than any field of a command, which may well be an organ or a role.
    options: list[click.Parameter] = [_option(field) for field in catalogue.fields(command)]
    attached = click.Path(exists=True, dir_okay=False, path_type=Path)
    options += [
        click.Option(["--effective"], type=IsoDate(), help="发生日期，默认今天"),
        click.Option(["--attach"], type=attached, multiple=True, help="附件，可重复"),
        click.Option(["--actor"], default="installer", show_default=True, help="经办人"),
        click.Option(["--actor-organ"], default="本机", show_default=True, help="经办人代表的单位"),
        click.Option(
            ["--actor-role"], default="installer", show_default=True, help="经办人的角色，见 permissions.md"
        ),
        click.Option(["--command-id"], help="提交号：同一提交号只办一次，重试时照填"),
        click.Option(["--json", "as_json"], is_flag=True, help="只输出 JSON"),
    ]
    title = catalogue.title(command)
    name = catalogue.tag(command).split(".", 1)[1]
    return click.Command(
        name, params=options, help=f"{title}。", short_help=title, callback=_carry_out(command)
    )


def _option(field: Field) -> click.Option:
    one = field.each if field.many and not field.is_mapping else field
    kind: click.ParamType[Any] | type = (
        IsoDate() if catalogue.is_date(one) else int if one.base is int else str
    )
    note = "，可重复，写作 键=值" if field.is_mapping else ""
    return click.Option(
        ["--" + field.name.replace("_", "-"), field.name],
        type=kind,
        required=field.required and not field.many,
        multiple=field.many,
        help=f"{field.title}{'：' + field.hint if field.hint else ''}{note}",
    )


def _carry_out(command: type[Command]) -> Callable[..., None]:
    def carry_out(
        effective: date | None,
        attach: tuple[Path, ...],
        actor: str,
        actor_organ: str,
        actor_role: str,
        command_id: str | None,
        as_json: bool,
        **given: Any,
    ) -> None:
        asked = _convert(command, given)
        with open_office() as office:
            outcome = office.transact(
                asked,
                actor=actor,
                organ=actor_organ,
                role=actor_role,
                effective=effective or today(),
                evidence=tuple(office.keep(path) for path in attach),
                command_id=command_id,
            )
        report(outcome, as_json)

    return carry_out


def _convert(command: type[Command], given: Mapping[str, Any]) -> Command:
    raw: dict[str, Any] = {}
    for field in catalogue.fields(command):
        value = given[field.name]
        if field.is_mapping:
            raw[field.name] = _pairs(field, value)
        elif value is not None:
            raw[field.name] = value
    try:
        return msgspec.convert(raw, command, strict=False)  # a number within a pair is still as it was typed
    except msgspec.ValidationError as fault:
        raise click.UsageError(f"填写的值不合要求：{misfits.told(command, fault)[1]}") from fault


def _pairs(field: Field, given: tuple[str, ...]) -> dict[str, Any]:
    """`键=值` pairs, each value as its column has it."""
    _, *columns = catalogue.columns(field)
    words = len(columns) == 1 and columns[0].name == "value" and columns[0].base is str
    number = json.loads if any(one.base is object for one in columns) else str
    pairs: dict[str, Any] = {}
    for pair in given:
        key, separator, text = pair.partition("=")
        if not separator:
            raise click.UsageError(f"“{pair}”没有等号；写作 键=值")
        pairs[key] = (
            text if words else _read(text or "null", number)
        )  # nothing after the sign: nothing is said
    return pairs


def _read(text: str, number: Callable[[str], Any]) -> Any:
    """What reads as JSON is taken as such; digits stay as typed where an amount may be meant, to the last nought."""
    try:
        return json.loads(text, parse_int=number, parse_float=number)
    except ValueError:
        return text
