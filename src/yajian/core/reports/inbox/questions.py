"""Questions of the plan that nobody has answered, each on the desk of whom it is to be asked of."""

from collections.abc import Iterator

from yajian.core.reports.duties import as_named
from yajian.core.reports.inbox.item import Look, Waiting, undated
from yajian.core.rules import charter as rules

KIND = "待明确事项"


def waiting(look: Look) -> Iterator[Waiting]:
    for name in rules.still_open(look.plan, look.programme, look.as_of, look.known):
        question = look.plan.open_questions[name]
        yield Waiting(
            kind=KIND,
            what=f"请示并登记答复：{question.topic}",
            about=name,
            judged=undated("答复之前：" + question.until_answered),
            by=tuple(as_named(look.plan, one) for one in question.ask),
            command="charter.answer-question",
            filled={"question": name},
            place=("question", name),
            clauses=look.clauses(question.clauses),
            organs=question.ask,
        )
