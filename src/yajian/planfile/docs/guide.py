"""The reference of the plan file: every chapter and every key, from the structs' own words, with true examples."""

from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from pathlib import Path

import msgspec

from yajian.core.plan import FUNCTIONS, NEEDS, shape
from yajian.core.plan.lists import ListItem
from yajian.core.plan.references import KINDS
from yajian.core.plan.terms import Cited
from yajian.core.plan.value import In
from yajian.core.plan.whole import Plan
from yajian.planfile.docs.comments import explained, meaning
from yajian.planfile.items import PART_KEYS

_NOTE = "<!-- 由程序生成：文字在各结构的注释和 src/yajian/planfile/docs/intro.md，例子取自 plans/。 -->\n"
_COMMON = frozenset(field.name for field in shape.fields(Cited))
_LONGEST = 16  # lines of an example


def guide_text(plans: Path) -> str:
    """The whole page. Examples come from the plans themselves, the shortest first."""
    intro = resources.files(__package__).joinpath("intro.md").read_text(encoding="utf-8")
    examples = _examples(plans)
    told: dict[type[msgspec.Struct], str] = {}
    lines = [_NOTE, intro, "\n# 各章\n"]
    for chapter in shape.fields(Plan):
        lines += _chapter(chapter, told, examples.get(chapter.key, ""))
    lines += ["\n# 词表\n", "## 需要一览\n", "关口条件的 `need` 和完成标准的 `needs` 只能写下面的词：\n"]
    lines += ["| 词 | 意思 |\n|---|---|", *(f"| `{need}` | {words} |" for need, words in NEEDS.items())]
    lines += ["\n## 功能一览\n", "职责的 `fn` 只能写下面的编号：\n"]
    lines += [
        "| 编号 | 功能 |\n|---|---|",
        *(f"| `{number}` | {words} |" for number, words in FUNCTIONS.items()),
    ]
    return "\n".join(lines) + "\n"


def _chapter(chapter: shape.Field, told: dict[type[msgspec.Struct], str], example: str) -> Iterator[str]:
    must = "必须有" if chapter.required else "可以没有"
    yield f"\n## `{chapter.key}` {explained(Plan, chapter.name)}\n"
    yield f"{must}。写法：{_written(chapter.type, chapter.marker)}。\n"
    struct = _inside(chapter.type)
    if struct is not None:
        yield from _struct(struct, told, chapter.key, named=struct is not chapter.type)
    if example:
        yield f"```yaml\n{example}\n```\n"


def _struct(
    kind: type[msgspec.Struct], told: dict[type[msgspec.Struct], str], where: str, named: bool
) -> Iterator[str]:
    """An entry's keys, then the entries inside it that were not told before."""
    if "." in where:
        yield f"### `{where}`\n"
    yield f"{meaning(kind)}\n"
    if kind in told:
        yield f"各键同 `{told[kind]}`。\n"
        return
    told[kind] = where
    key = shape.key_name(kind) if named else None
    yield from _name_of_entry(kind, key)
    rows = [field for field in shape.fields(kind) if field.name != key and not _common(kind, field)]
    if rows:
        yield "| 键 | 必写 | 写什么 | 说明 |\n|---|---|---|---|"
        yield from (_row(kind, field) for field in rows)
        yield ""
    if kind is ListItem:
        yield f"没有 `parts` 的，把分项的各键直接写在本行：{'、'.join(f'`{key}`' for key in PART_KEYS)}。\n"
    for field in rows:
        inside = _inside(field.type)
        if inside is not None:
            yield from _struct(inside, told, f"{where}.{field.key}", named=inside is not field.type)


def _name_of_entry(kind: type[msgspec.Struct], key: str | None) -> Iterator[str]:
    """What the name before an entry may be, where it is not free."""
    if key is None:
        return
    [field] = [field for field in shape.fields(kind) if field.name == key]
    words = explained(kind, key)
    if shape.literals(field.type) is not None or field.type in KINDS:
        words = f"{_word(field.type, None)}{'，' if words else ''}{words}"
    if words and key != "id":
        yield f"前面的编号写：{words}。\n"


def _common(kind: type[msgspec.Struct], field: shape.Field) -> bool:
    """Keys told once for all entries."""
    return issubclass(kind, Cited) and field.name in _COMMON


def _row(kind: type[msgspec.Struct], field: shape.Field) -> str:
    must = "是" if field.required else ""
    words = (explained(kind, field.name) or "编号").replace("|", "\\|")
    return f"| `{field.key}` | {must} | {_written(field.type, field.marker)} | {words} |"


def _inside(kind: object) -> type[msgspec.Struct] | None:
    """The struct somewhere inside a type, if there is one to be explained."""
    held = shape.mapping(kind)
    kind = held[1] if held is not None else kind
    return shape.struct_of(shape.element(kind) or kind)


def _written(kind: object, marker: shape.Marker) -> str:
    """What to write where this type is asked for."""
    if shape.is_value(kind):
        return f"值：{_written(shape.inner(kind), marker)}"
    held = shape.mapping(kind)
    if held is not None:
        return (
            f"`编号: …`，{_written(held[1], marker)}" if shape.struct_of(held[1]) is None else "`编号: {…}`"
        )
    element = shape.element(kind)
    if element is not None:
        struct = shape.struct_of(element)
        if struct is None:
            return f"一个或几个{_written(element, marker)}"
        return "`编号: {…}`" if shape.key_name(struct) else "`- {…}`"
    if shape.struct_of(kind) is not None:
        return "`{…}`"
    return _word(kind, marker)


def _word(kind: object, marker: shape.Marker) -> str:
    choices = shape.literals(kind)
    if choices is not None:
        return " ".join(f"`{choice}`" for choice in choices) if len(choices) <= 12 else "词表里的词"
    if kind in KINDS:
        return f"{KINDS[kind].noun}编号"
    if shape.is_union(kind):
        return "数字、是否、日期、选项或它们的列表"
    root = shape.newtype_root(kind)
    if root is int:
        return f"数，单位见 `units.{marker.unit}`" if isinstance(marker, In) else "数" if marker else "整数"
    return {bool: "`true` `false`", date: "日期"}.get(root, "文字") if isinstance(root, type) else "文字"


def _examples(plans: Path) -> Mapping[str, str]:
    """Chapter → how a real file writes it: the shortest plan that has it."""
    found: dict[str, str] = {}
    for path in sorted(plans.glob("*/plan.yaml"), key=lambda path: (path.stat().st_size, path.parent.name)):
        for chapter, text in _chapters(path.read_text(encoding="utf-8")):
            found.setdefault(chapter, text)
    return found


def _chapters(text: str) -> Iterator[tuple[str, str]]:
    """The file cut at its top-level keys, long chapters shortened between entries."""
    lines: list[str] = []
    for line in [*text.splitlines(), "end:"]:
        if line[:1].isalpha():
            if lines:
                yield lines[0].split(":", 1)[0], "\n".join(_shortened(lines))
            lines = [line]
        elif lines and not line.startswith("#"):
            lines.append(line)


def _shortened(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) <= _LONGEST:
        return lines
    ends = [place for place, line in enumerate(lines) if line.startswith("  ") and line[2:3].strip()]
    cut = max((place for place in ends if 1 < place <= _LONGEST), default=_LONGEST)
    return [*lines[:cut], "  # …"]
