"""The law as values and pure functions: who may do what, in which order, and by when.

Nothing in this package reads a clock, a network or a database, opens a file save the law's own data, or logs. Read
it in the order in which the data flows:

    intake       a report arrives and is read
    events       what can happen to a case, in the past tense
    states       where a case can stand, and which event moves it
    record       an event as it stands on record: who, when, by what authority, and the due dates it set
    case         a case is its record, folded
    terms, deadlines    what must be done by when, and why exactly then
    acceptance, hearing, objection, decision, corrections    one file a chapter: they raise, or return events
    firings      what happens by itself when moments pass
    notices      which paper and which notice an event owes
    timeline     a case as a person reads it
    desk         load, settle, decide, append: the one place where it all meets

`law` holds the texts that all of them cite; `definitions` one module of values for each service and edition.
"""
