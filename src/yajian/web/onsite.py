"""手机到现场: a code beside a step that opens the page of a visit on a telephone, made out for that step."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest
from markupsafe import Markup

from yajian.core import catalogue
from yajian.core.decisions.visits import Record
from yajian.core.facts.visits import Purpose
from yajian.web import history
from yajian.web.drawing.codes import code
from yajian.web.pages.room import Room
from yajian.web.permitted import why_not

PATH = "/visit"
THEN = "then."  # before the name of what the step's own form is to be filled with


class Onsite(msgspec.Struct, frozen=True, kw_only=True):
    """The address, its code, what comes after the visit, and whether a telephone can reach it at all."""

    address: str
    picture: Markup
    step: str
    only_here: bool


def onsite(
    request: HttpRequest,
    room: Room,
    step: str,
    purpose: Purpose,
    about: Mapping[str, str],
    then: Mapping[str, str] = {},
) -> Onsite | None:
    """None where nothing is done: in history, or for whoever may not record a visit to this.

    The host is the request's own: it is the name under which this office was reached just now, and which it answers to.
    """
    if history.asked(request.GET).is_history:
        return None
    if why_not(request, room.plan, room.programme, catalogue.tag(Record), about):
        return None
    command = catalogue.command(step)
    assert command is not None, step
    filled = {**about, "purpose": purpose, "for": step} | {f"{THEN}{name}": one for name, one in then.items()}
    address = request.build_absolute_uri(f"{PATH}?{urlencode(filled)}")
    return Onsite(
        address=address,
        picture=code(address),
        step=catalogue.title(command),
        only_here=_is_this_machine(request.get_host()),
    )


def _is_this_machine(host: str) -> bool:
    """Whether the name means the machine itself, to whoever asks: 127.0.0.1, ::1, localhost."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
