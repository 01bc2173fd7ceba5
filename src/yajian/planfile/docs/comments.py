"""What the plan's structs say about their own keys: the comment beside a field, or the lines just above it."""

import ast
import inspect
import io
import tokenize
from collections.abc import Mapping
from functools import cache
from types import ModuleType

import msgspec


def meaning(struct: type[msgspec.Struct]) -> str:
    """What an entry of this kind is, from its docstring."""
    return " ".join((inspect.getdoc(struct) or "").split())


def explained(struct: type[msgspec.Struct], field: str) -> str:
    """What one key is for; empty where nobody wrote it down."""
    for kind in struct.__mro__:
        module = inspect.getmodule(kind)
        if module is None or not kind.__module__.startswith("yajian."):
            continue
        found = _module(module).get(kind.__name__, {}).get(field)
        if found:
            return found
    return ""


@cache
def _module(module: ModuleType) -> Mapping[str, Mapping[str, str]]:
    """Every commented field of a module: class → field → words."""
    source = inspect.getsource(module)
    comments, alone = _comments(source)
    return {
        node.name: {
            line.target.id: _words(line, comments, alone)
            for line in node.body
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
        }
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }


def _words(line: ast.AnnAssign, comments: Mapping[int, str], alone: frozenset[int]) -> str:
    above, number = [], line.lineno - 1
    while number in alone:
        above.append(comments[number])
        number -= 1
    beside = [
        comments[number]
        for number in range(line.lineno, (line.end_lineno or line.lineno) + 1)
        if number in comments and number not in alone
    ]
    return "".join([*reversed(above), *beside])


def _comments(source: str) -> tuple[Mapping[int, str], frozenset[int]]:
    """Comments by line, and which lines hold nothing else."""
    found: dict[int, str] = {}
    alone = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            found[token.start[0]] = token.string.lstrip("# ")
            if not token.line[: token.start[1]].strip():
                alone.add(token.start[0])
    return found, frozenset(alone)
