"""`papers check`: whether a file is a paper that this office issued, unchanged and still good. Reads only."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

from commands.session import Session
from process.errors import BadInput, NotFound

MOST_BYTES = 64 * 2**20
_END = re.compile(rb"(%%EOF)\r?\n?")
_CASE = re.compile(rb"(?<![0-9])([0-9]{4}-[0-9]{6,10})(?![0-9])")


def papers_check(session: Session) -> int:
    """0: issued and still good. 1: superseded, changed since, or not known here; and what of it can be said."""
    from terminal.paper_check import show_checked

    path = Path(session.args.file)
    content = _read(path)
    plain = {"file": str(path), "sha256": sha256(content).hexdigest(), **_found(session, content)}
    plain["signature"] = _signature(session, content) if plain["signed"] else None
    session.show(plain, lambda: show_checked(plain, session.lang))
    good = plain["status"] == "issued" and "refused" not in (plain["signature"] or {})
    return 0 if good else 1


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        why = getattr(error, "strerror", None) or "no file can have that name"
        raise (NotFound if missing else BadInput)(f"{path} cannot be read: {why}") from None
    if len(content) > MOST_BYTES:
        raise BadInput(f"{path} is larger than any paper: more than {MOST_BYTES} bytes")
    if not content.startswith(b"%PDF-"):
        raise BadInput(f"{path} is no PDF", way_on="Name the file of the paper as it was received.")
    return content


def _found(session: Session, content: bytes) -> dict[str, Any]:
    from store.issued import find

    database, digest = session.cases.database, sha256(content).hexdigest()
    if found := find(database, digest):
        all_told = [_told(session, each.case_id, each.seq, digest) for each in found]
        return next((each for each in all_told if each["status"] == "issued"), all_told[-1])
    for begins in _beginnings(content):
        if found := find(database, begins):
            told = _told(session, found[-1].case_id, found[-1].seq, digest)
            return {**told, "status": "changed", "why": "added"}
    return _unknown(session, content)


def _told(session: Session, case_id: str, seq: int, digest: str) -> dict[str, Any]:
    from process.issuing import issued
    from process.localtime import iso

    case = session.cases.load(case_id)
    [found] = [each for each in issued(case) if each.entry.seq == seq]
    event = found.event
    why = found.superseded or _left(session, case, event.paper)
    status = "issued" if why is None else "superseded"
    if event.signed_sha256 not in (None, digest):
        status, why = "changed", "without_signature"
    return {
        "status": status,
        "why": why,
        "case": case_id,
        "paper": event.paper,
        "of": event.of,
        "entry": seq,
        "lang": event.lang,
        "issued_at": iso(event.occurred_at),
        "dated": event.dated.isoformat(),
        "ordinal": event.ordinal,
        "renderer": event.renderer,
        "signed": event.signed_sha256 is not None,
    }


def _left(session: Session, case: Any, paper: str) -> str | None:
    """Why a certificate of registration is good no more, told by the register: the entry of the person may be that of
    another case, or have left with it (R14, R27)."""
    from process.queue import good_no_more
    from store.queue import held

    if paper not in case.definition.certificates.values():
        return None
    return good_no_more(case.id, held(session.cases.database, case.id))


NOTHING = dict.fromkeys(
    ("case", "paper", "of", "entry", "lang", "issued_at", "dated", "ordinal", "renderer", "signed")
)


def _beginnings(content: bytes) -> list[str]:
    """The hashes of the file up to its first end, with the line end after it and without: a paper is made with one end,
    and whatever is signed or added stands after that."""
    first = _END.search(content)
    ends = sorted({first.end(1), first.end()}) if first else []
    return [sha256(content[:end]).hexdigest() for end in ends]


def _unknown(session: Session, content: bytes) -> dict[str, Any]:
    """Not one of ours as it is. Where it calls itself one of a case that is here, that is said: it may be forged."""
    from process.errors import MerzimError

    plain: dict[str, Any] = {**NOTHING, "status": "unknown", "why": None}
    named = dict.fromkeys(each.decode() for each in _CASE.findall(content))
    for case_id in named:
        try:
            session.cases.load(case_id)
        except MerzimError:
            continue
        return {**plain, "case": case_id, "why": "other_bytes"}
    return plain


def _signature(session: Session, content: bytes) -> dict[str, Any] | None:
    """Whose signature it bears, where a trust store is named; None where none is."""
    from commands.trust import trust, trust_folder

    if trust_folder(session) is None:
        return None
    from signing.pades import verify_pdf
    from signing.verify import SignatureRefused, Unverified

    try:
        found = verify_pdf(content, trust(session), at=session.clock())
    except SignatureRefused as no:
        return {"refused": [f"expected {each.expected}, got {each.got}" for each in no.wrong]}
    if isinstance(found, Unverified):
        return {"status": "unverified", "algorithm": found.algorithm, "signer": found.signer}
    return {
        "status": "verified",
        "algorithm": found.algorithm,
        "signer": found.signer,
        "issuer": found.issuer,
        "revocation": str(found.revocation),
    }
