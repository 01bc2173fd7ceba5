"""What may be named: whom, what stands where, what is listed, asked and stated. Each function offers one kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from yajian.core.facts.payments import AccountEntered
from yajian.core.plan import Plan
from yajian.core.plan.walk import typed_leaves
from yajian.core.programme import Programme
from yajian.core.reports.acceptance import to_look_at
from yajian.core.reports.charter import documents as registered
from yajian.core.reports.releases import releasing
from yajian.core.reports.wording import wan_t
from yajian.core.rules import auditplans as plan_rules
from yajian.core.rules import closure, dossier, targets
from yajian.core.rules import organs as organ_rules
from yajian.core.rules import papers as paper_rules
from yajian.core.rules import people as people_rules
from yajian.core.rules import quotas as quota_rules
from yajian.core.rules import risks as risk_rules
from yajian.core.rules import roles as role_rules
from yajian.core.rules import trades as trade_rules
from yajian.core.rules.charter import reopened as waiting
from yajian.core.rules.statements import SUBJECTS
from yajian.core.rules.workers import EMPLOYMENT, crew
from yajian.core.words import EnterpriseId, FacilityId, PartId, QuestionId, iso_date
from yajian.web.places import Place
from yajian.web.places import places as places_of

Option = tuple[str, str]  # the value, and the words it is chosen by


class Books(msgspec.Struct, frozen=True, kw_only=True):
    """Where choices come from, and what the form holds already: an oven is chosen among those of its part."""

    plan: Plan
    programme: Programme
    given: Mapping[str, str] = {}
    organ: str = ""  # for which whoever asks acts, by name
    role: str = ""

    def asked(self, name: str) -> str:
        return self.given.get(name, "")

    def firm(self, enterprise: EnterpriseId) -> str:
        return dossier.enterprise_name(self.plan, self.programme, enterprise)


Offer = Callable[[Books], Iterable[Option]]


# Whom and what the plan and the ledger know -------------------------------------------------------


def counties(books: Books) -> Iterator[Option]:
    return ((one.id, one.name) for one in books.plan.counties)


def enterprises(books: Books) -> Iterator[Option]:
    for one in dossier.known_enterprises(books.plan, books.programme):
        yield one, dossier.enterprise_name(books.plan, books.programme, one)


def organs(books: Books) -> Iterator[Option]:
    return ((one.id, one.name) for one in organ_rules.organs(books.plan, books.programme))


def reviewers(books: Books) -> Iterator[Option]:
    """Bodies that said something of a firm's plan."""
    for reviews in books.programme.workplans.reviews.values():
        for one in reviews.known():
            yield one.value.organ, one.value.organ_name


def organ_names(books: Books) -> Iterator[Option]:
    """Full names, for papers and sayings that name whoever it was."""
    return ((one.name, "") for one in organ_rules.organs(books.plan, books.programme))


def issuers(books: Books) -> Iterator[Option]:
    """Who may have issued a paper that goes on the register: for whoever acts within bounds, those within them."""
    role = role_rules.ROLES.get(books.role)
    if role is not None and role.banks_papers:
        yield from ((one, "") for one in _banks(books))
        return
    if role is None or (role.scope == "everything" and not role.issues):
        yield from organ_names(books)
        return
    own = organ_rules.county_body(books.plan, books.programme, books.organ)
    yield from ((one.government, "") for one in books.plan.counties if one.id == own and one.government)
    yield books.organ, ""
    for one in organ_rules.organs(books.plan, books.programme):
        if own is not None and one.county == own:
            yield one.name, ""


def _banks(books: Books) -> Iterator[str]:
    """Where payees have their accounts, and who wrote of money before, the latest first."""
    accounts = [entry.value for past in books.programme.payments.accounts.values() for entry in past.known()]
    banks = [one.bank for one in accounts if isinstance(one, AccountEntered)]
    papers = [
        one.issuer for past in books.programme.charter.documents.values() for one in (past.entries[-1].value,)
    ]
    found = (one for one in reversed((*papers, *banks)) if role_rules.sounds_like_a_banks(one))
    yield from dict.fromkeys(found)


def speakers(books: Books) -> Iterator[Option]:
    """Who may be entered as saying a number: oneself first; a firm says only its own, others may stand in for firms."""
    if books.organ:
        yield books.organ, "本单位"
    if books.role in role_rules.ROLES and role_rules.ROLES[books.role].scope == "enterprise":
        return
    firms = {name: f"代 {name}（企业）录入" for _, name in enterprises(books)}
    yield from firms.items()
    yield from ((name, words) for name, words in organ_names(books) if name not in (books.organ, *firms))


