"""Cases in memory that try every change they are handed: the record only grows, and is all that there is."""

from process.case import replay
from process.record import as_row, from_row
from simulation.memory import MemoryCases


class Memory(MemoryCases):
    """`changes` is all it was asked to keep; `before_append`, where set, is called once, just before the next append.

    `checked`: each case that it keeps is folded again from its record, and each entry read back from its row.
    """

    def __init__(self, *, checked=True):
        super().__init__()
        self.checked, self.changes, self.before_append = checked, [], None

    def append(self, change):
        between, self.before_append = self.before_append, None
        if between:
            between(change)
        stood = self.load(change.case.id).record
        super().append(change)
        assert change.case.record[: len(stood)] == stood, "an append rewrote the record"
        self._try(change)

    def file(self, report, make, *, registered_year):
        change = super().file(report, make, registered_year=registered_year)
        self._try(change)
        return change

    def copied(self):
        """The same cases, to go another way from here; cases are values, so nothing else is copied."""
        other = Memory(checked=self.checked)
        for case_id, held in self._held.items():
            other.take_in(held.case, held.report, self._waiting.of(case_id))
        return other

    def _try(self, change):
        self.changes.append(change)
        assert change.entries == change.case.record[change.seen :]
        if self.checked:
            check_case(change.case)


def check_case(case):
    """The case is its record folded, and every entry comes back from its row."""
    assert replay(case.id, case.record, case.editions) == case
    assert [from_row(as_row(entry, case.id)) for entry in case.record] == list(case.record)
    assert [entry.seq for entry in case.record] == list(range(1, case.version + 1))
