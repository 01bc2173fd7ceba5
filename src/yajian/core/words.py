"""The small words every room shares: quantities, identities, clauses, verdicts, and the two envelopes."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Generic, Literal, NewType, TypeVar

import msgspec

Tonnes = NewType("Tonnes", int)  # 吨/年; the document's 万吨 is 10_000 of these
Fen = NewType("Fen", int)  # 分; money is never a float
Seq = NewType("Seq", int)  # place in the journal, from 1, without gaps; the only order there is
Digest = NewType("Digest", str)  # lower-case SHA-256 of a file's bytes

ClauseId = NewType("ClauseId", str)
QuestionId = NewType("QuestionId", str)
CountyId = NewType("CountyId", str)
OrganId = NewType("OrganId", str)  # an organisation, a group, an enterprise, or a reader of a copy
EnterpriseId = NewType("EnterpriseId", str)
BatchId = NewType("BatchId", str)
ListId = NewType("ListId", str)
ItemId = NewType("ItemId", str)  # 清单项: one enterprise's line on a list
PartId = NewType("PartId", str)  # 分项: the part of an item that has a date of its own
UnitId = NewType("UnitId", str)  # 产能单元
SiteId = NewType("SiteId", str)  # 厂区
FacilityId = NewType(
    "FacilityId", str
)  # 设施: one oven, for ever, whatever it is called and whoever holds it
DocumentNo = NewType("DocumentNo", str)  # 文号
DutyId = NewType("DutyId", str)  # 职责
CampaignId = NewType("CampaignId", str)  # 一次摸底
PaperId = NewType("PaperId", str)  # 稿号: one paper from its first draft on

T = TypeVar("T")

_AHEAD = timedelta(hours=8)
SHANGHAI = timezone(_AHEAD, "Asia/Shanghai")  # no daylight saving since 1991


def shanghai_date(instant: datetime) -> date:
    """The calendar day an instant falls on where the plan is in force."""
    if instant.tzinfo is UTC:  # as the journal tells every instant; the fold asks for many
        return (instant + _AHEAD).date()
    return instant.astimezone(SHANGHAI).date()


def iso_date(text: str) -> date:
    """A day written 2020-10-31 and in no other way. Raises ValueError."""
    if len(text) != len("2020-10-31"):
        raise ValueError(f"not a day: {text}")
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=SHANGHAI).date()


_YUAN = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")
_IN_THREES = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")

_BETWEEN = re.compile(
    r"[\s\-\u2010-\u2015\u2212\u30fc]+"
)  # dashes of every length, and what people type for one


def fen_of(yuan: str) -> Fen | None:
    """An amount as somebody writes it in 元, 20520000 or 20,520,000.00, to the fen; None if it is not one."""
    said = unicodedata.normalize("NFKC", yuan).strip()  # full width reads as it is meant
    if (
        "," in said and _IN_THREES.fullmatch(said) is None
    ):  # 30,00 may be thirty: nobody guesses a hundredfold
        return None
    plain = said.replace(",", "")
    if _YUAN.fullmatch(plain) is None:
        return None
    whole, _, part = plain.partition(".")
    return Fen(int(whole) * 100 + int(part.ljust(2, "0") or 0))


def digits_of(number: str) -> str:
    """An account's digits, or the last of them, as somebody writes them down: 6222 0000-1111 2222 or １１１１."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", number))


def yuan(fen: int) -> str:
    """Fen as 元, without what is nothing: 3000 → 30, 4850 → 48.5."""
    return shortest(fen, 100)


def shortest(amount: int, unit: int) -> str:
    """An amount in a larger unit, thousands separated, no decimal more than it needs."""
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), unit)
    decimals = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
    return f"{sign}{whole:,}" + (f".{decimals}" if decimals else "")


def yuan_of(fen: int) -> str:
    """Fen as a voucher has them in 元: 2052000000 → 20,520,000.00."""
    return f"{fen // 100:,}.{fen % 100:02d}"


class Fact(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,
    tag_field="kind",
):
    """Something that happened. Immutable, every field named, stored for ever under its tag."""


class Command(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="do"
):
    """Something a person asks for, in the imperative."""


def label(title: str, hint: str = "") -> msgspec.Meta:
    """The Chinese name of a command's field, and a hint for whoever fills it in.

    Forms, verbs and the reference are drawn from it.
    """
    return msgspec.Meta(title=title, description=hint or None)


