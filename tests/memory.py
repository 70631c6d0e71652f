"""A store that keeps cases in memory, and tries every change it is handed.

Each time it keeps something it folds the record again from its rows: a case that is not its record, or an entry that
does not come back from its row, fails the test that made it.
"""

from process.case import replay
from process.cases import NewCase
from process.errors import CaseMoved, NotFound
from process.events import fires_by_itself
from process.record import as_row, from_row


class Memory:
    """Implements `desk.Cases`. `changes` is all it was asked to keep, `refused` the journal of refused attempts."""

    def __init__(self, *, checked=True):
        self.checked = checked
        self.kept = {}
        self.reports = {}
        self.changes = []
        self.refused = []
        self.before_append = lambda change: None

    def load(self, case_id):
        if case_id not in self.kept:
            raise NotFound(f"there is no case {case_id}")
        return self.kept[case_id]

    def append(self, change):
        hook, self.before_append = self.before_append, lambda change: None
        hook(change)
        stands = self.kept[change.case.id]
        if stands.version != change.seen:
            meanwhile = stands.record[change.seen :]
            by_persons = [entry for entry in meanwhile if not fires_by_itself(entry.event)]
            raise CaseMoved(f"case {change.case.id} has moved", details={"only_firings": not by_persons})
        self._keep(change)

    def file(self, report, make, *, registered_year):
        number = len(self.kept) + 1
        change = make(NewCase(f"{registered_year}-{number:06}", f"person-{number}", "digest"))
        self.reports[change.case.id] = report
        self._keep(change)
        return change

    def by_reference(self, portal_reference):
        found = ((id, each) for id, each in self.reports.items() if each.portal_reference == portal_reference)
        return next(found, None)

    def of_person(self, iin):
        return [id for id, report in reversed(self.reports.items()) if report.iin == iin]

    def digest(self, text):
        return f"digest of {len(text)} letters"

    def note_refusal(self, case_id, act, actor, at, error):
        self.refused.append((case_id, act, actor, at, error.kind))

    def _keep(self, change):
        if self.checked:
            check_case(change.case)
            assert change.entries == change.case.record[change.seen :]
        self.kept[change.case.id] = change.case
        self.changes.append(change)


def check_case(case):
    """The case is its record folded, and every entry comes back from its row."""
    assert replay(case.id, case.record, case.editions) == case
    assert [from_row(as_row(entry, case.id)) for entry in case.record] == list(case.record)
    assert [entry.seq for entry in case.record] == list(range(1, case.version + 1))
