"""The paper an act rests on, as an office would have it: of the body that may say so, and of this step alone."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

import msgspec

from tests.simulator.world import Asked, World
from yajian.core.authority import WORDS, refuse_unfit_paper
from yajian.core.authority.steps import OF
from yajian.core.decisions import charter, clawbacks, courts, payments, trades
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.plan import Organisation
from yajian.core.rules import dossier
from yajian.core.rules.charter import document
from yajian.core.rules.roles import touched
from yajian.core.words import Command, DocumentNo

# What an area asks beside the table of whose word it is: who writes such a paper, and what it may not have been before.
_WRITERS: Mapping[type[Command], tuple[str, str]] = {
    charter.AnswerQuestion: ("省工信厅", ""),
    charter.WithdrawAnswer: ("省工信厅", ""),
    clawbacks.BookReceipt: ("市财政局", ""),
    clawbacks.ReturnReceipt: ("国家金库示范市中心支库", "clawbacks.receipt-booked"),
    courts.WithdrawSeal: ("示范市人民政府", ""),
    payments.EnterAccount: ("示范市人民政府", ""),
    payments.RaiseFunds: ("市财政局", ""),
    trades.ConfirmReplacement: ("省工信厅", "trades.replacement-confirmed"),
}
_LATELY = 40  # papers looked through, the latest first


def on_its_paper(world: World, asked: Asked) -> Asked:
    """The act on a paper that fits it; or the entering of one, and the act is what is asked for next."""
    command: Any = asked.command
    if type(command) not in {*WORDS, *OF, *_WRITERS} or not command.document:
        return asked
    papers = world.programme.charter.documents
    if command.document in papers and _fits(world, command):
        return asked
    for number in islice(reversed(tuple(papers)), _LATELY):
        entry = papers[number].at()
        other = msgspec.structs.replace(command, document=number)
        if entry is not None and entry.value.issued_on <= asked.effective and _fits(world, other):
            return msgspec.structs.replace(asked, command=other)
    issuer = _issuer(world, command)
    paper = RegisterDocument(
        number=DocumentNo(f"示据〔{world.today.year}〕{len(papers) + 1}号"),
        title="这一步的文件",
        issued_on=world.today,
        issuer=issuer,
    )
    if not issuer:
        return asked
    world.waiting = msgspec.structs.replace(
        asked, command=msgspec.structs.replace(command, document=paper.number)
    )
    return world.ask(paper, scans=1, effective=world.today)


def _fits(world: World, command: Any) -> bool:
    wanted, but = _writer(world, command), _WRITERS.get(type(command), ("", ""))[1]
    entry = world.programme.charter.documents[command.document].at()
    cited = world.programme.citations.cited.get(command.document, ())
    if wanted and (entry is None or entry.value.issuer != wanted or any(one.kind == but for one in cited)):
        return False
    return refuse_unfit_paper(world.plan, world.programme, command, world.today) is None


def _writer(world: World, command: Any) -> str:
    """A county's money is that county's own finance's to promise."""
    if isinstance(command, payments.RaiseFunds) and command.level == "县级":
        return f"{world.plan.counties[0].name}财政局"
    return _WRITERS.get(type(command), ("", ""))[0]


def _issuer(world: World, command: Command) -> str:
    """The first of the bodies whose word it is, by name; where the area asks that itself, whoever issued the one at hand."""
    if type(command) in _WRITERS:
        return _writer(world, command)
    word = WORDS.get(type(command))
    for body in word.bodies(world.plan, command) if word is not None else ():
        one = world.plan.organisations[body]
        return one.name if not one.template else _of_the_kind(world, command, one)
    picked = document(world.programme, getattr(command, "document", DocumentNo("")))
    return picked.value.issuer if word is None and picked is not None else "示范市人民政府"


def _of_the_kind(world: World, command: Command, kind: Organisation) -> str:
    for concerned in touched(world.plan, world.programme, command):
        if kind.level == "enterprise" and concerned.enterprise is not None:
            return dossier.enterprise_name(world.plan, world.programme, concerned.enterprise)
        county = world.plan.organisations.get(concerned.county or "")
        if kind.level == "county" and county is not None:
            return f"{county.name}{kind.name.rpartition('）')[2].removesuffix('部门')}局"
    return ""
