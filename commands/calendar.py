"""The working days, which need no database."""

from commands.session import Session, table


def calendar_show(session: Session) -> int:
    from terminal.calendar import show_year
    from terminal.plain import calendar_year

    plain = calendar_year(session.workdays, session.args.year, session.lang)
    if session.args.csv:
        table(session, plain["days"], lambda: None)
    else:
        session.show(plain, lambda: show_year(session.workdays, session.args.year, session.lang))
    return 0


def calendar_check(session: Session) -> int:
    from process.localtime import parse_day
    from terminal.calendar import show_day
    from terminal.plain import calendar_day

    day = session.workdays.day(parse_day(session.args.date))
    session.show(calendar_day(day, session.lang), lambda: show_day(day, session.lang))
    return 0


def calendar_add(session: Session) -> int:
    from process.definitions import ORDER_232_2025
    from process.localtime import parse_day
    from terminal.calendar import show_sum
    from terminal.plain import calendar_sum

    plain = calendar_sum(session.workdays, parse_day(session.args.date), session.args.days, ORDER_232_2025)
    session.show(plain, lambda: show_sum(plain, session.workdays, session.lang))
    return 0


def calendar_status(session: Session) -> int:
    from terminal.calendar import show_status
    from terminal.plain import calendar_status as status

    session.show(status(session.workdays, session.lang), lambda: show_status(session.workdays, session.lang))
    return 0
