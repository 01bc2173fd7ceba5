"""`dossier`: the ledger of enterprises, or one enterprise whole with its timeline; and the area's recording verbs."""

import click
import msgspec

from yajian.cli.asking import Look, of_a_day
from yajian.cli.room import print_json
from yajian.core.programme import AnyFact
from yajian.core.reports import wording
from yajian.core.reports.dossier import Dossier, Ledger, LedgerLine, dossier, ledger
from yajian.core.reports.statements import as_builtins
from yajian.core.reports.timeline import Happening, timeline
from yajian.core.rules.dossier import find
from yajian.core.words import SHANGHAI, EnterpriseId, Recorded


@click.command("show", short_help="看企业台账、一企一档")
@click.argument("name", default="")
@of_a_day("只输出 JSON，产能一律为整数（吨），金额为整数（分）")
def command(look: Look, name: str, as_json: bool) -> None:
    """看企业台账：写了 NAME（编号、信用代码、现名或曾用名）就看这户企业的档案和时间线，不写就看全部企业。

    `./run dossier NAME` 就是 `./run dossier show NAME`。
    """
    plan, programme = look.plan, look.programme
    found = find(plan, programme, name, look.known) if name else ()
    enterprise = _the_one(name, found)
    if enterprise is None:
        sheet = ledger(plan, programme, look.as_of, look.known, name)
        print_json(_ledger(sheet)) if as_json else _tell_ledger(sheet)
        return
    whole = dossier(plan, programme, enterprise, look.as_of, look.known)
    assert whole is not None  # it was found among those known
    told = [
        (one, look.office.recorded(one.seq))
        for one in timeline(plan, programme, enterprise, look.as_of, look.known)
    ]
    print_json(_dossier(whole, told)) if as_json else _tell_dossier(whole, told)


class _Group(click.Group):
    """The area's verbs; what is none of them is the name of an enterprise to be shown."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = bool(args) and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["show", *args])


def with_show(group: click.Group) -> click.Group:
    return _Group(
        group.name,
        commands={command.name or "": command, **group.commands},
        help=f"{group.help}直接写企业的名称或编号，就看它的档案。",
        short_help="企业台账、一企一档",
    )


def _the_one(name: str, found: tuple[EnterpriseId, ...]) -> EnterpriseId | None:
    """The enterprise meant, if one alone answers to the name. Many are listed; none is said so."""
    if name and not found:
        raise click.ClickException(f"企业台账中没有“{name}”；用 ./run dossier 看全部企业")
    if name in found:
        return EnterpriseId(name)
    return found[0] if len(found) == 1 else None


# For machines ------------------------------------------------------------------------------------


def _ledger(sheet: Ledger) -> dict[str, object]:
    return {
        "listed_t": sheet.listed_t,
        "without_code": sheet.without_code,
        "enterprises": [_line(line) for line in sheet.lines],
    }


def _line(line: LedgerLine) -> dict[str, object]:
    return {
        "enterprise": line.enterprise,
        "name": line.name,
        "former_names": line.former,
        "county": line.county,
        "in_plan": line.in_plan,
        "credit_code": line.code.value.code or None if line.code is not None else None,
        "code_absent": line.code.value.absent or None if line.code is not None else None,
        "listed_t": line.listed_t,
        "outside_t": line.outside_t,
        "facilities": line.facilities,
        "unanswered_interests": line.unanswered,
        "merged_into": line.merged.value.successor if line.merged is not None else None,
    }


def _dossier(whole: Dossier, told: list[tuple[Happening, Recorded[AnyFact]]]) -> dict[str, object]:
    return {
        **_line(whole.line),
        "names": msgspec.to_builtins(whole.names),
        "stands_for": [line.enterprise for line in whole.predecessors],
        "sites": msgspec.to_builtins(whole.sites),
        "parts": [
            {"part": line.part.part, "listed_t": line.part.tonnes, "light_word": line.judged.word}
            for line in whole.parts
        ],
        "unbound": whole.unbound,
        "units": [line.opened.unit for line in whole.units],
        "numbers": [as_builtins(line) for line in whole.numbers],
        "interests": [
            {
                "seq": line.recorded.seq,
                **msgspec.to_builtins(line.recorded.value),
                "answer": line.answer.value.answer if line.answer is not None else None,
            }
            for line in whole.interests
        ],
        "timeline": [
            {
                "seq": one.seq,
                "effective": one.effective.isoformat(),
                "recorded_at": recorded.recorded_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
                "organ": recorded.organ,
                "actor": recorded.actor,
                "what": one.what,
                "words": one.words,
                "corrected_by": one.corrected_by,
            }
            for one, recorded in told
        ],
    }


# For people --------------------------------------------------------------------------------------


def _tell_ledger(sheet: Ledger) -> None:
    for county, lines in sheet.by_county:
        click.echo(county)
        for line in lines:
            click.echo(f"　{_in_words(line)}")
    click.echo(f"共 {len(sheet.lines)} 户，{sheet.without_code} 户未登记信用代码")


def _in_words(line: LedgerLine) -> str:
    if line.merged is not None:
        return f"{line.name}（{line.enterprise}）　自{line.merged.effective.isoformat()}起并入 {line.merged_name}"
    outside = f"，目标以外 {wording.wan_t(line.outside_t)} 万吨" if line.outside_t else ""
    former = f"　曾用名 {'、'.join(line.former)}" if line.former else ""
    return (
        f"{line.name}（{line.enterprise}）　列入 {wording.wan_t(line.listed_t)} 万吨{outside}　"
        f"设施 {line.facilities} 座　信用代码 {_code(line)}{former}"
    )


def _code(line: LedgerLine) -> str:
    if line.code is None:
        return "未登记"
    return line.code.value.code or f"没有：{line.code.value.absent}"


def _tell_dossier(whole: Dossier, told: list[tuple[Happening, Recorded[AnyFact]]]) -> None:
    click.echo(_in_words(whole.line))
    for site in whole.sites:
        click.echo(f"厂区　　{site.name}（{site.site}）　{site.county_name}　{site.address}".rstrip())
        for facility in site.facilities:
            listed = "、".join(f"{part} {name}" for part, name in facility.listed) or "未对应清单"
            click.echo(f"　设施　{facility.name}（{facility.facility}）　{listed}")
    for part in whole.parts:
        click.echo(f"清单　　{part.part.part}　{wording.wan_t(part.part.tonnes)} 万吨　{part.judged.word}")
    for number in whole.numbers:
        click.echo(f"数据　　{number.about.name}　{number.number.label}　{number.usable.finding}")
    for interest in whole.interests:
        answer = interest.answer.value.answer if interest.answer is not None else "尚未答复"
        fact = interest.recorded.value
        click.echo(f"诉求　　第{interest.recorded.seq}条　{interest.matter}：{fact.summary}　{answer}")
    for one, recorded in told:
        gone = f"（已由第{one.corrected_by}条更正或撤销）" if one.corrected_by is not None else ""
        learned = recorded.recorded_at.astimezone(SHANGHAI).date().isoformat()
        click.echo(
            f"第{one.seq}条　{one.effective.isoformat()} 发生，{learned} 录入　{one.what}　{one.words}{gone}　"
            f"{recorded.organ} {recorded.actor}"
        )
