"""文书登记: every paper with how far it has come, and every number of every series, voided ones too."""

from datetime import date
from typing import Any

import msgspec

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import Standing
from yajian.core.rules.roles.sight import EVERYTHING, NOT_HIS, Sight
from yajian.core.words import DocumentNo, PaperId, Seq


class NumberLine(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a series: whose it is, and whether it came to anything."""

    number: int
    document_no: DocumentNo
    paper: PaperId | None  # None: on the register without having been drafted here
    state: str


class SeriesLine(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    year: int
    issuer: str
    numbers: tuple[NumberLine, ...]


class PaperLine(msgspec.Struct, frozen=True, kw_only=True):
    standing: Standing
    template_title: str
    county_name: str


class RegisterSheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    papers: tuple[PaperLine, ...]  # the latest first
    series: tuple[SeriesLine, ...]

    @property
    def waiting(self) -> tuple[PaperLine, ...]:
        return tuple(line for line in self.papers if line.standing.is_open)


def register(
    plan: Plan,
    programme: Programme,
    as_of: date,
    known: Seq | None = None,
    sight: Sight = EVERYTHING,
) -> RegisterSheet:
    lines = [paper_line(plan, standing) for standing in rules.standings(programme, as_of, known)]
    return RegisterSheet(
        as_of=as_of,
        papers=tuple(sorted(lines, key=lambda line: line.standing.drafts[0].seq, reverse=True)),
        series=tuple(_series(programme, as_of, known, sight)),
    )


def paper_line(plan: Plan, standing: Standing) -> PaperLine:
    draft = standing.draft
    template = plan.templates.get(draft.template)
    return PaperLine(
        standing=standing,
        template_title=template.title if template is not None else draft.template,
        county_name=next((one.name for one in plan.counties if one.id == draft.county), ""),
    )


def _series(programme: Programme, as_of: date, known: Seq | None, sight: Sight) -> list[SeriesLine]:
    """Between the numbers that are shown stands either one entered without a draft, or one that is not shown."""
    found, others = [], "另行登记" if sight.everything else NOT_HIS.word
    for code, year in sorted(programme.papers.series, key=lambda one: (-one[1], one[0])):
        given = [one for one in rules.series(programme, code, year, known) if one.effective <= as_of]
        if not given:
            continue
        held = {one.value.number: one.value.paper for one in given}
        numbers = tuple(
            _number(programme, code, year, number, held.get(number), as_of, known, others)
            for number in range(min(held), max(held) + 1)
        )
        found.append(SeriesLine(code=code, year=year, issuer=given[0].value.issuer, numbers=numbers))
    return found


def _number(
    programme: Programme,
    code: str,
    year: int,
    number: int,
    paper: PaperId | None,
    as_of: date,
    known: Seq | None,
    others: str,
) -> NumberLine:
    standing = rules.standing(programme, paper, as_of, known) if paper is not None else None
    return NumberLine(
        number=number,
        document_no=rules.document_no(code, year, number),
        paper=paper,
        state=standing.stage if standing is not None else others,
    )


# For machines ------------------------------------------------------------------------------------


def as_builtins(sheet: RegisterSheet) -> dict[str, Any]:
    """The register as `./run papers --json` prints it, and as a story looks at it."""
    return {
        "as_of": sheet.as_of.isoformat(),
        "papers": {line.standing.paper: _paper(line) for line in sheet.papers},
        "series": {
            f"{line.code}〔{line.year}〕": {str(one.number): one.state for one in line.numbers}
            for line in sheet.series
        },
    }


def _paper(line: PaperLine) -> dict[str, Any]:
    one = line.standing
    return {
        "title": one.draft.title,
        "template": one.draft.template,
        "county": one.draft.county,
        "version": one.draft.version,
        "stage": one.stage,
        "next": one.next_step,
        "opinions": [f"{entry.value.step} {entry.value.name}" for entry in one.opinions],
        "document_no": one.numbered.value.document_no if one.numbered is not None else None,
        "issued_on": one.closed.value.issued_on.isoformat() if one.closed is not None else None,
        "signer": one.closed.value.signer if one.closed is not None else None,
        "as_of": one.draft.as_of.isoformat(),
        "known": one.draft.known,
    }


def told(sheet: RegisterSheet) -> tuple[str, ...]:
    """The register in lines: one a paper, one a series."""
    lines = []
    for line in sheet.papers:
        one = line.standing
        number = f"　{one.numbered.value.document_no}" if one.numbered is not None else ""
        turn = f"　待{one.next_step}" if one.stage == "审签中" else ""
        lines.append(f"{one.paper}　{one.stage}{turn}{number}　{one.draft.title}　{one.draft.issuer}")
    for series in sheet.series:
        empty = "、".join(f"{one.number}号{one.state}" for one in series.numbers if one.state != "已办结")
        lines.append(
            f"{series.code}〔{series.year}〕　{series.issuer}　已编至{series.numbers[-1].number}号"
            + (f"　{empty}" if empty else "")
        )
    return tuple(lines) or ("还没有起草过文书。用 ./run papers draft 起草，或在“文书”页起草。",)
