"""Changes of the rules: announced by the Ministry to those whom item 7 names."""

from typing import TYPE_CHECKING, Any

from commands.case import who_acts
from commands.session import Session

if TYPE_CHECKING:
    from process.announcing import Announcement


def rules_announce(session: Session) -> int:
    """Without a definition: all of them. With --approved a new one; with --told that this addressee was sent word."""
    from store.announcements import announcements
    from terminal.announcements import show_announcements

    if session.args.definition is not None and (session.args.approved or session.args.told):
        _record(session)
    database, now = session.cases.database, session.clock()
    found = announcements(database, session.desk.editions, session.workdays)
    found = [each for each in found if session.args.definition in (None, each.definition)]
    plain = [_plain(session, each) for each in found]
    session.show(plain, lambda: show_announcements(found, now, session.workdays, session.lang))
    return 0


def _record(session: Session) -> None:
    from process.announcing import check_approved, check_told, require_ministry, rule_of
    from process.errors import NotFound
    from process.localtime import day_of
    from store.announcements import APPROVED, announcements, keep
    from terminal.typed_acts import typed_moment

    args, actor, now = session.args, who_acts(session), session.clock()
    definition = session.desk.editions[args.definition]
    rule_of(definition)
    require_ministry(actor, definition)
    database = session.cases.database
    at = typed_moment(args.at) or now
    if args.approved:
        approved_at = typed_moment(args.approved)
        assert approved_at
        check_approved(approved_at, now)
        known = announcements(database, session.desk.editions, session.workdays)
        if not any(
            (each.definition, day_of(each.approved_at)) == (definition.id, day_of(approved_at))
            for each in known
        ):
            keep(database, definition.id, approved_at, APPROVED, approved_at, now=now, by=actor)
    for addressee in args.told:
        open_ones = [
            each
            for each in announcements(database, session.desk.editions, session.workdays)
            if each.definition == definition.id
        ]
        if not open_ones:
            raise NotFound(
                f"no change of {definition.id} was approved yet, of which anybody could be told",
                way_on="Give --approved WHEN first.",
            )
        check_told(open_ones[0], addressee, at, definition)
        keep(database, definition.id, open_ones[0].approved_at, addressee, at, now=now, by=actor)


def _plain(session: Session, each: "Announcement") -> dict[str, Any]:
    from process.deadlines import days_left
    from process.localtime import day_of, iso

    now = session.clock()
    return {
        "definition": each.definition,
        "name": "rule_change_notice",
        "approved_at": iso(each.approved_at),
        "due_at": iso(each.due_at),
        "due_on": day_of(each.due_at).isoformat(),
        "days_left": days_left(each.due_at, now, session.workdays) if each.open else None,
        "told": {name: iso(at) for name, at in each.told.items()},
        "missing": list(each.missing),
        "late": each.late(now),
    }
