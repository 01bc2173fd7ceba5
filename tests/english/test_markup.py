"""A page into English: the sentences between its tags, the words its tags say, and nothing else."""

import pytest

from yajian.web.english.markup import Reader
from yajian.web.english.speech import Speech

CATALOGUE = {
    "共 {} 件": "{0} {0:item/items}",
    "到{}完成 {} 件": "{1} done by {0}",
    "打印": "print",
    "看这个数的由来": "see where this figure comes from",
    "必填": "required",
    "没有登记": "not recorded",
    "第 {} 条": "entry {0}",
    "已登记：{}": "recorded: {0}",
    "停炉": "shut down",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Speech(CATALOGUE, {}, {"示东市"}))


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("<p>共 3 件</p>", "<p>3 items</p>"),
        ("<p>共 <b>1</b> 件</p>", "<p><b>1</b> items</p>"),
        (
            "<p>到<b>十月</b>完成 <b>3</b> 件</p>",
            '<p><b>3</b> done by <b><span lang="zh-CN">十月</span></b></p>',
        ),
        ("<button><svg><use/></svg>打印</button>", "<button><svg><use/></svg>Print</button>"),
        ('<i title="看这个数的由来">325</i>', '<i title="See where this figure comes from">325</i>'),
        (
            "<label>示东市<span>必填</span></label>",
            '<label><span lang="zh-CN">示东市</span><span>required</span></label>',
        ),
        (
            '<p>已登记：停炉（<a href="/facts/7">第 7 条</a>）。</p>',
            '<p>Recorded: shut down (<a href="/facts/7">entry 7</a>). </p>',
        ),
        (
            "<p>示<mark>东</mark>市：停炉</p>",
            '<p><span lang="zh-CN">示<mark>东</mark>市</span>: shut down</p>',
        ),
        ("<p>A &amp; 停炉</p>", "<p>A &amp; shut down</p>"),
        ('<option value="停炉">停炉</option>', '<option value="停炉">Shut down</option>'),
        ("<option>示东市</option>", "<option>示东市</option>"),
        ('<input type="submit" value="打印">', '<input type="submit" value="Print">'),
    ],
)
def test_a_page_is_read_out(reader: Reader, chinese: str, english: str) -> None:
    assert reader.read(chinese) == english


@pytest.mark.parametrize(
    "page",
    [
        "<textarea>没有登记</textarea>",
        '<input type="text" value="停炉">',
        '<input type="hidden" name="停炉" value="停炉">',
        '<p lang="zh-CN">没有登记</p>',
        '<a class="tongue" lang="zh-CN" href="/">没有登记</a>',
        "<script>没有登记</script>",
        '<a href="/inbox?word=停炉">3</a>',
        "<p>plain &lt;b&gt; English</p>",
    ],
)
def test_what_was_typed_and_what_is_marked_as_chinese_is_left_alone(reader: Reader, page: str) -> None:
    assert reader.read(page) == page
