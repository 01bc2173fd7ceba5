"""The pages for what cannot be answered: what happened, and what to do. Never a trace."""

import logging
import secrets
from html import escape

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse

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
}
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
