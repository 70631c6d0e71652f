"""Random histories of one case, for Hypothesis, lawful ones or mixed.

A history prints as what would be typed, each act with its moment. Needs Hypothesis: the extra `pytest`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from process.acts import possible_now
from process.definitions import ORDER_232_2025
from process.errors import MerzimError
from process.events import fires_by_itself
from process.record import canonical
from process.roles import Role
from simulation import acts
from simulation.filed_case import FiledCase
from simulation.world import World

try:
    from hypothesis import strategies as st
except ImportError as missing:
    raise ImportError("random histories need Hypothesis: install Merzim with its extra, pytest") from missing

START = "2026-03-16 09:10"
PERSONS = [
    name
    for name in acts.vocabulary()
    if name != acts.CORRECT and ORDER_232_2025.chart.whose.get(acts.event_of(name), ())
]
ENDING = ("withdraw", "reject")
"""Acts after which little can happen; drawn less often."""
BESIDE = ("assign", "update", "court-set-aside", "court-told", "complaint-lodge")
"""Acts that are possible nearly always, and lead nowhere by themselves; drawn less often, too."""
Words = Mapping[str, Any]


# --- what may be said of an act

BODIES = ("quality_authority", "superior_body")
OUTCOMES = st.sampled_from(["cancelled", "replaced", "returned", "dismissed", "left"])
GROUNDS = st.sampled_from([[1], [2], [3], [4], [1, 3]])
WAYS = st.sampled_from(["cabinet", "letter", "sms", "telegram"])
_SETTING = st.one_of(
    st.just({"method": "written"}),
    st.fixed_dictionaries(
        {
            "method": st.sampled_from(["oral", "video"]),
            "place": st.just("room 12"),
            "hearing": st.tuples(
                st.integers(0, 3), st.sampled_from(["09:00", "10:00", "13:30", "17:59", "18:00"])
            ),
        }
    ),
)
_REFUSAL = st.fixed_dictionaries({"ground": GROUNDS, "provision": st.just("Article 101-2")})
SAID: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "assign": st.just({"executor": "Омарова"}),
    "reject": st.just({"missing": [3], "remark": "the copy cannot be read"}),
    "endorse": st.fixed_dictionaries({"agrees": st.sampled_from([True, True, False])}),
    "propose-refusal": st.builds(
        lambda refusal, setting, late: refusal | setting | late,
        _REFUSAL,
        _SETTING,
        st.sampled_from([{}, {"late_reason": "the file was lost"}]),
    ),
    "send-notice": st.fixed_dictionaries({"way": WAYS}),
    "reschedule": _SETTING.map(lambda setting: {"reason": "the chair is ill"} | setting),
    "state-position": st.fixed_dictionaries({"form": st.sampled_from(["written", "oral"])}),
    "waive-hearing": st.fixed_dictionaries(
        {"granted_by": st.just("Омарова"), "give_up_objection": st.booleans()}
    ),
    "hold-hearing": st.fixed_dictionaries({"method": st.just("oral"), "present": st.booleans()}),
    "sign-protocol": st.just({"chair": "Сейткали", "secretary": "Омарова"}),
    "refuse": _REFUSAL,
    "update": st.fixed_dictionaries(
        {"what": st.just("relative"), "reference": st.sampled_from(["U-1", "U-2", "U-3"])}
    ),
    "court-set-aside": st.just({"on": "2026-03-13"}),
    "complaint-lodge": st.fixed_dictionaries({"came_in": st.sampled_from(["provider", *BODIES])}),
    "complaint-forward": st.fixed_dictionaries({"body": st.sampled_from(BODIES)}),
    "complaint-satisfy": st.sampled_from([{}, {"done": "what was asked"}]),
    "complaint-extend": st.fixed_dictionaries({"days": st.integers(1, 11), "reason": st.just("more study")}),
    "complaint-resolve": st.one_of(
        st.fixed_dictionaries({"outcome": OUTCOMES, "days": st.sampled_from([None, 10])}),
        st.just({"outcome": "ordered", "event": "ApplicantRegistered"}),
        st.just({"outcome": "ordered", "what": "show the file"}),
    ),
    "complaint-executed": st.just({"what": "the file was shown"}),
    "record-court": st.fixed_dictionaries(
        {"court": st.just("the court"), "number": st.just("7-1"), "outcome": OUTCOMES}
    ),
}


def act_words(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """What may be said of that act. A hearing is said as (working days from its act, time of day)."""
    return SAID.get(name, st.just({}))


@dataclass(frozen=True, slots=True)
class Done:
    """Something that is tried: so long after what came before it, the act, the role, and what is said of it."""

    after: timedelta
    name: str
    by: str
    said: Words

    def words(self, world: World) -> dict[str, Any]:
        """What is said of it on that day, a hearing with its moment."""
        said = dict(self.said)
        if "hearing" in said:
            days, clock = said["hearing"]
            workdays = world.workdays
            day = workdays.add(world.today, days) if days else workdays.next_worked(world.today)
            said["hearing"] = f"{day} {clock}"
        return said

    def __str__(self) -> str:
        said = " ".join(f"{key}={value!r}" for key, value in self.said.items())
        return f"after {self.after}: {self.by}: {self.name} {said}".rstrip()


@dataclass(frozen=True, slots=True)
class History:
    """Acts on one case, in their order. It prints as one line an act."""

    acts: tuple[Done, ...]

    def play(self, **options: Any) -> "Played":
        """Carry it out in a world of its own (`options` as of `World`)."""
        played = Played(World(START, **options))
        for each in self.acts:
            played.do(each)
        return played

    def __repr__(self) -> str:
        return "History of " + ("; ".join(map(str, self.acts)) or "nothing but the report")


@dataclass
class Played:
    """A history carried out: its world, its case, and the acts that were refused, with why."""

    world: World
    refusals: list[tuple[Done, MerzimError]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.case: FiledCase = self.world.file()

    def do(self, each: Done) -> MerzimError | None:
        """Let time pass and try the act; the refusal, if it meets one. A refusal must leave nothing."""
        self.world.until(self.world.now + each.after)
        before = self.world.cases.load(self.case.id)
        try:
            self.case.do(each.name, by=each.by, **each.words(self.world))
        except MerzimError as no:
            assert self.world.cases.load(self.case.id).record == before.record, "a refused act left something"
            self.refusals.append((each, no))
            return no
        return None

    @property
    def events(self) -> Sequence[str]:
        """The record as it would be written out."""
        return [canonical(entry, self.case.id) for entry in self.world.cases.load(self.case.id).record]


# --- strategies

_PAUSES = st.one_of(
    st.sampled_from([timedelta(0), timedelta(minutes=1), timedelta(hours=1)]),
    st.integers(1, 4).map(lambda days: timedelta(days=days)),
    st.integers(1, 72).map(lambda hours: timedelta(hours=hours)),
)


def _by(name: str) -> st.SearchStrategy[str]:
    """Whose act it is; now and then somebody else's."""
    right = [str(role) for role in ORDER_232_2025.chart.whose.get(acts.event_of(name), ())]
    return st.one_of(st.sampled_from(right), st.sampled_from(right), st.sampled_from(list(map(str, Role))))


