"""What every answer says to the browser: which sources to trust, and that nobody may frame or sniff it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

# The page of a visit may ask the telephone where it is, and no other page may.
OF_A_VISIT = {
    "Permissions-Policy": ALWAYS["Permissions-Policy"].replace("geolocation=()", "geolocation=(self)")
}

UNLESS_SAID = {"Cache-Control": "private, no-cache"}


def with_headers(application: Wsgi) -> Wsgi:
    """Wraps the whole office, static files and error pages included."""

    def wrapped(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            ours = ALWAYS | OF_A_VISIT if environ.get("PATH_INFO") == "/visit" else ALWAYS
            return start_response(status, complete(headers, ours), *rest)

        return application(environ, start)

    return wrapped


def complete(headers: list[tuple[str, str]], always: Mapping[str, str] = ALWAYS) -> list[tuple[str, str]]:
    """The headers as they leave: ours replace any of the same name."""
    ours = {name.lower() for name in always}
    kept = [(name, value) for name, value in headers if name.lower() not in ours]
    said = {name.lower() for name, _ in kept}
    unsaid = [(name, value) for name, value in UNLESS_SAID.items() if name.lower() not in said]
    return [*kept, *unsaid, *always.items()]
