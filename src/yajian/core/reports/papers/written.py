"""A paper as words: what a template may name, what it is about, and the place in the books it was made from."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

import msgspec

from yajian.core.facts.papers import About
from yajian.core.plan import Content, PaperTemplate, Plan
from yajian.core.reports import wording
from yajian.core.words import CampaignId, CountyId, Seq

Flow = Literal["capacity_flow", "money_flow"]  # of one unit; printed from its page, by nobody and for nobody
BLANK_DAY = "　　年　月　日"  # for the pen


class Unwritable(Exception):
    """A paper cannot be drafted from what is there; the message says what is missing."""


class Taken(Unwritable):
    """Nothing is missing: the step that the paper is for has been taken; the message says by which entry and paper."""


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Which paper about what."""

    template: PaperTemplate
    county: CountyId | None = None
    year: int | None = None
    campaign: CampaignId | None = None
    about: About = About()
    remark: str = ""


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """The day a paper speaks of, and the facts it rests on."""

    as_of: date
    known: Seq
    leaf: str  # of the last of them: nobody can slip in another history
    at: datetime  # when the last of them was recorded; a file made later carries the same moment

    @property
    def words(self) -> str:
        return (
            f"数据截至{wording.date_zh(self.as_of)}24时，据登记簿第1条至第{self.known}条"
            f"（链头{self.leaf[:16]}）。"
        )


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the office adds to what the books say: from whom, to whom, and, once they are given, number and date."""

    issuer: str
    drafted_by: str
    addressee: str = ""
    copied_to: str = ""
    document_no: str = ""
    signer: str = ""
    issued_on: date | None = None


class Rows(msgspec.Struct, frozen=True, kw_only=True):
    """A table of a paper. Every cell is words; what is a figure says so, that a workbook can add it up."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[str] = frozenset()  # the columns that hold 万吨, days or counts


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """All that a paper says, under the names a template calls it by."""

    content: Content | Flow | None  # None: the review sheet, which goes with every paper
    title: str
    words: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]] = MappingProxyType({})  # paragraphs that repeat
    tables: Mapping[str, Rows] = MappingProxyType({})
    upward: bool = False  # 上行文: names the person who signs

    def headed(self, head: Head) -> "Written":
        """The same with the office's own words."""
        issued = wording.date_zh(head.issued_on) if head.issued_on is not None else "　　　　年　　月　　日"
        added = {
            "标题": self.title,
            "发文单位": head.issuer,
            "经办": head.drafted_by,
            "文号": head.document_no or "　　　　〔　　　　〕　　号",
            "签发人": head.signer,
            "成文日期": issued,
        }
        return msgspec.structs.replace(
            self,
            words={**self.words, **added},
            lists={
                **self.lists,
                "主送": (f"{head.addressee}：",) if head.addressee else (),
                "抄送": (f"抄送：{head.copied_to}。",) if head.copied_to else (),
            },
        )


def county_name(plan: Plan, subject: Subject) -> str:
    """The county a paper is about. Raises Unwritable if none is named, or none of the plan's."""
    found = next((county.name for county in plan.counties if county.id == subject.county), None)
    if found is None:
        raise Unwritable(f"《{subject.template.title}》按县（市）出具，请选县（市）")
    return found


def named_county(plan: Plan, county: CountyId | None) -> str:
    return next((one.name for one in plan.counties if one.id == county), "")


def basis(plan: Plan) -> str:
    """The plan as a paper names it the first time."""
    return f"《{plan.programme.title}》（{plan.programme.document_no}）"


def ruled(plan: Plan, subject: Subject) -> str:
    """The plan, and the places in it that a paper rests on."""
    cited = "、".join(plan.clauses[name].cite for name in subject.template.clauses)
    return f"{basis(plan)}{cited}的规定" if cited else f"{basis(plan)}的规定"


def day(when: date | None, absent: str = "—") -> str:
    return when.isoformat() if when is not None else absent
