"""Our own templates, one a kind of paper: Word files a city may take, change and put in their place."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from yajian.core.plan import Content
from yajian.papers.layout.letters import annual_task, capacity
from yajian.papers.layout.sheets import dispatch, review
from yajian.papers.layout.word import Word

_LAYOUTS: Mapping[Content | None, Callable[[int], Word]] = MappingProxyType(
    {"capacity": capacity, "annual_task": annual_task, "progress": dispatch, None: review}
)


@cache
def standard(content: Content | None, rows: int = 0) -> bytes | None:
    """The template of a kind of paper, set for so many rows; none for what is a workbook only."""
    layout = _LAYOUTS.get(content)
    return layout(rows).bytes() if layout is not None else None
