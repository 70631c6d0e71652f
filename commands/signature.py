"""`case signature`: how the report was certified, and its signature as it came, to be checked by anybody."""

from pathlib import Path
from typing import Any

from commands.session import Session
from commands.trust import trust, trust_folder

CONTENT, SIGNATURE = "report.json", "report.p7s"


def case_signature(session: Session) -> int:
    """What the record says of it; with a trust store, what the kept bytes come to when they are verified again."""
    from process.report import Report
    from terminal.signature import show_signature, signature_json

    case = session.cases.load(session.case_id)
    personal = session.personal(case.id)
    signature = Report.from_parts(case.filed.report, personal).signature if personal else None
    plain = signature_json(case, signature)
    if signature and trust_folder(session):
        plain["again"] = _verified_again(
            session, signature, personal["applicant"]["iin"], case.filed.occurred_at
        )
    if session.args.out is not None:
        plain["files"] = _written(Path(session.args.out), case.id, signature)
    session.show(plain, lambda: show_signature(plain, session.lang))
    return 1 if "refused" in (plain["again"] or {}) else 0


def _verified_again(session: Session, signature: Any, iin: str, at: Any) -> dict[str, Any]:
    from signing.of_report import signature_over
    from signing.verify import SignatureRefused

    store = trust(session)
    try:
        return dict(signature_over(signature.content, signature.cms, store, at=at, iin=iin).outcome)
    except SignatureRefused as no:
        return {"refused": [f"expected {each.expected}, got {each.got}" for each in no.wrong]}


def _written(folder: Path, case: str, signature: Any) -> list[str]:
    from process.errors import NotFound

    if signature is None:
        raise NotFound(
            f"case {case} keeps no signature: none came with its report, or its person's data are erased",
            way_on=f"`merzim case signature {case}` says how it was certified.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / CONTENT, folder / SIGNATURE]
    for path, data in zip(files, (signature.content, signature.cms), strict=True):
        path.write_bytes(data)
        path.chmod(0o600)
    return list(map(str, files))
