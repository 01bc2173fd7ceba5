"""历史查询: which day a page is about, and what was known by when. Read from the address, kept in every link."""

from collections.abc import Mapping
from datetime import date, datetime, time
from urllib.parse import quote, urlencode

import msgspec

from yajian.core.words import SHANGHAI, iso_date

FIELDS = {"as_of": "“那天实际怎样”", "known_at": "“那时知道多少”"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The two dates as asked for. When one of them cannot be read, neither counts and the faults say why."""

    as_of: date | None = None
    known_at: datetime | None = None
    typed: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_history(self) -> bool:
        return bool(self.as_of or self.known_at)

    @property
    def known_words(self) -> str:
        """The moment of knowing in words: 2020年10月31日 18:00 前, or the whole day."""
        if self.known_at is None:
            return ""
        moment = self.known_at.astimezone(SHANGHAI)
        day = f"{moment.year}年{moment.month}月{moment.day}日"
        return f"{day}结束时" if moment.time() == time.max else f"{day} {moment:%H:%M} 前"

    def link(self, url: str) -> str:
        """The same address under the same two dates."""
        if not self.is_history:
            return url
        base, mark, anchor = url.partition("#")
        return f"{base}{'&' if '?' in base else '?'}{urlencode(self.typed, quote_via=quote)}{mark}{anchor}"

    def shown(self, field: str) -> str:
        """What the date control shows: a day, or nothing."""
        if field == "as_of":
            return self.as_of.isoformat() if self.as_of else ""
        return self.known_at.astimezone(SHANGHAI).date().isoformat() if self.known_at else ""


def asked(query: Mapping[str, str]) -> Asked:
    """Both dates of a query; one that cannot be read is told, and the page shows today."""
    typed = tuple((field, query[field].strip()) for field in FIELDS if query.get(field, "").strip())
    faults: list[str] = []
    as_of, known_at = None, None
    for field, words in typed:
        try:
            if field == "as_of":
                as_of = iso_date(words)
            else:
                known_at = _moment(words)
        except ValueError:
            faults.append(f"{FIELDS[field]}写作 2020-10-31，看到的是“{words[:40]}”，现按今天显示")
    if faults:
        return Asked(typed=typed, faults=tuple(faults))
    return Asked(as_of=as_of, known_at=known_at, typed=typed)


def _moment(words: str) -> datetime:
    """An instant in Shanghai time unless it names another zone; a bare day means its last moment."""
    if len(words) == len("2020-10-31"):
        return datetime.combine(iso_date(words), time.max, SHANGHAI)
    moment = datetime.fromisoformat(words)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=SHANGHAI)