def kinds_of_organ(books: Books) -> Iterator[Option]:
    return ((one.id, one.name) for one in books.plan.organisations.values() if one.template)


def bureaus(books: Books) -> Iterator[Option]:
    for past in books.programme.survey.campaigns.values():
        for entry in past.known():
            yield from ((one.id, one.name) for one in entry.value.bureaus)


def groups(books: Books) -> Iterator[Option]:
    return ((one.id, one.name) for one in books.plan.groups.values())


def holders_of_posts(books: Books) -> Iterator[Option]:
    yield from groups(books)
    yield from counties(books)


def posts(books: Books) -> Iterator[Option]:
    """Of the body that is filled in; until one is, of all."""
    for one in organ_rules.posts(books.plan, books.programme):
        if books.asked("organ") in ("", one.organ):
            yield one.post, one.label


def of_the_office(books: Books) -> Iterator[Option]:
    """Whoever was entered and has not left, by the name that is recorded."""
    for one in people_rules.people(books.programme):
        yield one.fact.person, f"{one.fact.person}（{one.fact.organ_name}）"


def persons(books: Books) -> Iterator[Option]:
    for one in organ_rules.posts(books.plan, books.programme):
        if one.person:
            yield one.person, f"{one.organ_name} {one.label}"
    for person in books.programme.roles.held_by:
        yield person, "有授权"


def roles(books: Books) -> Iterator[Option]:
    return ((name, role_rules.label(name)) for name in role_rules.roles() if name != role_rules.INSTALLER)


def sites(books: Books) -> Iterator[Option]:
    for name in books.programme.dossiers.sites:
        entered = dossier.site(books.programme, name)
        if entered is not None:
            yield name, f"{books.firm(entered.enterprise)} {entered.name}"


def facilities(books: Books) -> Iterator[Option]:
    """Ovens of the ledger, by their id."""
    for name in books.programme.dossiers.facilities:
        entered = dossier.facility(books.programme, name)
        if entered is not None:
            firm = books.firm(entered.enterprise)
            yield name, f"{firm} {dossier.facility_name(books.programme, FacilityId(name))}"


def named_on_a_list(books: Books) -> Iterator[Option]:
    """Ovens and pieces as the lists and methods name them; of the part filled in, until one is of all."""
    for part in listed(books):
        if books.asked("part") in ("", part.part):
            method = books.programme.closures.methods.get(part.part)
            entry = method.at() if method is not None else None
            pieces = tuple(one.name for one in entry.value.pieces) if entry is not None else ()
            for name in part.facilities or pieces:
                yield name, f"{part.enterprise_name} {part.part}"


def looked_at(books: Books) -> Iterator[Option]:
    """What a visit has to say something of: the part's ovens, and the checks of the day that is filled in."""
    try:
        day = iso_date(books.asked("effective"))
    except ValueError:
        return  # no day, no catalogue: a practice taken up counts from a day on
    for name in to_look_at(books.plan, books.programme, PartId(books.asked("part")), day):
        yield name, "核查记录必写"


def places_on_the_list(books: Books) -> Iterator[Option]:
    """Ovens, pieces and parts as a work plan names them: part/oven, or the part alone; of the firm filled in."""
    for part in listed(books):
        if books.asked("enterprise") not in ("", part.enterprise):
            continue
        method = books.programme.closures.methods.get(part.part)
        entry = method.at() if method is not None else None
        pieces = tuple(one.name for one in entry.value.pieces) if entry is not None else ()
        for name in part.facilities or pieces:
            yield f"{part.part}/{name}", part.enterprise_name
        yield part.part, f"{part.enterprise_name} 整个分项"


def by_either_name(books: Books) -> Iterator[Option]:
    yield from named_on_a_list(books)
    if not books.asked("part"):
        yield from facilities(books)


def facility_types(books: Books) -> Iterator[Option]:
    return ((one.id, one.label) for one in books.plan.facility_types.values())


def conditions(books: Books) -> Iterator[Option]:
    return ((one.id, one.label) for kind in books.plan.facility_types.values() for one in kind.conditions)


# Lists, capacity, work ----------------------------------------------------------------------------


def lists(books: Books) -> Iterator[Option]:
    for entry in targets.lists(books.programme):
        yield entry.value.list, entry.value.label


def listed(books: Books) -> Iterator[Any]:
    for entry in targets.lists(books.programme):
        for part in entry.value.parts:
            yield targets.with_named_facilities(books.programme, entry, part, None)


