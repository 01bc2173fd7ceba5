"""找: one box for everything the books and the plan call by a name, a number or a sentence; grouped by what it is.

All words must be there, in whatever width they are typed. What is somebody else's row is not found.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.duties import as_named
from yajian.core.reports.inbox import Place
from yajian.core.reports.wording import wan_t, wan_yuan
from yajian.core.rules import charter, clawbacks, courts, dossier, papers
from yajian.core.rules import register as register_rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules import trades as trade_rules
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import CountyId, EnterpriseId, Seq


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found: what it is called, what else is said of it, where it is seen, whose it is."""

    title: str
    words: str
    place: Place
    county: CountyId | None = None
    enterprise: EnterpriseId | None = None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    label: str
    hits: tuple[Hit, ...]


class _Books(msgspec.Struct, frozen=True, kw_only=True):
    plan: Plan
    programme: Programme
    as_of: date | None
    known: Seq | None

    def enterprise(self, name: EnterpriseId) -> str:
        return dossier.enterprise_name(self.plan, self.programme, name, self.as_of, self.known)

    def county(self, name: EnterpriseId) -> CountyId | None:
        return dossier.county_of(self.plan, self.programme, name, self.as_of, self.known)


def search(
    plan: Plan,
    programme: Programme,
    words: str,
    sight: Sight,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Found, ...]:
    """Every kind of which something was found, in the order of KINDS."""
    wanted = [dossier.folded(word) for word in words.split()]
    if not wanted:
        return ()
    books = _Books(plan=plan, programme=programme, as_of=as_of, known=known)
    found = []
    for kind, (label, look) in KINDS.items():
        hits = tuple(
            hit
            for hit in look(books)
            if _is_his(sight, hit)
            and all(word in dossier.folded(f"{hit.title} {hit.words}") for word in wanted)
        )
        if hits:
            found.append(Found(kind=kind, label=label, hits=hits))
    return tuple(found)


def _is_his(sight: Sight, hit: Hit) -> bool:
    """Whether it leads to something that is shown; what is nobody's is everybody's."""
    return (hit.county is None and hit.enterprise is None) or sight.owns(hit.county, hit.enterprise)


def _enterprises(books: _Books) -> Iterator[Hit]:
    for one in dossier.known_enterprises(books.plan, books.programme, books.known):
        name = books.enterprise(one)
        lines = dossier.name_lines(books.plan, books.programme, one, None, books.known)
        former = [line.name for line in lines if line.name != name]
        code = dossier.credit_code(books.programme, one, books.as_of, books.known)
        words = (
            one,
            f"曾用名：{'、'.join(dict.fromkeys(former))}" if former else "",
            code.value.code if code is not None else "",
        )
        yield Hit(
            title=name,
            words=" · ".join(filter(None, words)),
            place=("enterprise", one),
            county=books.county(one),
            enterprise=one,
        )


def _facilities(books: _Books) -> Iterator[Hit]:
    programme = books.programme
    for entry in target_rules.lists(programme, books.as_of, books.known):
        for listed in entry.value.parts:
            part = target_rules.with_named_facilities(programme, entry, listed, books.known)
            for name in part.facilities:
                yield Hit(
                    title=name,
                    words=f"{part.enterprise_name} · 清单 {part.part}",
                    place=("facility", f"{part.part}/{name}"),
                    county=part.county,
                    enterprise=part.enterprise,
                )
    for facility in programme.dossiers.facilities:
        stands = dossier.place(programme, facility, books.as_of, books.known)
        if stands is None:
            continue
        site = dossier.site(programme, stands.site, books.as_of, books.known)
        name = dossier.facility_name(programme, facility, books.as_of, books.known)
        names = dossier.facility_names(programme, facility, books.as_of, books.known)
        former = [one for one in dict.fromkeys(names) if one != name]
        words = (
            facility,
            books.enterprise(stands.enterprise),
            f"曾称：{'、'.join(former)}" if former else "",
        )
        yield Hit(
            title=name,
            words=" · ".join(filter(None, words)),
            place=("enterprise", stands.enterprise),
            county=site.county if site is not None else books.county(stands.enterprise),
            enterprise=stands.enterprise,
        )


def _units(books: _Books) -> Iterator[Hit]:
    for unit in register_rules.units_at(books.programme, books.as_of, books.known):
        opened = books.programme.register.units[unit]
        part = books.programme.register.part_of(unit, books.known)
        listed = target_rules.find_part(books.programme, part, books.as_of) if part is not None else None
        own = books.county(opened.enterprise)
        yield Hit(
            title=unit,
            words=" · ".join(filter(None, (books.enterprise(opened.enterprise), opened.filing_no, part))),
            place=("unit", unit),
            county=listed.county or own if listed is not None else own,
            enterprise=opened.enterprise,
        )


def _filings(books: _Books) -> Iterator[Hit]:
    for key in books.programme.register.filings:
        entry = register_rules.filing_at(books.programme, key, books.as_of, books.known)
        if entry is not None:
            filing = entry.value
            yield Hit(
                title=filing.number,
                words=f"{books.enterprise(filing.enterprise)} · 备案产能 {wan_t(filing.filed_t)} 万吨 · {filing.issuer}",
                place=("fact", str(entry.seq)),
                county=books.county(filing.enterprise),
                enterprise=filing.enterprise,
            )


