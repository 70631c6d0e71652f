"""The record on disk: rows and SQL, in one SQLite file. Nothing here decides; what a row means is said in `process/`.

tables       what a table is: the one place that decides it
statements   the SQL compiled from the tables (`python -m store.compile_sql`), all that is run
faults       SQLite's errors in our words
database     an open file: its errors, its transactions
migrate      making a file, or bringing it to this revision
rows         an entry, a case, a deadline as plain columns, and back
cases        the cases as the desk sees them
listing      what people list, without folding a case
heartbeat    the daemon's sign of life
audit        whether the record still holds together
backup       a copy by SQLite's own hand
"""
