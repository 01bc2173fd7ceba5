"""How fast one session may submit: far above any office's hands, and short of a flood. Reading is never counted.

Each server process counts for itself, and forgets when it stops: this guards the machine, and proves nothing.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import msgspec
from django.http import HttpRequest, HttpResponse

from yajian.web import errors
from yajian.web.middleware import body_size
from yajian.web.settings import MEGABYTE
from yajian.web.visitor import address_of

AT_ONCE, A_SECOND = 120, 2.0  # submissions
BYTES_AT_ONCE, BYTES_A_SECOND = (
    600 * MEGABYTE,
    5 * MEGABYTE,
)  # twenty of the largest, then a small scan a second
_SESSIONS = 10_000  # remembered; the longest silent go first

TITLE = "提交得太快了"
FINDING = "短时间里从这一个登录提交的次数或文件太多，先停一停。这一次什么也没有登记，以前办成的都在，看页面不受影响。"

Next = Callable[[HttpRequest], HttpResponse]


class Spent(msgspec.Struct, frozen=True):
    """What of both allowances a session had used up at a moment; it comes back with time."""

    at: float
    times: float
    volume: float


class Pace:
    """The allowances of all sessions. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._spent: OrderedDict[str, Spent] = OrderedDict()
        self._lock = Lock()

    def wait(self, who: str, volume: int) -> float:
        """Seconds until this would be admitted; 0 if it is, and counted."""
        with self._lock:
            now = self._clock()
            before = self._spent.pop(who, Spent(now, 0.0, 0.0))
            times = max(before.times - (now - before.at) * A_SECOND, 0.0)
            held = max(before.volume - (now - before.at) * BYTES_A_SECOND, 0.0)
            short = max(
                (times + 1 - AT_ONCE) / A_SECOND, (held + volume - BYTES_AT_ONCE) / BYTES_A_SECOND, 0.0
            )
            admitted = short <= 0
            self._spent[who] = Spent(now, times + admitted, held + volume * admitted)
            if len(self._spent) > _SESSIONS:
                self._spent.popitem(last=False)
            return short


def keep_pace(get_response: Next) -> Next:
    """Asked before a submission is looked at: what is not admitted costs next to nothing."""
    pace = Pace()

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return get_response(request)
        seconds = math.ceil(pace.wait(_who(request), body_size(request)))
        if not seconds:
            return get_response(request)
        way = f"请过 {seconds} 秒，用浏览器的“后退”回到刚才的页面，原样再提交一次。成批的台账请用“导入”，一个工作簿一次办完。"
        found = errors.page(request, 429, (TITLE, FINDING, way))
        found["Retry-After"] = str(seconds)
        return found

    return answer


def _who(request: HttpRequest) -> str:
    """The session; where nobody signs in, the machine that asks."""
    session = getattr(getattr(request, "visitor", None), "session", None)
    return f"session {session.digest}" if session is not None else f"address {address_of(request)}"
