"""One case of a world, as a test or a scenario speaks of it: what is done on it, and how it stands now."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING, Any

from process.case import Case
from process.cases import Change
from process.deadlines import Explanation, explain
from process.desk import Desk
from process.errors import BadInput
from process.events import Event
from process.firings import settle
from process.localtime import parse_typed
from process.roles import Actor
from process.terms import Deadline, Status
from process.timeline import Timeline, as_json, timeline
from simulation import acts
from simulation.beside import Meanwhile
from simulation.kept import owed_after
from store.listing import Attempt
from terminal.typed_acts import typed_act, typed_moment

if TYPE_CHECKING:
    from simulation.world import World
    from terminal.done import Remark

LATE = (Status.MISSED, Status.MET_LATE)
Deed = Callable[[Desk, datetime | None], object]
"""An act ready to be done: at which desk, and when it was done where that is over."""


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
        keeping, as if another came first. Raises a refusal of `process.errors`; then the case is as it was. Words that
        cannot be read are refused before any time passes.
        """
        name = acts.require_act(act)
        actor = self._actor(by, name, on_behalf_of)
        deed = self._deed(name, acts.arguments(name, said, actor), actor)
        done_at = self._moment(at)
        desk = self.world.desk
        deed(replace(desk, cases=Meanwhile(desk.cases, meanwhile)) if meanwhile else desk, done_at)
        return self

    def approve_move(self, by: str | Actor = "head") -> "FiledCase":
        """The head approves the earlier dates of this case that wait (R24), as `calendar approve --case` does."""
        actor = by if isinstance(by, Actor) else acts.role_and_name(by, "calendar approve")
        self.world.desk.approve(self.id, actor=actor)
        return self

    def _actor(self, by: str | Actor | None, name: str, on_behalf_of: str | None) -> Actor:
        if isinstance(by, Actor):
            return replace(by, on_behalf_of=on_behalf_of) if on_behalf_of else by
        return acts.actor_of(by, name, self._on_record.definition.chart, on_behalf_of)

    def _deed(self, name: str, args: Namespace, actor: Actor) -> Deed:
        """The act, read to the last word, but not yet done."""
        if name == acts.CORRECT:
            return self._correction(args, actor)
        typed = typed_act(args, self.world.cases.digest, read=str)
        return lambda desk, at: desk.act(
            self.id, typed.event, typed.decide, actor=actor, at=at, personal=typed.personal
        )

    def _correction(self, args: Namespace, actor: Actor) -> Deed:
        to = typed_moment(args.to)

        def correct(desk: Desk, at: datetime | None) -> Case:
            if at is not None:
                raise BadInput(
                    "a correction is made when it is entered, and not at an earlier moment",
                    way_on="Leave out `at`; `to` is the right moment of the act that is corrected.",
                )
            return desk.correct(self.id, seq=args.seq, reason=args.reason, moment=to, actor=actor)

        return correct

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

    # --- how it stands

    @property
    def case(self) -> Case:
        """The case as it stands now, as a value: its record, and what fell due since."""
        desk, case = self.world.desk, self._on_record
        return settle(case, desk.now(case), desk.workdays)

    @property
    def _on_record(self) -> Case:
        return self.world.desk.cases.load(self.id)

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
        fell_due = Change.of(self._on_record, self.case, self.world.workdays)
        owed = owed_after(self.world.cases.papers(self.id), fell_due)
        return [f"{each.paper} to {each.to}" for each in owed]

    @property
    def attempts(self) -> Sequence[Attempt]:
        """The attempts on it that were refused: when, which act, whose, and why not."""
        return self.world.cases.attempts(self.id)

    def timeline(self) -> Timeline:
        """Everything that the view of a case shows."""
        on_record = self._on_record.version
        return timeline(self.case, self.world.now, self.world.workdays, on_record=on_record)

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
