import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal.toy import CODEC, DAY, START, AnyFact, Carted, Stack, Stacked, request
from yajian.core.words import Digest, Recorded, Seq
from yajian.journal import canonical, chain, named
from yajian.journal.canonical import Unfit
from yajian.journal.codec import BODY_LIMIT, ask_of
from yajian.journal.envelope import Head, Link, follow, read

LINK = Link(prev=chain.EMPTY, ask="0" * 64)
PAPER = Digest("f" * 64)


def recorded(fact: AnyFact, **changes: Any) -> Recorded[AnyFact]:
    said: dict[str, Any] = {
        "programme": "yard-2020",
        "seq": Seq(1),
        "recorded_at": START,
        "effective": DAY,
        "actor": "示例甲",
        "organ": "示范市煤场",
        "role": "yard",
        "command_id": "c1",
        "revision": 1,
        "fact": fact,
    }
    return Recorded(**(said | changes))


def test_the_body_holds_everything_meaningful_under_sorted_keys_without_spaces_or_defaults() -> None:
    body = CODEC.encode(recorded(Stacked(heap="一号堆", tonnes=5, note="")), LINK)
    assert body.decode() == (
        '{"actor":"示例甲","ask":"' + "0" * 64 + '","at":"2020-01-02T01:00:00.000000Z","cmd":"c1",'
        '"effective":"2020-01-02","fact":{"heap":"一号堆","kind":"yard.stacked/1","tonnes":5},'
        '"organ":"示范市煤场","prev":"' + chain.EMPTY + '","programme":"yard-2020","revision":1,'
        '"role":"yard","seq":1,"v":1}'
    )


def test_an_instant_has_one_spelling_wherever_the_clock_hangs() -> None:
    here = START.astimezone(timezone(timedelta(hours=8)))
    fact = Carted(heap="一号堆", tonnes=1)
    assert CODEC.encode(recorded(fact, recorded_at=here), LINK) == CODEC.encode(recorded(fact), LINK)


def test_a_default_given_in_so_many_words_is_left_out_like_one_that_was_not_given() -> None:
    spelled = Stacked(heap="堆", tonnes=1, note="".join([]), paper=None, weighed=tuple([]))
    assert CODEC.encode(recorded(spelled), LINK) == CODEC.encode(recorded(Stacked(heap="堆", tonnes=1)), LINK)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]), max_size=40
)


@given(
    texts,
    st.integers(-canonical.INTEGER_LIMIT, canonical.INTEGER_LIMIT),
    st.datetimes(timezones=st.just(UTC)),
)
def test_whatever_is_accepted_comes_back_equal_and_spelled_alike_on_both_paths(
    text: str, number: int, at: datetime
) -> None:
    said = recorded(Stacked(heap=text, tonnes=number, note=text + "\n"), recorded_at=at, actor=text)
    try:
        body = CODEC.encode(said, LINK)
    except Unfit as error:
        refused = error.field
    else:
        refused = ""
    assert refused in {"", "actor", "fact.heap", "fact.note"}
    if refused:
        return
    assert CODEC.decode(body) == said
    assert CODEC.check(body) == said
    assert canonical.repeat(body) == body
    assert json.loads(body)["fact"]["heap" if text else "kind"]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u200b", "zero-width space"),
        ("\ufeff", "byte order mark"),
        ("\u202e", "right-to-left override"),
        ("\t", "tab"),
        ("\r", "carriage return"),
        ("\x00", "nul"),
        ("\x7f", "delete"),
        ("\u00ad", "soft hyphen"),
        ("\u034f", "grapheme joiner"),
        ("\ufe0f", "variation selector"),
        ("\u3164", "hangul filler"),
        ("\u2028", "line separator"),
        ("\ud800", "half a surrogate"),
        ("\uffff", "no character at all"),
    ],
)
def test_invisible_characters_are_refused_by_place_and_field(character: str, name: str) -> None:
    with pytest.raises(Unfit, match=f"第3个字符.*U\\+{ord(character):04X}") as refused:
        CODEC.encode(recorded(Stacked(heap=f"一号{character}堆", tonnes=1)), LINK)
    assert refused.value.field == "fact.heap", name


def test_a_rare_surname_newer_than_this_python_is_kept() -> None:
    body = CODEC.encode(recorded(Stacked(heap="\U000323af", tonnes=1, note="\u3000")), LINK)
    assert CODEC.decode(body).fact.heap == "\U000323af"


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (Stacked(heap="e\u0301", tonnes=1), "fact.heap"),
        (Stacked(heap="堆", tonnes=2**53), "fact.tonnes"),
        (Stacked(heap="堆", tonnes=1.5), "fact.tonnes"),  # type: ignore[arg-type]
        (Stacked(heap="堆", tonnes=1, weighed=(1, 2.0)), "fact.weighed.1"),  # type: ignore[arg-type]
        (Stacked(heap=b"x", tonnes=1), "fact.heap"),  # type: ignore[arg-type]
        (Stacked(heap=7, tonnes=1), "fact"),  # type: ignore[arg-type]
        (Stacked(heap="堆", tonnes=1, weighed=[1]), "fact"),  # type: ignore[arg-type]
        (Stacked(heap="堆", tonnes=1, note="长" * BODY_LIMIT), "fact"),
    ],
)
def test_what_would_not_come_back_equal_is_refused_naming_the_field(fact: AnyFact, field: str) -> None:
    with pytest.raises(Unfit) as refused:
        CODEC.encode(recorded(fact), LINK)
    assert refused.value.field == field


