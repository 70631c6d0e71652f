"""Which revisions of the tables there are, oldest first; the last is the one this Merzim works on. Imports nothing."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
HEAD = REVISIONS[-1]
APPLICATION = 0x6D7A726D
"""SQLite's application_id of a Merzim file: "mzrm"."""
