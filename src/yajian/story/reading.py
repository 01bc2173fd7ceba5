"""A story file → a Story, or one sentence saying which line a clerk should look at."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import yaml

from yajian.core.words import SHANGHAI

LEDGER, BANK = "dossier.import-ledger", "bankstatements.import-statement"  # what is done from a file


class StoryUnreadable(Exception):
    """The file is not a story; the text says where and what would help."""


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody of the cast: for which organ and in which role they act."""

    organ: str
    role: str


class Refused(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The refusal a step expects: by clause or by system rule, and words that must be in it."""

    clause: str | None = None
    rule: str | None = None
    code: str | None = None
    says: str | None = None


class Expect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a step must end in: facts, a refusal, report values, or faults found in a plan file."""

    facts: tuple[str, ...] | None = None
    fields: Mapping[str, Any] = {}
    refused: Refused | None = None
    values: Mapping[str, Any] = {}
    faults: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


class Edit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One passage of the plan file, and what it is changed to before it is checked."""

    find: str
    put: str


class Step(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"with_": "with", "as_": "as"},
):
    """One step: something done, something looked at, or the plan file checked with an edit."""

    step: str
    expect: Expect = Expect()
    who: str | None = None
    recorded: str | None = None
    effective: date | None = None
    do: str | None = None
    with_: Mapping[str, Any] = {}
    attach: tuple[str, ...] = ()
    file: str | None = None  # that a ledger or a bank's statement is imported from
    names: Mapping[
        str, str
    ] = {}  # of a roster: what each number is called, and his identity number after a blank
    accept: tuple[str, ...] = ()  # its cells whose offered correction is taken
    command_id: str | None = None
    as_: str | None = None  # what later steps call the entry this one makes: ＃name in their `with`
    report: str | None = None
    as_of: date | None = None
    known_at: str | None = None
    check: tuple[Edit, ...] | None = None


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scenario file a clerk can read aloud."""

    title: str
    plan: str
    cast: Mapping[str, Person]
    steps: tuple[Step, ...]
    about: str = ""
    adopted: str | None = None  # adopt the plan at this moment before the first step
    follows: str | None = None  # the story played before it, on the same books


def read(path: Path) -> Story:
    """Raises StoryUnreadable."""
    try:
        tree = yaml.load(path.read_text(encoding="utf-8"), _Plain)
        story = msgspec.convert(tree, Story)
    except OSError as fault:
        raise StoryUnreadable(f"读不到 {path}：{fault.strerror}") from fault
    except UnicodeDecodeError as fault:
        raise StoryUnreadable(f"{path} 不是 UTF-8 文本，请另存为 UTF-8") from fault
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark is not None else 1
        raise StoryUnreadable(f"{path} 第{line}行：{fault.problem}") from fault
    except msgspec.ValidationError as fault:
        raise StoryUnreadable(f"{path}：{fault}；各键的写法见 docs/reference/story-file.md") from fault
    if story.follows is not None:  # whoever appeared before appears again
        story = msgspec.structs.replace(story, cast={**_before(path, story).cast, **story.cast})
    for number, step in enumerate(story.steps, 1):
        _check(path, number, step, story)
    return story


def acts(story: Story, folder: Path) -> tuple[tuple[Story, Path], ...]:
    """A story after all that it follows, each with the folder of its attachments. Raises StoryUnreadable."""
    if story.follows is None:
        return ((story, folder),)
    path = (folder / story.follows).resolve()
    return (*acts(read(path), path.parent), (story, folder))


def _before(path: Path, story: Story) -> Story:
    assert story.follows is not None
    before = (path.parent / story.follows).resolve()
    if before == path.resolve():
        raise StoryUnreadable(f"{path}：follows 写的是它自己")
    found = read(before)
    if found.plan != story.plan or story.adopted is not None:
        raise StoryUnreadable(f"{path}：接着演的故事须用同一个方案，也不写 adopted")
    return found


class _Plain(yaml.SafeLoader):
    """YAML with duplicate keys refused and nothing but ISO dates made into dates."""


def _mapping(loader: _Plain, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"“{key}”写了两次", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Plain.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _check(path: Path, number: int, step: Step, story: Story) -> None:
    kinds = [kind for kind in (step.do, step.report, step.check) if kind is not None]
    if len(kinds) != 1:
        raise StoryUnreadable(f"{path} 第{number}步“{step.step}”：do、report、check 须恰好写一个")
    if step.do is not None and (step.who is None or step.recorded is None):
        raise StoryUnreadable(f"{path} 第{number}步“{step.step}”：办事的一步须写 who 和 recorded")
    if step.file is not None and step.do not in (LEDGER, BANK):
        raise StoryUnreadable(f"{path} 第{number}步“{step.step}”：file 只用于 {LEDGER}、{BANK}")
    if step.as_ is not None and step.do is None:
        raise StoryUnreadable(f"{path} 第{number}步“{step.step}”：as 只用于办事的一步")
    if step.who is not None and step.who not in story.cast:
        raise StoryUnreadable(f"{path} 第{number}步：人物“{step.who}”不在 cast 里")


def moment(words: str) -> datetime:
    """`2020-01-02 09:00`, Shanghai time. Raises StoryUnreadable."""
    try:
        return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
    except ValueError as fault:
        raise StoryUnreadable(f"时刻写作 2020-01-02 09:00，看到的是 {words}") from fault
