"""The ledger's page as Django's own templates make it, written out as their author would: the twin of dossiers.html."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django import template
from django.template import Context, Engine

from yajian.core.reports import wording
from yajian.web.statics import icon_url

register = template.Library()
register.simple_tag(icon_url)
register.filter("wan_t", wording.wan_t)
register.filter("date_zh", wording.date_zh)


@register.simple_tag(takes_context=True)
def link(context: Any, url: str, rest: str = "") -> str:
    return str(context["link"](url + rest))


@register.simple_tag(takes_context=True)
def why_not(context: Any, tag: str) -> str:
    return str(context["why_not"](tag, {}))


@register.filter
def total(lines: Any, name: str) -> int:
    return sum(getattr(line, name) for line in lines)


def made(words: Mapping[str, Any]) -> Callable[[], str]:
    """The template, parsed, with the words it is to be filled with."""
    engine = Engine(dirs=[str(Path(__file__).parent)], builtins=["bench.twin"])
    return partial(engine.get_template("dossiers.django.html").render, Context(dict(words)))
