"""Who stands before the office: read from the cookie, the books and the day, anew for every request."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse

from yajian.accounts import Accounts, Session
from yajian.core.programme import Programme
from yajian.core.rules import people, roles
from yajian.core.rules.organs import organ as find_organ
from yajian.core.rules.people import Person
from yajian.core.rules.roles import INSTALLER, Grant
from yajian.core.rules.roles.sight import EVERYTHING, PUBLISHED, Sight, sight
from yajian.transact import Office
from yajian.web.acting import NOBODY_YET, Acting

COOKIE = "yajian_session"


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is signed in, with all he may act under and the one he acts under now."""

    acting: Acting
    person: Person | None = None  # None: whoever is at the machine, before the installation is confirmed
    session: Session | None = None
    sight: Sight = PUBLISHED
    grants: tuple[Grant, ...] = ()

    @property
    def name(self) -> str:
        return self.acting.actor

    @property
    def reads(self) -> str:
        """What he sees of the records, in a sentence; nothing if he sees all."""
        if self.sight.everything:
            return ""
        what = (
            "本企业的登记"
            if self.sight.enterprise
            else "本县（市）的登记"
            if self.sight.county
            else "方案公开的内容和本院的事项"
            if self.sight.court
            else "方案公开的内容"
        )
        return f"您看到的是{what}。别处的登记不显示，写作“不在查阅范围”；合计只含看得到的。"

    @property
    def role(self) -> str:
        """In the office's word; what is not granted anything only looks."""
        return roles.label(self.acting.role) if self.acting.role else "没有授权"


AT_THE_MACHINE = Visitor(acting=NOBODY_YET, sight=EVERYTHING)


def visitor_of(request: HttpRequest, office: Office, accounts: Accounts) -> Visitor | None:
    """None: nobody who may be let in."""
    programme, today = office.programme, office.today()
    if people.confirmation(programme) is None:
        return AT_THE_MACHINE
    token = request.COOKIES.get(COOKIE, "")
    session = accounts.session(token) if token else None
    person = people.person(programme, session.person, today) if session is not None else None
    if session is None or person is None:
        return None
    grants = tuple(roles.grants_of(programme, person.fact.person, today))
    acting = _acting(programme, person, session, grants, today)
    return Visitor(
        person=person,
        session=session,
        grants=grants,
        acting=acting,
        sight=sight_of(office, acting, grants, today),
    )


def sight_of(office: Office, acting: Acting, grants: tuple[Grant, ...], today: date) -> Sight:
    """What is read under the grant acted under, and under no other."""
    if acting.role == INSTALLER:
        return EVERYTHING
    held = next((one.fact for one in grants if one.seq == acting.grant), None)
    organ = find_organ(office.plan(), office.programme, held.organ, today) if held is not None else None
    if organ is None:
        return PUBLISHED
    return sight(acting.role, organ.level, organ.county, organ.enterprise, organ.id)


def _acting(
    programme: Programme, person: Person, session: Session, grants: tuple[Grant, ...], today: date
) -> Acting:
    """Under one grant at a time: the chosen one while it holds, else the first. Nobody adds his rights up."""
    name = person.fact.person
    chosen = next((one for one in grants if one.seq == session.chosen), None)
    if chosen is None and roles.installer(programme, today) == name:
        return Acting(actor=name, organ=person.fact.organ_name, role=INSTALLER)
    chosen = chosen or next(iter(grants), None)
    if chosen is None:
        return Acting(actor=name, organ=person.fact.organ_name, role="")
    return Acting(actor=name, organ=chosen.fact.organ_name, role=chosen.fact.role, grant=chosen.seq)


def let_in(request: HttpRequest, response: HttpResponse, token: str) -> HttpResponse:
    """The cookie of a new session, for this site alone and out of any script's reach."""
    response.set_cookie(COOKIE, token, secure=request.is_secure(), httponly=True, samesite="Strict")
    return response


def let_out(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def address_of(request: HttpRequest) -> str:
    """Where the request comes from."""
    return str(request.META.get("REMOTE_ADDR", ""))
