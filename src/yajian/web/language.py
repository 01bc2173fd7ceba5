"""中文 or English: what this browser chose, kept in a cookie of its own. Chinese unless it chose; exports and papers always."""

from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from yajian.web.addresses import is_local

Language = Literal["zh-CN", "en"]
CHINESE: Language = "zh-CN"
ENGLISH: Language = "en"
COOKIE = "yajian_language"
KEPT = 365 * 24 * 3600  # seconds


def of(request: HttpRequest) -> Language:
    return ENGLISH if request.COOKIES.get(COOKIE) == ENGLISH else CHINESE


@require_safe
def choose(request: HttpRequest, language: str) -> HttpResponse:
    """Remember it, and stay on the page. Nothing is recorded; a link does, so that it works without scripts."""
    if language not in (CHINESE, ENGLISH):
        raise Http404(f"没有 {language} 这种语言")
    back = str(request.GET.get("next", "/"))
    response = HttpResponseRedirect(back if is_local(back) else "/")
    response.set_cookie(
        COOKIE, language, max_age=KEPT, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
    return response
