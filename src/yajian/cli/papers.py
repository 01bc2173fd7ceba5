"""`papers`: the register of papers, drafting one, fetching its files, and the city's own templates."""

from datetime import date
from pathlib import Path

import click

from yajian import drafting
from yajian.cli.asking import Look, answer, of_a_day
from yajian.cli.room import IsoDate, open_office, plainly, print_json, report, today
from yajian.core.decisions.papers import Draft
from yajian.core.facts.papers import About
from yajian.core.reports import papers as reports
from yajian.core.rules import papers as rules
from yajian.core.words import CampaignId, CountyId, EnterpriseId, OrganId, PaperId, PartId, Refusal, Seq
from yajian.papers import standard
from yajian.transact import Done, Office, Refused

_PIECES = {"draft": "草稿", "workbook": "表格", "fair": "正本", "review": "审签单"}

as_json_option = click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
county_option = click.option("--county", help="县（市）编号")
year_option = click.option("--year", type=int, help="年度，四位年份")
campaign_option = click.option("--campaign", help="摸底的编号")
enterprise_option = click.option("--enterprise", help="企业编号")
part_option = click.option("--part", help="清单分项编号")
facility_option = click.option("--facility", default="", help="设施，照清单或批准的办法所列名称")
planned_on_option = click.option("--planned-on", type=IsoDate(), help="计划停炉、拆除的日期")
reviewer_option = click.option("--reviewer", help="出具审查意见的单位编号")
seal_option = click.option("--seal", type=click.IntRange(1), help="查封登记的条号")
quota_version_option = click.option("--quota-version", type=click.IntRange(1), help="具体工作方案第几版")
application_option = click.option("--application", type=click.IntRange(1), help="补偿申请的条号")
audit_plan_option = click.option("--audit-plan", type=click.IntRange(1), help="审核计划第几号")
out_option = click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到这个文件，已有的覆盖"
)


@click.command("papers", short_help="文书：起草、审签、编号、办结")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """文书：每份走到哪一步、该谁签，各代字编到几号、空在哪里；登记用下面的动词。"""
    answer(
        reports.register(look.plan, look.programme, look.as_of, look.known),
        as_json,
        reports.as_builtins,
        reports.told,
    )


def with_files(group: click.Group) -> click.Group:
    """The area's verbs, with drafting as the office does it in place of the bare command."""
    for one in (draft, fetch, template, check):
        group.add_command(one)
    return group


@click.command("draft", short_help="起草文书")
@click.argument("name", metavar="文书编号")
@county_option
@year_option
@campaign_option
@enterprise_option
@part_option
@facility_option
@planned_on_option
@reviewer_option
@seal_option
@quota_version_option
@application_option
@audit_plan_option
@click.option("--remark", default="", help="补充说明，照印在文书上")
@click.option("--issuer", default="", help="发文单位全称，默认方案写明的出具单位")
@click.option("--drafted-by", required=True, help="经办人姓名")
@click.option("--addressee", default="", help="主送单位全称")
@click.option("--copied-to", default="", help="抄送单位全称")
@click.option("--title", default="", help="标题，默认由系统拟")
@click.option("--paper", help="重拟稿号：退回或数据变动后重拟时填")
@click.option("--as-of", type=IsoDate(), help="数据截至哪一天，默认今天")
@click.option("--known", type=click.IntRange(1), help="数据用到第几条登记，默认全部")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="同时把文稿写到这个文件")
@click.option("--actor", default="installer", show_default=True, help="经办人账号")
@click.option("--organ", default="本机", show_default=True, help="单位")
@click.option("--role", default="installer", show_default=True, help="角色，见 permissions.md")
@as_json_option
def draft(
    name: str,
    county: str | None,
    year: int | None,
    campaign: str | None,
    enterprise: str | None,
    part: str | None,
    facility: str,
    planned_on: date | None,
    reviewer: str | None,
    seal: int | None,
    quota_version: int | None,
    application: int | None,
    audit_plan: int | None,
    remark: str,
    issuer: str,
    drafted_by: str,
    addressee: str,
    copied_to: str,
    title: str,
    paper: str | None,
    as_of: date | None,
    known: int | None,
    out: Path | None,
    actor: str,
    organ: str,
    role: str,
    as_json: bool,
) -> None:
    """起草一份文书：数字取自账上，与网页同一天同一条的数相同；文稿存入附件库。

    \b
    例：./run papers draft W06 --county 县编号 --drafted-by 姓名 --out 调度表.docx
    """
    with open_office() as office:
        asked = Draft(
            template=name,
            title=title,
            issuer=issuer or _issuer(office, name, county, enterprise, reviewer),
            drafted_by=drafted_by,
            county=CountyId(county) if county else None,
            year=year,
            campaign=CampaignId(campaign) if campaign else None,
            enterprise=EnterpriseId(enterprise) if enterprise else None,
            part=PartId(part) if part else None,
            facility=facility,
            planned_on=planned_on,
            reviewer=OrganId(reviewer) if reviewer else None,
            seal=Seq(seal) if seal is not None else None,
            quota_version=quota_version,
            application=Seq(application) if application is not None else None,
            audit_plan=audit_plan,
            remark=remark,
            addressee=addressee,
            copied_to=copied_to,
            paper=PaperId(paper) if paper else None,
            as_of=as_of or today(),
            known=Seq(known) if known is not None else office.programme.seq,
        )
        prepared = drafting.prepare(office, asked)
        if isinstance(prepared, Refusal):
            report(Refused(prepared), as_json)
            return
        outcome = office.transact(prepared, actor=actor, organ=organ, role=role, effective=today())
        digest = prepared.file or prepared.workbook
        if out is not None and digest is not None and isinstance(outcome, Done):
            _write(out, office.evidence.read(digest))
    report(outcome, as_json)


