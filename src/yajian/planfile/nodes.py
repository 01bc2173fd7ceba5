"""Bytes → YAML nodes, or the reasons why not. Nothing here builds a Python object out of YAML."""

from collections.abc import Iterator

import yaml
from yaml.nodes import Node

from yajian.planfile.faults import Fault

LIMIT_BYTES = 2 * 1024 * 1024
LIMIT_DEPTH = 40

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def fault(line: int, code: str, seen: str, remedy: str) -> Fault:
    return Fault(line=line, level="error", code=code, where="", clause="", seen=seen, remedy=remedy)


def compose(data: bytes) -> tuple[Node | None, tuple[Fault, ...]]:
    """The one document of the file as nodes, which still know their lines."""
    if len(data) > LIMIT_BYTES:
        size = f"文件有{len(data):,}字节，超过上限{LIMIT_BYTES:,}字节"
        return None, (fault(0, "too-large", size, "方案文件只放方案本身；图片、扫描件另存为附件"),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        seen = "文件不是 UTF-8 编码"
        return None, (fault(line, "not-utf8", seen, "用文本编辑器“另存为”，编码选 UTF-8"),)
    try:
        faults = tuple(_forbidden(text))
        root = None if faults else yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        return None, (_syntax(text, error),)
    if root is None and not faults:
        return None, (fault(1, "empty", "文件是空的", "照 docs/reference/plan-file.md 的例子从头写起"),)
    return root, faults


def _forbidden(text: str) -> Iterator[Fault]:
    """Anchors, aliases, tags, several documents and bottomless nesting: all that hides meaning."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + 1 if event.start_mark is not None else 0
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield fault(line, "several-documents", "一个文件里有几份文档（---）", "每份方案单独一个文件")
                return
        if isinstance(event, yaml.AliasEvent):
            yield fault(line, "anchor", f"用了引用 *{anchor}", "把所引用的内容照写一遍")
        elif anchor:
            yield fault(line, "anchor", f"用了锚 &{anchor}", "去掉锚，需要的地方各写一遍")
        if tag:
            yield fault(line, "tag", f"用了类型标签 {tag}", "去掉标签，直接写值")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > LIMIT_DEPTH:
                yield fault(line, "too-deep", f"嵌套超过{LIMIT_DEPTH}层", "检查括号和缩进")
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _syntax(text: str, error: yaml.YAMLError) -> Fault:
    """A syntax fault in the words of someone who writes the file."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = getattr(error, "position", None)
    line = text.count("\n", 0, offset) + 1 if isinstance(offset, int) else 1
    if mark is not None:
        line = mark.line + 1
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    for sign, seen, remedy in _SYNTAX:
        if sign in problem:
            return fault(line, "yaml-syntax", seen, remedy)
    return fault(
        line, "yaml-syntax", f"YAML 写法有误：{problem}", "看这一行和上一行：缩进、冒号后的空格、括号和引号"
    )


_SYNTAX = (
    ("tab character", "缩进用了制表符", "缩进只用空格"),
    ("cannot start any token", "这里不能用这个字符", "缩进只用空格；以特殊符号开头的文字加英文双引号"),
    ("mapping values are not allowed", "一行里出现了第二个“冒号＋空格”", "把含冒号的文字用英文双引号括起来"),
    (
        "did not find expected ',' or",
        "花括号或方括号没有配对，或少了逗号",
        "检查这一行的 { } [ ] 和逗号；文字里有逗号时加英文双引号",
    ),
    (
        "expected ',' or",
        "花括号或方括号没有配对，或少了逗号",
        "检查这一行的 { } [ ] 和逗号；文字里有逗号时加英文双引号",
    ),
    ("could not find expected ':'", "键后面少了冒号", "写成“键: 值”，冒号后有一个空格"),
    ("unexpected end of stream", "引号或括号没有收尾", "从这一行往上找没有配对的引号或括号"),
    ("did not find expected key", "缩进对不齐", "同一层的键左边对齐"),
    ("expected <block end>", "缩进对不齐", "同一层的键左边对齐"),
    ("special characters are not allowed", "有不可见的控制字符", "删掉这个字符，重新键入"),
    ("control characters are not allowed", "有不可见的控制字符", "删掉这个字符，重新键入"),
)
