"""Every command and fact of the house with the words people know them by, read from the structs themselves.

Forms, verbs, the reference and the permission matrix are all drawn from here.
"""

import re
import types
import typing
from collections.abc import Mapping
from datetime import date
from functools import cache
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
    "people": "人员、安装确认与三员",
    "roles": "授权与委托",
    "dossier": "企业台账",
    "lateness": "迟录说明",
    "papers": "文书",
    "releases": "前置条件与同意文书",
    "acceptance": "验收",
    "workplans": "工作方案与把关",
    "risks": "风险与应急",
    "courts": "法院事项",
    "utilities": "气源等供应",
    "workers": "职工安置",
    "quotas": "补偿额度",
    "applications": "补偿申请",
    "auditplans": "审核计划",
    "holds": "暂缓与补偿对象",
    "payments": "资金下达",
    "bankstatements": "银行流水",
    "clawbacks": "收回补偿资金",
    "flags": "异常线索",
    "visits": "到场",
    "trades": "产能交易",
}


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a command, as a form or a verb needs it."""

    name: str
    title: str
    hint: str
    base: Any  # str, int, date, dict or tuple, without its wrappings
    required: bool
    words: tuple[str, ...] = ()  # of a closed vocabulary: nothing else may be said

    @property
    def many(self) -> bool:
        return typing.get_origin(self.base) is not None

    @property
    def answered(self) -> bool:
        """Whether whoever fills in a form must say it himself: silence is no judgement, whatever a command line takes it for."""
        return self.required or bool(self.words)

    @property
    def each(self) -> "Field":
        """One item of a list, as a field of its own."""
        base, _, words = _bare(typing.get_args(self.base)[0])
        return msgspec.structs.replace(self, base=base, words=words)

    @property
    def is_mapping(self) -> bool:
        origin = typing.get_origin(self.base)
        return isinstance(origin, type) and issubclass(origin, Mapping)


def commands() -> tuple[type[Command], ...]:
    return typing.get_args(AnyCommand)


def facts() -> tuple[type[Fact], ...]:
    return typing.get_args(AnyFact)


def tag(struct: type[msgspec.Struct]) -> str:
    """The literal tag a command is asked by, or a fact is stored under."""
    return str(struct.__struct_config__.tag)


def area(struct: type[msgspec.Struct]) -> str:
    return tag(struct).split(".", 1)[0]


def takes_a_file(command: type[Command]) -> bool:
    """Adopting, importing, drafting and rosters have ways of their own, which take or make files and not digests."""
    return any(field.name in ("plan_file", "file", "sealed") for field in msgspec.structs.fields(command))


_BY_FILE = {
    "charter.adopt-plan": "plan adopt",
    "charter.adopt-revision": "plan revise",
    "bankstatements.import-statement": "bankstatements import-statement",
    "dossier.import-ledger": "sheets import",
    "papers.draft": "papers draft",
    "workers.submit-roster": "roster",
}


def verb(command: type[Command]) -> str:
    """How the command line spells it."""
    if takes_a_file(command):
        return _BY_FILE[tag(command)]
    return tag(command).replace(".", " ", 1)


def title(struct: type[msgspec.Struct]) -> str:
    """The Chinese word that opens the struct's docstring."""
    return (struct.__doc__ or "").split(":", 1)[0].strip()


def meaning(struct: type[msgspec.Struct]) -> str:
    """What the docstring says after that word."""
    return " ".join((struct.__doc__ or "").split(":", 1)[-1].split())


@cache
def command(name: str) -> type[Command] | None:
    return next((one for one in commands() if tag(one) == name), None)


@cache
def fields(struct: type[msgspec.Struct]) -> tuple[Field, ...]:
    hints = typing.get_type_hints(struct, include_extras=True)
    return tuple(_field(one, hints[one.name]) for one in msgspec.structs.fields(struct))


def columns(field: Field) -> tuple[Field, ...]:
    """What one line of a mapping asks for: its key, then its value, or each field of the value.

    The hint of a mapping opens with both names: 单元编号＝吨数.
    """
    key, value = typing.get_args(field.base)
    names = re.split("[，；]", field.hint, maxsplit=1)[0].split("＝")
    first = Field(name="key", title=names[0], hint="", base=_bare(key)[0], required=True)
    inner, _, words = _bare(value)
    if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
        return first, *fields(inner)
    wanted = type(None) not in typing.get_args(value)
    return first, Field(name="value", title=names[-1], hint="", base=inner, required=wanted, words=words)


def _field(field: Any, hint: Any) -> Field:
    base, meta, words = _bare(hint)
    return Field(
        name=field.name,
        title=(meta.title if meta is not None else None) or field.name,
        hint=(meta.description if meta is not None else None) or "",
        base=base,
        required=field.required,
        words=words,
    )


def _bare(hint: Any) -> tuple[Any, msgspec.Meta | None, tuple[str, ...]]:
    """A type without its wrappings, what it is called by, and the words of a closed vocabulary."""
    meta: msgspec.Meta | None = None
    words: tuple[str, ...] = ()
    while True:
        if typing.get_origin(hint) is typing.Annotated:
            meta = next((one for one in hint.__metadata__ if isinstance(one, msgspec.Meta)), meta)
            hint = hint.__origin__
        elif typing.get_origin(hint) in (typing.Union, types.UnionType):
            hint = next(one for one in typing.get_args(hint) if one is not type(None))
        elif isinstance(hint, typing.NewType):
            hint = hint.__supertype__
        elif typing.get_origin(hint) is typing.Literal:
            words, hint = typing.get_args(hint), str
        else:
            return hint, meta, words


def is_date(field: Field) -> bool:
    return field.base is date
