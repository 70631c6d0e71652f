"""The answer as a picture: days used, the risk over the year, and what share other numbers of executors hold."""

from pathlib import Path
from typing import Any

from process.errors import BadInput
from simulation.load.answers import HELD, LoadAnswer

ENDINGS = (".png", ".svg")
IN_TIME, LATE, QUIET = "#2a6f97", "#c1121f", "#8d99ae"


def require_picture(path: Path) -> None:
    """Raises BadInput for a file that, by its name, is no picture that can be drawn."""
    if path.suffix.lower() not in ENDINGS:
        raise BadInput(f"{path} is no picture's name", way_on=f"It ends in {' or '.join(ENDINGS)}.")


def draw_picture(found: LoadAnswer, path: Path) -> None:
    """Write the picture to that file, a .png or .svg by its name. Raises BadInput, OSError."""
    require_picture(path)
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context({"svg.hashsalt": "merzim", "font.size": 9}):
        figure = Figure(figsize=(9, 8), layout="constrained")
        FigureCanvasAgg(figure)
        days, risk, needed = figure.subplots(3, 1)
        figure.suptitle(_title(found), fontsize=11, parse_math=False)  # a title may name a price in dollars
        _days(days, found)
        _risk(risk, found)
        _needed(needed, found)
        figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else None, dpi=120)


def _title(found: LoadAnswer) -> str:
    answer, model = found.answer, found.answer.model
    held = answer.in_time
    return (
        f"{model.title}: {model.executors} executors, {model.reports:g} reports a working day, {model.year}\n"
        f"{held.value:.2%} decided in time ({held.least:.2%} to {held.most:.2%}; {model.years:,} years drawn)"
    )


def _days(axes: Any, found: LoadAnswer) -> None:
    answer = found.answer
    shares = [count / max(1, answer.cases) for count in answer.used]
    names = [*map(str, range(len(shares) - 1)), "later"]
    axes.bar(names, shares, color=[IN_TIME] * (len(shares) - 1) + [LATE])
    axes.set_title("Working days from acceptance to the decision", loc="left")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")


def _risk(axes: Any, found: LoadAnswer) -> None:
    weeks = found.answer.weeks
    axes.plot(range(1, len(weeks) + 1), [0 if each is None else each for each in weeks], color=LATE)
    axes.set_title("Share late, by week of acceptance", loc="left")
    axes.set_xlim(1, len(weeks))
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.1%}")


def _needed(axes: Any, found: LoadAnswer) -> None:
    axes.set_title(f"Share in time by number of executors ({HELD:.0%} dashed)", loc="left")
    axes.axhline(HELD, color=QUIET, linestyle="--", linewidth=1)
    numbers = [str(number) for number, _ in found.table]
    values = [held.value for _, held in found.table]
    spread = [
        [held.value - held.least for _, held in found.table],
        [held.most - held.value for _, held in found.table],
    ]
    axes.errorbar(numbers, values, yerr=spread, fmt="o", color=IN_TIME, capsize=3)
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
