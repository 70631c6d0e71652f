"""A state machine for Hypothesis: one case, acted on at random, to extend with rules and invariants of your own.

Needs Hypothesis: the extra `pytest`.
"""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from process.case import replay
from process.definition import Definition
from process.errors import MerzimError
from process.workdays import Workdays
from simulation.clock import INSTANT
from simulation.filed_case import FiledCase
from simulation.histories import START, Done, Played, likely, tried
from simulation.world import World

__all__ = ["CaseMachine", "initialize", "invariant", "precondition", "rule"]


class CaseMachine(RuleBasedStateMachine):
    """One case in a world, acted on at random, rightly and wrongly; extend it with rules and invariants of your own.

    Set `definition` or `workdays` in a subclass for a what-if. Its own invariants: the case is its record folded, a
    refused act leaves nothing, no open deadline lies behind unmet without being counted missed.
    """

    definition: Definition | None = None
    workdays: Workdays | None = None

    def __init__(self) -> None:
        super().__init__()
        self.case: FiledCase | None = None
        self.refusal: MerzimError | None = None

    @initialize(accepted=st.booleans())
    def file(self, accepted: bool) -> None:
        world = World(START, definition=self.definition, workdays=self.workdays)
        self.played = Played(world)
        self.world, self.case = world, self.played.case
        if accepted:
            self.case.do("accept")

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.world.until(self.world.now + timedelta(hours=hours))

    @rule(data=st.data())
    def the_last_moment_comes(self, data: st.DataObject) -> None:
        """The last instant of a deadline ahead, which is in time still."""
        if ahead := self.ahead():
            self.world.until(data.draw(st.sampled_from(ahead)))

    @rule(data=st.data())
    def a_deadline_passes(self, data: st.DataObject) -> None:
        """An instant later."""
        if ahead := self.ahead():
            self.world.until(data.draw(st.sampled_from(ahead)) + INSTANT)

    def ahead(self) -> list[datetime]:
        """The last instants of the deadlines that are still to come."""
        assert self.case
        open_ones = [each for each in self.case.deadlines.values() if not each.closed]
        return sorted({each.due_at for each in open_ones if each.due_at >= self.world.now})

    @rule(done=tried(at_once=True))
    def somebody_tries(self, done: Done) -> None:
        self.refusal = self.played.do(done)

    @rule(data=st.data())
    def somebody_acts(self, data: st.DataObject) -> None:
        """An act that is allowed where the case stands."""
        done = data.draw(likely(self.played, at_once=True))
        if done is not None:
            self.refusal = self.played.do(done)

    @invariant()
    @precondition(lambda self: self.case is not None)
    def the_case_is_its_record_folded(self) -> None:
        assert self.case
        kept = self.world.cases.load(self.case.id)
        assert replay(kept.id, kept.record, kept.editions) == kept

    @invariant()
    @precondition(lambda self: self.case is not None)
    def what_is_past_due_is_told(self) -> None:
        assert self.case
        for deadline in self.case.deadlines.values():
            if not deadline.closed and deadline.due_at < self.world.now:
                assert str(deadline.status(self.world.now)) != "open", deadline.name
