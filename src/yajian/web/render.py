"""Templates to answers."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlencode

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from yajian.core import unentered
from yajian.core.reports import wording
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.rules import roles
from yajian.core.words import yuan_of
from yajian.web import language, navigation, stage
from yajian.web.access import may_look
from yajian.web.english import english
from yajian.web.history import FIELDS, asked
from yajian.web.seat import OFFICE
from yajian.web.shell import Shell
from yajian.web.statics import icon_url, static_url

FOLDER = Path(__file__).parent / "templates"


def render(
    request: HttpRequest,
    template: str | Template,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    spoken: language.Language | None = None,
) -> HttpResponse:
    """A page in the language asked for."""
    made = environment().get_template(template).render(frame(request, context or {}))
    spoken = spoken or language.of(request)
    if spoken == language.ENGLISH:
        made = english(made, request.META.get(OFFICE))
    response = HttpResponse(made, status=status)
    response["Content-Language"] = spoken
    return response


def frame(request: HttpRequest, context: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """What every template may use: the page's own context over what the frame needs, and the parts made of both."""
    when = asked(request.GET)
    visitor = getattr(request, "visitor", None)
    made = {
        "link": when.link,
        "asked": when,
        "kept_fields": hidden_fields(pair for pair in request.GET.items() if pair[0] not in FIELDS),
        "language": language.of(request),
        "path": request.path,
        "visitor": visitor,
        "menu": navigation.groups(lambda url: may_look(url, visitor.acting.role if visitor else None)),
        "here": navigation.current(request.path),
        "shell": Shell(),
        "csrf_field": lambda: csrf_field(request),
        "carried": None,
        "stage": stage_of(request),
        "why_not": lambda tag, about: "",
        "template_of": lambda draws: "",
        "sentence": lambda key: "",
        "came_from": own_address(request),
        "export_to": lambda how: own_address(request, export=how),
        "printed_address": unquote(own_address(request)),
        "history_fields": hidden_fields(when.typed if when.is_history else ()),
        **context,
    }
    shared = {name: made[name] for name in _SHARED}
    macros: Any = environment().get_template("_macros.html").make_module(shared)
    return {**made, "ui": macros}


def stage_of(request: HttpRequest) -> dict[str, Any] | None:
    """The cast and the part played, in the demonstration; nothing anywhere else."""
    if not stage.is_demo(request):
        return None
    return {"cast": stage.parts(request.office), "part": stage.part(request)}


_SHARED = (
    "link",
    "asked",
    "why_not",
    "template_of",
    "sentence",
    "came_from",
)  # what macros know of the page they are on


def own_address(request: HttpRequest, **added: str) -> str:
    """This page's address with all its filters; what it told last time, and how it was exported, left out."""
    kept = [pair for pair in request.GET.items() if pair[0] not in ("recorded", "export")]
    pairs = [*kept, *added.items()]
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


def csrf_field(request: HttpRequest) -> Markup:
    """The hidden field of every form that writes."""
    token = getattr(request, "form_token", None) or get_token(request)  # a page to be kept leaves it open
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token)


def hidden_fields(pairs: Iterable[tuple[str, str]]) -> Markup:
    """What a form takes along unseen: the filters through 历史查询, and the two dates through a filter."""
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value) for name, value in pairs
    )


@cache
def environment() -> Environment:
    """The template engine: escapes by itself, and stops at a name nobody supplied."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(static_url=static_url, icon_url=icon_url)
    made.filters.update(
        role_zh=roles.label,
        wan_t=wording.wan_t,
        wan_yuan=wording.wan_yuan,
        yuan=wording.yuan,
        yuan_of=yuan_of,
        in_full=yuan_in_full,
        percent=wording.percent,
        date_zh=wording.date_zh,
        ledger_help=unentered.HELPS.__getitem__,
        digest_short=digest_short,
        plain=plain,
        marked=marked,
        combine=lambda one, other: {**one, **other},
    )
    return made


def digest_short(digest: str) -> str:
    """Enough of a digest to recognise it: 3f2a9c41…"""
    return f"{digest[:8]}…" if len(digest) > 8 else digest


def marked(text: str, words: str) -> Markup:
    """A text with the words that were looked for marked in it, as far as they stand there as typed."""
    wanted = sorted(words.split(), key=len, reverse=True)
    if not wanted:
        return escape(text)
    pieces = re.split(f"({'|'.join(map(re.escape, wanted))})", text, flags=re.IGNORECASE)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if at % 2 else piece for at, piece in enumerate(pieces)
    )


def plain(word: Any) -> Any:
    """An enum's value, or the thing itself: macros take either."""
    return getattr(word, "value", word)