Lack = Literal["", "size", "sight"]  # too small to show anything, or of one colour; empty: it shows something
SMALLEST_SIDE = 200  # dots: on a picture shorter than that on one side nobody tells an oven from a shed


class Picture(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What the office saw in a photograph when it was handed in. The camera's words are testimony, no proof."""

    digest: Digest
    looks: tuple[str, ...] = ()  # how it and parts of it look, 16 hex digits each; none: nothing to go by
    mirrored: tuple[str, ...] = ()  # the same of its mirror image; compared when handed in, and not kept
    lacks: Lack = ""
    taken_at: str = ""  # 2020-10-29 10:12, as the camera wrote it
    latitude_e6: int | None = None  # millionths of a degree, as the camera wrote it
    longitude_e6: int | None = None
    like: tuple[Seq, ...] = ()  # the entries that held a picture like it before this one


class Request(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """A command with who asks, for which organ, and both dates. Time enters the core only here."""

    command: T
    command_id: str  # made by the asker; the same id is carried out once
    actor: str
    organ: str
    role: str
    now: datetime  # an instant with a zone
    effective: date  # the day it became so in the world
    evidence: tuple[Digest, ...] = ()
    pictures: tuple[Picture, ...] = ()  # those among the evidence that could be read
    written: tuple[Digest, ...] = ()  # those that are words or figures, and neither a picture nor a scan


class Recorded(msgspec.Struct, Generic[T], frozen=True, kw_only=True, gc=False):
    """A fact as the journal holds it. `seq` is the order; the two clocks are testimony."""

    programme: str
    seq: Seq
    recorded_at: datetime
    effective: date
    actor: str
    organ: str
    role: str
    command_id: str
    revision: int  # the revision of the plan it was decided under
    fact: T
    evidence: tuple[Digest, ...] = ()


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One citable sentence of the plan, verbatim."""

    id: ClauseId
    cite: str  # as an official would say it: 四(二)-5
    text: str


class SystemRule(Enum):
    """A refusal that no plan needs to spell out."""

    NOT_PERMITTED = "无此权限"
    NOT_ADOPTED = "方案尚未采用"
    ALREADY_ADOPTED = "方案已经采用"
    NOT_FOUND = "所指事项不存在"
    DOCUMENT_REQUIRED = "须有登记在册的文件"
    EVIDENCE_REQUIRED = "须附原件扫描或影像"
    NAME_REQUIRED = "须写明姓名"
    FUTURE_DATE = "发生日期不得晚于今天"
    DUPLICATE = "不得重复登记"
    VALUE_UNFIT = "填写的值不合要求"
    OUT_OF_TURN = "须按规定的次序办理"
    SAME_HAND = "同一单位不得自己核定自己"
    SAME_PERSON = "同一人不得经办前后两道手续"
    OTHER_PROGRAMME = "属于另一个方案"
    SAME_NUMBER_OTHER_COMMAND = "同一提交号不得用于不同事项"
    CLOCK_WENT_BACK = "系统时钟倒退"


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """The request was understood and declined."""

    code: str  # stable name of this way of failing; one paragraph each in docs/reference/refusals.md
    basis: Clause | SystemRule  # why
    finding: str  # what was seen
    way_forward: str  # what would help
    field: str = ""  # the field of the command it speaks of, if it is one


class Answer(Enum):
    PASS = "符合"
    FAIL = "不符合"
    UNDETERMINED = "待定"


AnswerWord = Literal["pass", "fail", "undetermined"]  # an answer as facts keep it and plan files write it
WORDED: Mapping[Answer, AnswerWord] = {
    Answer.PASS: "pass",
    Answer.FAIL: "fail",
    Answer.UNDETERMINED: "undetermined",
}


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One condition answered so that anybody can repeat it: rule, inputs, clause, revision.

    UNDETERMINED always names what is missing: an open question, or an input nobody has recorded.
    """

    label: str
    answer: Answer
    finding: str
    rule: str  # the rule's name
    revision: int
    clauses: tuple[Clause, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()  # what it looked at, as shown: (name, value)
    missing: tuple[str, ...] = ()  # question ids or named inputs
    remedy: str = ""


class Light(Enum):
    """A light is a word and a colour; never a colour alone."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A light with the word beside it and the reason behind it."""

    light: Light
    word: str  # 未录入, 按期, 临期, 逾期, 时限未定
    why: str
