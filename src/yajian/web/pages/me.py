"""我的账号: under which grant one acts, one's password, and one's one-time codes."""

from functools import partial
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yajian.accounts import Accounts
from yajian.accounts.secrets import address, new_key
from yajian.core.rules import roles
from yajian.web import passwords
from yajian.web.drawing.codes import code
from yajian.web.pages.room import Room, answer, enter
from yajian.web.visitor import Visitor, address_of, let_in

_SALT = "yajian.codes"
_GOOD_FOR = 15 * 60  # seconds between the picture and the code that answers it


@never_cache
@sensitive_post_parameters("password", "again", "present")
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    visitor: Visitor = request.visitor
    room = enter(request)
    if request.method != "POST" or visitor.session is None:
        return _page(request, room)
    match request.POST.get("do", ""):
        case "choose":
            return _choose(request, visitor)
        case "password":
            return _password(request, room, visitor)
        case "show-key":
            return _page(request, room, key=new_key())
        case "use-codes":
            return _use_codes(request, room, visitor)
        case "drop-codes":
            return _drop_codes(request, room, visitor)
        case other:
            raise Http404(f"没有 {other} 这一步")


def _choose(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Another grant, or 0 for what one is without choosing; one that is not his changes nothing."""
    accounts: Accounts = request.accounts
    asked = request.POST.get("grant", "")
    if visitor.session is not None and asked in {"0", *(str(one.seq) for one in visitor.grants)}:
        accounts.choose(visitor.session, int(asked))
    return HttpResponseRedirect("/me")


def _password(request: HttpRequest, room: Room, visitor: Visitor) -> HttpResponse:
    accounts: Accounts = request.accounts
    password = request.POST.get("password", "")
    wrong = passwords.fault(password, request.POST.get("again", ""), visitor.name)
    if not wrong and not accounts.proves(visitor.name, request.POST.get("present", "")):
        wrong = "现在的密码不对"
    if wrong or visitor.session is None:
        return _page(request, room, wrong={"password": wrong})
    token = accounts.change_password(visitor.session, password, address_of(request))
    return let_in(request, HttpResponseRedirect("/me?changed=1"), token)


def _use_codes(request: HttpRequest, room: Room, visitor: Visitor) -> HttpResponse:
    accounts: Accounts = request.accounts
    signer = signing.TimestampSigner(salt=f"{_SALT}.{visitor.name}")
    try:
        key = signer.unsign(request.POST.get("key", ""), max_age=_GOOD_FOR)
    except signing.BadSignature:
        return _page(request, room, wrong={"codes": "等得太久，请重新开始"})
    if not accounts.proves(visitor.name, request.POST.get("present", "")):
        return _page(request, room, key=key, wrong={"codes": "现在的密码不对"})
    code = request.POST.get("code", "")
    if visitor.session is None or not accounts.use_codes(visitor.session, key, code, address_of(request)):
        return _page(request, room, key=key, wrong={"codes": "动态码不对：请核对手机的时间，用下一个"})
    return HttpResponseRedirect("/me?codes=1")


def _drop_codes(request: HttpRequest, room: Room, visitor: Visitor) -> HttpResponse:
    if not request.accounts.proves(visitor.name, request.POST.get("present", "")):
        return _page(request, room, wrong={"codes": "现在的密码不对"})
    request.accounts.drop_codes(visitor.name, address_of(request))
    return HttpResponseRedirect("/me?codes=0")


def _page(
    request: HttpRequest, room: Room, *, key: str = "", wrong: dict[str, str] | None = None
) -> HttpResponse:
    visitor: Visitor = request.visitor
    standing = request.accounts.standings([visitor.name])[visitor.name] if visitor.session else None
    context: dict[str, Any] = {
        "visitor": visitor,
        "standing": standing,
        "role": roles.label,
        "is_installer": roles.installer(room.programme, room.as_of) == visitor.name,
        "lendable": [one for one in visitor.grants if roles.may(one.fact.role, "roles.delegate-role")],
        "key": key,
        "signed": signing.TimestampSigner(salt=f"{_SALT}.{visitor.name}").sign(key) if key else "",
        "picture": code(address(key, visitor.name, room.plan.programme.short_title)) if key else "",
        "wrong": {"password": "", "codes": ""} | (wrong or {}),
        "hint": passwords.HINT,
        "said": _said(request),
        "arrived": "welcome" in request.GET,
        "may": partial(roles.may, visitor.acting.role),
    }
    return answer(request, room, "me.html", context, status=422 if wrong else 200)


def _said(request: HttpRequest) -> str:
    if "welcome" in request.GET:
        return "密码已设好，您已登录。"
    if "changed" in request.GET:
        return "密码已改，别处的登录都已退出。"
    return {"1": "动态码已启用，下次登录起要用。", "0": "动态码已停用。"}.get(
        request.GET.get("codes", ""), ""
    )
