"""One day of the working calendar, and why it is worked or not, in Kazakh, Russian and English."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from process.act import Act

Names = Mapping[str, str]

DayKind = Literal[
    "workday", "weekend", "holiday", "shifted_holiday", "day_off", "moved_off", "worked_instead"
]
DayStatus = Literal["confirmed", "estimated", "provisional"]

WEEKDAYS = {
    "kk": ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_RU_OF_WEEKDAY = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
_RU_OF_MONTH = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_KK_FROM_MONTH = (
    *("қаңтардан", "ақпаннан", "наурыздан", "сәуірден", "мамырдан", "маусымнан"),
    *("шілдеден", "тамыздан", "қыркүйектен", "қазаннан", "қарашадан", "желтоқсаннан"),
)
_KK_OF_MONTH = (
    *("қаңтардың", "ақпанның", "наурыздың", "сәуірдің", "мамырдың", "маусымның"),
    *("шілденің", "тамыздың", "қыркүйектің", "қазанның", "қарашаның", "желтоқсанның"),
)
_EN_MONTH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, whether it is worked, why (`names` by language; none for an ordinary working day) and by which act."""

    date: datetime.date
    working: bool
    kind: DayKind
    names: Names = field(default_factory=dict, hash=False)
    act: Act | None = None
    status: DayStatus = "confirmed"
    known_since: datetime.date | None = None
    known_since_note: str | None = None


def weekday(day: datetime.date) -> Names:
    """Its weekday."""
    return {lang: words[day.weekday()].capitalize() for lang, words in WEEKDAYS.items()}


def moved_from(name: Names, origin: datetime.date) -> Names:
    """`name`, moved from `origin`: Nauryz, moved from Sunday 22 March 2026."""
    return {
        "kk": f"{name['kk']}, {_kk(origin, _KK_FROM_MONTH)} ауыстырылды",
        "ru": f"{name['ru']}, перенос {'со' if origin.weekday() in (1, 2) else 'с'} {_ru(origin)}",
        "en": f"{name['en']}, moved from {_en(origin)}",
    }


def worked_instead_of(off: datetime.date) -> Names:
    """A working day instead of `off`."""
    return {
        "kk": f"{_kk(off, _KK_OF_MONTH)} орнына жұмыс күні",
        "ru": f"Рабочий день вместо {_ru(off)}",
        "en": f"Worked instead of {_en(off)}",
    }


def _kk(day: datetime.date, months: tuple[str, ...]) -> str:
    return f"{day.year} жылғы {day.day} {months[day.month - 1]} ({WEEKDAYS['kk'][day.weekday()]})"


def _ru(day: datetime.date) -> str:
    return f"{_RU_OF_WEEKDAY[day.weekday()]} {day.day} {_RU_OF_MONTH[day.month - 1]} {day.year} года"


def _en(day: datetime.date) -> str:
    return f"{WEEKDAYS['en'][day.weekday()]} {day.day} {_EN_MONTH[day.month - 1]} {day.year}"
