"""Parts near their day or past it, parts nothing was ever said of, records to be looked at again, late ones unexplained."""

from collections.abc import Iterator

from yajian.core.facts.closure import OpeningStated
from yajian.core.plan.citing import clauses_served_by
from yajian.core.reports.closure import to_review
from yajian.core.reports.inbox.item import OFFICE, Look, Waiting, several, undated, unentered
from yajian.core.reports.progress import PartLine
from yajian.core.reports.wording import wan_t
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import closure as rules
from yajian.core.rules import dossier
from yajian.core.rules.lateness import explanation
from yajian.core.rules.targets import find_part
from yajian.core.words import CountyId, FacilityId, Light, PartId

KIND = "设施状态"
_NOT_THEIRS = ("逾期完成", "待核查")  # nothing is left to do, or it waits for whoever looks into the flag


def waiting(look: Look) -> Iterator[Waiting]:
    yield from _parts(look)
    yield from _unsaid(look)
    yield from _reviews(look)
    yield from _late(look)


def _parts(look: Look) -> Iterator[Waiting]:
    for line in look.sheet.parts:
        if line.judged.light in (Light.RED, Light.YELLOW) and line.judged.word not in _NOT_THEIRS:
            yield _part(look, line)


def _part(look: Look, line: PartLine) -> Waiting:
    part = line.part
    verb = "拆除" if line.judged_by == "dismantled" else "关停"
    late = part.due is not None and part.due < look.as_of
    return Waiting(
        kind="压减",
        what=f"{verb} {wan_t(part.tonnes)} 万吨" + ("" if part.facilities else "（尚未落实到设施）"),
        about=f"{part.enterprise_name} {part.part}",
        judged=line.judged,
        by=(line.county_name or OFFICE,),
        command="closure.record-condition",
        filled={"part": part.part, "facility": part.facilities[0]}
        if len(part.facilities) == 1
        else {"part": part.part},
        place=("part", part.part),
        due=part.due,
        since=part.due if late else None,
        clauses=look.clauses(part.clauses),
        turn="county" if part.county is not None else "office",
        county=part.county,
        enterprise=part.enterprise,
    )


def _unsaid(look: Look) -> Iterator[Waiting]:
    silent: dict[CountyId | None, list[PartLine]] = {}
    for line in look.sheet.parts:
        if not line.standing.recorded and line.standing.facilities:
            silent.setdefault(line.part.county, []).append(line)
    clauses = clauses_served_by(look.plan, "F10")
    for county, lines in silent.items():
        yield Waiting(
            kind=KIND,
            what=f"期初补录：{len(lines)} 个分项尚无任何登记",
            about=several(tuple(dict.fromkeys(line.part.enterprise_name for line in lines))),
            judged=unentered("未录入不等于没有关停"),
            by=(look.mover(county),),
            command="closure.state-opening",
            filled={},
            place=("facilities", f"county={county or ''}&kind=unrecorded"),
            clauses=clauses,
            turn="county" if county is not None else "office",
            county=county,
        )
    unnamed = [line for line in look.sheet.parts if not line.standing.facilities]
    if unnamed and look.sheet.sight.everything:  # one line for all, and the office's to do
        yield Waiting(
            kind=KIND,
            what=f"落实到设施：{len(unnamed)} 个分项没有写明是哪几座",
            about=several(tuple(dict.fromkeys(line.part.enterprise_name for line in unnamed))),
            judged=unentered("先明确对应哪些设施，或批准书面办法，才能登记状态"),
            by=(OFFICE,),
            command="targets.publish-list",
            filled={},
            place=("facilities", ""),
            clauses=clauses_served_by(look.plan, "F08"),
        )


def _reviews(look: Look) -> Iterator[Waiting]:
    """待复核: what rested on a reading since answered otherwise."""
    for one in charter_rules.reopened(look.plan, look.programme, look.as_of, look.known):
        question = look.plan.open_questions[one.question]
        record = one.record
        place = one.thing.split("/")
        part = find_part(look.programme, PartId(place[0 if record is not None else -1]), look.as_of)
        yield Waiting(
            kind="待复核",
            what=to_review(look.plan, one) if record is not None else f"清单分项 {one.thing} 据旧读法入账",
            about=question.topic,
            judged=undated("方案没有写几日内复核"),
            by=(record.organ if record is not None else OFFICE,),
            command="charter.review-reopened",
            filled={"thing": one.thing, "question": one.question},
            place=("question", one.question),
            clauses=look.clauses(question.clauses),
            raised=one.answered,
            county=part.county if part is not None else None,
        )


def _late(look: Look) -> Iterator[Waiting]:
    """Entries later than they should have been told, of which nobody has said why."""
    clauses = clauses_served_by(look.plan, "F10")
    for (name, facility), past in look.programme.closures.conditions.items():
        for entry in past.known(look.known):
            if entry.effective > look.as_of or isinstance(entry.value, OpeningStated):
                continue
            told = rules.told_on(look.programme, entry)
            days = rules.late_days(look.plan, entry.effective, told)
            if not days or explanation(look.programme, entry.seq, look.known) is not None:
                continue
            part = find_part(look.programme, name, look.as_of) if name else None
            county = part.county if part is not None else None
            whose = f"{part.enterprise_name} {name}" if part is not None else ""
            ledger = FacilityId(facility)
            own = facility if name else dossier.facility_name(look.programme, ledger, look.as_of, look.known)
            yield Waiting(
                kind="迟录",
                what=f"说明迟录：{entry.value.label}，迟录{days}天",
                about=f"{whose} {own}".strip(),
                judged=undated("不说明的，如实显示“尚无说明”"),
                by=(look.programme.closures.records[entry.seq].organ,),
                command="lateness.explain",
                filled={"entry": entry.seq},
                place=("facility", f"{name}/{facility}") if name else ("fact", str(entry.seq)),
                since=told,
                clauses=clauses,
                raised=entry.seq,
                turn="county" if county is not None else "office",
                county=county,
            )
