"""A browser that is not one: asks a WSGI application and keeps what it answered."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import msgspec

from yajian.web.headers import Wsgi


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    status: int
    headers: dict[str, str]
    text: str


def ask(application: Wsgi, path: str, method: str = "GET", body: bytes = b"", **environ: str) -> Answer:
    """One request, as the server would hand it over."""
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
        said[:] = [status, headers]

    found: Iterable[bytes] = application(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            **environ,
        },
        start_response,
    )
    text = b"".join(found).decode("utf-8", "replace")
    if hasattr(found, "close"):
        found.close()
    headers: dict[str, str] = {}
    for name, value in said[1]:  # there may be several cookies
        headers[name] = f"{headers[name]}\n{value}" if name in headers else value
    return Answer(status=int(said[0][:3]), headers=headers, text=text)
