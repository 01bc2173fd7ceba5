"""`story FILE…`: play scenario files and report each step."""

from pathlib import Path

import click
import msgspec

from yajian.cli.room import print_json, say
from yajian.planfile.shipped import shipped
from yajian.story import Played, Seen, StoryUnreadable, play, read


@click.command("story", short_help="演一遍故事文件")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="把账簿留在这个空目录")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(files: tuple[Path, ...], keep: Path | None, as_json: bool) -> None:
    """演一遍故事文件：每一步谁、何时、办什么，与写明的结果是否相符。

    故事在一份全新的、演完即弃的数据上演，不动你的数据。有一步不符即退出 1。
    要留下账簿，写 --keep 目录，一次一个故事；再用 YAJIAN_HOME=目录 ./run serve 打开看。
    写法见 docs/reference/story-file.md。
    """
    if keep is not None and len(files) > 1:
        raise click.UsageError("--keep 一次只留一个故事的账簿")
    played: list[Played] = []
    for path in files:
        try:
            story = read(path)
            if not as_json:
                click.echo(f"{story.title}（{story.plan}）")
            played.append(play(story, path.parent, shipped(), (lambda _: None) if as_json else _tell, keep))
        except StoryUnreadable as fault:
            raise click.ClickException(str(fault)) from fault
    if as_json:
        print_json([msgspec.to_builtins(one) | {"ok": one.ok} for one in played])
    failed = [one.title for one in played if not one.ok]
    if failed:
        say(f"{len(played)} 个故事，{len(failed)} 个不符：{'、'.join(failed)}")
        raise SystemExit(1)
    say(f"{len(played)} 个故事，全部相符。")


def _tell(step: Seen) -> None:
    mark = "✗" if step.differs else "✓"
    when = f"{step.recorded} 录入" if step.recorded else ""
    happened = f"，{step.effective} 发生" if step.effective else ""
    click.echo(f"  {mark} {step.number}. {step.step}　{step.who}　{when}{happened}　{step.did}")
    for line in step.seen:
        click.echo(f"       {line}")
    for line in step.differs:
        click.echo(f"     ✗ {line}")
