"""Whatever an office entered in a story, a clerk can choose or type in the form of the command."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.core import test_part_returns as returning
from tests.core import test_payments as paying
from tests.core.test_applications import UNIT
from tests.given import PLANS, recorded
from tests.web.test_forms import PDF, Browser, browser, held
from yajian.core import catalogue
from yajian.core.decisions.payments import ByLevel
from yajian.core.words import Command, Fen, yuan_of
from yajian.story import play, read
from yajian.transact import Done, Office
from yajian.web.choices import Books, offered
from yajian.web.forms.given import Given
from yajian.web.forms.reading import read as read_form

__all__ = ["browser"]

STORIES = Path(__file__).resolve().parents[1] / "stories"
PLAYED = ("J09-money", "facility-events", "revival", "risks", "survey", "work-plans")


class Entered(msgspec.Struct, frozen=True):
    """A command that was carried out, and the books it was chosen from."""

    command: Command
    effective: date
    books: Books


@pytest.fixture(scope="module", params=PLAYED)
def entered(request: pytest.FixtureRequest) -> list[Entered]:
    found: list[Entered] = []
    transact = Office.transact

    def watched(office: Office, command: Command, **said: Any) -> Any:
        before = office.programme
        outcome = transact(office, command, **said)
        if before.seq and isinstance(outcome, Done) and not catalogue.takes_a_file(type(command)):
            books = Books(
                plan=office.plan(),
                programme=before,
                given=typed(command).single(),
                organ=said["organ"],
                role=said["role"],
            )
            found.append(Entered(command, said["effective"], books))
        return outcome

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Office, "transact", watched)
        assert play(read(STORIES / f"{request.param}.yaml"), STORIES, PLANS).ok
    return found


def typed(command: Command) -> Given:
    """A command as its form would hold it."""
    texts: dict[str, tuple[str, ...]] = {}
    for field in catalogue.fields(type(command)):
        value = getattr(command, field.name)
        if field.is_mapping:
            for at, (key, one) in enumerate(value.items()):
                texts[f"{field.name}:{at}:key"] = (str(key),)
                for column in catalogue.columns(field)[1:]:
                    inner = getattr(one, column.name) if isinstance(one, msgspec.Struct) else one
                    texts[f"{field.name}:{at}:{column.name}"] = ("、".join(_words(inner)),)
        else:
            texts[field.name] = _words(value)
    return Given(texts)


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(str(one) for one in value) or ("",)
    return ("",) if value is None else (str(value),)


def chosen(entry: Entered) -> Iterator[tuple[str, str]]:
    """Each place of the form that holds a value, under the name its choices go by."""
    for name, texts in typed(entry.command).texts.items():
        field, _, rest = name.partition(":")
        for text in filter(None, texts):
            yield f"{field}.{rest.partition(':')[2]}" if rest else field, text


def test_what_was_entered_is_among_what_its_form_offers_wherever_that_is_all_there_is_to_choose(
    entered: list[Entered],
) -> None:
    missing = []
    for one in entered:
        tag = catalogue.tag(type(one.command))
        for field, text in chosen(one):
            choices = offered(one.books, tag, field)
            known: Mapping[str, str] = dict(choices.options)
            if choices.closed and text not in known and text not in known.values():
                missing.append((tag, field, text))
    assert missing == []


def test_what_was_entered_is_read_from_its_form_as_the_same_command(entered: list[Entered]) -> None:
    for one in entered:
        values, faults = read_form(type(one.command), typed(one.command), {})
        assert faults == {}
        assert msgspec.convert(values, type(one.command)) == one.command


# As a clerk sees it --------------------------------------------------------------------------------


def field(page: str, name: str) -> str:
    """The tag of an input."""
    return next(
        line
        for line in page.split("<")
        if f'name="{name}"' in line and line.startswith(("input", "text", "sel"))
    )


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/do/workplans.record-expert-review?part=L05", "opinion"),
        ("/do/workplans.review", "opinion"),
        ("/do/workplans.review", "reviewer"),
        ("/do/survey.countersign", "opinion"),
    ],
)
def test_what_somebody_said_and_who_signed_is_typed(browser: Browser, address: str, name: str) -> None:
    page = browser.open(address).text
    assert not field(page, name).startswith("select")


def test_a_sign_of_life_is_chosen_among_the_signs_there_are_at_an_oven_by_its_name_on_the_list(
    browser: Browser,
) -> None:
    page = browser.open("/do/flags.report-activity?part=L07a").text
    assert field(page, "sign").startswith("select")
    assert '<option value="烟气">烟气</option>' in page
    assert '<option value="3号焦炉"' in page


def test_whoever_looked_says_of_each_thing_whether_it_was_at_fault_and_whether_he_agrees(
    browser: Browser,
) -> None:
    tag = "acceptance.check"
    form = held(browser.open(f"/do/{tag}?part=L07a").text)
    answer = browser.send(tag, form | {"looked:0:found": "没有真正关停，炉火未熄"})
    assert answer.status == 422
    assert '<a href="#field-looked:0:fault">' in answer.text
    assert '<a href="#field-verdict">同意或退回</a>' in answer.text
    told = browser.send(tag, held(answer.text) | {"looked:0:fault": "严重", "verdict": "退回"})
    assert '<a href="#field-looked:0:fault">' not in told.text
    assert '<a href="#field-verdict">' not in told.text


def test_a_file_of_words_shows_no_oven_and_is_kept_beside_the_scan_that_does(browser: Browser) -> None:
    tag, before = "closure.record-condition", browser.seq
    form = held(browser.open(f"/do/{tag}?part=L07a").text) | {"facility": "3号焦炉", "condition": "shut"}
    refused = browser.send(tag, form, ("attach", "hello.txt", b"hello"))
    assert (refused.status, browser.seq) == (422, before)
    assert "附的文字、表格（1份）看不出现场" in refused.text
    assert browser.send(tag, held(refused.text), ("attach", "确认书.pdf", PDF)).status == 303
    assert len(browser.office.recorded(browser.seq).evidence) == 2


def test_a_word_that_no_choice_offers_is_declined_in_chinese_beside_its_field(browser: Browser) -> None:
    tag = "flags.report-activity"
    form = held(browser.open(f"/do/{tag}?part=L07a").text)
    form |= {"facility": "3号焦炉", "sign": "冒烟", "finding": "烟囱冒烟"}
    answer = browser.send(tag, form)
    assert answer.status == 422
    assert "“迹象”只能填用电、用煤、烟气、炉温、运输、群众反映、其他中的一项，看到的是“冒烟”" in answer.text
    assert "Invalid" not in answer.text


def test_of_a_slip_that_came_back_in_part_what_stands_is_offered_and_its_own_units() -> None:
    desk, _, payment = paying.paid()
    recorded(returning.some(desk, payment, ByLevel(province="500,000")))
    books = Books(plan=desk.plan, programme=desk.programme, given={"payment": str(payment)})
    stands = yuan_of(Fen(paying.full_fen(desk) - 50_000_000))
    words = dict(offered(books, "payments.file", "payments").options)[str(payment)]
    assert f"{stands} 元（已下达，退回 500,000.00 元）" in words
    units = offered(books, "payments.bounce", "lines.key")
    assert (units.closed, units.options) == (True, ((UNIT, f"{UNIT} 已付 {stands} 元"),))


def test_no_option_that_is_chosen_from_a_list_is_without_words(demo: Office) -> None:
    """A select shows the words and never the value: what has none is a blank line. Asked of every form, and of every question."""
    plan, blank = demo.plan(), set[str]()
    for command in catalogue.commands():
        name = catalogue.tag(command)
        asked = plan.open_questions if name == "charter.answer-question" else ("",)
        for question in asked:
            books = Books(plan=plan, programme=demo.programme, given={"question": question})
            for field in catalogue.fields(command):
                columns = catalogue.columns(field) if field.is_mapping else ()
                places = [f"{field.name}.{one.name}" for one in columns] or [field.name]
                for place in places:
                    found = offered(books, name, place)
                    if found.closed and not all(words.strip() for _, words in found.options):
                        blank.add(f"{name}.{place} {question}")
    assert blank == set()
