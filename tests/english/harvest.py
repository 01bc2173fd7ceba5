"""Every Chinese sentence the pages can say, as the catalogue would key it: read from the sources, and never typed twice.

Python gives its strings and f-strings; templates give the sentences between their tags, each way an `if` may turn them; the
structs give what forms and labels are drawn from.
"""

import ast
import re
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import nodes

from yajian.core import catalogue as house
from yajian.core import plan as plans
from yajian.core.plan.shape import literals
from yajian.planfile.docs.comments import explained
from yajian.web import places, render
from yajian.web.english.catalogue import HOLE, has_han, key
from yajian.web.english.markup import Markup, pieces
from yajian.web.forms.inputs import rest

SOURCE = Path(house.__file__).parents[1]
SILENT = {  # never speaks on a page: how words are read, the command line and its stories, papers, and what only the machine's keeper reads
    "banking/spelling.py",
    "core/bodies/groups.py",
    "core/rules/dossier/numbers.py",
    "cli",
    "story",
    "main.py",
    "demo.py",
    "planfile",
    "papers/layout",
    "papers/workbook.py",
    "web/vendor.py",
    "web/server.py",
    "web/settings.py",
    *(
        f"journal/{name}.py"
        for name in (
            "backup", "checkpoints", "codec", "examining", "export", "manifest", "named", "postgres_examining",
            "postgres_opening", "postgres_schema", "restore", "snapshot", "sqlite_copy", "sqlite_examining",
            "sqlite_opening", "stores", "verify", "walk",
        )
    ),
}  # fmt: skip
_HOLE = "\uea00"
_MARKED = re.compile("[\ue000-\ue8ff\uea00]+")

Keys = Mapping[str, Mapping[str, list[str]]]  # room → module → keys


def harvest() -> Keys:
    """Room by room and module by module; a sentence said in several is listed where it comes first."""
    found: dict[str, dict[str, list[str]]] = {}
    seen: set[str] = set()
    for room, module, text in _all():
        one = key(_MARKED.sub(HOLE, text))
        if has_han(one) and one not in seen and not one.startswith("/"):
            seen.add(one)
            found.setdefault(room, {}).setdefault(module, []).append(one)
    return found


def _all() -> Iterator[tuple[str, str, str]]:
    for path in sorted(render.FOLDER.glob("*.html")):
        for text in _of_template(path.name):
            yield "templates", path.stem, text
    for kind in (*house.commands(), *house.facts()):
        yield "titles", house.area(kind), house.title(kind)
        for text in _of_pairs(kind):
            yield "titles", house.area(kind), text
    for text in _of_places():
        yield "places", "plan", text
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if not any(name == one or name.startswith(f"{one}/") for one in SILENT):
            room, _, module = name.removeprefix("core/").removesuffix(".py").rpartition("/")
            for text in of_source(path.read_text("utf-8")):
                yield (room.split("/")[0] or "house"), module, text


def of_source(source: str) -> Iterator[str]:
    """The strings of a module that are not docstrings or expressions to search by."""
    tree = ast.parse(source)
    aside = {id(one) for node in ast.walk(tree) for one in _aside(node)}
    for node in ast.walk(tree):
        if id(node) in aside:
            continue
        if isinstance(node, ast.BinOp):
            parts = list(_added(node))
            if any(_is_said(one) for one in parts):
                yield "".join(_said(one) if _is_said(one) else _HOLE for one in parts)
                aside |= {id(each) for one in parts if _is_said(one) for each in ast.walk(one)}
                aside |= {id(each) for each in ast.walk(node) if isinstance(each, ast.BinOp)}
                continue
        if _is_said(node):
            yield _said(node)


