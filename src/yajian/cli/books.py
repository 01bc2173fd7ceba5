"""`verify`, `backup`, `restore`, `attempts`: looking after the books."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from yajian.cli.room import database, home, now, plainly, print_json, say, whereabouts
from yajian.evidence import Evidence
from yajian.journal import backup as backups
from yajian.journal import checkpoints, stores
from yajian.journal import restore as restores
from yajian.journal.home import Home
from yajian.journal.manifest import Declined
from yajian.journal.store import Attempt
from yajian.journal.verify import Report
from yajian.journal.verify import verify as verify_books
from yajian.journal.walk import Known
from yajian.transact import FOLDING, snapshots_of

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)

as_json_option = click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
against_option = click.option(
    "--against",
    type=_FILE,
    multiple=True,
    help="另存的链头：某次备份的 manifest.json，或某次 verify --json 的输出。可重复",
)


@contextmanager
def _plainly() -> Iterator[None]:
    """What goes wrong is told in one sentence, and the exit is 1."""
    try:
        with plainly():
            yield
    except Declined as error:
        raise click.ClickException(str(error)) from error


@click.command(short_help="从头核验账簿和附件")
@against_option
@as_json_option
def verify(against: tuple[Path, ...], as_json: bool) -> None:
    """从头核验：重算每一条的摘要和链，重做一遍账，再逐个核对附件。改动一个字节也会指出在哪里。

    没有问题退出 0，有问题逐条列出并退出 1。核验时可以照常办公。

    \b
    链只能证明账簿前后一致；防掌管数据库的人整本改写，要靠存在别处的链头：
      ./run verify --json > 链头.json      存到别的机器或打印归档
      ./run verify --against 链头.json     日后核对：此前的记录一条没变、一条没少

    \b
    --json 的键：ok、programme、head{seq, leaf}、root（RFC 6962 树根）、state（账面摘要）、
    commands、evidence、findings[{kind, where, saw}]
    """
    layout = existing(home())
    with _plainly():
        known = kept_elsewhere(against)
        store = stores.existing(layout, database(), checked=False)
        try:
            rooms = Evidence(layout.evidence)
            report = verify_books(store, FOLDING, rooms, known, _count, snapshots_of(layout))
        finally:
            store.close()
    _tell(report, as_json)
    if not report.ok:
        raise SystemExit(1)


@click.command(short_help="备份账簿和附件到一个空文件夹")
@click.argument("folder", type=_FOLDER)
@as_json_option
def backup(folder: Path, as_json: bool) -> None:
    """把账簿和全部附件备份到空文件夹 FOLDER，写清单 manifest.json，其中有每个文件的摘要和链头。

    办公时也可以备份，得到的是某一刻的完整账簿。请不要用复制文件代替：正在写的文件复制出来多半是坏的。
    备份要放到别的机器上；清单另存一份，就是日后 verify --against 用的链头。
    """
    layout = existing(home())
    with _plainly():
        made = backups.backup(layout.root, folder, Evidence, now(), say, database())
    if as_json:
        print_json(msgspec.to_builtins(made))
        return
    click.echo(f"已备份 {made.head.seq} 条、{len(made.files) - 1} 个附件到 {folder}")
    click.echo(f"链头 {made.head.leaf}")


@click.command(short_help="从备份恢复到空的数据目录")
@click.argument("folder", type=_FOLDER)
@against_option
@as_json_option
def restore(folder: Path, against: tuple[Path, ...], as_json: bool) -> None:
    """把 FOLDER 里的备份恢复到数据目录（YAJIAN_HOME，默认 ./data）。数据目录须是空的或还不存在。

    设了 YAJIAN_DATABASE_URL 时，账簿恢复到那个空的数据库，附件恢复到数据目录。备份只有一种格式：
    从哪种账簿备份的，都可以恢复到另一种。

    先核对清单上每个文件，再逐条重放，再从头核验，全部通过才放进数据目录；有一处不对就什么也不留下。
    给出 --against 时，比它旧的备份不予恢复。
    """
    with _plainly():
        known = kept_elsewhere(against)
        report = restores.restore(folder, home(), Evidence, FOLDING, known, say, database())
    say(f"已恢复到 {whereabouts()}")
    _tell(report, as_json)


@click.command(short_help="没有办成的提交：谁、何时、因何")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="只看最近几条")
@click.option("--all", "everything", is_flag=True, help="全部列出")
@as_json_option
def attempts(last: int, everything: bool, as_json: bool) -> None:
    """列出没有办成的提交：谁在何时要办什么、依据什么没有办成、怎么办才行。账簿不受它们影响。

    \b
    --json 的键：[{at, actor, organ, role, command_id, command, code, basis, finding, way_forward, head}]
    """
    layout = existing(home())
    with _plainly():
        store = stores.existing(layout, database())
        try:
            found = list(deque(store.attempts(), maxlen=None if everything else last))
        finally:
            store.close()
    if as_json:
        print_json([msgspec.to_builtins(one) for one in found])
        return
    for one in found:
        _show(one)
    if not found:
        click.echo("没有未办成的提交。")


COMMANDS = (verify, backup, restore, attempts)


def existing(root: Path) -> Home:
    """The data folder, if it holds books."""
    layout = Home(root)
    if not (layout.evidence.is_dir() if database() else layout.journal.is_file()):
        raise click.ClickException(f"{root} 里没有账簿。请设好 YAJIAN_HOME，或先运行 ./run 开账。")
    return layout


def kept_elsewhere(files: tuple[Path, ...]) -> list[Known]:
    """The heads in files that somebody kept."""
    try:
        return [checkpoints.read(file) for file in files]
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _count(bodies: int) -> None:
    say(f"已核对 {bodies} 条 …")


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        print_json({"ok": report.ok, **msgspec.to_builtins(report)})
        return
    click.echo(f"账簿 {report.head.seq} 条（{report.commands} 次提交），附件 {report.evidence} 个")
    click.echo(f"链头 {report.head.leaf}")
    click.echo(f"树根 {report.root}")
    for finding in report.findings:
        click.echo(f"问题 {finding.where}：{finding.saw}（{finding.kind}）")
    click.echo("核验通过，没有发现问题。" if report.ok else f"发现 {len(report.findings)} 处问题。")


def _show(attempt: Attempt) -> None:
    click.echo(f"{attempt.at}　{attempt.actor}（{attempt.organ}）　{attempt.code}")
    click.echo(f"  要办：{attempt.command}")
    click.echo(f"  依据：{attempt.basis}　情况：{attempt.finding}")
    click.echo(f"  怎么办：{attempt.way_forward}")
