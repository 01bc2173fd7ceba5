"""Addresses that exist only for tests: one to read, one to submit to, one that breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from yajian.web.render import environment, render

FORM = """{% extends "base.html" %}
{% block main %}<h1>一张表</h1><form method="post">{{ csrf_field() }}</form>{% endblock %}"""


@require_safe
def read(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"这里是{request.office}")


@require_POST
def submit(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"收到 {request.POST.get('word', '')}")


@require_safe
def form(request: HttpRequest) -> HttpResponse:
    return render(request, environment().from_string(FORM))


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("秘密的细节")


urlpatterns = [path("read", read), path("submit", submit), path("form", form), path("broken", broken)]

handler400 = "yajian.web.errors.bad_request"
handler403 = "yajian.web.errors.forbidden"
handler404 = "yajian.web.errors.not_found"
handler500 = "yajian.web.errors.broken"