def _issuer(
    office: Office, name: str, county: str | None, enterprise: str | None, reviewer: str | None
) -> str:
    plan = office.plan()
    found = plan.templates.get(name)
    if found is None:
        return ""
    return reports.issuer(
        plan,
        office.programme,
        found,
        CountyId(county) if county else None,
        EnterpriseId(enterprise) if enterprise else None,
        OrganId(reviewer) if reviewer else None,
    )


@click.command("file", short_help="取文书的草稿、表格、正本、审签单")
@click.argument("paper", metavar="稿号")
@click.option(
    "--piece",
    type=click.Choice(list(_PIECES)),
    default="draft",
    show_default=True,
    help="draft 草稿，workbook 表格，fair 带文号和成文日期的正本，review 审签单",
)
@out_option
def fetch(paper: str, piece: str, out: Path) -> None:
    """把一份文书的文件写到 --out。草稿和表格是当时存下的原样；正本、审签单按登记的文号、意见重填。"""
    with open_office() as office, plainly():
        found = rules.standing(office.programme, PaperId(paper))
        if found is None:
            raise click.ClickException(f"没有稿号 {paper}；./run papers 列出全部")
        content = _piece(office, found, piece)
        if content is None:
            raise click.ClickException(f"稿号 {paper} 没有{_PIECES[piece]}")
        _write(out, content)


def _piece(office: Office, found: rules.Standing, piece: str) -> bytes | None:
    match piece:
        case "fair":
            return drafting.fair_copy(office, found)
        case "review":
            return drafting.review(office, found)
        case _:
            digest = found.draft.file if piece == "draft" else found.draft.workbook
            return office.evidence.read(digest) if digest is not None else None


@click.command("template", short_help="取系统的 Word 模板，改好可自用")
@click.argument("name", metavar="文书编号")
@out_option
def template(name: str, out: Path) -> None:
    """把系统的模板写到 --out。改好后放到数据目录的 templates 文件夹，名为 文书编号.docx，即代替系统的模板。"""
    with open_office() as office:
        found = office.plan().templates.get(name)
        content = standard(found.draws) if found is not None and found.draws is not None else None
    if content is None:
        raise click.ClickException(f"{name} 没有 Word 模板")
    with plainly():
        _write(out, content)


@click.command("check", short_help="核对自备的 Word 模板")
@click.argument("name", metavar="文书编号")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@county_option
@year_option
@campaign_option
@enterprise_option
@part_option
@facility_option
@quota_version_option
@application_option
@audit_plan_option
@as_json_option
def check(
    name: str,
    file: Path,
    county: str | None,
    year: int | None,
    campaign: str | None,
    enterprise: str | None,
    part: str | None,
    facility: str,
    quota_version: int | None,
    application: int | None,
    audit_plan: int | None,
    as_json: bool,
) -> None:
    """核对模板 FILE 能不能用作 文书编号 的模板：用了哪些字段，哪些本文书没有，哪些没有用到。不能用的退出 1。

    \b
    --json 的键：ok、used、unknown、missing
    """
    with open_office() as office:
        found = office.plan().templates.get(name)
        if found is None:
            raise click.ClickException(f"方案所列文书中没有 {name}")
        subject = reports.Subject(
            template=found,
            county=CountyId(county or office.plan().counties[0].id),
            year=year or today().year,
            campaign=CampaignId(campaign) if campaign else None,
            about=About(
                enterprise=EnterpriseId(enterprise) if enterprise else None,
                part=PartId(part) if part else None,
                facility=facility,
                quota_version=quota_version,
                application=Seq(application) if application is not None else None,
                audit_plan=audit_plan,
            ),
        )
        fit = drafting.look_at(office, file.read_bytes(), subject, today())
    if isinstance(fit, Refusal):
        report(Refused(fit), as_json)
        return
    if as_json:
        print_json({"ok": not fit.unknown, "used": fit.used, "unknown": fit.unknown, "missing": fit.missing})
    else:
        click.echo(f"用到的字段：{'、'.join(fit.used) or '没有'}")
        click.echo(f"没有用到的：{'、'.join(fit.missing) or '没有'}")
        click.echo(f"本文书没有的：{'、'.join(fit.unknown)}" if fit.unknown else "可以使用。")
    if fit.unknown:
        raise SystemExit(1)


def _write(path: Path, content: bytes) -> None:
    with plainly():
        path.write_bytes(content)
    click.echo(f"已写到 {path}", err=True)
