"""Where a thing is seen: the address of its page, for whoever knows only what kind it is and which."""

from urllib.parse import quote

from yajian.core.reports.inbox import Place

_PAGES = {
    "duty": "/duties/{}",
    "statement": "/statements/{}",
    "enterprise": "/dossiers/{}",
    "part": "/explain/part.{}",
    "acceptance": "/acceptance/{}",
    "facility": "/facilities/{}",
    "question": "/questions/{}",
    "unit": "/capacity/{}",
    "paper": "/papers/{}",
    "workplan": "/workplans/{}",
    "fact": "/facts/{}",
    "clause": "/clauses#{}",
    "survey": "/survey#{}",
    "duties": "/duties?{}",
    "facilities": "/facilities?{}",
    "capacity": "/capacity",
    "dossiers": "/dossiers",
    "organs": "/organs",
    "workplans": "/workplans",
    "risks": "/risks",
    "money": "/money",
    "clawback": "/money/clawbacks/{}",
    "bank": "/reconciliation",
    "courts": "/courts#{}",
    "trade": "/trades/{}",
    "utility": "/utilities/{}",
    "utilities": "/utilities?{}",
    "crew": "/workers/{}",
    "workers": "/workers",
}


def address(place: Place) -> str:
    kind, which = place
    pattern = _PAGES[kind]
    safe = "=&/" if "?" in pattern else "/:"
    return pattern.format(quote(which, safe=safe)).rstrip("?#")
