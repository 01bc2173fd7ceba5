"""对账: the treasury's morning page: the bank beside the books, what waits for a hand, and a statement taken in."""

import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yajian import banking
from yajian.banking import Statement, Unreadable
from yajian.core.entitlements import Backfills, SharedNotices
from yajian.core.reports import bankstatements as reports
from yajian.core.rules import bankstatements as rules
from yajian.core.rules import payments
from yajian.core.words import Digest, Refusal, Seq
from yajian.evidence import EvidenceRefused, NotKept
from yajian.evidence.kinds import Kind
from yajian.transact import Refused
from yajian.web.acting import acting
from yajian.web.addresses import told
from yajian.web.pages.room import Room, answer, enter
from yajian.web.permitted import why_not

_IMPORT = "bankstatements.import-statement"
_LATELY = timedelta(days=31)  # of what agrees, so much is shown until somebody asks for all
_SHOWN = 100  # faults on the page


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Why a file was not taken in: as a whole, cell by cell, or by the core."""

    seen: str = ""
    remedy: str = ""
    faults: tuple[banking.Fault, ...] = ()
    refusal: Refusal | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def every(request: HttpRequest) -> HttpResponse:
    """The page; sent, a statement is read and taken in, wholly or not at all."""
    room = enter(request)
    if request.method != "POST":
        return _page(request, room)
    outcome = _taken_in(request, room)
    if isinstance(outcome, Trouble):
        return _page(request, room, outcome)
    return told("/reconciliation", outcome)


def _taken_in(request: HttpRequest, room: Room) -> Trouble | tuple[Seq, ...]:
    upload = request.FILES.get("file")
    if upload is None:
        return Trouble(seen="没有选文件", remedy="请选从网银下载的流水")
    path, account = Path(upload.temporary_file_path()), request.POST.get("account", "")
    try:
        found = banking.read(path, upload.name, account)
        if found.faults:
            return _faulty(found)
        file = banking.kept(room.office.evidence, path)
    except Unreadable as fault:
        return Trouble(seen=fault.seen, remedy=fault.remedy)
    except (EvidenceRefused, NotKept) as fault:
        return Trouble(seen=str(fault).rstrip("。"), remedy="请核对文件，再试一次")
    outcome = acting(request).transact(
        room.office,
        banking.takes_in(file, account, found),
        effective=room.office.today(),
        command_id=request.POST.get("command_id") or None,
    )
    if isinstance(outcome, Refused):
        return Trouble(refusal=outcome.refusal)
    return tuple(one.seq for one in outcome.facts)


def _faulty(found: Statement) -> Trouble:
    return Trouble(
        seen=f"{len(found.faults)} 处读不了，一笔也没有导入",
        remedy="请从网银重新下载，不要用表格软件打开再存；仍不行的，照下面逐处核对",
        faults=found.faults,
    )


def _page(request: HttpRequest, room: Room, trouble: Trouble | None = None) -> HttpResponse:
    found = reports.sheet(room.programme, room.as_of, room.known)
    whole = request.GET.get("matched") == "all" or "export" in request.GET
    matched = [one for one in found.matched if whole or one.line.fact.on > room.as_of - _LATELY]
    marked = Backfills(room.plan, room.programme, room.known)
    shared = SharedNotices(room.programme, room.known)
    context = {
        "bank": found,
        "backfilled": lambda slip: [one.words for one in marked.of(slip)],
        "shared_notices": lambda slip: [one.words for one in shared.of(slip)],
        "booking": reports.booking,
        "may_be": reports.may_be,
        "matched": matched[::-1],
        "earlier": len(found.matched) - len(matched),
        "why_open": reports.why_open,
        "sides": rules.SIDES,
        "tail": payments.TAIL,
        "trouble": trouble,
        "shown": trouble.faults[:_SHOWN] if trouble is not None else (),
        "barred": why_not(request, room.plan, room.programme, _IMPORT),
        "account": request.POST.get("account", "") or _last_account(found),
        "recorded_by": {one.seq: room.office.recorded(one.seq) for one in found.statements},
        "fresh": lambda: secrets.token_hex(16),
    }
    status = 200 if trouble is None else 422
    return answer(request, room, "reconciliation.html", context, status=status)


def _last_account(found: reports.Sheet) -> str:
    return found.statements[-1].value.account if found.statements else ""


@require_safe
def original(request: HttpRequest, file: str) -> HttpResponse:
    """A statement as the bank gave it out."""
    room = enter(request)
    digest = Digest(file)
    entries = (past.entries[0].value for past in room.programme.bankstatements.statements.values())
    if not any(one.file == digest for one in entries):
        raise Http404("没有导入过这份流水")
    workbook = room.office.evidence.kind(digest) is Kind.XLSX
    name = f"银行流水-{file[:8]}.{'xlsx' if workbook else 'csv'}"
    kind = Kind.XLSX.value if workbook else "application/octet-stream"
    response = HttpResponse(room.office.evidence.read(digest), content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Cache-Control"] = "no-store"
    return response
