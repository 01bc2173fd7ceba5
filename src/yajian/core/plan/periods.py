"""The periods a recurring duty or report falls due in: the day, week, ten days, month, quarter or year of the calendar."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from yajian.core.plan.work import Frequency

PERIODIC: tuple[Frequency, ...] = ("daily", "weekly", "ten_days", "monthly", "quarterly", "yearly")


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """One period: the name a record carries, and its first and last day."""

    name: str  # 2020-06-01, 2020-W23, 2020-06-上旬, 2020-06, 2020-Q2, 2020
    first: date
    last: date

    def day(self, number: int) -> date:
        """Its so-many-th day; the last one, if it has fewer."""
        return min(self.first + timedelta(days=number - 1), self.last)


def period_of(day: date, every: Frequency) -> Period | None:
    """The period a day falls in; none for a rhythm the calendar does not keep."""
    month_end = monthrange(day.year, day.month)[1]
    match every:
        case "daily":
            return Period(name=day.isoformat(), first=day, last=day)
        case "weekly":
            year, week, weekday = day.isocalendar()
            monday = day - timedelta(days=weekday - 1)
            return Period(name=f"{year}-W{week:02d}", first=monday, last=monday + timedelta(days=6))
        case "ten_days":
            number = min((day.day - 1) // 10, 2)
            last = day.replace(day=month_end if number == 2 else number * 10 + 10)
            name = f"{day:%Y-%m}-{('上', '中', '下')[number]}旬"
            return Period(name=name, first=day.replace(day=number * 10 + 1), last=last)
        case "monthly":
            return Period(name=f"{day:%Y-%m}", first=day.replace(day=1), last=day.replace(day=month_end))
        case "quarterly":
            quarter = (day.month - 1) // 3
            last_month = date(day.year, quarter * 3 + 3, 1)
            end = last_month.replace(day=monthrange(day.year, last_month.month)[1])
            return Period(
                name=f"{day.year}-Q{quarter + 1}", first=date(day.year, quarter * 3 + 1, 1), last=end
            )
        case "yearly":
            return Period(name=f"{day.year}", first=date(day.year, 1, 1), last=date(day.year, 12, 31))
        case _:
            return None


def periods(every: Frequency, after: date, upto: date) -> Iterator[Period]:
    """Every period that ends after a day and has begun by another, in order."""
    period = period_of(after + timedelta(days=1), every)
    while period is not None and period.first <= upto:
        yield period
        period = period_of(period.last + timedelta(days=1), every)


def period_named(every: Frequency, name: str, after: date, upto: date) -> Period | None:
    """The period of that name, if it is one of them."""
    return next((one for one in periods(every, after, upto) if one.name == name), None)
