"""The pages for what cannot be answered: what happened, and what to do. Never a trace."""

import logging
import secrets
from html import escape

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from yajian.evidence import NotKept
from yajian.journal.envelope import UNREACHABLE, Broken
from yajian.journal.store import NotRecorded, Unknown, Unsafe
from yajian.web.render import render
from yajian.web.settings import BODY_LIMIT, MEGABYTE

LIMIT = f"{BODY_LIMIT // MEGABYTE} MB"

# status: title, what happened, what to do
SAID: dict[int, tuple[str, str, str]] = {
    400: (
        "这个请求没有看懂",
        "地址或表单里有办公室认不出的内容，什么也没有登记。",
        "请返回上一页重新填写；若是从旧链接打开的，请从驾驶舱重新进入。",
    ),
    403: (
        "这一步没有通过核对",
        "提交不是从本办公室刚打开的页面发出的，或页面停留过久。什么也没有登记。",
        "请返回上一页，先复制已填的内容，刷新页面后重新提交；浏览器须允许本站保存 Cookie。",
    ),
    404: (
        "没有这一页",
        "这个地址下没有内容。可能是编号写错，或事项不在所查的日期之内。",
        "请核对地址，或从左侧菜单重新进入；正在查历史的，可先返回今天。",
    ),
    405: (
        "这个地址不能这样使用",
        "它只用来看，或只用来提交，不能反过来。什么也没有登记。",
        "请从页面上的链接或按钮进入。",
    ),
    413: (
        "提交的内容太大",
        f"一次提交连同附件不能超过 {LIMIT}。什么也没有登记。",
        "请压缩扫描件（黑白或灰度，200 dpi 足够辨认），或分几次提交。",
    ),
    500: (
        "办公室这边出了差错",
        "这一页没有做完。登记要么整条记下，要么一条不记，不会只记一半。",
        "请先回到该事项看是否已经记下，再决定要不要重做；把下面的编号告诉维护人员，运行记录里有同一编号。",
    ),
    503: (
        "账簿暂时打不开",
        "存放账簿的数据库现在没有应答，看不了账，也办不了事。以前记下的都在；登记要么整条记下，要么一条不记，不会只记一半。",
        "请过半分钟刷新再看。一直这样的，请告知管理服务器和数据库的维护人员，报出下面的编号；数据库恢复后办公室自己接着办，不用重开。",
    ),
}
# The same when something was being entered: what became of it, in the store's own sentence.
NOT_ENTERED = "这一笔没有记下"
IN_DOUBT = "这一笔记下没有，暂时不知道"
AGAIN = (
    "请用浏览器的“后退”回到刚才的页面，内容还在，过半分钟原样再提交一次：同一次提交不会办两遍。"
    "一直这样的，请告知管理服务器和数据库的维护人员，报出下面的编号。"
)
RETRY_AFTER = 30  # seconds
WRONG_NAME = (
    "请用本机地址打开",
    "办公室只在本机应答，不认这个网址里的主机名。",
    "请在本机浏览器输入 http://127.0.0.1 加端口号，例如 http://127.0.0.1:8000 。",
)

log = logging.getLogger("django.request")


def page(
    request: HttpRequest, status: int, said: tuple[str, str, str] | None = None, number: str = ""
) -> HttpResponse:
    """One page for one status, in the look of every other page."""
    title, finding, way_forward = said or SAID[status]
    context = {
        "status": status,
        "title": title,
        "finding": finding,
        "way_forward": way_forward,
        "number": number,
    }
    return render(request, "error.html", context, status=status)


def unavailable(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """503 while the books cannot be reached or written, which nobody's program is at fault for; else none."""
    title, finding, way_forward = SAID[503]
    match exception:
        case Unknown():
            title, finding, way_forward = IN_DOUBT, str(exception), AGAIN
        case NotRecorded() | NotKept() | Unsafe():
            title, finding, way_forward = NOT_ENTERED, str(exception), AGAIN
        case Broken(kind=kind) if kind == UNREACHABLE:
            way_forward = way_forward if request.method in ("GET", "HEAD") else AGAIN
        case _:
            return None
    number = secrets.token_hex(4)
    log.error("差错编号 %s，地址 %s，账簿打不开：%s", number, request.path, exception)
    found = page(request, 503, (title, finding, way_forward), number)
    found["Retry-After"] = str(RETRY_AFTER)
    return found


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when it was only too much."""
    if isinstance(exception, RequestDataTooBig):
        return page(request, 413)
    return page(request, 400, WRONG_NAME if isinstance(exception, DisallowedHost) else None)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from a page of this office."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, with a number that stands beside the trace in the log; plain when even the look is broken."""
    number = secrets.token_hex(4)
    log.error("差错编号 %s，地址 %s", number, request.path)
    try:
        return page(request, 500, number=number)
    except Exception:
        log.exception("差错页也没有画出，编号 %s", number)
        title, finding, way_forward = SAID[500]
        words = "".join(f"<p>{escape(line)}</p>" for line in (finding, way_forward, f"编号 {number}"))
        return HttpResponse(
            f'<!doctype html><html lang="zh-CN"><title>{title}</title><h1>{title}</h1>{words}', status=500
        )
