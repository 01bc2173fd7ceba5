"""Why somebody may not do a thing: the core's own answer, asked before the button is pressed."""

from collections.abc import Mapping

from django.http import HttpRequest

from yajian.core import catalogue
from yajian.core.decide import refuse_used_hand
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import roles
from yajian.core.words import Command, Refusal, Request, shanghai_date
from yajian.web.acting import acting


def why_not(
    request: HttpRequest,
    plan: Plan,
    programme: Programme,
    tag: str,
    about: Mapping[str, object] | None = None,
) -> str:
    """In a sentence; empty if he may. `about` is what the button fills in: whose affairs these are."""
    who = acting(request)
    if not roles.may(who.role, tag):
        return f"须由{'、'.join(roles.who_may(tag))}办理；现在的身份是{roles.label(who.role)}"
    now = request.office.now()
    asked = Request(
        command=_begun(tag, about or {}),
        command_id="asked-before",
        actor=who.actor,
        organ=who.organ,
        role=who.role,
        now=now,
        effective=shanghai_date(now),
    )
    refusal = (
        roles.refuse_anothers_paper(plan, programme, asked)
        or _permission(plan, programme, asked)
        or refuse_used_hand(plan, programme, asked)
    )
    return f"{refusal.finding}。{refusal.way_forward}" if refusal is not None else ""


def _permission(plan: Plan, programme: Programme, asked: Request[Command]) -> Refusal | None:
    if not tuple(roles.touched(plan, programme, asked.command)):
        return None  # whose it is shows only once it is filled in
    return roles.refuse_unless_permitted(plan, programme, asked)


def _begun(tag: str, about: Mapping[str, object]) -> Command:
    """The command as far as it is known."""
    command = catalogue.command(tag)
    if command is None:
        raise LookupError(f"没有 {tag} 这个命令")
    blank = {field.name: "" for field in catalogue.fields(command) if field.required}
    known = {field.name for field in catalogue.fields(command)}
    strange = {name.partition(":")[0] for name in about} - known - {"effective"}
    if strange:
        raise LookupError(f"{tag} 没有字段 {'、'.join(sorted(strange))}")
    return command(**(blank | {name: value for name, value in about.items() if name in known}))