def test_the_facts_of_a_command_have_the_bodies_they_would_have_one_by_one() -> None:
    facts: list[AnyFact] = [
        Stacked(heap="一号堆", tonnes=1),
        Carted(heap="e", tonnes=1),
        Stacked(heap="二号堆", tonnes=2),
    ]
    command = [recorded(fact, seq=Seq(seq), evidence=(PAPER,)) for seq, fact in enumerate(facts, 8)]
    head = Head(Seq(7), "a" * 64)
    for part, (after, body, read_back) in enumerate(CODEC.write(head, LINK.ask, command), 1):
        link = Link(prev=head.leaf, ask=LINK.ask, part=part, of=3)
        assert body == CODEC.encode(command[part - 1], link)
        assert read_back == command[part - 1]
        assert after == follow(head, 7 + part, body)[0]
        head = after


@pytest.mark.parametrize("other", [{"actor": "示例乙"}, {"revision": 2}, {"evidence": (PAPER,)}])
def test_facts_that_are_stamped_differently_are_not_one_command(other: dict[str, Any]) -> None:
    fact = Stacked(heap="一号堆", tonnes=1)
    with pytest.raises(Unfit, match="不是同一条事实"):
        list(CODEC.write(Head(), LINK.ask, [recorded(fact), recorded(fact, seq=Seq(2), **other)]))


def test_what_is_unfit_in_a_later_fact_of_a_command_is_named_alike() -> None:
    command = [
        recorded(Stacked(heap=heap, tonnes=1), seq=Seq(seq)) for seq, heap in ((1, "堆"), (2, "e\u0301"))
    ]
    with pytest.raises(Unfit) as refused:
        list(CODEC.write(Head(), LINK.ask, command))
    assert refused.value.field == "fact.heap"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(Unfit, match="时区"):
        CODEC.encode(recorded(Stacked(heap="堆", tonnes=1), recorded_at=datetime(2020, 1, 1)), LINK)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'"seq":1,', b'"seq":1 ,'),
        (b'"tonnes":5', b'"tonnes":5.0'),
        (b'"tonnes":5', b'"note":"","tonnes":5'),
        (b'"tonnes":5', b'"tonnes":5,"tonnes":5'),
        (b'"at":"2020-01-02T01:00:00.000000Z"', b'"at":"2020-01-02T09:00:00.000000+08:00"'),
        (b'{"actor"', b'{"part":1,"actor"'),
        ("一".encode(), b"\\u4e00"),
    ],
)
def test_another_spelling_of_the_same_meaning_is_not_a_body(was: bytes, now: bytes) -> None:
    body = CODEC.encode(recorded(Stacked(heap="一号堆", tonnes=5)), LINK)
    assert was in body
    with pytest.raises((Unfit, msgspec.ValidationError)):
        CODEC.check(body.replace(was, now))


def test_an_unknown_field_or_kind_is_not_a_body() -> None:
    body = CODEC.encode(recorded(Stacked(heap="堆", tonnes=5)), LINK)
    for forged in (body.replace(b'"v":1', b'"v":1,"x":2'), body.replace(b"stacked/1", b"stacked/2")):
        with pytest.raises(msgspec.ValidationError):
            CODEC.decode(forged)


def test_the_envelope_is_read_without_knowing_the_fact() -> None:
    link = Link(prev="ab" * 32, ask="cd" * 32, part=2, of=3)
    envelope = read(CODEC.encode(recorded(Carted(heap="堆", tonnes=1), seq=Seq(9)), link))
    assert (envelope.seq, envelope.cmd, envelope.part, envelope.of) == (9, "c1", 2, 3)
    assert (envelope.prev, envelope.ask) == (link.prev, link.ask)


def test_the_ask_is_the_same_for_a_retry_and_another_for_anything_else() -> None:
    asked = request(Stack(heap="堆"), "c1")
    assert ask_of(asked) == ask_of(
        msgspec.structs.replace(asked, now=START + timedelta(days=1), command_id="c2")
    )
    others = [
        request(Stack(heap="堆", tonnes=2), "c1"),
        request(Stack(heap="堆"), "c1", effective=date(2020, 1, 3)),
        request(Stack(heap="堆"), "c1", evidence=(Digest("a" * 64),)),
        request(Stack(heap="堆"), "c1", actor="示例乙"),
        request(Stack(heap="堆"), "c1", role="visitor"),
    ]
    assert len({ask_of(one) for one in (asked, *others)}) == 6


def test_every_digest_a_fact_names_is_found_by_its_type() -> None:
    paper, scan = Digest("a" * 64), Digest("b" * 64)
    said = recorded(Stacked(heap="c" * 64, tonnes=1, paper=paper), evidence=(scan,))
    assert list(named.of_recorded(said)) == [scan, paper]
    assert list(named.digests(Stack(heap="c" * 64))) == []
