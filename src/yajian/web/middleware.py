"""What happens to every request before a page sees it, and to a bare refusal after."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from yajian.web import errors
from yajian.web.seat import OFFICE
from yajian.web.settings import BODY_LIMIT

Next = Callable[[HttpRequest], HttpResponse]


def seat_the_office(get_response: Next) -> Next:
    """Puts the office of this application on the request."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.office = request.META.get(OFFICE)
        return get_response(request)

    return answer


def keep_within_limits(get_response: Next) -> Next:
    """Only this machine's own names are answered to, and only bodies of a size that can be kept."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.get_host()  # a foreign name, as a hostile page would use, is refused here
        if body_size(request) > BODY_LIMIT:
            raise RequestDataTooBig
        return get_response(request)

    return answer


def body_size(request: HttpRequest) -> int:
    """The announced size; what is not a number counts as nothing, as Django counts it."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdecimal() else 0


def explain_wrong_method(get_response: Next) -> Next:
    """A 405 comes from Django without a word; it leaves with a page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = errors.page(request, 405)
        page["Allow"] = response["Allow"]
        return page

    return answer


class TellOfOutage:
    """Books that cannot be reached are no broken program: whatever page was asked for, it leaves with a 503."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.unavailable(request, exception)
