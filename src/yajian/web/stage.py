"""演示: whose part a visitor plays. Only the demonstration city has a stage; in every other office these addresses do not exist."""

from collections.abc import Iterator

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from yajian.core.rules import people, roles
from yajian.core.words import Seq
from yajian.transact import Office
from yajian.web.acting import Acting
from yajian.web.addresses import is_local
from yajian.web.visitor import Visitor, sight_of

STAGE = "yajian.stage"  # set in the WSGI environment of the demonstration, and nowhere else
COOKIE = "yajian_part"
FIRST = "office"  # the part a visitor begins with: who sees most


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the cast, under one grant."""

    grant: Seq
    person: str
    organ: str
    role: str

    @property
    def words(self) -> str:
        return f"{self.person}　{self.organ}　{roles.label(self.role)}"


def is_demo(request: HttpRequest) -> bool:
    return bool(request.META.get(STAGE))


def parts(office: Office) -> tuple[Part, ...]:
    """Everybody who holds a grant today, in the order of the table of roles."""
    order = {name: place for place, name in enumerate(roles.ROLES)}
    return tuple(sorted(_held(office), key=lambda part: (order[part.role], part.grant)))


def _held(office: Office) -> Iterator[Part]:
    programme, today = office.programme, office.today()
    for person in programme.roles.held_by:
        for one in roles.grants_of(programme, person, today):
            fact = one.fact
            yield Part(grant=one.seq, person=person, organ=fact.organ_name, role=fact.role)


def part(request: HttpRequest) -> Part:
    """The part this browser plays; whoever has not chosen plays the office."""
    cast = parts(request.office)
    chosen = request.COOKIES.get(COOKIE, "")
    found = next((one for one in cast if str(one.grant) == chosen), None)
    return found or next((one for one in cast if one.role == FIRST), cast[0])


def visitor(request: HttpRequest) -> Visitor:
    """Whoever plays a part is let in as that person, under that one grant."""
    programme, today = request.office.programme, request.office.today()
    played = part(request)
    acting = Acting(actor=played.person, organ=played.organ, role=played.role, grant=played.grant)
    grants = tuple(roles.grants_of(programme, played.person, today))
    return Visitor(
        person=people.person(programme, played.person, today),
        grants=grants,
        acting=acting,
        sight=sight_of(request.office, acting, grants, today),
    )


@require_POST
def play(request: HttpRequest) -> HttpResponse:
    """Take another part, and stay on the page."""
    if not is_demo(request):
        raise Http404("只有演示城市可以换身份")
    chosen = str(request.POST.get("part", ""))
    if chosen not in {str(one.grant) for one in parts(request.office)}:
        raise Http404("没有这个身份")
    back = str(request.POST.get("next", "/"))
    response = HttpResponseRedirect(back if is_local(back) else "/")
    response.set_cookie(COOKIE, chosen, httponly=True, samesite="Strict")
    return response
