"""Merzim inside another program: open a database, file a report, accept it, sweep to a date, ask why then."""

import tempfile

from daemon.sweep import sweep
from process import intake
from process.acceptance import accept
from process.deadlines import explain
from process.definitions import SHIPPED
from process.desk import Desk
from process.events import ReportAccepted
from process.localtime import parse_typed
from process.roles import Actor, Role
from process.standing import on, when
from process.workdays import kazakhstan
from simulation.clock import VirtualClock
from store.cases import SqlCases
from store.database import Database
from store.migrate import init

with tempfile.TemporaryDirectory() as folder:
    init(f"sqlite:///{folder}/merzim.db")
    with Database.open(f"sqlite:///{folder}/merzim.db") as database:
        clock = VirtualClock(parse_typed("2026-03-10 10:00"))  # any function that answers the moment will do
        desk = Desk(SqlCases(database, SHIPPED), clock, kazakhstan(), SHIPPED)

        [(line, report)] = intake.read(intake.example(1).encode(), now=clock()).reports
        case = desk.file(report, actor=Actor("portal", Role.APPLICANT)).case
        print(f"{case.id}: filed {when(report.filed_at)}, registered on {on(case.filed.registered_on)}")

        case = desk.act(case.id, ReportAccepted, accept, actor=Actor("Омарова", Role.EXECUTOR))
        print(f"{case.id}: {case.state}, decision due {when(case.deadlines['decision'].due_at)}")

        clock.set(parse_typed("2026-04-06 09:00"))
        swept = sweep(desk, now=clock())
        print("fired:", ", ".join(f"{n} {event}" for event, n in sorted(swept.fired.items())))

        why = explain(desk.look(case.id), "decision", desk.workdays)
        print(f"from {on(why.anchor)}: {why.anchor_why}; {why.deadline.term.law.cite()}")
        print("counted:", ", ".join(f"{day.date:%d.%m}" for _, day in why.counted))
        print("skipped:", ", ".join(f"{day.date:%d.%m} {day.names['en']}" for day in why.skipped))
