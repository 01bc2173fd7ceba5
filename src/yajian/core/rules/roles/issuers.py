"""Whose a paper is that goes on the documents register: whoever issued it, known by the name it bears."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Protocol, TypeGuard

from yajian.core.history import Timeline
from yajian.core.plan import Organisation, Plan
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
    for name in _said(programme, paper):
        yield called(plan, programme, name)


def _said(programme: Programme, paper: Paper) -> tuple[str, ...]:
    """The names of those who issued it together, and of those it is said of so far."""
    standing = programme.charter.documents.get(paper.number, Timeline()).at()
    before = standing.value.issuer if standing is not None and paper.corrects is not None else paper.issuer
    return tuple(dict.fromkeys((*together(paper.issuer), *together(before))))


def together(issuer: str) -> tuple[str, ...]:
    """Those who issued a paper together, each by the name written: 、 sets them apart, or what offices write in its place."""
    return tuple(one.strip() for one in _APART.split(issuer))


_APART = re.compile(r"[、，,；;]|(?<=..[局厅委府室司])\s+(?=\S+[局厅委府室司](?:[、，,；;\s]|$))")


def are_banks(plan: Plan, programme: Programme, paper: Paper) -> bool:
    """Whether banks alone issued it, and nobody else is said to have so far: by their names, as plans name no banks."""
    firms = dict.fromkeys((*plan.enterprises, *programme.dossiers.enterprises))
    names = [name for firm in firms for name in _names(plan, programme, firm)]
    return all(
        sounds_like_a_banks(one) and not any(name in one for name in names) for one in _said(programme, paper)
    )


def called(plan: Plan, programme: Programme, name: str) -> str:
    """A firm or an organ by any name it ever bore, since old papers bear old names; else the county the name begins with."""
    for firm in dict.fromkeys((*plan.enterprises, *programme.dossiers.enterprises)):
        if name in _names(plan, programme, firm):
            return firm
    for organ, called in programme.organs.names.items():
        if any(name == entry.value for entry in called.entries):
            return organ
    said = (name, _at_home(plan, name))
    for one in plan.organisations.values():
        if not one.template and (one.name in said or one.government in said):
            return one.id
    for group in plan.groups.values():
        if group.name in said or (group.short and group.short in said):
            return group.id
    if "法院" in name or sounds_like_a_firms(name):
        return ""  # neither a county's court nor a company in it is a bureau of the county's
    return next((one.id for one in counties_of(plan, name)), "")


def _at_home(plan: Plan, name: str) -> str:
    """市某局, as the city itself calls its bureau whose letters bear 某某市某局."""
    city = plan.programme.city
    return (
        name.removeprefix(city.removesuffix("市")) if city.endswith("市") and name.startswith(city) else name
    )


def counties_of(plan: Plan, name: str) -> tuple[Organisation, ...]:
    """The county a name begins with, longest first: with its 县 or without, or behind the city's bureau whose branch it is."""
    own = _BRANCH.sub(r"\2", name) if name.startswith((plan.programme.city, "市")) else name
    within = [one for one in plan.counties if own.startswith((one.name, _stem(one.name)))]
    return tuple(sorted(within, key=lambda one: len(one.name), reverse=True))


def _stem(county: str) -> str:
    """某某 of 某某县; a name of two signs is left whole."""
    return county.removesuffix("县").removesuffix("市").removesuffix("区") if len(county) > 2 else county


_BRANCH = re.compile(r"^(\S+?局)(\S+?(?:分局|大队|支队|所|站))$")  # 市生态环境局某县分局 is the county's


_BANK = re.compile("银行|农商行|信用社|信用合作|信用联社|农信社|国库|国家金库|支库|支行|分行")
_PAYER = re.compile("财政|支付中心|支付局")  # 财政局国库科 is who paid, and no bank
_FIRMS = ("公司", "厂", "集团", "合作社")


def sounds_like_a_firms(name: str) -> bool:
    """A company, wherever it is; a bank writes of money it moved and not of what is its own."""
    return name.endswith(_FIRMS) and "银行" not in name


def sounds_like_a_banks(name: str) -> bool:
    """A bank, a credit union or the state's vault; never a hand of the treasury's."""
    return _BANK.search(name) is not None and not sounds_like_a_payers(name)


def sounds_like_a_payers(name: str) -> bool:
    """A finance bureau, a department of it, or the centre that pays for it."""
    return _PAYER.search(name) is not None


def _names(plan: Plan, programme: Programme, firm: EnterpriseId) -> Iterator[str]:
    if firm in plan.enterprises:
        yield plan.enterprises[firm].name
    for entry in programme.dossiers.enterprises.get(firm, Timeline()).entries:
        yield entry.value.name
    for renamed in programme.dossiers.renames.get(firm, Timeline()).entries:
        yield renamed.value.name
