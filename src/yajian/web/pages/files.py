"""The files an entry came with: whoever may read the entry may look at them, and nobody else."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yajian.core import catalogue
from yajian.core.facts.visits import VisitRecorded
from yajian.core.programme import AnyFact
from yajian.core.rules import roles
from yajian.core.words import Digest, Fact, Recorded
from yajian.evidence import Kind
from yajian.web.acting import acting
from yajian.web.pages.room import Room, enter

PICTURES = ("照片", "图片")  # what a browser shows of itself
_SUFFIX = {
    Kind.PDF: "pdf",
    Kind.PNG: "png",
    Kind.JPEG: "jpg",
    Kind.XLSX: "xlsx",
    Kind.DOCX: "docx",
    Kind.TEXT: "txt",
}


def entry_for(request: HttpRequest, room: Room, seq: int) -> Recorded[AnyFact]:
    """An entry that is the asker's to read. Another's is as good as not there."""
    if not 0 < seq <= room.programme.seq:
        raise Http404(f"流水只到第 {room.programme.seq} 条")
    try:
        recorded = room.office.recorded(seq)
    except LookupError as hidden:
        raise Http404(f"没有第 {seq} 条") from hidden
    if not roles.opens(acting(request).role, catalogue.area(type(recorded.fact))):
        raise Http404(f"没有第 {seq} 条")
    return recorded


def opens_files(request: HttpRequest, room: Room, recorded: Recorded[AnyFact]) -> bool:
    """An entry of the register is everybody's to read, its scan is not; papers about workers name them."""
    area, role = catalogue.area(type(recorded.fact)), roles.ROLES.get(acting(request).role)
    if area == "workers":
        return role is not None and role.names
    return room.sight.everything or area not in ("charter", "papers")


def place_of(fact: Fact) -> str:
    """Where a visit was, as the telephone or the visitor said; nothing for any other entry."""
    if not isinstance(fact, VisitRecorded):
        return ""
    if fact.latitude_e6 is None or fact.longitude_e6 is None:
        return fact.where
    at = f"北纬 {_degrees(fact.latitude_e6)}°，东经 {_degrees(fact.longitude_e6)}°"
    within = f"，误差约 {fact.accuracy_m} 米" if fact.accuracy_m is not None else ""
    return f"{at}{within}{'；' if fact.where else ''}{fact.where}"


def _degrees(millionths: int) -> str:
    sign = "-" if millionths < 0 else ""
    return f"{sign}{abs(millionths) // 1_000_000}.{abs(millionths) % 1_000_000:06d}"


@require_safe
def file(request: HttpRequest, seq: int, digest: str) -> HttpResponse:
    """One file of an entry, as it was handed in."""
    room = enter(request)
    recorded = entry_for(request, room, seq)
    found = Digest(digest)
    if found not in recorded.evidence or not opens_files(request, room, recorded):
        raise Http404(f"第 {seq} 条没有这份附件")
    kind = room.office.evidence.kind(found)
    shown = kind in (Kind.JPEG, Kind.PNG)
    name = f"第{seq}条-{digest[:8]}.{_SUFFIX.get(kind, 'bin') if kind is not None else 'bin'}"
    response = HttpResponse(
        room.office.evidence.read(found),
        content_type=kind.value if kind is not None and shown else "application/octet-stream",
    )
    how = "inline" if shown else "attachment"
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Cache-Control"] = "private, no-store"
    return response
