"""The database as a whole, and the daemon that works on it."""

from pathlib import Path

from commands.session import Session


def init(session: Session) -> int:
    from store.migrate import init as make

    made = make(session.url)
    done = (
        "made" if made.created else "brought up to date" if made.migrated else "there already, and up to date"
    )
    plain = {"database": str(made.path), "created": made.created, "migrated": made.migrated}
    session.show(
        plain, lambda: f"The database is {done}: {made.path}" + _waiting(session, migrated=made.migrated)
    )
    return 0


def _waiting(session: Session, *, migrated: bool) -> str:
    """What a database from before there was delivery owes to people: somebody has to look."""
    from store.outbox import counts

    given_up = counts(session.database(readonly=True))["given_up"] if migrated else 0
    if not given_up:
        return ""
    return f"\nMessages that wait for a person: {given_up}. See: merzim outbox list --status given_up"


def backup(session: Session) -> int:
    from store.backup import backup as copy

    target = copy(session.database(readonly=True), session.args.target)
    session.show(
        {"backup": str(target)}, lambda: f"The database was copied to {target}, and the copy checked."
    )
    return 0


def audit_verify(session: Session) -> int:
    from process.definitions import SHIPPED
    from store.audit import verify
    from terminal.audit import show_audit

    audit = verify(session.database(readonly=True), SHIPPED, session.workdays)
    rows = [{"case": each.case, "seq": each.seq, "what": each.what} for each in audit.findings]
    counts = {"cases": audit.cases, "events": audit.events, "erased": audit.erased}
    session.show({"whole": not rows, **counts, "findings": rows}, lambda: show_audit(counts, rows))
    return 1 if rows else 0


def health(session: Session) -> int:
    from daemon.health import health as look
    from process.definitions import SHIPPED
    from terminal.audit import show_health

    health = look(session.database(readonly=True), SHIPPED, session.clock(), session.workdays)
    session.show(health.found, lambda: show_health(health.found))
    return 1 if health.why else 0


def daemon(session: Session) -> int:
    from commands.trust import lists_needed, trust_folder
    from daemon.run import run

    args = session.args
    inbox = Path(args.inbox) if args.inbox else None
    return run(
        session.url,
        interval=args.interval,
        inbox=inbox,
        trust=trust_folder(session),
        lists_needed=lists_needed(session),
        once=args.once,
        accept_clock=args.accept_clock,
        clock=session.clock,
        delivery=Path(args.delivery) if args.delivery else None,
        deliver=not args.no_delivery,
        environment=session.environment,
    )
