"""`as-of`, `late`, `audit`: what an auditor asks. Who knew what when, who entered late, and is it still so."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from yajian import audit
from yajian.audit import Exhibit
from yajian.cli.asking import Moment
from yajian.cli.books import against_option, as_json_option, existing, kept_elsewhere
from yajian.cli.room import IsoDate, database, home, open_office, plainly, print_json
from yajian.core import catalogue
from yajian.core.reports import wording
from yajian.core.reports.asof import Comparison, Difference, Moved, Recorder, View
from yajian.core.words import SHANGHAI, Seq
from yajian.journal import export as exporting
from yajian.journal import stores
from yajian.journal.store import Store

_WORDS = {
    "listed_t": "列入清单",
    "shut_t": "已关停",
    "dismantled_t": "已拆除",
    "accepted_t": "已验收",
}
_KINDS = {"late": "迟录", "opening": "期初补录", "corrected": "更正", "bearing": "后来明确"}


@click.command("as-of", short_help="时点还原：当时所知与实际")
@click.argument("day", type=IsoDate())
@click.option("--known-at", type=Moment(), help="“现在”改用到这一刻为止已录入的事实，默认全部")
@click.option("--known", type=click.IntRange(0), help="同上，写流水的条号")
@click.option(
    "--paper",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="把“按现在所知”的时点还原表写到文件（- 为屏幕）；连同 --known 可原样重出从前的表",
)
@as_json_option
def as_of(day: date, known_at: datetime | None, known: int | None, paper: Path | None, as_json: bool) -> None:
    """时点还原：DAY 那天，两个答复并排。

    “当时所知”只用到那天 24 时已录入的事实；“按现在所知”用全部事实。后面列出两者之间的每一条登记：
    谁录的、何时录的、迟了几天、改动了多少吨、附件、为何迟录。

    \b
    重出一张从前报出的表，字节与摘要都相同：
      ./run as-of 2020-10-31 --known 27 --paper 时点还原表.txt
    """
    with open_office() as office:
        upto = Seq(known) if known is not None else None
        upto = office.known_at(known_at) if known_at is not None else upto
        found = audit.compare(office, day, upto)
        if paper is not None:
            _write_paper(paper, found.now)
        elif as_json:
            print_json(audit.as_builtins(office, found))
        else:
            shown = {one.recorded.seq: audit.exhibits(office, one.recorded) for one in found.differences}
            _tell(found, shown)


def _write_paper(paper: Path, view: View) -> None:
    if str(paper) == "-":
        click.echo(view.paper, nl=False)
    else:
        with plainly():
            paper.write_bytes(view.paper.encode())
    click.echo(f"SHA-256 {view.digest}", err=True)


def _tell(found: Comparison, shown: dict[Seq, tuple[Exhibit, ...]]) -> None:
    click.echo(f"截至 {found.day.isoformat()} 24:00")
    for title, one in (("当时所知　", found.then), ("按现在所知", found.now)):
        stages = one.sheet.stages
        figures = "　".join(f"{word} {wording.wan_t(getattr(stages, name))}" for name, word in _WORDS.items())
        left = wording.wan_t(stages.listed_t - stages.shut_t)
        click.echo(f"{title}　到第{one.known}条　{figures}　未关停 {left} 万吨")
        click.echo(f"　　　　　　SHA-256 {one.digest}")
    click.echo(f"\n差异 {len(found.differences)} 条")
    for difference in found.differences:
        _tell_difference(found, difference, shown[difference.recorded.seq])
    if found.recorders:
        click.echo("\n迟录名单")
        _tell_recorders(found.recorders)


def _tell_difference(found: Comparison, one: Difference, shown: Iterable[Exhibit]) -> None:
    recorded = one.recorded
    at = recorded.recorded_at.astimezone(SHANGHAI)
    what = f"{catalogue.title(type(recorded.fact))}　{audit.subject(found, recorded.fact)}"
    instead = f"第{one.replaces.seq}条" if one.replaces is not None else ""
    click.echo(f"第{recorded.seq}条　{_KINDS[one.kind]}{instead}　{what}")
    click.echo(
        f"  发生 {recorded.effective.isoformat()}　录入 {at:%Y-%m-%d %H:%M}　迟 {one.days_late} 天"
        f"　{recorded.organ} {recorded.actor}（{recorded.role}）"
    )
    click.echo(f"  改动 {moved(one.moved)}")
    for exhibit in shown:
        taken = f"，相机自记拍摄时间 {exhibit.captured_at}" if exhibit.captured_at else ""
        click.echo(f"  附件 {exhibit.digest[:16]}…（{exhibit.kind}{taken}）")
    if one.kind == "late" and one.days_late > 0:
        click.echo(
            f"  原因 {f'{one.said.value.reason}（{one.said.value.explained_by}）' if one.said else '尚无说明'}"
        )


def moved(change: Moved) -> str:
    """What an entry did to the figures, in words."""
    parts = [
        f"{word}{'＋' if tonnes > 0 else '－'}{wording.wan_t(abs(tonnes))}"
        for name, word in _WORDS.items()
        if (tonnes := getattr(change, name))
    ]
    return f"{'　'.join(parts)} 万吨" if parts else "没有改动数字"


def _tell_recorders(lines: Iterable[Recorder]) -> None:
    for line in lines:
        click.echo(
            f"{line.organ} {line.actor}　{line.entries} 条　最长 {line.most_days} 天"
            f"　合计 {line.sum_days} 天　{line.unexplained} 条尚无说明"
        )


@click.command("late", short_help="迟录名单：谁录得晚、晚几天")
@click.option("--since", type=IsoDate(), help="只看这一天起录入的，默认全部")
@click.option("--over", type=click.IntRange(0), default=0, show_default=True, help="只算晚于这么多天的")
@as_json_option
def late(since: date | None, over: int, as_json: bool) -> None:
    """迟录名单：按单位和经办人，录入日期晚于发生日期的有几条、最长几天、几条尚无说明。

    \b
    --json 的键：[{organ, actor, entries, most_days, sum_days, unexplained}]
    """
    with open_office() as office:
        lines = audit.late_recorders(office, since, over)
    if as_json:
        print_json(msgspec.to_builtins(lines))
        return
    _tell_recorders(lines)
    if not lines:
        click.echo("没有迟录。")


@click.group("audit")
def group() -> None:
    """审计：把流水导出成一个可以离线核对的文件，或核对这样的文件。"""


@group.command("export", short_help="把流水导出成可离线核对的文件")
@click.argument("target", type=click.Path(path_type=Path))
@as_json_option
def export(target: Path, as_json: bool) -> None:
    """把全部流水写到文件 TARGET：一行一条，逐字节原样；末行是封签，写明条数、链头和树根。

    TARGET 是文件夹时，文件名取方案编号和条数。已有的文件不覆盖。核对见 ./run audit check。
    """
    layout = existing(home())
    with plainly():
        store = stores.existing(layout, database())
        try:
            path = target / _name(store) if target.is_dir() else target
            with path.open("xb") as file:
                try:
                    seal = exporting.write(store.read(), file)
                except BaseException:
                    path.unlink()
                    raise
        except FileExistsError:
            raise click.ClickException(f"{path} 已经有了，不覆盖。请另取文件名。") from None
        finally:
            store.close()
    if as_json:
        head = {"seq": seal.seq, "leaf": seal.leaf}
        print_json({"file": str(path), "programme": seal.sealed, "head": head, "root": seal.root})
        return
    click.echo(f"已导出 {seal.seq} 条到 {path}")
    click.echo(f"链头 {seal.leaf}\n树根 {seal.root}")


def _name(store: Store) -> str:
    return f"流水-{store.head().seq}条.jsonl"


@group.command("check", short_help="核对导出的流水文件")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@against_option
@as_json_option
def check(file: Path, against: tuple[Path, ...], as_json: bool) -> None:
    """核对导出的文件 FILE：不需要数据目录。改动一个字节，就指出是第几行。

    没有问题退出 0，有问题逐条列出并退出 1。导出的人可以整本重写再封签，所以要与另存的链头对照：
    --against 用备份清单、verify --json 或 audit export --json 的输出。

    \b
    --json 的键：ok、programme、head{seq, leaf}、root、lines、findings[{kind, where, saw}]
    """
    with plainly(), file.open("rb") as opened:
        report = exporting.check(opened, kept_elsewhere(against))
    if as_json:
        print_json({"ok": report.ok, **msgspec.to_builtins(report)})
    else:
        click.echo(f"{report.lines} 行，方案 {report.programme or '（无）'}")
        click.echo(f"链头 {report.head.leaf}\n树根 {report.root}")
        for finding in report.findings[:20]:
            click.echo(f"问题 {finding.where}：{finding.saw}（{finding.kind}）")
        if len(report.findings) > 20:
            click.echo(f"…… 其余 {len(report.findings) - 20} 处见 --json")
        click.echo("核对通过，没有发现问题。" if report.ok else f"发现 {len(report.findings)} 处问题。")
    if not report.ok:
        raise SystemExit(1)


COMMANDS = (as_of, late, group)
