"""Interests unanswered, codes and filings nobody has entered, units nothing is placed on."""

from collections.abc import Iterable, Iterator

from yajian.core.plan.citing import clauses_served_by
from yajian.core.reports.dossier import ledger
from yajian.core.reports.inbox.item import Look, Waiting, several, undated, unentered
from yajian.core.reports.wording import MATTERS
from yajian.core.rules import dossier as rules
from yajian.core.rules import register
from yajian.core.words import Clause, CountyId, EnterpriseId

Firm = tuple[EnterpriseId, str]


def waiting(look: Look) -> Iterator[Waiting]:
    yield from _interests(look)
    lines = ledger(look.plan, look.programme, look.as_of, look.known).lines
    uncoded = [(line.enterprise, line.name) for line in lines if line.code is None and line.merged is None]
    yield from _by_county(
        look,
        uncoded,
        kind="企业台账",
        what="登记统一社会信用代码",
        command="dossier.record-credit-code",
        place="dossiers",
        clauses=clauses_served_by(look.plan, "F04"),
    )
    names = {line.enterprise: line.name for line in lines}
    found = register.baseline(look.plan, look.programme, names, look.as_of, look.known)
    if found is None:
        return
    for lacks, what, command in (
        (found.missing, "登记备案文件", "register.enter-filing"),
        (found.loose, "把备案产能落实到产能单元", "register.open-unit"),
    ):
        firms = dict.fromkeys(
            (one.enterprise, names[one.enterprise]) for one in lacks if one.enterprise in names
        )
        yield from _by_county(
            look,
            firms,
            kind="产能账本",
            what=what,
            command=command,
            place="capacity",
            clauses=found.verdict.clauses,
        )


def _interests(look: Look) -> Iterator[Waiting]:
    clauses = clauses_served_by(look.plan, "F07")
    for enterprise, entries in rules.interests(look.programme, look.as_of, look.known).items():
        county = rules.county_of(look.plan, look.programme, enterprise, look.as_of, look.known)
        for entry in entries:
            if rules.answer_to(look.programme, entry.seq, look.as_of, look.known) is not None:
                continue
            yield Waiting(
                kind="利益诉求",
                what=f"答复：{entry.value.summary}（{MATTERS[entry.value.matter]}）",
                about=rules.enterprise_name(look.plan, look.programme, enterprise, look.as_of, look.known),
                judged=undated("方案没有写几日内答复"),
                by=(entry.value.owner,),
                command="dossier.answer-interest",
                filled={"interest": entry.seq},
                place=("enterprise", enterprise),
                since=entry.effective,
                clauses=clauses,
                raised=entry.seq,
                turn="county" if county is not None else "office",
                county=county,
                enterprise=enterprise,
            )


def _by_county(
    look: Look,
    firms: Iterable[Firm],
    *,
    kind: str,
    what: str,
    command: str,
    place: str,
    clauses: tuple[Clause, ...],
) -> Iterator[Waiting]:
    """One line a county, however many firms: a list is worked through on its own page."""
    found: dict[CountyId | None, list[Firm]] = {}
    for firm, name in firms:
        county = rules.county_of(look.plan, look.programme, firm, look.as_of, look.known)
        found.setdefault(county, []).append((firm, name))
    for county, mine in found.items():
        yield Waiting(
            kind=kind,
            what=f"{what}：{len(mine)} 户没有",
            about=several(tuple(name for _, name in mine)),
            judged=unentered("没有登记不等于没有"),
            by=(look.mover(county),),
            command=command,
            filled={"enterprise": mine[0][0]} if command != "register.open-unit" and len(mine) == 1 else {},
            place=(place, ""),
            clauses=clauses,
            turn="county" if county is not None else "office",
            county=county,
        )
