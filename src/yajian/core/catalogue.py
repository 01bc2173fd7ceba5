"""Every command and fact of the house with the words people know them by, read from the structs themselves.

Forms, verbs, the reference and the permission matrix are all drawn from here.
"""

import types
import typing
from datetime import date
from typing import Any

import msgspec

from yajian.core.decide import AnyCommand
from yajian.core.programme import AnyFact
from yajian.core.words import Command, Fact

AREAS = {
    "charter": "方案、文件与待明确事项",
    "targets": "目标与清单",
    "register": "产能单元",
    "closure": "设施状态",
    "duties": "职责",
    "statements": "数据填报与认定",
    "survey": "摸底调查",
    "organs": "单位、职务、责任书与签收",
    "roles": "授权与委托",
    "dossier": "企业台账",
    "lateness": "迟录说明",
}


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a command, as a form or a verb needs it."""

    name: str
    title: str
    hint: str
    base: Any  # str, int, date, dict or tuple, without its wrappings
    required: bool

    @property
    def many(self) -> bool:
        return typing.get_origin(self.base) is not None


def commands() -> tuple[type[Command], ...]:
    return typing.get_args(AnyCommand)


def facts() -> tuple[type[Fact], ...]:
    return typing.get_args(AnyFact)


def tag(struct: type[msgspec.Struct]) -> str:
    """The literal tag a command is asked by, or a fact is stored under."""
    return str(struct.__struct_config__.tag)


def area(struct: type[msgspec.Struct]) -> str:
    return tag(struct).split(".", 1)[0]


def verb(command: type[Command]) -> str:
    """How the command line spells it. Adopting has verbs of its own, which take files and not digests."""
    if any(field.name == "plan_file" for field in msgspec.structs.fields(command)):
        return {"charter.adopt-plan": "plan adopt"}.get(tag(command), "plan revise")
    return tag(command).replace(".", " ", 1)


def title(struct: type[msgspec.Struct]) -> str:
    """The Chinese word that opens the struct's docstring."""
    return (struct.__doc__ or "").split(":", 1)[0].strip()


def meaning(struct: type[msgspec.Struct]) -> str:
    """What the docstring says after that word."""
    return " ".join((struct.__doc__ or "").split(":", 1)[-1].split())


def command(name: str) -> type[Command] | None:
    return next((one for one in commands() if tag(one) == name), None)


def fields(struct: type[msgspec.Struct]) -> tuple[Field, ...]:
    hints = typing.get_type_hints(struct, include_extras=True)
    return tuple(_field(one, hints[one.name]) for one in msgspec.structs.fields(struct))


def _field(field: Any, hint: Any) -> Field:
    meta: msgspec.Meta | None = None
    while True:
        if typing.get_origin(hint) is typing.Annotated:
            meta = next((one for one in hint.__metadata__ if isinstance(one, msgspec.Meta)), meta)
            hint = hint.__origin__
        elif typing.get_origin(hint) in (typing.Union, types.UnionType):
            hint = next(one for one in typing.get_args(hint) if one is not type(None))
        elif isinstance(hint, typing.NewType):
            hint = hint.__supertype__
        else:
            break
    return Field(
        name=field.name,
        title=(meta.title if meta is not None else None) or field.name,
        hint=(meta.description if meta is not None else None) or "",
        base=hint,
        required=field.required,
    )


def is_date(field: Field) -> bool:
    return field.base is date
