"""组织与账号: everybody of the office by organ, what each may do and how his account stands; the log of entries."""

from collections.abc import Iterable

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yajian.accounts import Accounts, Standing, Visit
from yajian.core.rules import people as rules
from yajian.core.rules import roles
from yajian.core.rules.organs import posts
from yajian.core.rules.people import Person
from yajian.core.rules.roles import Grant
from yajian.web.access import may
from yajian.web.pages.room import Room, answer, enter
from yajian.web.visitor import Visitor, address_of

_SHOWN = 500  # lines of the log on one page


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One person as the page shows him."""

    person: Person
    grants: tuple[Grant, ...]
    posts: tuple[str, ...]
    standing: Standing

    @property
    def state(self) -> tuple[str, str]:
        """The account in a word, and its colour."""
        if self.standing.shut:
            return "已停用", "grey"
        if self.standing.paused_until is not None:
            return "暂停中", "yellow"
        if self.standing.has_password:
            return ("在线", "green") if self.standing.sessions else ("正常", "blue")
        return ("链接已发", "yellow") if self.standing.invited_until is not None else ("没有账号", "grey")


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    wanted = request.GET.get("q", "").strip()
    found = [
        one
        for one in rules.people(room.programme, room.as_of, room.known)
        if wanted in one.fact.person or wanted in one.fact.organ_name
    ]
    lines = _lines(request, room, sorted(found, key=lambda one: (one.fact.organ_name, one.seq)))
    context = _who(request, room) | {
        "lines": lines,
        "wanted": wanted,
        "confirmed": rules.confirmation(room.programme, room.known),
        "officers": room.programme.people.officers.at(room.as_of, room.known),
    }
    return answer(request, room, "people.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, name: str) -> HttpResponse:
    room = enter(request)
    person = rules.person(room.programme, name, room.as_of, room.known)
    if person is None:
        raise Http404(f"没有登记过 {name}，或此人已经离任")
    if request.method != "POST":
        return _one(request, room, person)
    accounts: Accounts | None = request.accounts
    if accounts is None:
        raise Http404("演示里没有账号")
    by, address = request.visitor.name, address_of(request)
    match request.POST.get("do", ""):
        case "invite":
            token = accounts.invite(name, by, address)
            return _one(request, room, person, request.build_absolute_uri(f"/welcome/{token}"))
        case "shut":
            accounts.shut(name, by, address)
        case "reopen":
            accounts.reopen(name, by, address)
        case "force-out":
            accounts.force_out(name, by, address)
        case other:
            raise Http404(f"没有 {other} 这一步")
    return HttpResponseRedirect(request.path)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    context = _who(request, room) | {"visits": _visits(request, _SHOWN), "shown": _SHOWN}
    return answer(request, room, "people-log.html", context)


def _one(request: HttpRequest, room: Room, person: Person, link: str = "") -> HttpResponse:
    [line] = _lines(request, room, [person])
    reads = may("log-readers", request.visitor.acting.role)
    context = _who(request, room) | {
        "line": line,
        "link_once": link,
        "visits": _visits(request, 50, person.fact.person) if reads else [],
    }
    return answer(request, room, "person.html", context)


def _visits(request: HttpRequest, most: int, person: str = "") -> list[Visit]:
    """The log of entries; the demonstration lets everybody in and keeps none."""
    accounts: Accounts | None = request.accounts
    if accounts is None:
        return []
    return list(accounts.log(most, person) if person else accounts.log(most))


def _lines(request: HttpRequest, room: Room, found: Iterable[Person]) -> list[Line]:
    everybody = list(found)
    accounts: Accounts | None = request.accounts
    standings = accounts.standings([one.fact.person for one in everybody]) if accounts is not None else {}
    held: dict[str, list[str]] = {}
    for post in posts(room.plan, room.programme, room.as_of, room.known):
        if post.person:
            held.setdefault(post.person, []).append(f"{post.organ_name}{post.label}")
    return [
        Line(
            person=one,
            grants=tuple(roles.grants_of(room.programme, one.fact.person, room.as_of, room.known)),
            posts=tuple(held.get(one.fact.person, ())),
            standing=standings.get(one.fact.person, Standing()),
        )
        for one in everybody
    ]


def _who(request: HttpRequest, room: Room) -> dict[str, object]:
    """What the one who looks may do here."""
    visitor: Visitor = request.visitor
    role = visitor.acting.role
    return {
        "role": roles.label,
        "keeps_accounts": may("account-keepers", role),
        "reads_log": may("log-readers", role),
        "enters": roles.may(role, "people.enter-person"),
        "appoints": roles.may(role, "people.appoint-officers"),
        "grants": roles.may(role, "roles.grant-role"),
        "at_the_machine": visitor.person is None,
        "has_accounts": request.accounts is not None,
    }
