"""The auditor's look at an open office: both answers for a day, put together from the books and the evidence."""

from datetime import date, datetime, time

import msgspec

from yajian.core import catalogue
from yajian.core.programme import AnyFact
from yajian.core.reports import asof
from yajian.core.reports.asof import Comparison, Difference, Line, Recorder, View
from yajian.core.reports.progress import Stages
from yajian.core.rules.lateness import explanation
from yajian.core.words import SHANGHAI, Digest, Recorded, Seq, shanghai_date
from yajian.evidence import Fault
from yajian.evidence.captured import captured
from yajian.transact import Office


def compare(office: Office, day: date, known: Seq | None = None) -> Comparison:
    """What was known when the day ended, beside what is known after the first `known` facts, or now."""
    programme = office.programme
    now = programme.seq if known is None else min(known, programme.seq)
    then = min(office.known_at(datetime.combine(day, time.max, SHANGHAI)), now)
    return asof.compare(
        programme, view(office, day, then), view(office, day, now), office.history(then, now), office.recorded
    )


def view(office: Office, day: date, known: Seq) -> View:
    """One answer with its paper: the same day and the same facts give the same bytes, whenever it is made."""
    last = office.recorded_at(known) if known else None
    leaf = office.leaf(known)
    return asof.view(office.plan(day, known), office.programme, day, known, leaf, last, office.sight)


def late_recorders(office: Office, since: date | None = None, over: int = 0) -> tuple[Recorder, ...]:
    """迟录名单 of the whole journal: who entered later than it happened, by more than `over` days."""
    return asof.recorders(
        (recorded, explanation(office.programme, recorded.seq) is not None)
        for recorded in office.history()
        if (since is None or shanghai_date(recorded.recorded_at) >= since) and asof.days_late(recorded) > over
    )


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """A file an entry came with: what it is, and when a photograph says it was taken."""

    digest: Digest
    kind: str  # 照片, PDF, …; or that it is gone
    captured_at: str | None


_KINDS = {"JPEG": "照片", "PNG": "图片", "PDF": "PDF", "XLSX": "表格", "DOCX": "文稿", "TEXT": "文本"}


def exhibits(office: Office, recorded: Recorded[AnyFact]) -> tuple[Exhibit, ...]:
    return tuple(_exhibit(office, digest) for digest in recorded.evidence)


def _exhibit(office: Office, digest: Digest) -> Exhibit:
    try:
        kind = office.evidence.kind(digest)
        taken = captured(office.evidence.read(digest)) if kind is not None and kind.name == "JPEG" else None
    except Fault as fault:
        return Exhibit(digest=digest, kind=fault.saw, captured_at=None)
    return Exhibit(digest=digest, kind=_KINDS[kind.name] if kind is not None else "文件", captured_at=taken)


_SUBJECT = ("part", "facility", "label", "unit", "enterprise", "number", "title", "question", "list", "thing")


def subject(found: Comparison, fact: AnyFact) -> str:
    """What an entry is about: whose it is, if it speaks of a listed part, and the fields that name things."""
    part = getattr(fact, "part", None)
    firms = (line.part.enterprise_name for line in found.now.sheet.parts if line.part.part == part)
    said = (*firms, *(getattr(fact, name, None) for name in _SUBJECT))
    return "　".join(dict.fromkeys(str(one) for one in said if one))


# For machines ------------------------------------------------------------------------------------


def as_builtins(office: Office, found: Comparison) -> dict[str, object]:
    """The comparison as `./run as-of --json` prints it: plain names, integers, ISO dates."""
    return {
        "day": found.day.isoformat(),
        "then": _view(found.then),
        "now": _view(found.now),
        "counties": [_line(line) for line in found.counties],
        "batches": [_line(line) for line in found.batches],
        "differences": [_difference(office, found, one) for one in found.differences],
        "late_recorders": [msgspec.to_builtins(one) for one in found.recorders],
    }


def _view(one: View) -> dict[str, object]:
    stages = one.sheet.stages
    return {
        "known": one.known,
        "leaf": one.leaf,
        "last_at": one.last_at.astimezone(SHANGHAI).isoformat() if one.last_at is not None else None,
        **msgspec.to_builtins(stages),
        "not_shut_t": one.sheet.not_shut_t,
        "sha256": one.digest,
    }


def _line(line: Line) -> dict[str, object]:
    def stages(one: Stages) -> object:
        return msgspec.to_builtins(one)

    return {"name": line.name, "tonnes": line.tonnes, "then": stages(line.then), "now": stages(line.now)}


def _difference(office: Office, found: Comparison, one: Difference) -> dict[str, object]:
    recorded = one.recorded
    return {
        "seq": recorded.seq,
        "kind": one.kind,
        "what": catalogue.title(type(recorded.fact)),
        "subject": subject(found, recorded.fact),
        "actor": recorded.actor,
        "organ": recorded.organ,
        "role": recorded.role,
        "effective": recorded.effective.isoformat(),
        "recorded_at": recorded.recorded_at.astimezone(SHANGHAI).isoformat(),
        "days_late": one.days_late,
        "replaces": one.replaces.seq if one.replaces is not None else None,
        "moved": msgspec.to_builtins(one.moved),
        "evidence": [msgspec.to_builtins(exhibit) for exhibit in exhibits(office, recorded)],
        "reason": one.said.value.reason if one.said is not None else None,
        "explained_by": one.said.value.explained_by if one.said is not None else None,
    }
