"""Playing a story: each step through `transact`, each expectation compared with what was seen."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from yajian import drafting, planfile
from yajian.core import catalogue, misfits
from yajian.core.decisions.charter import AdoptPlan
from yajian.core.decisions.papers import Draft
from yajian.core.facts.workers import WorkerId
from yajian.core.words import Command, Refusal, Seq, SystemRule, shanghai_date
from yajian.story.ledgers import Sent, sent, statement
from yajian.story.reading import BANK, Refused, Step, Story, StoryUnreadable, acts, moment
from yajian.story.reports import REPORTS, Look
from yajian.transact import Done, Office

_LISTED = 12  # entries told one by one
_ENTRY = "＃"


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One step as it went: what was seen, and every way it differs from what was expected."""

    number: int
    step: str
    who: str
    recorded: str
    effective: str
    did: str
    seen: tuple[str, ...]
    differs: tuple[str, ...]


class Played(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    plan: str
    steps: tuple[Seen, ...]

    @property
    def ok(self) -> bool:
        return not any(step.differs for step in self.steps)


def play(
    story: Story,
    folder: Path,
    plans: Path,
    tell: Callable[[Seen], None] = lambda _: None,
    keep: Path | None = None,
    database: str = "",
) -> Played:
    """Play against a fresh programme in a folder of its own, which is removed afterwards, or kept as `keep`.

    `database` is the address of empty books of its own, if they are not to lie in that folder.
    `folder` holds the story's attachments, `plans` the plan folders. Raises StoryUnreadable.
    """
    if keep is not None and keep.exists() and any(keep.iterdir()):
        raise StoryUnreadable(f"{keep} 里已有东西；留故事的账簿要一个空目录")
    plan_folder = plans / story.plan
    if not (plan_folder / "plan.yaml").is_file():
        raise StoryUnreadable(f"没有方案 {story.plan}（找过 {plan_folder}）")
    clock = _Clock()
    with (
        TemporaryDirectory(prefix="yajian-story-") if keep is None else nullcontext(keep) as home,
        Office(Path(home), load_plan=planfile.load_bytes, clock=clock, database=database) as office,
    ):
        stage = _Stage(acts(story, folder), plan_folder, office, clock)
        stage.open()
        steps = []
        for seen in stage.act():
            steps.append(seen)
            tell(seen)
    return Played(title=story.title, plan=story.plan, steps=tuple(steps))


class _Clock:
    """The story's clock: stands where the step puts it."""

    def __init__(self) -> None:
        self.now = datetime(2000, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class _Stage:
    def __init__(
        self, played: tuple[tuple[Story, Path], ...], plan: Path, office: Office, clock: _Clock
    ) -> None:
        self.played, self.plan, self.office, self.clock = played, plan, office, clock
        self.story, self.folder = played[0]
        self.named: dict[str, Seq] = {}  # entries that steps gave a name, for steps after them

    def open(self) -> None:
        """Adopt the plan, if the story says it was adopted before its first step."""
        if self.story.adopted is None:
            return
        self.clock.now = moment(self.story.adopted)
        files = tuple(self.office.keep(self.plan / name) for name in ("plan.yaml", "document.txt"))
        self.office.transact(
            AdoptPlan(plan_file=files[0], document_file=files[1]),
            actor="installer",
            organ="本机",
            role="installer",
            effective=shanghai_date(self.clock.now),
            evidence=files,
        )

    def act(self) -> Iterator[Seen]:
        """Every step of every story, in the order they follow one another."""
        number = 0
        for story, folder in self.played:
            self.story, self.folder = story, folder
            for step in story.steps:
                number += 1
                yield self._act(number, step)

    def _act(self, number: int, step: Step) -> Seen:
        if step.do is not None:
            seen, differs = self._do(step, step.do)
        elif step.report is not None:
            seen, differs = self._look(step, step.report)
        else:
            seen, differs = self._check(step)
        return Seen(
            number=number,
            step=step.step,
            who=step.who or "",
            recorded=step.recorded or "",
            effective=(step.effective or "") and str(step.effective),
            did=step.do or step.report or "plan check",
            seen=seen,
            differs=differs,
        )

    # Something done ------------------------------------------------------------------------------

    def _do(self, step: Step, tag: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        command_type = catalogue.command(tag)
        if command_type is None:
            known = "、".join(catalogue.tag(one) for one in catalogue.commands())
            raise StoryUnreadable(f"“{step.step}”：没有 {tag} 这个动作；有：{known}")
        assert step.recorded is not None
        assert step.who is not None
        self.clock.now = moment(step.recorded)
        person = self.story.cast[step.who]
        evidence = tuple(self.office.keep(self._attachment(name)) for name in step.attach)
        asked = {name: self._meant(step, value) for name, value in step.with_.items()}
        if any(field.name == "plan_file" for field in catalogue.fields(command_type)):
            evidence = tuple(self.office.keep(self.plan / name) for name in ("plan.yaml", "document.txt"))
            asked |= {"plan_file": evidence[0], "document_file": evidence[1]}
        if (
            command_type is Draft
        ):  # the office makes the files: from the books as they stand, unless it says otherwise
            asked = {
                "title": "",
                "as_of": shanghai_date(self.clock.now),
                "known": self.office.programme.seq,
            } | asked
        if step.names:
            asked |= {"sealed": self._sealed(step.names)}
        effective = step.effective or shanghai_date(self.clock.now)
        if step.file is not None:
            found = self._sent(step, self._attachment(step.file), asked)
            if found.command is None or step.expect.faults:
                return _faulty(step, found.faults, found.told)
            command: Command = found.command
            effective = found.as_of or effective
        else:
            command = _converted(step, asked, command_type)
        if isinstance(command, Draft):
            prepared = drafting.prepare(self.office, command)
            if isinstance(prepared, Refusal):
                return self._declined(step, prepared)
            command = prepared
        outcome = self.office.transact(
            command,
            actor=step.who,
            organ=person.organ,
            role=person.role,
            effective=effective,
            evidence=evidence,
            command_id=step.command_id,
        )
        if isinstance(outcome, Done):
            return self._recorded(step, outcome)
        return self._declined(step, outcome.refusal)

    def _sent(self, step: Step, file: Path, asked: Mapping[str, Any]) -> Sent:
        """What comes of a step's file, by what is to be done from it."""
        if step.do == BANK:
            return statement(self.office, file, asked)
        return sent(self.office, file, asked, step.accept, shanghai_date(self.clock.now), step.effective)

    def _meant(self, step: Step, value: Any) -> Any:
        """＃name is the entry of the step that is called so, ＃name+2 the second after it."""
        if isinstance(value, list):
            return [self._meant(step, one) for one in value]
        if not isinstance(value, str) or not value.startswith(_ENTRY):
            return value
        name, _, after = value.removeprefix(_ENTRY).partition("+")
        if name not in self.named:
            raise StoryUnreadable(f"“{step.step}”：前面没有哪一步写了 as: {name}")
        return Seq(self.named[name] + int(after)) if after.isdecimal() else self.named[name]

    def _sealed(self, names: Mapping[str, str]) -> dict[WorkerId, str]:
        """What a roster's people are called, each closed under a key of his own, as a roster file would be."""
        sealed = {}
        for worker, said in names.items():
            name, _, number = said.partition(" ")
            self.office.persons.admit(WorkerId(worker))
            told = {"name": name, "number": number, "phone": ""}
            sealed[WorkerId(worker)] = self.office.persons.seal(
                self.office.programme.id, WorkerId(worker), told
            )
        return sealed

    def _attachment(self, name: str) -> Path:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            raise StoryUnreadable(f"附件 {name} 不在故事所在文件夹里")
        return path

    def _recorded(self, step: Step, outcome: Done) -> tuple[tuple[str, ...], tuple[str, ...]]:
        tags = tuple(catalogue.tag(type(recorded.fact)) for recorded in outcome.facts)
        if step.as_ is not None and outcome.facts:
            self.named[step.as_] = outcome.facts[0].seq
        seen = _entries(outcome)
        if step.expect.refused is not None:
            return seen or ("没有新的登记",), ("应被拒绝，却办成了",)
        differs = []
        if step.expect.facts is not None and tags != step.expect.facts:
            differs.append(
                f"应有事实 {'、'.join(step.expect.facts) or '（无）'}，实有 {'、'.join(tags) or '（无）'}"
            )
        found: dict[str, Any] = {}
        for recorded in outcome.facts:
            found |= msgspec.to_builtins(recorded.fact)
        differs += _compare(step.expect.fields, found)
        return seen or ("没有新的登记",), tuple(differs)

    def _declined(self, step: Step, refusal: Refusal) -> tuple[tuple[str, ...], tuple[str, ...]]:
        basis = refusal.basis
        by = basis.value if isinstance(basis, SystemRule) else f"{basis.id} {basis.cite}"
        seen = (f"未予登记：{by}", refusal.finding, refusal.way_forward)
        if step.expect.refused is None:
            return seen, ("应当办成，却被拒绝",)
        return seen, tuple(_unlike(step.expect.refused, refusal))

    # Something looked at -------------------------------------------------------------------------

    def _look(self, step: Step, report: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        known = self.office.known_at(moment(step.known_at)) if step.known_at is not None else None
        as_of = step.as_of or shanghai_date(self.clock.now)
        values = self._report(report, as_of, known)
        wanted = {key: _path(values, key) for key in step.expect.values}
        seen = tuple(f"{key} = {value}" for key, value in wanted.items())
        differs = _compare(step.expect.values, wanted)
        lines = values.get("lines", ())
        missing = [line for line in step.expect.lines if not any(line in one for one in lines)]
        return seen + tuple(lines), tuple(differs + [f"没有看到“{line}”" for line in missing])

    def _report(self, report: str, as_of: date, known: Seq | None) -> dict[str, Any]:
        name, _, rest = report.partition(" ")
        table = REPORTS.get(name)
        if table is None:
            raise StoryUnreadable(f"没有“{report}”这张表；有 {'、'.join(REPORTS)}")
        plan = self.office.plan(as_of, known)
        return table(
            Look(
                plan=plan,
                programme=self.office.programme,
                as_of=as_of,
                known=known,
                office=self.office,
                rest=rest,
            )
        )

    # The plan file checked -----------------------------------------------------------------------

    def _check(self, step: Step) -> tuple[tuple[str, ...], tuple[str, ...]]:
        text = (self.plan / "plan.yaml").read_text(encoding="utf-8")
        for edit in step.check or ():
            if text.count(edit.find) != 1:
                raise StoryUnreadable(
                    f"“{step.step}”：方案文件里“{edit.find}”出现了{text.count(edit.find)}次，须恰好一次"
                )
            text = text.replace(edit.find, edit.put)
        with TemporaryDirectory(prefix="yajian-story-") as folder:
            copy = Path(folder)
            copytree(self.plan, copy, dirs_exist_ok=True)
            (copy / "plan.yaml").write_text(text, encoding="utf-8")
            faults = planfile.check(copy / "plan.yaml").faults
        return _faulty(
            step, tuple(f"第{fault.line}行 {fault.seen}" for fault in faults if fault.level == "error")
        )


def _entries(outcome: Done) -> tuple[str, ...]:
    """What was recorded, line by line; of a whole workbook, how many of each kind."""
    titles = [catalogue.title(type(one.fact)) for one in outcome.facts]
    if len(titles) <= _LISTED:
        return tuple(f"第{one.seq}条 {title}" for one, title in zip(outcome.facts, titles, strict=True))
    counted = "、".join(f"{title}{count}条" for title, count in Counter(titles).items())
    return (f"第{outcome.facts[0].seq}—{outcome.facts[-1].seq}条 {counted}",)


def _converted(step: Step, asked: Mapping[str, Any], command_type: type[Command]) -> Command:
    try:
        return msgspec.convert(asked, command_type)
    except msgspec.ValidationError as fault:
        raise StoryUnreadable(
            f"“{step.step}”：with 里的字段不合要求：{misfits.told(command_type, fault)[1]}"
        ) from fault


def _faulty(step: Step, errors: tuple[str, ...], told: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is wrong with a file, beside what the step says is wrong with it."""
    differs = [
        f"没有指出“{words}”" for words in step.expect.faults if not any(words in one for one in errors)
    ]
    differs += [f"没有看到“{line}”" for line in step.expect.lines if line not in told]
    if errors and not step.expect.faults:
        differs.append(f"应当没有错误，第一处：{errors[0]}")
    seen = (told, *errors) if told else errors
    return seen or ("没有错误",), tuple(differs)


def _unlike(expected: Refused, refusal: Refusal) -> list[str]:
    basis = refusal.basis
    differs = []
    if expected.clause is not None and getattr(basis, "id", None) != expected.clause:
        differs.append(f"依据应为条文 {expected.clause}")
    if expected.rule is not None and getattr(basis, "value", None) != expected.rule:
        differs.append(f"依据应为系统规则“{expected.rule}”")
    if expected.code is not None and refusal.code != expected.code:
        differs.append(f"应为 {expected.code}，实为 {refusal.code}")
    if expected.says is not None and expected.says not in f"{refusal.finding} {refusal.way_forward}":
        differs.append(f"应写明“{expected.says}”")
    return differs


def _compare(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    return [
        f"{key} 应为 {value}，实为 {found.get(key, '（无此项）')}"
        for key, value in wanted.items()
        if not _same(value, found.get(key))
    ]


def _same(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, date):
        wanted = wanted.isoformat()
    if isinstance(wanted, list | tuple) and isinstance(found, list | tuple):
        return len(wanted) == len(found) and all(map(_same, wanted, found))
    return type(wanted) is type(found) and bool(wanted == found)


def _path(values: Any, key: str) -> Any:
    """`milestones.0.light`: by name, or by place in a list."""
    for step in key.split("."):
        if isinstance(values, Mapping) and step in values:
            values = values[step]
        elif isinstance(values, list | tuple) and step.isdigit() and int(step) < len(values):
            values = values[int(step)]
        else:
            return None
    return values