def _trades(books: _Books) -> Iterator[Hit]:
    """By the contract, by either party, or by a unit."""
    for one in trade_rules.standings(books.programme, books.as_of, books.known):
        fact = one.fact
        units = "、".join(each.unit for each in fact.units)
        seller = books.enterprise(fact.enterprise)
        yield Hit(
            title=fact.document,
            words=f"{seller} → {fact.buyer} · {units} {wan_t(fact.tonnes)} 万吨 · {one.stage}",
            place=("trade", str(one.seq)),
            county=books.county(fact.enterprise),
            enterprise=fact.enterprise,
        )


def _clawbacks(books: _Books) -> Iterator[Hit]:
    """By the paper of the opinion or of the notice, or by the county."""
    names = {one.id: one.name for one in books.plan.counties}
    for one in clawbacks.standings(books.programme, books.as_of, books.known):
        county, notice = one.fact.county, one.notice
        asked = (
            f"通知 {notice.value.document} {wan_yuan(notice.value.amount_fen)} 万元"
            if notice is not None
            else ""
        )
        yield Hit(
            title=one.fact.document,
            words=" · ".join(filter(None, (f"收回 {names.get(county, county)}补偿资金", asked, one.stage))),
            place=("clawback", str(one.seq)),
            county=county,
        )


def _seals(books: _Books) -> Iterator[Hit]:
    """Whoever reads a seal finds it: a court its own, whosever the oven is."""
    for one in courts.seals(books.programme, books.as_of, books.known):
        fact = one.fact
        words = f"{fact.court} · {one.word} · {books.enterprise(fact.enterprise)}"
        yield Hit(title=f"{fact.name} {fact.case_no}", words=words, place=("courts", f"seal-{one.seq}"))


def _supplies(books: _Books) -> Iterator[Hit]:
    """Consumers and alternative sources, by their names."""
    state = books.programme.utilities
    lines: tuple[tuple[str, Iterable[tuple[tuple[str, ...], Timeline[Any]]]], ...] = (
        ("用户", state.demands.items()),
        ("替代来源", state.alternatives.items()),
    )
    for word, table in lines:
        for key, past in table:
            firm, name = EnterpriseId(key[1]), key[-1]
            if past.at(books.as_of, books.known) is not None:
                yield Hit(
                    title=name,
                    words=f"{word} · {books.enterprise(firm)}",
                    place=("utility", firm),
                    county=books.county(firm),
                    enterprise=firm,
                )


def _documents(books: _Books) -> Iterator[Hit]:
    for past in books.programme.charter.documents.values():
        entry = past.at(known=books.known)
        if entry is not None:
            paper = entry.value
            words = f"{paper.title} · {paper.issuer} · {paper.issued_on.isoformat()}"
            yield Hit(title=paper.number, words=words, place=("fact", str(entry.seq)))


def _papers(books: _Books) -> Iterator[Hit]:
    for one in papers.standings(books.programme, books.as_of, books.known):
        draft, number = one.draft, one.numbered.value.document_no if one.numbered is not None else ""
        yield Hit(
            title=draft.title,
            words=" · ".join(filter(None, (number, f"稿号 {one.paper}", one.stage, draft.issuer))),
            place=("paper", one.paper),
            county=draft.county,
        )


def _clauses(books: _Books) -> Iterator[Hit]:
    for clause in books.plan.clauses.values():
        yield Hit(title=clause.cite, words=clause.text, place=("clause", clause.id))


def _duties(books: _Books) -> Iterator[Hit]:
    for duty in books.plan.duties.values():
        owners = "、".join(as_named(books.plan, one) for one in duty.who.value or ())
        yield Hit(
            title=duty.what, words=f"{duty.id} · {owners} · 留下：{duty.record}", place=("duty", duty.id)
        )


def _questions(books: _Books) -> Iterator[Hit]:
    for one in books.plan.open_questions.values():
        said = charter.answer(books.programme, one.id, books.as_of, books.known)
        reply = f"　答复：{said.value.reading}（{said.value.document}）" if said is not None else ""
        yield Hit(title=one.topic, words=f"{one.id} · {one.question}{reply}", place=("question", one.id))


KINDS: dict[str, tuple[str, Callable[[_Books], Iterator[Hit]]]] = {
    "enterprise": ("企业", _enterprises),
    "facility": ("设施", _facilities),
    "unit": ("产能单元", _units),
    "filing": ("备案文件", _filings),
    "trade": ("产能交易", _trades),
    "clawback": ("收回补偿资金", _clawbacks),
    "seal": ("法院事项", _seals),
    "supply": ("气源等供应", _supplies),
    "document": ("文件登记簿", _documents),
    "paper": ("文书", _papers),
    "duty": ("职责", _duties),
    "question": ("待明确事项", _questions),
    "clause": ("条文", _clauses),
}
