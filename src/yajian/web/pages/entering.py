"""登录, 退出, and the one-time link with which a person sets a password, the first of them confirming the installation."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yajian.accounts import Accounts, Declined, Invitation
from yajian.core.decisions.people import ConfirmInstallation
from yajian.core.rules import people, roles
from yajian.core.rules.organs import organs
from yajian.core.words import OrganId, Refusal
from yajian.transact import Office, Refused
from yajian.web import errors, passwords
from yajian.web.acting import Acting
from yajian.web.render import render
from yajian.web.settings import home
from yajian.web.visitor import address_of, let_in, let_out

NO = "姓名、密码或动态码不对，或者这个账号暂停了：连续五次不成停一刻钟。忘了密码，请系统管理员重新发链接。"
CROWDED = (
    "这个地址试得太多了",
    "一刻钟之内从这个地址登录未成的次数太多，暂不再核对。别处登录不受影响。",
    "请过一刻钟再试；忘了密码的，请系统管理员重新发一次性链接。",
)
USED = (
    "这个链接不能用了",
    "一次性链接用过一次、过了期，或又发过新的，就不再有效。",
    "已经设过密码的，请直接登录；没有的，请系统管理员重新发一个，第一位管理人员重新运行 ./run 取一个。",
)


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = _onward(request.POST.get("next") or request.GET.get("next") or "/")
    if request.method != "POST":
        return HttpResponseRedirect(onward) if request.visitor else _form(request, onward)
    accounts: Accounts = request.accounts
    name = request.POST.get("person", "").strip()
    known = people.person(request.office.programme, name, request.office.today()) is not None
    said = accounts.sign_in(
        name, request.POST.get("password", ""), request.POST.get("code", ""), address_of(request), known
    )
    if isinstance(said, Declined):
        if said.why == "crowded":
            return errors.page(request, 429, CROWDED)
        return _form(request, onward, name, NO)
    return _enter(request, onward, said)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if request.visitor.session is not None:
        request.accounts.sign_out(request.visitor.session, address_of(request))
    return let_out(HttpResponseRedirect("/sign-in?out=1"))


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    accounts: Accounts = request.accounts
    office: Office = request.office
    invitation = accounts.invited(token)
    if invitation is None or not _still_wanted(office, invitation):
        return errors.page(request, 404, USED)
    given = {name: str(words).strip() for name, words in request.POST.items() if "pass" not in name}
    person = invitation.person or given.get("person", "")
    if request.method != "POST":
        return _welcome(request, invitation, given)
    password = request.POST.get("password", "")
    wrong = passwords.fault(password, request.POST.get("again", ""), person)
    if wrong:
        return _welcome(request, invitation, given, wrong)
    if not invitation.person:
        declined = _confirm(office, given)
        if declined is not None:
            return _welcome(request, invitation, given, refusal=declined)
    session = accounts.accept(invitation, person, password, address_of(request))
    return _enter(request, "/me?welcome=1", session) if session else errors.page(request, 404, USED)


def _confirm(office: Office, given: dict[str, str]) -> Refusal | None:
    """The first administrator's name goes into the books before his password goes anywhere."""
    organ = OrganId(given.get("organ", ""))
    command = ConfirmInstallation(
        person=given.get("person", ""),
        organ=organ,
        office=given.get("office", ""),
        head=given.get("head", ""),
    )
    named = {one.id: one.name for one in organs(office.plan(), office.programme)}
    who = Acting(actor=command.person, organ=named.get(organ, organ), role=roles.INSTALLER)
    outcome = who.transact(office, command, effective=office.today())
    return outcome.refusal if isinstance(outcome, Refused) else None


def _still_wanted(office: Office, invitation: Invitation) -> bool:
    """A person's link while he is of the office; the first administrator's while nobody answers for it."""
    if invitation.person:
        return people.person(office.programme, invitation.person, office.today()) is not None
    return roles.installer(office.programme, office.today()) in (roles.INSTALLER, None)


def _welcome(
    request: HttpRequest,
    invitation: Invitation,
    given: dict[str, str],
    wrong: str = "",
    refusal: Refusal | None = None,
) -> HttpResponse:
    office: Office = request.office
    plan, programme = office.plan(), office.programme
    entered = people.person(programme, invitation.person, office.today()) if invitation.person else None
    every = organs(plan, programme)
    context = {
        "head": plan.programme,
        "entered": entered,
        "granted": list(roles.grants_of(programme, invitation.person, office.today())),
        "label": roles.label,
        "until": invitation.until,
        "organs": [(one.id, one.name) for one in every if one.level not in ("enterprise", "copied")],
        "folder": str(home()),
        "seq": office.head.seq,
        "leaf": office.head.leaf,
        "given": {"organ": "", "person": "", "office": ""} | given,
        "wrong": wrong,
        "refusal": refusal,
        "hint": passwords.HINT,
    }
    return render(request, "welcome.html", context, status=422 if wrong or refusal else 200)


def _form(request: HttpRequest, onward: str, person: str = "", wrong: str = "") -> HttpResponse:
    head = request.office.plan().programme
    context = {
        "head": head,
        "next": onward,
        "person": person,
        "wrong": wrong,
        "out": "out" in request.GET,
        "open": people.confirmation(request.office.programme) is not None,
    }
    return render(request, "sign-in.html", context, status=422 if wrong else 200)


def _enter(request: HttpRequest, onward: str, session: str) -> HttpResponse:
    rotate_token(request)
    return let_in(request, HttpResponseRedirect(onward), session)


def _onward(address: str) -> str:
    """A page of this office and nothing else."""
    fine = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if fine else "/"