def _is_said(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _said(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else _HOLE for one in node.values)
    assert isinstance(node, ast.Constant)
    return str(node.value)


def _added(node: ast.AST) -> Iterator[ast.AST]:
    """What is put together by `+`, in order."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _added(node.left)
        yield from _added(node.right)
    else:
        yield node


def _aside(node: ast.AST) -> Iterator[ast.AST]:
    """What under this node is not said: a docstring, the parts of an f-string, a regular expression."""
    body = getattr(node, "body", None)
    if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
        yield body[0].value
    if isinstance(node, ast.JoinedStr):
        yield from (one for one in node.values if isinstance(one, ast.Constant))
    if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        yield from ast.walk(node.format_spec)
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "re"
    ):
        yield from ast.walk(node.args[0])


def _of_pairs(kind: type[msgspec.Struct]) -> Iterator[str]:
    """What stands over the columns of a field that holds pairs, which its hint says, and the rest of the hint."""
    for field in house.fields(kind):
        if field.is_mapping:
            yield from (column.title for column in house.columns(field))
            yield rest(field.hint)


def _of_places() -> Iterator[str]:
    """What a question's page calls the values of a plan, and what may be chosen for one: the words beside them in its structs."""
    for kind in _structs(plans.Plan, {}):
        for name, hint in typing.get_type_hints(kind, include_extras=True).items():
            held = [one for one in _within(hint) if typing.get_origin(one) is plans.Value]
            words = explained(kind, name)
            if (
                held
                or name == "question"
                or kind is plans.Plan
                or any(_is_struct(one) for one in _within(hint))
            ):
                yield places.first_words(words)
            for choice in (one for each in held for one in literals(typing.get_args(each)[0]) or ()):
                yield places.choice_word(words, choice)


def _structs(kind: type, met: dict[type, None]) -> Iterable[type]:
    """A struct and all the structs it is made of, once each."""
    if kind not in met:
        met[kind] = None
        for hint in typing.get_type_hints(kind, include_extras=True).values():
            for one in _within(hint):
                if _is_struct(one):
                    _structs(one, met)
    return met


def _within(hint: Any) -> Iterator[Any]:
    """A type and all it is made of."""
    yield hint
    for one in typing.get_args(hint):
        yield from _within(one)


def _is_struct(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


# ---- Templates -----------------------------------------------------------------------------------


class _Either(msgspec.Struct):
    """A place where a template may say one thing or another."""

    ways: list[list["str | _Either"]]


Flow = list["str | _Either"]
_BREAK = "<hr>"


def _of_template(name: str) -> Iterator[str]:
    engine = render.environment()
    assert engine.loader is not None
    tree = engine.parse(engine.loader.get_source(engine, name)[0])
    yield from _constants(tree)
    for flow in _Flows(_breaking()).of(tree.body):
        yield from _sentences(flow)


def _constants(tree: nodes.Node) -> Iterator[str]:
    """What expressions say, put together where `~` does so."""
    joined = {id(one) for each in tree.find_all(nodes.Concat) for one in each.nodes}
    for together in tree.find_all(nodes.Concat):
        yield "".join(str(one.value) if isinstance(one, nodes.Const) else _HOLE for one in together.nodes)
    for each in tree.find_all(nodes.Const):
        if isinstance(each.value, str) and id(each) not in joined:
            yield each.value


def _breaking() -> frozenset[str]:
    """The macros that draw more than marked words: an icon, a table, a field. They end a sentence."""
    tree = render.environment().parse((render.FOLDER / "_macros.html").read_text("utf-8"))
    bodies = {macro.name: macro for macro in tree.find_all(nodes.Macro)}
    found: set[str] = set()
    while True:
        more = {
            name
            for name, macro in bodies.items()
            if name not in found
            and (
                any(_ends(data.data) for data in macro.find_all(nodes.TemplateData))
                or any(_called(call) in found for call in macro.find_all(nodes.Call))
            )
        }
        if not more:
            return frozenset(found)
        found |= more


def _called(call: nodes.Call) -> str:
    node = call.node
    return node.name if isinstance(node, nodes.Name) else node.attr if isinstance(node, nodes.Getattr) else ""


def _ends(html: str) -> bool:
    return any(is_tag for is_tag, _ in pieces(html))


class _Flows:
    """A template as flows of text, holes and alternatives; each body apart that may be repeated or stands elsewhere."""

    def __init__(self, breaking: frozenset[str]) -> None:
        self._breaking = breaking
        self.found: list[Flow] = []

    def of(self, body: list[nodes.Node]) -> list[Flow]:
        self.found.append(self._flow(body))
        return self.found

    def _flow(self, body: list[nodes.Node]) -> Flow:
        return [part for node in body for part in self._node(node)]

    def _node(self, node: nodes.Node) -> Flow:
        match node:
            case nodes.Output():
                return [part for one in node.nodes for part in self._output(one)]
            case nodes.If():
                ways = [
                    self._flow(node.body),
                    *(self._flow(one.body) for one in node.elif_),
                    self._flow(node.else_),
                ]
                if any(_breaks(way) for way in ways):
                    self.found += ways
                    return [_BREAK]
                return [_Either(ways)]
            case nodes.For():
                body = self._flow(node.body)
                self.found += [body, self._flow(node.else_)]
                return [_BREAK if _breaks(body) else _HOLE]
            case nodes.Assign() | nodes.Extends() | nodes.Import() | nodes.FromImport():
                return []
            case nodes.AssignBlock():
                self.found.append(self._flow(node.body))
                return []
            case _:
                for inner in (getattr(node, "body", None), getattr(node, "else_", None)):
                    if isinstance(inner, list):
                        self.found.append(self._flow(inner))
                return [] if isinstance(node, nodes.Macro) else [_BREAK]

    def _output(self, node: nodes.Node) -> Flow:
        if isinstance(node, nodes.TemplateData):
            return [node.data]
        breaks = any(_called(call) in self._breaking for call in node.find_all(nodes.Call)) or (
            isinstance(node, nodes.Call) and _called(node) in self._breaking
        )
        return [_BREAK if breaks else _HOLE]


def _breaks(flow: Flow) -> bool:
    text = "".join(part if isinstance(part, str) else "" for part in flow)
    return _ends(text) or any(_breaks(way) for part in flow if isinstance(part, _Either) for way in part.ways)


_AT = 0xEB00  # the first of the letters that stand for alternatives


def _sentences(flow: Flow) -> Iterator[str]:
    eithers = [part for part in flow if isinstance(part, _Either)]
    numbers = iter(range(_AT, _AT + len(eithers)))
    text = "".join(part if isinstance(part, str) else chr(next(numbers)) for part in flow)
    for is_tag, piece in pieces(text):
        for one in _turned(piece, eithers):
            heard: list[str] = []
            markup = Markup(_listening(heard))
            (markup.tag if is_tag else markup.sentence)(one)
            yield from heard


def _listening(heard: list[str]) -> Callable[[str], str]:
    def say(text: str) -> str:
        heard.append(text)
        return text

    return say


def _turned(piece: str, eithers: list[_Either]) -> Iterator[str]:
    """A piece each way its alternatives may turn it."""
    inside = sorted({letter for letter in piece if _AT <= ord(letter) < _AT + len(eithers)})
    ways = [[text for way in eithers[ord(letter) - _AT].ways for text in _flat(way)] for letter in inside]
    for chosen in product(*ways):
        text = piece
        for letter, words in zip(inside, chosen, strict=True):
            text = text.replace(letter, words)
        yield text


def _flat(way: Flow) -> list[str]:
    """A way of saying it, each way what is within it may turn."""
    choices = [
        [part] if isinstance(part, str) else [text for one in part.ways for text in _flat(one)]
        for part in way
    ]
    return ["".join(chosen) for chosen in product(*choices)]
