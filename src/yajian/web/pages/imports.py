"""导入: the template out, a filled workbook or pasted cells in, every fault at once, and then all rows or none."""

import secrets
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.roles import RoleDelegated, RoleGranted
from yajian.core.history import Entry
from yajian.core.reports.charter import documents
from yajian.core.rules import roles
from yajian.core.rules.roles import INSTALLER
from yajian.core.words import CountyId, Digest, DocumentNo, Refusal, iso_date
from yajian.evidence import EvidenceRefused, NotKept
from yajian.evidence.kinds import Kind
from yajian.sheets.exporting import ledger_rows
from yajian.sheets.guarding import guard
from yajian.sheets.importing import import_ledger, pasted
from yajian.sheets.known import Asked, known
from yajian.sheets.layout import Layout, layout
from yajian.sheets.limited import marked
from yajian.sheets.problems import Unreadable
from yajian.sheets.template import template
from yajian.transact import Refused
from yajian.web.acting import Acting, acting
from yajian.web.looking import Key, Look, looked
from yajian.web.pages.room import Room, answer, enter
from yajian.web.permitted import why_not

_TAG = "dossier.import-ledger"
_SHOWN = 300  # faults on the page; the workbook has them all
_ENOUGH = 50  # imports of the history
ELSEWHERE = Unreadable(
    "这个工作簿与别处登记的是同一个文件，不在您的查阅范围", "请用本县（市）、本企业自己编的台账"
)


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    if request.method != "POST":
        return _desk(request, room, None)
    given = {key: str(value).strip() for key, value in request.POST.items()}
    try:
        file = _received(request, room, layout(room.plan))
    except Unreadable as fault:
        return _desk(request, room, fault)
    except (EvidenceRefused, NotKept) as fault:
        return _desk(request, room, Unreadable(str(fault).rstrip("。"), "请核对文件，再试一次"))
    if not room.office.gives(file):
        return _desk(request, room, ELSEWHERE)
    said = {name: given[name] for name in ("said_by", "county") if given.get(name)}
    return HttpResponseRedirect(f"/imports/{file}?{urlencode(said)}")


def _received(request: HttpRequest, room: Room, made: Layout) -> Digest:
    """The workbook that was sent, or one made of what was pasted; kept as it is. Raises Unreadable."""
    upload = request.FILES.get("file")
    if upload is not None:
        guard(Path(upload.temporary_file_path()), upload.name)
        return room.office.evidence.put(upload.file)
    with TemporaryDirectory(prefix="yajian-paste-") as folder:
        path = Path(folder) / "paste.xlsx"
        with path.open("wb") as out:
            pasted(out, made, {sheet.id: request.POST.get(f"paste:{sheet.id}", "") for sheet in made.sheets})
        return room.office.evidence.put_file(path)


def _desk(request: HttpRequest, room: Room, fault: Unreadable | None) -> HttpResponse:
    who = acting(request)
    held = _held(room, who)
    history = [
        {
            "recorded": room.office.recorded(seq),
            "fact": fact,
            "facts": sum(row.facts for row in fact.rows),
            "sheets": _by_sheet([row.sheet for row in fact.rows]),
        }
        for seq, fact in sorted(room.programme.dossiers.imports.items(), reverse=True)[:_ENOUGH]
        if (room.known is None or seq <= room.known)
    ]
    context = {
        "layout": layout(room.plan),
        "history": history,
        "fault": fault,
        "given": {key: str(value) for key, value in request.POST.items()},
        "barred": why_not(request, room.plan, room.programme, _TAG),
        "organ": "" if who.role == INSTALLER else who.organ,
        "county": (held.county or "") if held is not None else "",
        "counties": [(county.id, county.name) for county in room.plan.counties],
    }
    return answer(request, room, "imports.html", context, status=200 if fault is None else 422)


def _held(room: Room, who: Acting) -> RoleGranted | RoleDelegated | None:
    """The grant somebody acts on: whose clerk he is."""
    found = roles.grant(room.programme, who.grant) if who.grant is not None else None
    return found.fact if found is not None else None


def _by_sheet(sheets: list[str]) -> str:
    return "、".join(f"{name}{sheets.count(name)}行" for name in dict.fromkeys(sheets))


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """The template, empty."""
    made = layout(enter(request).plan)
    return _workbook(f"台账模板-{made.programme}.xlsx", lambda out: template(out, made))


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The ledger as recorded, in the template's columns."""
    room = enter(request)
    made = layout(room.plan)
    rows = ledger_rows(room.plan, room.programme, made, room.sight)
    return _workbook(f"企业台账-{room.as_of.isoformat()}.xlsx", lambda out: template(out, made, rows))


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, file: str) -> HttpResponse:
    room = enter(request)
    given = _given(request)
    asked = _asked(room, given)
    found = _look(room, file, asked)
    declined: Refusal | None = None
    if request.method == "POST" and found.checked is not None and found.checked.clean:
        outcome = _import(request, room, Digest(file), given, found)
        if not isinstance(outcome, Refusal):
            return HttpResponseRedirect(f"/imports/{file}?{_query(given)}&imported={outcome}")
        declined = outcome
    return _result(request, room, file, given, found, declined)


