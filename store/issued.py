"""The papers that went out, as files: those with a signature kept, all found again by the hash of their bytes."""

from dataclasses import dataclass

from process.events import PaperIssued
from store import statements as sql
from store.database import Database


@dataclass(frozen=True, slots=True)
class Found:
    """Where a file that was issued stands on record: its case, and the entry that says so."""

    case_id: str
    seq: int


def keep(database: Database, case_id: str, seq: int, event: PaperIssued, signed: bytes | None) -> None:
    """Keep what is found by its hash; `signed`: the file with its signature, where it bears one."""
    row = {
        "case_id": case_id,
        "seq": seq,
        "sha256": event.sha256,
        "signed_sha256": event.signed_sha256,
        "content": signed,
    }
    database.run(sql.ISSUED_INSERT, row)


def signed_file(database: Database, case_id: str, seq: int) -> bytes | None:
    """The signed file that went out by that entry; None where it bore no signature, or is erased."""
    row = database.row(sql.ISSUED_CONTENT, {"case_id": case_id, "seq": seq})
    return bytes(row["content"]) if row and row["content"] is not None else None


def find(database: Database, sha256: str) -> list[Found]:
    """The papers of these very bytes: as they were made, or as they were signed."""
    rows = database.rows(sql.ISSUED_BY_HASH, {"sha256": sha256})
    return [Found(row["case_id"], row["seq"]) for row in rows]
