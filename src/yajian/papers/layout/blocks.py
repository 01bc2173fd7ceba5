"""Papers put together from blocks: a letter with a red head, or a record that whoever was there signs under."""

from collections.abc import Callable
from typing import Protocol

from yajian.papers.layout.letters import finished, note, red_head, signature
from yajian.papers.layout.word import HEI, KAI, TITLE, Word

Block = Callable[[Word], None]
Columns = tuple[tuple[str, float], ...]


class Layout(Protocol):
    """A template for so many rows, and for a name that does or does not fit over the day."""

    def __call__(self, rows: int = 0, *, long_name: bool = False) -> Word: ...


def letter(*blocks: Block, upward: bool = False) -> Layout:
    """发文机关标志, number, title, body, signature over the day, imprint."""

    def made(rows: int = 0, *, long_name: bool = False) -> Word:
        word = red_head(Word(long_name=long_name), upward=upward)
        for block in blocks:
            block(word)
        note(word, "{{ 数据说明 }}", keep=True)
        signature(word, keep=True)
        return finished(word)

    return made


def record(*blocks: Block, signed: Columns, hint: str = "") -> Layout:
    """A title without a red head, what was seen, and a line for each who signs, all of them on one page."""

    def made(rows: int = 0, *, long_name: bool = False) -> Word:
        word = Word()
        word.page_numbers()
        word.paragraph("{{ 标题 }}", font=TITLE, size=22, align="center", line=36)
        word.paragraph("编号：{{ 文号 }}", font=KAI, size=14, align="right", line=28, before=6)
        word.paragraph(line=8)
        for block in blocks:
            block(word)
        word.paragraph(line=14, keep=True)
        table = word.table("签字", signed, size=12, row_pt=36, middle=tuple(name for name, _ in signed))
        for cell in table._cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        note(word, f"{hint}{{{{ 数据说明 }}}}")
        return word

    return made


# Blocks ------------------------------------------------------------------------------------------


def heading(text: str) -> Block:
    def put(word: Word) -> None:
        word.paragraph(text, font=HEI, indent=2, keep=True)

    return put


def line(text: str) -> Block:
    def put(word: Word) -> None:
        word.paragraph(text, indent=2)

    return put


def each(over: str) -> Block:
    """A paragraph an entry, and none for none."""

    def put(word: Word) -> None:
        word.repeated("段", over, "{{ 段 }}", indent=2)

    return put


def chapters(over: str) -> Block:
    """A heading with its text, as many as there are."""

    def put(word: Word) -> None:
        word.paragraph(f"{{%p for 行 in {over} %}}")
        word.paragraph("{{ 行.标题 }}", font=KAI, indent=2, keep=True)
        word.paragraph("{{ 行.内容 }}", indent=2)
        word.paragraph("{%p endfor %}")

    return put


def table(over: str, columns: Columns, middle: tuple[str, ...] = (), size: float = 12) -> Block:
    def put(word: Word) -> None:
        word.paragraph(line=6, keep=True)
        word.table(over, columns, size=size, row_pt=size * 2, middle=middle)
        word.paragraph(line=6)

    return put


def facts(over: str) -> Block:
    """Two columns: what, and how it is; without a head of its own."""

    def put(word: Word) -> None:
        made = word.table(over, (("项目", 34), ("内容", 122)), size=12, row_pt=21, middle=("项目",))
        made._tbl.remove(made.rows[0]._tr)

    return put


__all__ = [
    "Layout",
    "chapters",
    "each",
    "facts",
    "heading",
    "letter",
    "line",
    "record",
    "table",
]
