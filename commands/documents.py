"""The documents of a case: how they stand, and what state information systems answer when they are asked."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from commands.case import show_next_of, who_acts
from commands.session import Session, table
from terminal.arguments import Usage

if TYPE_CHECKING:
    from process.case import Case
    from process.obtaining import Answer
    from process.roles import Actor


def case_documents(session: Session) -> int:
    from terminal.documents import documents_json, show_documents

    case = session.desk.look(session.case_id, session.as_of)
    personal = session.personal(case.id)
    plain = documents_json(case, personal)
    if session.args.csv:
        table(session, plain["documents"], lambda: "")
    else:
        session.show(plain, lambda: show_documents(case, personal, session.lang))
    return 0


def case_obtain(session: Session) -> int:
    """Ask first, then put the answers on record: an act that is not allowed asks nobody."""
    from process.obtaining import questions

    actor, source = who_acts(session), _systems(session)
    case = session.desk.look(session.case_id)
    _require_allowed(session, case, actor)
    asked = questions(case, session.personal(case.id))
    _record(session, case, actor, _asked(session, source, case, asked))
    return show_next_of(session, case.id)


def _systems(session: Session) -> str:
    source = session.args.systems or session.environment.get("MERZIM_SYSTEMS")
    if not source:
        raise Usage(
            "who answers is not said",
            way_on="Give --systems DIR (a folder of answers) or --systems https://ADDRESS, or set MERZIM_SYSTEMS.",
        )
    return str(source)


def _require_allowed(session: Session, case: "Case", actor: "Actor") -> None:
    """What would be refused afterwards is refused now, and stands among the refused attempts."""
    from process.acts import require_role
    from process.errors import MerzimError
    from process.events import DataObtained
    from process.obtaining import check_obtain

    now = session.desk.now(case)
    try:
        require_role(case, DataObtained, actor)
        check_obtain(case, now, session.workdays)
    except MerzimError:
        _record(session, case, actor, [])
        raise


def _asked(session: Session, source: str, case: "Case", asked: Sequence[Any]) -> "list[Answer]":
    from gateway.port import ask_all
    from gateway.source import gateway_of

    with gateway_of(source, token=session.environment.get("MERZIM_SYSTEMS_TOKEN")) as gateway:
        return ask_all(gateway, asked, case=case.id, version=case.version)


def _record(session: Session, case: "Case", actor: "Actor", answers: "Sequence[Answer]") -> None:
    from process.events import DataObtained
    from process.obtaining import in_full, obtain, on_record

    text = in_full(answers)
    decide = partial(obtain, answers=on_record(answers), digest=session.cases.digest(text))
    session.desk.act(case.id, DataObtained, decide, actor=actor, personal={DataObtained: {"text": text}})
