"""The door: who comes in, and to which rooms. Asked before any page, so that no page can forget."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve

from yajian.accounts import Accounts
from yajian.seen import Sights
from yajian.web import errors, stage
from yajian.web.access import ACCESS, may
from yajian.web.settings import AT_HOME
from yajian.web.visitor import AT_THE_MACHINE, Visitor, visitor_of

ACCOUNTS = "yajian.accounts"  # the accounts' place in the WSGI environment
SIGHTS = "yajian.sights"  # and the place of the office as each sees it

NOT_YET_OPEN = (
    "办公室还没有启用",
    "安装还没有人确认。确认之前办公室只在它自己的机器上应答。",
    "请第一位管理人员打开 ./run 输出的一次性链接，设密码、确认安装，再从这里登录。",
)
NOT_IN_THIS_ROLE = (
    "以现在的身份不能办这件事",
    "这一步不归您现在用的角色办。什么也没有登记。",
    "有几个授权的，请到右上角“我的账号”换一个身份；没有的，请有此职责的人办理。",
)

_OWN = ("/sign-in", "/sign-out", "/welcome/", "/me")  # nobody has an account in the demonstration

Next = Callable[[HttpRequest], HttpResponse]


def identify(get_response: Next) -> Next:
    """Who asks, read anew; then whether this address opens to him. An office without accounts has no door."""

    def answer(request: HttpRequest) -> HttpResponse:
        accounts: Accounts | None = request.META.get(ACCOUNTS)
        request.visitor, request.accounts = AT_THE_MACHINE, accounts
        if stage.is_demo(request):
            request.visitor = stage.visitor(request)
        elif accounts is not None:
            request.visitor = visitor_of(request, request.office, accounts)
        else:
            _seen(request, AT_THE_MACHINE)
            return get_response(request)
        if request.visitor is not None:
            _seen(request, request.visitor)
        return _barred(request) or get_response(request)

    return answer


def _seen(request: HttpRequest, visitor: Visitor) -> None:
    """From here on the page knows no more of the office than this visitor may."""
    sights: Sights | None = request.META.get(SIGHTS)
    if sights is not None and request.office is not None:
        request.office = sights.through(visitor.sight)


def _barred(request: HttpRequest) -> HttpResponse | None:
    """What is answered instead of the page; None if the page may answer."""
    visitor = request.visitor
    role = visitor.acting.role if visitor is not None else None
    try:
        access = ACCESS.get(resolve(request.path_info).route)
    except Resolver404:
        return None if visitor is not None else to_sign_in(request)
    if access is None or (stage.is_demo(request) and request.path_info.startswith(_OWN)):
        return errors.page(request, 404)
    submits = request.method not in ("GET", "HEAD", "OPTIONS")
    opens = may(access.submit if submits else access.look, role)
    if visitor is AT_THE_MACHINE and access.look != "anyone" and _is_elsewhere(request):
        return errors.page(request, 403, NOT_YET_OPEN)
    if opens:
        return None
    if visitor is None:
        return to_sign_in(request)
    if submits and may(access.look, role):
        return errors.page(request, 403, NOT_IN_THIS_ROLE)
    return errors.page(request, 404)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the front door, and from there back."""
    asked = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    address = "/sign-in" if asked == "/" else f"/sign-in?next={quote(asked, safe='')}"
    return HttpResponseRedirect(address)


def _is_elsewhere(request: HttpRequest) -> bool:
    host = str(request.get_host())
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name not in AT_HOME
