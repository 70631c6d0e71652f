"""What is owed to people: listed, shown as it goes, sent again after it was given up."""

from typing import TYPE_CHECKING, Any

from commands.case import who_acts
from commands.session import Session, table
from terminal.arguments import Usage

if TYPE_CHECKING:
    from delivery.message import Message
    from process.roles import Actor
    from store.outbox import OutboxEntry

RETRIED_BY = ("head", "executor")


def outbox_list(session: Session) -> int:
    from store.outbox import listed
    from terminal.outbox import outbox_json, show_outbox

    args = session.args
    _require_status(args.status)
    case_id = session.cases.resolve(args.case) if args.case else None
    found = listed(
        session.cases.database,
        status=args.status,
        case_id=case_id,
        addressee=args.addressee,
        limit=args.limit,
    )
    rows = [outbox_json(each) for each in found]
    table(session, rows, lambda: show_outbox(found, session.lang))
    return 0


def _require_status(text: str | None) -> None:
    from process.errors import BadInput
    from store.outbox import STATUSES

    if text is not None and text not in STATUSES:
        raise BadInput(f"there is no status {text!r}", way_on=f"The statuses are: {', '.join(STATUSES)}.")


def outbox_show(session: Session) -> int:
    from store.outbox import entry, tries
    from terminal.outbox import message_json, show_message

    database = session.cases.database
    found = entry(database, session.args.key)
    journal = tries(database, found)
    message, why = _message(session, found)
    plain = message_json(found, journal, message, why)
    session.show(plain, lambda: show_message(found, journal, message, why, session.lang))
    return 0


def _message(session: Session, found: "OutboxEntry") -> "tuple[Message | None, str | None]":
    """The message as it would go now; without one, why there is none."""
    from daemon.messages import message
    from process.errors import NotAllowedHere

    case = session.cases.load(found.case_id)
    try:
        personal = session.personal(case.id)
        return message(found, case, personal, lang=session.lang, now=session.desk.now(case)), None
    except NotAllowedHere as no:
        return None, str(no)


def outbox_retry(session: Session) -> int:
    from terminal.outbox import show_retried

    actor = _who_retries(session)
    keys = [each.key for each in _wanted(session) if _retried(session, each, actor)]
    plain: dict[str, Any] = {"retried": keys}
    session.show(plain, lambda: show_retried(keys, session.lang))
    return 0


def _who_retries(session: Session) -> "Actor":
    from process.errors import WrongRole

    actor = who_acts(session)
    if actor.role not in RETRIED_BY:
        raise WrongRole(
            f"what was given up is sent again by the {' or the '.join(RETRIED_BY)}, and {actor.name} acts as"
            f" {actor.role}",
            way_on="Give --as NAME --role head, or executor.",
        )
    return actor


def _wanted(session: Session) -> "list[OutboxEntry]":
    """What is to be sent again. NotAllowedHere for a message that was not given up."""
    from process.errors import NotAllowedHere
    from store.outbox import GIVEN_UP, entry, listed

    args, database = session.args, session.cases.database
    if bool(args.key) == args.all:
        raise Usage("which message is not said", way_on="Give its KEY, or --all for everything given up.")
    if args.all:
        return listed(database, status=GIVEN_UP)
    found = entry(database, args.key)
    if found.status != GIVEN_UP:
        raise NotAllowedHere(
            f"message {found.key} was not given up: it is {found.status}",
            way_on="What waits goes by itself; what was recalled or delivered does not go again.",
        )
    return [found]


def _retried(session: Session, found: "OutboxEntry", actor: "Actor") -> bool:
    from store.outbox import retry

    return retry(session.cases.database, found, session.clock(), by=f"{actor.name}, {actor.role}")
