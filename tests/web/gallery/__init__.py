"""Two sample pages that show every part once: the first programme as issued, and an invented city in mid-course."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIRequest

from yajian.core.words import Clause, ClauseId, Judged, Light, Refusal, SystemRule
from yajian.web import drawing
from yajian.web.headers import Environ, StartResponse, Wsgi, with_headers
from yajian.web.render import environment, render
from yajian.web.settings import configure
from yajian.web.shell import Shell
from yajian.web.statics import with_static
from yajian.web.visitor import AT_THE_MACHINE

HERE = Path(__file__).parent
MAP = HERE.parents[2] / "plans" / "yuncheng-2019" / "map.geojson"

UNRECORDED = Judged(light=Light.GREY, word="未录入", why="尚无任何登记，未录入不等于逾期")
ON_TIME = Judged(light=Light.GREEN, word="按期", why="已按时限完成")
NEAR = Judged(light=Light.YELLOW, word="临期", why="距时限12天")
LATE = Judged(light=Light.RED, word="逾期", why="已过时限3天")
UNDATED = Judged(light=Light.GREY, word="时限未定", why="方案没有写明时限")

CLAUSE = Clause(id=ClauseId("S4.2"), cite="四（二）", text="2020年10月31日前，关停列入清单的企业或设施。")


def application(folder: Path) -> Wsgi:
    """The gallery behind the same static files and headers as the office."""
    configure(folder)
    return with_headers(with_static(_pages))


def _pages(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    request = WSGIRequest(environ)
    request.visitor = AT_THE_MACHINE
    name, context = ("parts", parts()) if request.path == "/parts" else ("cockpit", cockpit())
    template = environment().from_string((HERE / f"{name}.html").read_text("utf-8"))
    response = render(request, template, context)
    cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
    start_response("200 OK", [*response.items(), *cookies])
    return [response.content]


def cockpit() -> dict[str, Any]:
    """What the first programme looks like on its first day: public figures, every light grey."""
    batches = (
        (1_080_000, "停产焦炉拆除", "2019年10月31日"),
        (300_000, "在产关停", "2019年12月31日"),
        (1_870_000, "清单内企业或设施关停", "2020年10月31日"),
    )
    counties = {"河津市": 2_240_000, "闻喜县": 540_000, "稷山县": 400_000, "新绛县": 70_000, "垣曲县": 0}
    planned = [
        (date(2019, 10, 31), 1_080_000),
        (date(2019, 12, 31), 1_380_000),
        (date(2020, 10, 31), 3_250_000),
    ]
    return {
        "shell": Shell(
            office="焦化压减工作平台",
            organ="运城市领导小组办公室",
            title="运城市焦化行业压减过剩产能打好污染防治攻坚战行动方案",
            document_no="运政办发〔2019〕43号",
            revision="第 1 版",
            seq=4,
            as_of=date(2020, 8, 31),
            counts={"/questions": 76},
            note="地图为行政区划示意图，边界不作为权属依据；公开发布前请替换为经审图的标准地图。",
        ),
        "batches": drawing.bar([segment(tonnes, "unrecorded", *lines) for tonnes, *lines in batches]),
        "map": drawing.county_map(
            drawing.ground(json.loads(MAP.read_text("utf-8"))),
            counties,
            dict.fromkeys(counties, "/list"),
        ),
        "curve": drawing.curve(planned, (), date(2020, 8, 31)),
        "counties": [
            (
                name,
                "/list",
                drawing.bar([segment(t, "unrecorded")] if t else [], whole=2_240_000),
                t,
                "county",
                "尚无登记",
            )
            for name, t in counties.items()
        ],
        "milestones": [
            ("ahead", day.isoformat(), f"累计 {tonnes // 10_000} 万吨", "按关停判定", UNRECORDED)
            for day, tonnes in planned
        ],
        "rows": [
            (f"第{index}户企业（名称从略）", "河津市", tonnes, date(2020, 10, 31), UNRECORDED)
            for index, tonnes in enumerate((540_000, 540_000, 70_000, 200_000, 600_000, 1_300_000), 1)
        ],
        "clause": CLAUSE,
    }


def parts() -> dict[str, Any]:
    """Every part with something in it, from an invented city."""
    mixed = drawing.Segment(
        tonnes=1_600_000,
        pieces=(
            drawing.Piece("accepted", 540_000),
            drawing.Piece("dismantled", 200_000),
            drawing.Piece("shut", 174_500),
            drawing.Piece("todo", 600_000),
            drawing.Piece("unrecorded", 85_500),
        ),
        lines=("清单内设施", "2031年10月31日"),
    )
    planned = [
        (date(2030, 10, 31), 800_000),
        (date(2030, 12, 31), 1_100_000),
        (date(2031, 10, 31), 2_700_000),
    ]
    done = [(date(2030, 10, 20), 540_000), (date(2030, 12, 28), 1_100_000), (date(2031, 6, 1), 1_414_500)]
    return {
        "shell": Shell(
            office="示范市压减工作平台",
            organ="示范市工信局",
            title="示范市焦化行业压减方案（虚构）",
            document_no="示政办发〔2030〕1号",
            revision="第 2 版",
            seq=1287,
            as_of=date(2031, 8, 31),
            known_at="2031-09-01 18:00",
        ),
        "lights": (UNRECORDED, ON_TIME, NEAR, LATE, UNDATED),
        "bar": drawing.bar(
            [segment(1_080_000, "accepted", "停产设施拆除"), segment(20_000, "shut", "在产关停"), mixed]
        ),
        "curve": drawing.curve(planned, done, date(2031, 8, 31)),
        "milestones": [
            ("done", "2030-10-31", "拆除停产设施 80 万吨", "甲县、乙县", ON_TIME),
            ("done", "2030-12-31", "关停在产 30 万吨", "甲县", ON_TIME),
            ("now", "2031-10-31", "关停 160 万吨", "清单内设施", NEAR),
            ("ahead", "2031-12-31", "累计压减 270 万吨", "", UNDATED),
        ],
        "clause": CLAUSE,
        "refused": Refusal(
            code="targets.before-issue",
            basis=CLAUSE,
            finding="示例焦化甲的关停日期填作 2031年11月2日，晚于批次时限两天。",
            way_forward="请核对停炉记录；确属逾期的，照实登记，灯会变红，并附情况说明。",
        ),
        "refused_by_rule": Refusal(
            code="charter.no-document",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding="没有填写答复所依据的文号。",
            way_forward="请先在文件登记中登记来文，再填写它的文号。",
        ),
        "now": datetime(2031, 9, 1, 18),
        "template_of": lambda draws: "",
        "why_not": lambda tag, about: "须由领导小组办公室经办办理" if tag == "closure.void-record" else "",
        "sentence": lambda key: (
            "截至2031年8月31日，示范市应压减270万吨，已关停141.45万吨，据压减账本至第1287条。"
        ),
    }


def segment(tonnes: int, kind: drawing.Kind, *lines: str) -> drawing.Segment:
    return drawing.Segment(tonnes=tonnes, pieces=(drawing.Piece(kind, tonnes),), lines=lines, key="target")
