"""What a command asks for, input by input, with what the books offer and what was filled in already."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal

import msgspec

from yajian.core import catalogue
from yajian.core.catalogue import Field
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.rules.roles import registers
from yajian.core.words import Command, Digest
from yajian.web.choices import Books, Option, offered
from yajian.web.forms.given import Given
from yajian.web.forms.reading import PAPER, is_paper, names_a_paper

Kind = Literal["text", "number", "date", "textarea", "select", "suggest", "checks", "list", "rows", "paper"]

_MOST = 400  # choices in one list; beyond it the latest are suggestions and the rest is typed
_LONG = frozenset(
    {"answer", "finding", "how", "nil", "opinion", "reading", "reason", "record", "scope", "summary"}
)
_MENDING = frozenset({"corrects", "correction", "why"})  # asked only of whoever puts an earlier entry right


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a mapping."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    hint: str = ""
    options: tuple[Option, ...] = ()


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A document that may be registered on the way."""

    inputs: "tuple[Input, ...]"
    kept: tuple[tuple[Digest, str], ...]
    error: str
    shown: bool  # filled in, wrong, or the only way
    why_not: str = ""  # why whoever asks may not
    whose: str = ""  # whose papers he registers, if not everybody's


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One field as it is drawn."""

    name: str
    label: str
    kind: Kind
    hint: str = ""
    required: bool = False
    value: str = ""
    values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    paper: Paper | None = None
    papers: Mapping[str, Paper] = {}  # of a mapping whose rows name documents, by their places
    error: str = ""
    aside: bool = False  # one of those

    @property
    def marks(self) -> bool:
        """Whether something here is wrong."""
        return bool(self.error or (self.paper is not None and self.paper.error))


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """What every input of one form is drawn from."""

    books: Books
    tag: str
    given: Given
    faults: Mapping[str, str] = {}
    more: str = ""  # the mapping or list that wants more rows
    may_register: str = ""  # why whoever asks may not register papers; empty: he may


def inputs(drawing: Drawing, command: type[Command], known: Collection[str] = ()) -> tuple[Input, ...]:
    """Every field but those the page knows. What must be filled in stands first."""
    asked = [field for field in catalogue.fields(command) if field.name not in known]
    names = [field.name for field in asked]
    if {"part", "facility"} <= set(names):  # which oven is asked once the part is known
        asked.insert(names.index("facility"), asked.pop(names.index("part")))
    found = [_input(drawing, field) for field in asked]
    return tuple(sorted(found, key=lambda one: one.aside))


def labels(drawn: tuple[Input, ...]) -> dict[str, str]:
    """Each input's name and label, for whoever lists what is wrong; the parts of a paper say whose they are, and
    the columns of a row which row it is."""
    found = {"effective": "发生日期", "attach": "附件"}
    for one in drawn:
        found[one.name] = one.label
        for at in range(len(one.rows)):
            for column in one.columns:
                found[f"{one.name}:{at}:{column.name}"] = f"{one.label}第{at + 1}行：{column.label}"
        papers = {one.name: one.paper} if one.paper is not None else one.papers
        for place, paper in papers.items():
            found[f"{place}:scan"] = f"{one.label}：盖章原件扫描"
            found |= {part.name: f"{one.label}：{part.label}" for part in paper.inputs}
    return found


def _input(drawing: Drawing, field: Field) -> Input:
    choices = offered(drawing.books, drawing.tag, field.name, field.words)
    kind = _kind(field, len(choices.options), choices.closed)
    chosen = kind == "select"  # by name: a list of ids is of no use
    made = Input(
        name=field.name,
        label=field.title,
        kind=kind,
        hint="" if chosen and _lists(field.hint, choices.options) else field.hint,
        required=field.answered,
        value=drawing.given.text(field.name),
        options=choices.options[:_MOST],
        error=drawing.faults.get(field.name, ""),
        aside=field.name in _MENDING,
    )
    match made.kind:
        case "rows":
            return _with_rows(drawing, field, made)
        case "list" | "checks":
            held = drawing.given.every(field.name)
            spare = 3 if drawing.more == field.name else max(3 - len(held), 1)
            if made.kind == "checks":
                ticked = _with_every(made.options, list(held))
                return msgspec.structs.replace(made, options=ticked, values=held)
            return msgspec.structs.replace(made, values=held + ("",) * spare)
        case "paper":
            only = field.required and not made.options
            paper, options = _paper(drawing, field.name, only), _with_held(made.options, made.value)
            return msgspec.structs.replace(made, paper=paper, options=options)
        case "select":
            return msgspec.structs.replace(made, options=_with_held(made.options, made.value))
        case _:
            return made


def _lists(hint: str, options: tuple[Option, ...]) -> bool:
    """Whether a hint only lists what may be typed on a command line."""
    typed = {value for value, _ in options}
    return bool(hint) and set(hint.split("、")) <= typed


def _kind(field: Field, options: int, closed: bool) -> Kind:
    if field.is_mapping:
        return "rows"
    if field.many:
        return "checks" if closed else "list"
    if is_paper(field.name):
        return "paper"
    if field.base is date:
        return "date"
    if closed and options <= _MOST:
        return "select"
    if options:
        return "suggest"
    if field.base is int:
        return "number"
    return "textarea" if field.name in _LONG else "text"


def _with_held(options: tuple[Option, ...], value: str) -> tuple[Option, ...]:
    """What an address or an earlier try holds is never dropped, even if the books do not know it."""
    if not value or value in dict(options):
        return options
    return (*options, (value, value))


def _with_rows(drawing: Drawing, field: Field, made: Input) -> Input:
    columns = catalogue.columns(field)
    drawn = tuple(_column(drawing, field, one) for one in columns)
    held = drawing.given.rows(field.name, tuple(one.name for one in columns))
    spare = 3 if drawing.more == field.name else max(2 - len(held), 0)
    shown = tuple(
        msgspec.structs.replace(
            one,
            options=_with_every(one.options, [row[at] for row in held])
            if one.kind == "select"
            else one.options,
        )
        for at, one in enumerate(drawn)
    )
    wrong = made.error or next(
        (words for name, words in drawing.faults.items() if name.startswith(f"{field.name}:")), ""
    )
    rows = held + (("",) * len(columns),) * spare
    papers = {
        place: _paper(drawing, place)
        for at in range(len(rows))
        for one in columns
        if is_paper(f"{field.name}.{one.name}")
        for place in (f"{field.name}:{at}:{one.name}",)
    }
    hint = rest(field.hint) if len(columns) == 2 else ""
    return msgspec.structs.replace(made, columns=shown, rows=rows, papers=papers, error=wrong, hint=hint)


def _with_every(options: tuple[Option, ...], held: list[str]) -> tuple[Option, ...]:
    for value in held:
        options = _with_held(options, value)
    return options


def rest(hint: str) -> str:
    """What the hint of a pair says beside the names of its columns, which stand over them."""
    return hint.partition("；")[2] or hint.partition("，")[2]


def _column(drawing: Drawing, field: Field, one: Field) -> Column:
    choices = offered(drawing.books, drawing.tag, f"{field.name}.{one.name}", one.words)
    kind = _kind(one, len(choices.options), choices.closed)
    return Column(
        name=one.name,
        label=one.title.removesuffix("编号") or one.title if kind == "select" else one.title,
        kind=kind if kind in ("select", "suggest", "number", "date") else "text",
        required=one.answered,
        hint=one.hint,
        options=choices.options[:_MOST],
    )


def _paper(drawing: Drawing, place: str, only: bool = False) -> Paper:
    """The parts of a paper, drawn as the command that registers one asks for them."""
    asked = {one.name: one for one in catalogue.fields(RegisterDocument)}
    parts = tuple(
        Input(
            name=f"{place}:{part}",
            label=asked[part].title,
            kind="date" if part == "issued_on" else "suggest" if part == "issuer" else "text",
            hint=asked[part].hint,
            value=drawing.given.text(f"{place}:{part}"),
            options=offered(drawing.books, catalogue.tag(RegisterDocument), part).options,
            error=drawing.faults.get(f"{place}:{part}", ""),
        )
        for part in PAPER
    )
    scan = drawing.faults.get(f"{place}:scan", "")
    wrong = scan or next((one.error for one in parts if one.error), "")
    return Paper(
        inputs=parts,
        kept=drawing.given.kept(f"{place}:kept"),
        error=scan,
        shown=bool(wrong) or only or names_a_paper(drawing.given, place),
        why_not=drawing.may_register,
        whose=registers(drawing.books.role),
    )