def parts(books: Books) -> Iterator[Option]:
    for part in listed(books):
        # Which ovens of another county's part are meant this reader may not know, and so nothing is said of it.
        named = "、".join(closure.in_pieces(books.programme, part).facilities)
        words = (part.part, part.enterprise_name, named, f"{wan_t(part.tonnes)}万吨")
        yield part.part, " ".join(one for one in words if one)


def kinds_of_risk(books: Books) -> Iterator[Option]:
    return ((one.id, one.label) for one in risk_rules.kinds(books.plan))


def scale(books: Books, name: str) -> Iterator[Option]:
    """The plan's words for how likely or how grave, from the lowest up; nothing where it draws no scale."""
    said = getattr(books.plan.risks, name, None)
    return ((word, word) for word in (said.value or () if said is not None else ()))


def batches(books: Books) -> Iterator[Option]:
    return ((one.id, one.label) for one in books.plan.batches.values())


def years(books: Books) -> Iterator[Option]:
    return ((str(one.due.value.year), "") for one in books.plan.milestones if one.due.value is not None)


def filings(books: Books) -> Iterator[Option]:
    for past in books.programme.register.filings.values():
        entry = past.at()
        if entry is not None:
            fact = entry.value
            yield (
                fact.number,
                f"{fact.number} {books.firm(fact.enterprise)} {wan_t(fact.filed_t)}万吨",
            )


def units(books: Books) -> Iterator[Option]:
    for name, unit in books.programme.register.units.items():
        yield name, " ".join(filter(None, (name, books.firm(unit.enterprise), unit.facility)))


def trades(books: Books) -> Iterator[Option]:
    """Those that stand, the latest first, by the entry they were first reported under."""
    for one in reversed(tuple(trade_rules.standings(books.programme))):
        if one.stands:
            yield str(one.seq), _sale(books, one)


def trade_reports(books: Books) -> Iterator[Option]:
    """By the entry in force, which is what a correction corrects."""
    for one in reversed(tuple(trade_rules.standings(books.programme))):
        if one.stands and books.asked("enterprise") in ("", one.fact.enterprise):
            yield str(one.report.seq), _sale(books, one)


def _sale(books: Books, one: trade_rules.Standing) -> str:
    fact = one.fact
    return (
        f"第{one.seq}条 {books.firm(fact.enterprise)} → {fact.buyer} {wan_t(fact.tonnes)}万吨（{one.stage}）"
    )


def origins(books: Books) -> Iterator[Option]:
    return ((one.id, one.label) for one in books.plan.capacity.origins)


def questions(books: Books) -> Iterator[Option]:
    return ((one.id, f"{one.id} {one.topic}") for one in books.plan.open_questions.values())


def settling(books: Books) -> Iterator[Place]:
    """What an answer to the question filled in may settle; an entry that only rests on it as a whole holds no value."""
    return (one for one in places_of(books.plan, QuestionId(books.asked("question"))) if one.provenance)


def places(books: Books) -> Iterator[Option]:
    """Here a value is typed as the books hold it; on the question's own page it is typed in the plan's unit."""
    leaves = typed_leaves(books.plan)
    for one in settling(books):
        unit = leaves[one.path].unit
        words = f"{one.owner} · {one.what}" if one.owner else one.what
        if unit is not None:
            words = f"{words}（填整数{unit.base}，1{unit.symbol}写{unit.factor}）"
        yield one.path, words


def settlements(books: Books) -> Iterator[Option]:
    """Values that a plan file knows by ids, each with the place it may be put in."""
    for one in settling(books):
        yield from ((value, f"{one.what}：{words}") for value, words in one.options)


def reopened(books: Books) -> Iterator[Option]:
    return ((one.thing, f"{one.thing}（{one.question}）") for one in waiting(books.plan, books.programme))


def duties(books: Books) -> Iterator[Option]:
    return ((one.id, f"{one.id} {one.what}") for one in books.plan.duties.values())


def campaigns(books: Books) -> Iterator[Option]:
    for name, past in books.programme.survey.campaigns.items():
        entry = past.at()
        if entry is not None:
            yield name, f"{name} {entry.value.title}"


def papers(books: Books) -> Iterator[Option]:
    for entry in registered(books.programme):
        yield entry.value.number, f"{entry.value.number} {entry.value.title}"


# Numbers and what was said of them ----------------------------------------------------------------


