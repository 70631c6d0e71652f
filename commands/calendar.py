"""The working days, which need no database; where one is there, the acts applied to it count as well."""

from commands.session import Session, table


def calendar_show(session: Session) -> int:
    from terminal.calendar import show_year
    from terminal.plain import calendar_year

    workdays = session.asked_calendar
    plain = calendar_year(workdays, session.args.year, session.lang)
    if session.args.csv:
        table(session, plain["days"], lambda: None)
    else:
        session.show(plain, lambda: show_year(workdays, session.args.year, session.lang))
    return 0


def calendar_check(session: Session) -> int:
    from process.localtime import parse_day
    from terminal.calendar import show_day
    from terminal.plain import calendar_day

    day = session.asked_calendar.day(parse_day(session.args.date))
    known_on = session.known_on
    session.show(calendar_day(day, session.lang), lambda: show_day(day, session.lang, known_on=known_on))
    return 0


def calendar_add(session: Session) -> int:
    from process.definitions import ORDER_232_2025
    from process.localtime import parse_day
    from terminal.calendar import show_sum
    from terminal.plain import calendar_sum

    workdays = session.asked_calendar
    plain = calendar_sum(workdays, parse_day(session.args.date), session.args.days, ORDER_232_2025)
    session.show(plain, lambda: show_sum(plain, workdays, session.lang))
    return 0


def calendar_explain(session: Session) -> int:
    from process.counting import count_out
    from process.definitions import ORDER_232_2025
    from process.localtime import parse_day
    from terminal.explain import show_counting
    from terminal.plain import calendar_counting

    day, n = parse_day(session.args.date), session.args.days
    why = count_out(day, n, session.asked_calendar, ORDER_232_2025)
    session.show(calendar_counting(why, session.lang), lambda: show_counting(why, session.lang))
    return 0


def calendar_status(session: Session) -> int:
    from process.coverage import coverage
    from process.localtime import day_of
    from store.calendar import acts, cases_held
    from store.database import is_there
    from terminal.calendar import show_status
    from terminal.plain import calendar_status as status

    workdays = session.asked_calendar
    applied, held = [], 0
    if is_there(session.url):
        database = session.database(readonly=True)
        applied, held = acts(database), len(cases_held(database, session.clock()))
    today = session.known_on or day_of(session.clock())
    covered = [coverage(workdays, today, years_on=years_on) for years_on in (0, 1)]
    plain = status(workdays, covered[1], applied, held, session.lang)
    session.show(plain, lambda: show_status(plain, workdays, covered, session.lang))
    return 0
