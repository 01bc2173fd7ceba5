"""Whose a paper is that goes on the documents register: whoever issued it, known by the name it bears."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol, TypeGuard

from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import DocumentNo, EnterpriseId, Seq


class Paper(Protocol):
    """What is entered on the register, as a command or as a fact: areas of rules do not know either."""

    number: DocumentNo
    issued_on: date
    issuer: str
    corrects: Seq | None


def is_paper(naming: object) -> TypeGuard[Paper]:
    return hasattr(naming, "issuer") and hasattr(naming, "issued_on")


def of(plan: Plan, programme: Programme, paper: Paper) -> Iterator[str]:
    """The ids of those who issued it together, and of those it is said of so far; empty for one nobody knows."""
    standing = programme.charter.documents.get(paper.number, Timeline()).at()
    before = standing.value.issuer if standing is not None and paper.corrects is not None else paper.issuer
    for name in dict.fromkeys((*paper.issuer.split("、"), *before.split("、"))):
        yield called(plan, programme, name.strip())


def called(plan: Plan, programme: Programme, name: str) -> str:
    """A firm or an organ by any name it ever bore, since old papers bear old names; else the county the name begins with."""
    for firm in dict.fromkeys((*plan.enterprises, *programme.dossiers.enterprises)):
        if name in _names(plan, programme, firm):
            return firm
    for organ, called in programme.organs.names.items():
        if any(name == entry.value for entry in called.entries):
            return organ
    for one in plan.organisations.values():
        if not one.template and name in (one.name, one.government):
            return one.id
    if "法院" in name or sounds_like_a_firms(name):
        return ""  # neither a county's court nor a company in it is a bureau of the county's
    within = [county for county in plan.counties if name.startswith(county.name)]
    return max(within, key=lambda county: len(county.name)).id if within else ""


_FIRMS = ("公司", "厂", "集团", "合作社")


def sounds_like_a_firms(name: str) -> bool:
    """A company, wherever it is; a bank writes of money it moved and not of what is its own."""
    return name.endswith(_FIRMS) and "银行" not in name


def _names(plan: Plan, programme: Programme, firm: EnterpriseId) -> Iterator[str]:
    if firm in plan.enterprises:
        yield plan.enterprises[firm].name
    for entry in programme.dossiers.enterprises.get(firm, Timeline()).entries:
        yield entry.value.name
    for renamed in programme.dossiers.renames.get(firm, Timeline()).entries:
        yield renamed.value.name
