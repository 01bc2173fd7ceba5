"""Completion standards: the words they quote stand in their clauses, and what comes from elsewhere is off until answered."""

from collections.abc import Iterator

from yajian.core.plan import CompletionStandard, Provenance, SiteCheck
from yajian.core.words import ClauseId
from yajian.planfile.checks.view import View
from yajian.planfile.faults import Fault
from yajian.planfile.issued import Issued, squeezed


def quoted(view: View) -> Iterator[Fault]:
    """What a standard or a check gives as the plan's own words is in a clause it cites; a clause copied wrongly is told as that."""
    issued = Issued(view.issued).text if view.issued is not None else None
    for path, words, clauses in _quoting(view):
        texts = [view.plan.clauses[name].text for name in clauses if name in view.plan.clauses]
        if issued is not None and any(squeezed(text) not in issued for text in texts):
            continue
        for word in words:
            if texts and not any(word in text for text in texts):
                seen = f"所引条文里没有“{word}”"
                yield view.fault(path, "words-not-in-clause", seen, "照条文逐字写，或补上写有它的条文")


def _quoting(view: View) -> Iterator[tuple[str, tuple[str, ...], tuple[ClauseId, ...]]]:
    for standard in view.plan.completion_standards.values():
        yield f"completion_standards.{standard.id}.words", standard.words, standard.clauses
        for path, check in _checks(standard):
            yield f"{path}.words", check.words, check.clauses


def looked_at(view: View) -> Iterator[Fault]:
    """No two things to look at are called the same: what was found is entered under that name."""
    for standard in view.plan.completion_standards.values():
        names: dict[str, str] = {}
        for path, check in _checks(standard):
            if names.setdefault(check.label, check.id) != check.id:
                seen = f"“{check.label}”写了两遍"
                yield view.fault(path, "check-twice", seen, "核查记录按这个说法登记，每项要有自己的说法")


def extra(view: View) -> Iterator[Fault]:
    """A standard from elsewhere is no batch's own, is off until a paper says otherwise, and says what a fault in it is."""
    own = {one.completion_standard for one in view.plan.batches.values()}
    own |= {one.completion_standard for one in view.plan.lists if one.completion_standard is not None}
    for standard in view.plan.completion_standards.values():
        path = f"completion_standards.{standard.id}"
        if standard.extra and standard.id in own:
            seen = f"{standard.id} 是批次或清单的完成标准，又写了 extra"
            yield view.fault(path, "extra-standard", seen, "方案以外另加的标准单列，批次、清单不引用它")
        elif standard.extra and not _off(standard):
            seen = f"{standard.id} 是方案以外另加的标准，没有写默认不用"
            remedy = "写 applies: {assumed: false, question: …}，凭文件答复后采用"
            yield view.fault(path, "extra-standard", seen, remedy)
        if standard.evidence is not None and standard.severity is None:
            seen = f"{standard.id} 写了要核查什么，没有写不符合算哪一档"
            yield view.fault(path, "standard-incomplete", seen, "写 severity：minor 或 major，注明来历")


def _off(standard: CompletionStandard) -> bool:
    return standard.applies.provenance is Provenance.ASSUMED and standard.applies.value is False


def _checks(standard: CompletionStandard) -> Iterator[tuple[str, SiteCheck]]:
    path = f"completion_standards.{standard.id}"
    for check in standard.checks:
        yield f"{path}.checks.{check.id}", check
    for special in standard.special:
        for check in special.checks:
            yield f"{path}.special.{special.id}.checks.{check.id}", check
