"""Which address leads to which page."""

from django.urls import path

from yajian.web import language, stage
from yajian.web.pages import (
    acceptance,
    audit,
    charter,
    closure,
    doing,
    dossier,
    duties,
    entering,
    imports,
    inbox,
    me,
    organs,
    papers,
    people,
    progress,
    register,
    releases,
    search,
    statements,
    survey,
    targets,
)

urlpatterns = [
    path("language/<str:language>", language.choose),
    path("sign-in", entering.sign_in),
    path("sign-out", entering.sign_out),
    path("welcome/<str:token>", entering.welcome),
    path("me", me.me),
    path("people", people.everybody),
    path("people/log", people.log),
    path("people/<str:name>", people.one),
    path("", progress.cockpit),
    path("inbox", inbox.inbox),
    path("search", search.search),
    path("list", targets.the_list),
    path("facilities", closure.every),
    path("facilities/<str:part>/<path:facility>", closure.one),
    path("acceptance", acceptance.every),
    path("acceptance/<str:part>", acceptance.one),
    path("gates", releases.every),
    path("gates/<str:gate>/<str:part>", releases.one),
    path("gates/<str:gate>/<str:part>/<path:facility>", releases.one),
    path("capacity", register.book),
    path("capacity/<path:name>", register.unit),
    path("do", doing.every),
    path("do/<str:tag>", doing.one),
    path("organs", organs.who),
    path("dossiers", dossier.dossiers),
    path("dossiers/<str:name>", dossier.dossier),
    path("imports", imports.imports),
    path("imports/template.xlsx", imports.blank),
    path("imports/ledger.xlsx", imports.export),
    path("imports/<str:file>", imports.one),
    path("imports/<str:file>/marked.xlsx", imports.marked_workbook),
    path("imports/<str:file>/original.xlsx", imports.original),
    path("statements", statements.numbers),
    path("statements/<path:subject>", statements.subject),
    path("clauses", charter.clauses),
    path("duties", duties.duties),
    path("duties/<str:name>", duties.duty),
    path("survey", survey.survey),
    path("papers", papers.register),
    path("papers/draft", papers.draft),
    path("papers/<str:name>", papers.one),
    path("papers/<str:name>/<str:piece>", papers.piece),
    path("questions", charter.questions),
    path("questions/<str:name>", charter.question),
    path("explain/<str:key>", progress.explanation),
    path("facts/<int:seq>", progress.fact),
    path("as-of", audit.as_of),
    path("as-of/paper", audit.paper),
]

urlpatterns.append(path("demo/part", stage.play))

handler400 = "yajian.web.errors.bad_request"
handler403 = "yajian.web.errors.forbidden"
handler404 = "yajian.web.errors.not_found"
handler500 = "yajian.web.errors.broken"
