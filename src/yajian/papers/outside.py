"""What a Word template would fetch from elsewhere: none of it is let into a paper, wherever in the file it hides.

A paper says the same to everybody who opens it, and opening it tells nobody else.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml

_FIELDS = (
    "PAGE",
    "NUMPAGES",
    "SECTION",
    "SECTIONPAGES",
    "PAGEREF",
    "REF",
    "NOTEREF",
    "STYLEREF",
    "SEQ",
    "TOC",
)
_LINKS = {
    "attachedTemplate": "所附模板",
    "frame": "框架",
    "hyperlink": "超链接",
    "image": "图片",
    "mailMergeSource": "邮件合并的数据源",
    "oleObject": "对象",
    "subDocument": "子文档",
}
_CARRIED = {
    "aFChunk": "夹带的文件",
    "control": "控件",
    "oleObject": "嵌入的对象",
    "package": "嵌入的对象",
    "vbaProject": "宏",
}
_TARGETS = ("src", "href")  # of the drawings of old, which need no relationship to fetch a picture


def outside(template: bytes) -> tuple[str, ...]:
    """Everything in a Word file that reads, or runs, what is not in it, each in words."""
    found: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        for name in package.namelist():
            part, where = _parsed(package.read(name), name), posixpath.basename(name)
            if part is not None and name.lower().endswith(".rels"):
                found |= dict.fromkeys(_relationships(part))
            elif part is not None:
                found |= dict.fromkeys((*_fields(part, where), *_targets(part, where)))
    return tuple(found)


def _parsed(part: bytes, name: str) -> Any:
    """A part as a tree, whatever it is called: a document need not end in .xml. None for a picture or a font."""
    try:
        return parse_xml(part)
    except SyntaxError:
        if name.lower().endswith((".xml", ".rels")):
            raise
        return None


def _relationships(part: Any) -> Iterator[str]:
    for link in part:
        kind = (link.get("Type") or "").rpartition("/")[2]
        if link.get("TargetMode") == "External":
            yield f"连到别处的{_LINKS.get(kind, '内容')}（{link.get('Target')}）"
        elif kind in _CARRIED:
            yield f"{_CARRIED[kind]}（{posixpath.basename(link.get('Target') or '')}）"


def _fields(part: Any, where: str) -> Iterator[str]:
    """A field says in its first word what it does; one that may read files is told by not being one of ours."""
    open_fields: list[list[str]] = []
    for one in part.iter("{*}fldSimple", "{*}fldChar", "{*}instrText", "{*}delInstrText"):
        match _bare(one.tag), _attribute(one, "fldCharType"):
            case "fldSimple", _:
                yield from _unless_ours(_attribute(one, "instr"), where)
            case "fldChar", "begin":
                open_fields.append([])
            case "fldChar", "end" if open_fields:
                yield from _unless_ours("".join(open_fields.pop()), where)
            case "fldChar", _:
                pass  # what stands between separate and end is text, or further fields
            case _ if open_fields:
                open_fields[-1].append(one.text or "")
            case _:
                yield from _unless_ours(one.text or "", where)
    for left in open_fields:
        yield from _unless_ours("".join(left), where)


def _unless_ours(instruction: str, where: str) -> Iterator[str]:
    word = (instruction.split() or [""])[0].upper()
    if word not in _FIELDS:
        yield f"域“{word or '（空）'}”（{where}）"


def _targets(part: Any, where: str) -> Iterator[str]:
    for one in part.iter():
        for name, value in one.attrib.items():
            if _bare(name) in _TARGETS and value and not value.startswith("#"):
                yield f"连到别处的内容（{value}，{where}）"


def _attribute(one: Any, name: str) -> str:
    return next((value for key, value in one.attrib.items() if _bare(key) == name), "")


def _bare(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]
