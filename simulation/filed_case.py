"""One case of a world, as a test or a scenario speaks of it: what is done on it, and how it stands now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING, Any

from process.case import Case
from process.cases import Cases, Change
from process.deadlines import Explanation, explain
from process.events import Event
from process.localtime import parse_typed
from process.roles import Actor
from process.terms import Deadline, Status
from process.timeline import Timeline, as_json, timeline
from simulation import acts
from terminal.typed_acts import typed_act, typed_moment

if TYPE_CHECKING:
    from simulation.world import World
    from terminal.done import Remark

LATE = (Status.MISSED, Status.MET_LATE)


@dataclass(frozen=True, eq=False)
class FiledCase:
    """A case by its number. It is looked at anew each time, at the world's moment, with all that fell due by then."""

    world: "World"
    id: str

    # --- what is done on it

    def do(
        self,
        act: str,
        *,
        by: str | Actor | None = None,
        at: datetime | str | None = None,
        on_behalf_of: str | None = None,
        meanwhile: Callable[[], object] | None = None,
        **said: Any,
    ) -> "FiledCase":
        """Do an act, named and told as at the command line: do("assign", by="head", executor="Омарова").

        `by`: a role, with a name behind it perhaps; without it the one whose act it is. `at`: when it was done; time
        passes until then, or it is entered late where that is over. `meanwhile` is called between the looking and the
        keeping, as if another came first. Raises a refusal of `process.errors`; then nothing has changed.
        """
        name = acts.require_act(act)
        actor = by if isinstance(by, Actor) else acts.actor_of(by, name, self._chart, on_behalf_of)
        done_at = self._moment(at)
        args = acts.arguments(name, said, actor)
        world = self.world
        desk = replace(world.desk, cases=Meanwhile(world.desk.cases, meanwhile)) if meanwhile else world.desk
        if name == acts.CORRECT:
            to = typed_moment(args.to)
            desk.correct(self.id, seq=args.seq, reason=args.reason, moment=to, actor=actor)
        else:
            typed = typed_act(args, desk.cases.digest, read=str)
            desk.act(self.id, typed.event, typed.decide, actor=actor, at=done_at, personal=typed.personal)
        return self

    def _moment(self, at: datetime | str | None) -> datetime | None:
        """None for an act done now; time passes until one that is still to come.

        Before an act is entered late, what fell due meanwhile goes on record, or the record would depend on how
        often the sweep runs.
        """
        if at is None:
            return None
        done_at = parse_typed(at) if isinstance(at, str) else at
        if done_at < self.world.now:
            self.world.sweep()
            return done_at
        self.world.until(done_at)
        return None

    @property
    def _chart(self) -> Any:
        return self.world.desk.cases.load(self.id).definition.chart

    # --- how it stands

    @property
    def case(self) -> Case:
        """The case as it stands now, as a value."""
        return self.world.desk.look(self.id, self.world.now)

    @property
    def state(self) -> str:
        return str(self.case.state)

    @property
    def decision(self) -> str | None:
        decision = self.case.decision
        return str(decision) if decision else None

    @property
    def overdue(self) -> bool:
        """Whether the term of the service ran out without a decision."""
        return self.case.overdue

    @property
    def deadlines(self) -> dict[str, Deadline]:
        """Every deadline that ran or runs, by its name."""
        return dict(self.case.deadlines)

    @property
    def late(self) -> list[str]:
        """The deadlines that were missed, or met late."""
        case = self.case
        return [name for name, each in case.deadlines.items() if each.status(self.world.now) in LATE]

    @property
    def events(self) -> list[Event]:
        """What happened, in lawful order."""
        return [step.event for step in self.case.course]

    @property
    def papers(self) -> list[str]:
        """What is owed, and to whom: "certificate of Annex 5 to applicant"."""
        return [f"{paper} to {whom}" for paper, whom in self.world.cases.papers(self.id)]

    def timeline(self) -> Timeline:
        """Everything that the view of a case shows."""
        recorded = self.world.desk.cases.load(self.id).version
        return timeline(self.case, self.world.now, self.world.workdays, on_record=recorded)

    def as_json(self) -> dict[str, Any]:
        """The timeline as `merzim case timeline --json` prints it."""
        return as_json(self.timeline(), self.world.workdays)

    def explain(self, name: str = "decision") -> Explanation:
        """Why that deadline is due when it is. Raises NotFound where it never ran."""
        return explain(self.case, name, self.world.workdays)

    def text(self, remark: "Remark | None" = None) -> str:
        """The timeline as the terminal shows it, at 80 columns, without colour; `remark` stands at its moment."""
        from terminal.console import console
        from terminal.people import masked
        from terminal.timeline import show_timeline

        out, person = StringIO(), masked(self.world.cases.personal(self.id))
        page = show_timeline(self.timeline(), self.world.workdays, person=person, remark=remark)
        console(file=out, width=80, colour=False).print(page)
        return out.getvalue()

    def __str__(self) -> str:
        return self.text()


class Meanwhile:
    """Cases on which somebody else acts just before the next change is kept."""

    def __init__(self, cases: Cases, act: Callable[[], object]) -> None:
        self._cases = cases
        self._act: Callable[[], object] | None = act

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cases, name)

    def append(self, change: Change) -> None:
        act, self._act = self._act, None
        if act:
            act()
        self._cases.append(change)