def subjects(books: Books) -> Iterator[Option]:
    kinds: tuple[tuple[str, Offer], ...] = (
        ("part", parts),
        ("unit", units),
        ("enterprise", enterprises),
        ("facility", facilities),
        ("site", sites),
    )
    for kind, offer in kinds:
        for name, words in offer(books):
            yield f"{kind}:{name}", f"{SUBJECTS[kind]} {words}"


def attributes(books: Books) -> Iterator[Option]:
    """A facility type's fields belong to facilities only."""
    forms = books.plan.forms.values()
    kind = books.asked("subject").partition(":")[0]
    types = books.plan.facility_types.values() if kind in ("", "facility") else ()
    for form in (*types, *forms):
        for one in form.attributes:
            if not one.age_of:
                unit = f"（{one.unit}）" if one.unit else ""
                yield f"{form.id}.{one.id}", f"{form.label}：{one.label}{unit}"


def drafts(books: Books) -> Iterator[Option]:
    """Papers of which nothing has come yet, the latest first."""
    for one in reversed(tuple(paper_rules.standings(books.programme))):
        if one.is_open:
            yield one.paper, f"{one.paper} {one.draft.title}（{one.stage}）"


def quota_versions(books: Books) -> Iterator[Option]:
    """Versions of the city's work plan, the latest first."""
    for one in reversed(quota_rules.versions(books.programme)):
        yield str(one.number), f"第{one.number}版 {one.drawn.value.document}（{one.stage}）"


def audit_plans(books: Books) -> Iterator[Option]:
    """Audit plans, the latest first."""
    for one in reversed(tuple(plan_rules.standings(books.programme))):
        yield str(one.plan), f"第{one.plan}号 {one.drawn.value.document}（{one.stage}）"


def codes(books: Books) -> Iterator[Option]:
    """机关代字 that were numbered by before, with whose they are."""
    for code, _ in books.programme.papers.series:
        yield code, paper_rules.issuer_of(books.programme, code) or ""


# Gates ---------------------------------------------------------------------------------------------


def releasing_gates(books: Books) -> Iterator[Option]:
    return ((one.id, one.label) for one in releasing(books.plan))


def gate_conditions(books: Books) -> Iterator[Option]:
    """Of the gate the form holds already; of all, with the gate's name before each, while it holds none."""
    gate = books.plan.gates.get(books.asked("gate"))
    for one in (gate,) if gate is not None else releasing(books.plan):
        for condition in one.conditions:
            yield condition.id, condition.label if gate is not None else f"{one.label}：{condition.label}"


# What a shutdown must not break --------------------------------------------------------------------


def utilities(books: Books) -> Iterator[Option]:
    return ((one.id, one.label) for one in books.plan.utilities.values())


def consumers(books: Books) -> Iterator[Option]:
    """Of the supply the form holds already, or of all."""
    chosen = books.plan.utilities.get(books.asked("utility"))
    for utility in (chosen,) if chosen is not None else books.plan.utilities.values():
        for one in utility.consumers:
            yield one.id, one.label


def users(books: Books) -> Iterator[Option]:
    """Who takes from the firm the form holds already, of its class; until they are held, of all."""
    for (utility, firm, consumer, who), past in books.programme.utilities.demands.items():
        held = {"utility": utility, "enterprise": firm, "consumer": consumer}
        entry = past.at()
        if entry is not None and all(books.asked(name) in ("", value) for name, value in held.items()):
            yield who, f"{books.firm(firm)} {entry.value.label}"


def alternatives(books: Books) -> Iterator[Option]:
    """Sources entered before, which another amount, day or proof is entered of."""
    for (utility, firm, name), past in books.programme.utilities.alternatives.items():
        held = {"utility": utility, "enterprise": firm}
        if past.entries and all(books.asked(field) in ("", value) for field, value in held.items()):
            yield name, books.firm(firm)


def courts(books: Books) -> Iterator[Option]:
    for one in organ_rules.organs(books.plan, books.programme):
        if one.level == "court":
            yield one.name, one.name


def methods(books: Books) -> Iterator[Option]:
    """Ways of settling a worker."""
    found = books.plan.resettlement.methods if books.plan.resettlement is not None else ()
    return ((one.id, one.label) for one in found)


def workers(books: Books) -> Iterator[Option]:
    """As numbers: what they are called is on the enterprise's own page, and who may not read it chooses nobody."""
    role = role_rules.ROLES.get(books.role)
    if role is None or not role.names:
        return
    firms = [firm for firm, _ in books.programme.workers.rosters]
    for one in crew(
        books.programme, frozenset({EnterpriseId(books.asked("enterprise"))} & set(firms))
    ).people:
        yield one.worker, EMPLOYMENT[one.employment]