def _result(
    request: HttpRequest,
    room: Room,
    file: str,
    given: dict[str, Any],
    found: Look,
    declined: Refusal | None,
) -> HttpResponse:
    checked = found.checked
    papers = documents(room.programme)
    context = {
        "file": file,
        "given": given | {"document": given["document"] or _just_registered(request, papers)},
        "query": _query(given),
        "look": found,
        "checked": checked,
        "shown": checked.problems[:_SHOWN] if checked is not None else (),
        "offers": [one for one in checked.problems if one.offer][:_SHOWN] if checked is not None else (),
        "taken": checked.taken if checked is not None else (),
        "documents": papers,
        "county_name": {str(one.id): one.name for one in room.plan.counties}.get(given["county"], ""),
        "refusal": declined,
        "barred": why_not(request, room.plan, room.programme, _TAG, {"county": given["county"]}),
        "imported": request.GET.get("imported", ""),
        "today": room.office.today().isoformat(),
        "command_id": given.get("command_id") or secrets.token_hex(16),
    }
    response = answer(request, room, "import.html", context, status=200 if declined is None else 422)
    if not found.done.is_set():
        response.headers["Refresh"] = "2"  # seconds; without a script as well
    return response


def _just_registered(request: HttpRequest, papers: Iterable[Entry[DocumentRegistered]]) -> str:
    """The paper somebody left this page to register, so that he need not look for it."""
    recorded = request.GET.get("recorded", "").partition("-")[0]
    return next((entry.value.number for entry in papers if str(entry.seq) == recorded), "")


def _given(request: HttpRequest) -> dict[str, Any]:
    """Who made the ledger, whose it is, and which offers are taken: in the address, so that a look can be repeated."""
    asked = request.POST if request.method == "POST" else request.GET
    plain = {key: str(asked.get(key, "")).strip() for key in ("said_by", "county", "document", "effective")}
    return {**plain, "accept": asked.getlist("accept"), "command_id": asked.get("command_id", "")}


def _query(given: dict[str, Any]) -> str:
    said = [(key, given[key]) for key in ("said_by", "county") if given[key]]
    return urlencode([*said, *(("accept", cell) for cell in given["accept"])])


def _asked(room: Room, given: dict[str, Any]) -> Asked:
    counties = {str(county.id): county.name for county in room.plan.counties}
    if given["county"] and given["county"] not in counties:
        raise Http404(f"方案的县（市）中没有 {given['county']}")
    return Asked(
        today=room.office.today(),
        said_by=given["said_by"],
        county=counties.get(given["county"], ""),
        accepted=frozenset(given["accept"]),
    )


def _look(room: Room, file: str, asked: Asked) -> Look:
    path = _workbook_sent(room, file)
    made = layout(room.plan)
    books = known(room.plan, room.programme, made)
    key = Key(file=Digest(file), seq=room.programme.seq, asked=asked, sight=room.sight)
    return looked(key, path, made, books)


def _workbook_sent(room: Room, file: str) -> Path:
    """Where a workbook lies; one that is another's is not found, like one nobody sent."""
    evidence = room.office.evidence
    if not room.office.gives(Digest(file)) or evidence.kind(Digest(file)) is not Kind.XLSX:
        raise Http404("没有收到过这个工作簿")
    return evidence.path(Digest(file))


def _import(
    request: HttpRequest, room: Room, file: Digest, given: dict[str, Any], found: Look
) -> Refusal | int:
    """The number of facts recorded, or why none was."""
    assert found.checked is not None
    command = import_ledger(
        found.checked,
        file,
        given["said_by"],
        DocumentNo(given["document"]),
        CountyId(given["county"]) if given["county"] else None,
    )
    try:
        effective = iso_date(found.checked.as_of or given["effective"])
    except ValueError:
        effective = room.office.today()
    outcome = acting(request).transact(
        room.office, command, effective=effective, command_id=given["command_id"] or None
    )
    return outcome.refusal if isinstance(outcome, Refused) else len(outcome.facts)


@require_safe
def marked_workbook(request: HttpRequest, file: str) -> HttpResponse:
    """The same workbook with every fault marked."""
    room = enter(request)
    asked = _asked(room, _given(request))
    found = _look(room, file, asked)
    if found.checked is None:
        raise Http404("这个工作簿还没有核对完")
    checked = found.checked
    made = layout(room.plan)
    path = room.office.evidence.path(Digest(file))
    books = known(room.plan, room.programme, made)
    return _workbook("台账-问题已标出.xlsx", lambda out: marked(path, made, books, asked, checked, out))


@require_safe
def original(request: HttpRequest, file: str) -> HttpResponse:
    """A workbook as it was sent."""
    room = enter(request)
    _workbook_sent(room, file)
    content = room.office.evidence.read(Digest(file))
    return _workbook(f"台账原件-{file[:8]}.xlsx", lambda out: out.write(content))


def _workbook(name: str, write: Callable[[BinaryIO], object]) -> HttpResponse:
    out = BytesIO()
    write(out)
    response = HttpResponse(out.getvalue(), content_type=Kind.XLSX.value)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Cache-Control"] = "no-store"
    return response
