"""What goes wrong between an honest request and the office: slips, haste, junk, and people with no business here.

Every twist works on any command, so that a new command meets all of them without a line written for it.
"""

import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import msgspec

from tests.simulator.world import Asked, World
from yajian.core.words import Command, Digest

Twist = Callable[[World, Asked], Asked]


def dated_tomorrow(world: World, asked: Asked) -> Asked:
    return msgspec.structs.replace(
        asked, effective=world.today + timedelta(days=world.chance.randrange(1, 400))
    )


def dated_long_ago(world: World, asked: Asked) -> Asked:
    return msgspec.structs.replace(
        asked, effective=world.today - timedelta(days=world.chance.randrange(60, 4000))
    )


def without_its_papers(world: World, asked: Asked) -> Asked:
    return msgspec.structs.replace(asked, evidence=())


def with_papers_nobody_kept(world: World, asked: Asked) -> Asked:
    return msgspec.structs.replace(asked, evidence=(*asked.evidence, world.paper()))


def with_too_many_papers(world: World, asked: Asked) -> Asked:
    return msgspec.structs.replace(asked, evidence=(*asked.evidence, world.scan(), world.scan()))


def by_a_stranger(world: World, asked: Asked) -> Asked:
    return msgspec.structs.replace(asked, role=world.pick(("", "visitor", "enterprise", "Installer")))


def in_a_granted_role(world: World, asked: Asked) -> Asked:
    """By somebody who holds a role on a paper, whether it covers this or not."""
    given = [
        entry.value for line in world.programme.roles.grants.values() for entry in line.entries if entry.value
    ]
    if not given:
        return asked
    held = world.pick(given)
    return msgspec.structs.replace(asked, actor=held.person, organ=held.organ_name, role=held.role)


def once_more(world: World, asked: Asked) -> Asked:
    """Something asked before, word for word, under a number of its own."""
    before = world.pick(world.asked) if world.asked else asked
    return msgspec.structs.replace(before, command_id=asked.command_id)


def under_a_used_number(world: World, asked: Asked) -> Asked:
    used = tuple(world.memory.carried)
    return msgspec.structs.replace(asked, command_id=world.pick(used)) if used else asked


def sent_again(world: World, asked: Asked) -> Asked:
    """A retry: the same request under the same number."""
    return world.pick(world.asked) if world.asked else asked


def with_a_field_of_another(world: World, asked: Asked) -> Asked:
    """One field as an earlier command of the same kind had it."""
    alike = [one.command for one in world.asked[-60:] if type(one.command) is type(asked.command)]
    if not alike:
        return asked
    name = world.pick(msgspec.structs.fields(asked.command)).name
    return _with(asked, name, getattr(world.pick(alike), name))


def with_junk_in_a_field(world: World, asked: Asked) -> Asked:
    field = world.pick(msgspec.structs.fields(asked.command))
    hint = _hints(type(asked.command))[field.name]
    return _with(asked, field.name, world.pick(_junk(hint, getattr(asked.command, field.name), world)))


TWISTS: tuple[Twist, ...] = (
    dated_tomorrow,
    dated_long_ago,
    dated_long_ago,
    without_its_papers,
    with_papers_nobody_kept,
    with_too_many_papers,
    by_a_stranger,
    in_a_granted_role,
    in_a_granted_role,
    once_more,
    once_more,
    under_a_used_number,
    sent_again,
    with_a_field_of_another,
    with_a_field_of_another,
    with_junk_in_a_field,
    with_junk_in_a_field,
)


@cache
def _hints(command: type[Command]) -> dict[str, Any]:
    return typing.get_type_hints(command)


def _with(asked: Asked, name: str, value: object) -> Asked:
    """The request with one field changed; as it was, if no form or verb could have sent that."""
    said = {**msgspec.structs.asdict(asked.command), name: value}
    try:
        command: Command = msgspec.convert(msgspec.to_builtins(said), type(asked.command))
    except msgspec.ValidationError:
        return asked
    return msgspec.structs.replace(asked, command=command)


def _junk(hint: Any, value: Any, world: World) -> list[Any]:
    """What people, programs and papers from elsewhere put into a field of this type."""
    while isinstance(hint, typing.NewType):
        hint = hint.__supertype__
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return [
            None,
            *(
                junk
                for one in typing.get_args(hint)
                if one is not type(None)
                for junk in _junk(one, value, world)
            ),
        ]
    if typing.get_origin(hint) is typing.Literal:
        return list(typing.get_args(hint))
    if hint is str:
        return [
            "",
            " ",
            "无",
            "ＡＢＣ",
            f" {value}",
            f"{value}\u200b",
            f"{value}x",
            "长" * 3000,
            Digest("0" * 64),
        ]
    if hint is int:
        return [0, -1, 1, 2**53, (value or 0) + 1, world.chance.randrange(1, world.programme.seq + 3)]
    if hint is date:
        return [date(1900, 1, 1), date(2199, 12, 31), world.today + timedelta(days=1)]
    if isinstance(value, Mapping):
        return [{}, {"无": next(iter(value.values()), "无")}]
    if isinstance(value, tuple):
        return [(), value * 2, value[:1]]
    return [value]