@st.composite
def tried(draw: st.DrawFn, *, at_once: bool = False) -> Done:
    """Any act by anybody."""
    name = draw(st.sampled_from(PERSONS))
    pause = timedelta(0) if at_once else draw(_PAUSES)
    return Done(pause, name, draw(_by(name)), draw(act_words(name)))


@st.composite
def histories(draw: st.DrawFn, /, *, lawful: bool = False, most: int = 12, **options: Any) -> History:
    """Histories of at most so many acts; `lawful`: only of acts that the law lets happen (`options` as of `World`).

    A lawful one is found by trying: of the acts that are allowed where the case stands, one is drawn, and kept where it
    is not refused.
    """
    if not lawful:
        return History(tuple(draw(st.lists(tried(), max_size=most))))
    played, kept = Played(World(START, **options)), []
    for _ in range(draw(st.integers(0, most))):
        done = draw(likely(played))
        if done is not None and played.do(done) is None:
            kept.append(done)
    return History(_closed_up(kept, played))


@st.composite
def likely(draw: st.DrawFn, played: Played, *, at_once: bool = False) -> Done | None:
    """An act that is allowed on the case then, by one whose act it is; None where there is none."""
    pause = timedelta(0) if at_once else draw(_PAUSES)
    then = played.world.now + pause
    view = played.world.desk.look(played.case.id, then)
    allowed, _ = possible_now(view, then, played.world.workdays)
    possible = [name for name in PERSONS if acts.event_of(name).__name__ in allowed]
    if not possible:
        return None
    going_on = [each for each in possible if each not in (*ENDING, *BESIDE)]
    name = draw(st.sampled_from(5 * going_on + possible))
    right = [
        str(role)
        for role in view.definition.chart.whose.get(acts.event_of(name), ())
        if role is not Role.SYSTEM
    ]
    return Done(pause, name, draw(st.sampled_from(right)), draw(act_words(name)))


def _closed_up(kept: Sequence[Done], played: Played) -> tuple[Done, ...]:
    """The kept acts at their own moments: what was refused between them is no part of the history, its time is."""
    record = played.world.cases.load(played.case.id).record
    moments = [
        entry.event.occurred_at
        for entry in record
        if entry.seq == entry.act and not fires_by_itself(entry.event)
    ]
    filed, *others = moments
    before, closed = filed, []
    for done, moment in zip(kept, others, strict=True):
        closed.append(Done(moment - before, done.name, done.by, done.said))
        before = moment
    return tuple(closed)
