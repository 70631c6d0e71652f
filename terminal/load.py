"""Years of an office by chance, as the terminal shows them: the answer, the days used, the risk over the year, and how
many executors hold the term. Bars are words too: each stands beside its number."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from terminal import texts
from terminal.page import GOOD, LATE, QUIET, SOON, STRONG, Page, Sheet, indented, title, words

Answer = Mapping[str, Any]
_WIDEST_BAR = 40


def show_load(answer: Answer, lang: str = "en") -> Page:
    """The answer of `--load`; its keys are those of the JSON."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from indented(sheet, words(answer["title"], STRONG), 0)
        yield from indented(sheet, words(_in_time(answer), _style(answer["in_time"]["share"])), 0)
        yield from indented(sheet, words(_model(answer), QUIET), 0)
        yield from _days(answer, sheet)
        yield from _risk(answer, sheet, lang)
        yield from _needed(answer, sheet)
        yield from _besides(answer, sheet)

    return Page(lines)


def _in_time(answer: Answer) -> str:
    held = answer["in_time"]
    return (
        f"{held['share']:.2%} decided in time (95%: {held['least']:.2%} to {held['most']:.2%}) by"
        f" {answer['executors']} executor{'s' * (answer['executors'] != 1)}."
    )


def _style(share: float) -> str:
    return GOOD if share >= 0.99 else SOON if share >= 0.9 else LATE


def _model(answer: Answer) -> str:
    return (
        f"{answer['cases']:,} reports in {answer['years']:,} years drawn on the working days of {answer['year']}, seed"
        f" {answer['seed']}; the work that comes in keeps {answer['load']:.2f} executors busy; a report waits"
        f" {answer['mean_wait']:.1f} wd on average."
    )


def _days(answer: Answer, sheet: Sheet) -> Iterator[Text]:
    yield from title(sheet, "WORKING DAYS USED", "from acceptance to the decision")
    counts = [*answer["days_used"], answer["later"]]
    for day, count in enumerate(counts):
        late = day == len(counts) - 1
        yield _bar(sheet, "later" if late else str(day), count, counts, answer["cases"], LATE if late else "")


def _risk(answer: Answer, sheet: Sheet, lang: str) -> Iterator[Text]:
    yield from title(sheet, "SHARE LATE OVER THE YEAR", "by month of acceptance")
    rows = answer["by_month"]
    shares = [row["late"] / row["cases"] if row["cases"] else 0 for row in rows]
    for row, share in zip(rows, shares, strict=True):
        lead = f"{texts.month(row['month'], lang)[:9]:>9} {share:7.2%} "
        yield _drawn(sheet, lead, share, max(shares), SOON if share == max(shares) > 0 else "")
    weeks = sorted(answer["by_week"], key=lambda row: -row["late"] / max(1, row["cases"]))[:3]
    worst = ", ".join(
        f"{row['week']} ({row['late'] / max(1, row['cases']):.2%})" for row in weeks if row["late"]
    )
    if worst:
        yield from indented(sheet, words(f"the weeks with most risk: {worst}", QUIET), 1)
    if answer["queue"]["settles"] != "settled":
        yield from indented(sheet, words(_unsettled(answer), SOON), 1)


def _unsettled(answer: Answer) -> str:
    """What rises over a year whose queue is still filling is no season, and no month's own risk."""
    queue, few = answer["queue"], answer["executors"]
    said = {
        "never": f"More work comes in than {few} can do: the queue never stops growing",
        "in_years": f"The executors are {queue['busy']:.0%} busy, and such a queue takes years to settle",
        "later": "The queue is longer at the end of the year than at its beginning",
    }[queue["settles"]]
    waiting = f"{queue['first_day']:.1f} reports wait on its first day, {queue['last_day']:.1f} on its last"
    season = (
        "is the queue filling, and no season" if queue["flat"] else "may be the queue filling, and no season"
    )
    longer = "" if queue["settles"] == "never" else " A longer warm_up (up to 240) takes out some of it."
    return f"{said} ({waiting}): what rises over the year {season}.{longer}"


def _needed(answer: Answer, sheet: Sheet) -> Iterator[Text]:
    needed = answer["executors_needed"]
    yield from title(sheet, "HOW MANY EXECUTORS", f"hold {needed['for']:.0%} in time")
    for row in needed["table"]:
        said = f"{row['share']:7.2%}  (95%: {row['least']:.2%} to {row['most']:.2%})"
        enough = row["executors"] == needed["enough"]
        here = "  <- as modelled" if row["executors"] == answer["executors"] else ""
        line = words(
            f"{row['executors']:>9}  {said}{'  enough' if enough else ''}{here}", GOOD if enough else ""
        )
        yield from sheet.wrapped(line, sheet.width)
    if needed["enough"] is None:
        yield from indented(sheet, words(_none_enough(needed), LATE), 1)


def _none_enough(needed: Answer) -> str:
    match needed["why_none"]:
        case "work_too_long":
            return (
                "none is enough: it is not held where nobody waits either, so the work itself takes too long"
            )
        case "too_few_years":
            return "where nobody waits it is held, but too few years are drawn to be sure; draw more"
    return f"none is enough, up to the {needed['most']} executors that a model may have"


def _besides(answer: Answer, sheet: Sheet) -> Iterator[Text]:
    refusals = answer["refusals"]
    yield Text()
    if refusals["cases"]:
        share = refusals["too_late_for_notice"] / refusals["cases"]
        said = f"Of the refusals, {share:.2%} were ready only after the last day for their notice, and so came late"
        said += " (R6, R12)."
        yield from indented(sheet, words(said), 0)
    if answer["beyond_the_calendar"]:
        said = f"{answer['beyond_the_calendar']:,} decisions lie beyond the years that the calendar knows."
        yield from indented(sheet, words(said, SOON), 0)


def _bar(sheet: Sheet, name: str, count: int, counts: Sequence[int], of: int, style: str) -> Text:
    share = count / of if of else 0
    return _drawn(sheet, f"{name:>9} {share:7.2%} ", count, max(counts), style)


def _drawn(sheet: Sheet, lead: str, value: float, most: float, style: str) -> Text:
    length = round(min(_WIDEST_BAR, sheet.width - len(lead) - 1) * value / most) if most else 0
    line = words(lead)
    line.append(("█" if sheet.unicode else "#") * length, style=style)
    line.rstrip()
    return line
