"""What a paper that is out is good for: the command it is the document of, with all that it says already filled in."""

from collections.abc import Mapping

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.acceptance import to_look_at
from yajian.core.reports.papers.steps import Following, after_money
from yajian.core.rules import acceptance, courts, organs, releases, risks, workers, workplans
from yajian.core.rules.papers import RELEASES, Standing
from yajian.core.words import CountyId


def following(plan: Plan, programme: Programme, found: Standing) -> Following | None:
    """None while the paper is not out, where nothing rests on it, and once that was entered."""
    template = plan.templates.get(found.draft.template)
    if found.closed is None or template is None or template.draws is None:
        return None
    about, out = found.about, found.closed.value
    filled = {"part": about.part or "", "document": out.document_no, "effective": out.issued_on.isoformat()}
    match template.draws:
        case "release_shutdown" | "release_dismantle" as draws:
            gate = releases.gate_for(plan, RELEASES[draws])
            if gate is None or about.part is None or about.planned_on is None:
                return None
            given = releases.release(programme, (gate.id, about.part, about.facility))
            if given is not None and given.value.document == out.document_no:
                return None
            filled |= {
                "gate": gate.id,
                "facility": about.facility,
                "planned_on": about.planned_on.isoformat(),
            }
            return Following(command="releases.release", words="据此放行", filled=filled)
        case "completion_report" if about.part is not None:
            report = acceptance.standing(programme, about.part).report
            if report is not None and report.value.document == out.document_no:
                return None
            filled |= {"whereabouts": found.draft.remark, "reported_by": out.signer}
            return Following(command="acceptance.report", words="据此报完工", filled=filled)
        case "county_check" if about.part is not None:
            stands = acceptance.standing(programme, about.part)
            visits = (*stands.earlier, *stands.checks)
            if stands.report is None or stands.accepted is not None:
                return None
            told = acceptance.standing(programme, about.part, None, found.draft.known).checks
            if any(one.value.level == "county" for one in told):
                return None  # it writes up a visit that was on record
            if any(one.value.document == out.document_no for one in visits):
                return None
            filled |= {"level": "县级", "words": found.draft.remark}
            for at, what in enumerate(to_look_at(plan, programme, about.part, out.issued_on)):
                filled |= {f"looked:{at}:key": what}
            return Following(command="acceptance.check", words="据此登记初验", filled=filled)
        case "work_plan" if about.enterprise is not None:
            handed_in = workplans.versions(programme, about.enterprise)
            if any(one.value.document == out.document_no for one in handed_in):
                return None
            mine = {"enterprise": about.enterprise, "title": found.draft.title}
            return Following(
                command="workplans.submit-plan", words="据此提交方案", filled={**_dated(filled), **mine}
            )
        case "acceptance" if about.part is not None:
            standing = acceptance.standing(programme, about.part)
            if standing.accepted is not None or standing.city is None:
                return None
            for at, one in enumerate(standing.city.value.members):
                filled |= {f"members:{at}:key": one.name, f"members:{at}:value": one.organ}
            return Following(command="acceptance.accept", words="据此登记验收合格", filled=filled)
        case "expert_opinion" if about.part is not None:
            reviews = workplans.expert_reviews(programme, about.part)
            if any(one.value.document == out.document_no for one in reviews):
                return None
            filled |= {"title": found.draft.title}
            return Following(command="workplans.record-expert-review", words="据此登记论证", filled=filled)
        case "plan_review" if about.enterprise is not None and about.reviewer is not None:
            version = workplans.current(programme, (about.enterprise,))
            said = workplans.reviews(programme, version.value) if version is not None else ()
            if version is None or any(one.value.document == out.document_no for one in said):
                return None
            mine = {
                "enterprise": about.enterprise,
                "version": str(version.value.version),
                "organ": about.reviewer,
                "reviewer": out.signer,
                "opinion": found.draft.remark,
            }
            return Following(
                command="workplans.review", words="据此登记审查意见", filled={**_dated(filled), **mine}
            )
        case "risks" if found.draft.county is not None:
            wanted = _unassessed(plan, programme, found.draft.county)
            if wanted is None:
                return None
            mine = {"kind_of_risk": wanted, "county": found.draft.county}
            return Following(
                command="risks.assess", words=f"据此登记{wanted}的评估", filled={**_dated(filled), **mine}
            )
        case "resettlement" if about.enterprise is not None:
            filed = workers.plan_filed(programme, frozenset({about.enterprise}))
            if filed is not None and filed.value.document == out.document_no:
                return None
            people = len(workers.crew(programme, frozenset({about.enterprise})).people)
            mine = {"enterprise": about.enterprise, "covers": str(people)}
            return Following(
                command="workers.file-plan", words="据此登记安置方案", filled={**_dated(filled), **mine}
            )
        case "adjustment":
            source = plan.retirement_list.id
            if any(
                entry.value.document == out.document_no for entry in programme.targets.lists[source].known()
            ):
                return None
            mine = {"list": source, **_dated(filled)}
            return Following(command="targets.publish-list", words="据此发布清单新版本", filled=mine)
        case "pledge" if about.enterprise is not None:
            if organs.pledge(programme, about.enterprise) is not None:
                return None
            mine = {"enterprise": about.enterprise, "effective": out.issued_on.isoformat()}
            return Following(command="organs.sign-pledge", words="据此登记签订责任书", filled=mine)
        case "court_letter" if about.seal is not None:
            seal = courts.seal(programme, about.seal)
            if seal is None or any(one.effective >= out.issued_on for one in seal.consulted):
                return None
            mine = {
                "seal": str(about.seal),
                "by": "letter",
                "with_whom": seal.fact.court,
                "summary": f"{found.draft.title}（{out.document_no}）",
                "effective": out.issued_on.isoformat(),
            }
            return Following(command="courts.consult-court", words="据此登记协商", filled=mine)
        case _:
            return after_money(plan, programme, template.draws, found, out)


def _unassessed(plan: Plan, programme: Programme, county: CountyId) -> str | None:
    """The first kind of risk the plan wants assessed of this county that nobody entered."""
    kinds = plan.risks.kinds if plan.risks is not None else ()
    unsaid = (one for one in kinds if risks.risk(programme, risks.key(one.id, county, None)) is None)
    return next((one.label for one in unsaid), None)


def _dated(filled: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in filled.items() if name != "part"}
