"""Where a form sends whoever filled it in: back to a page of this office, and nowhere else."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpResponse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme

from yajian.core.words import Seq


def is_local(address: str) -> bool:
    """A page of this office and nothing else: no other host, however it is written."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


def told(address: str, recorded: tuple[Seq, ...]) -> HttpResponse:
    """Back to a page, which says what was recorded."""
    said = f"{recorded[0]}-{recorded[-1]}" if recorded else "0"
    scheme, host, path, query, anchor = urlsplit(address)
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("recorded="))
    query = "&".join(filter(None, (kept, urlencode({"recorded": said}))))
    response = HttpResponse(status=303)
    response["Location"] = iri_to_uri(urlunsplit((scheme, host, path, query, anchor)))
    return response
