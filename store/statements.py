"""The SQL that is run, compiled from `tables.py` by `python -m store.compile_sql`. Not written by hand."""

CASE_STOOD = """
    SELECT "case".version, "case".head_hash FROM "case" WHERE "case".case_id = :case_id
"""

CASE_NEXT = """
    SELECT "case".version, "case".next_at FROM "case" WHERE "case".case_id = :case_id
"""

CASE_COPY = """
    SELECT "case".case_id, "case".version, "case".state, "case".decision, "case".overdue,
    "case".round, "case".definition, "case".form, "case".garrison, "case".provider,
    "case".executor, "case".person, "case".portal_reference, "case".registered_on,
    "case".filed_at, "case".last_recorded_at, "case".head_hash, "case".next_at FROM "case"
    WHERE "case".case_id = :case_id
"""

CASE_INSERT = """
    INSERT INTO "case" (case_id, version, state, decision, overdue, round, definition, form,
    garrison, provider, executor, person, portal_reference, registered_on, filed_at,
    last_recorded_at, head_hash, next_at) VALUES (:case_id, :version, :state, :decision,
    :overdue, :round, :definition, :form, :garrison, :provider, :executor, :person,
    :portal_reference, :registered_on, :filed_at, :last_recorded_at, :head_hash, :next_at)
"""

CASE_UPDATE = """
    UPDATE "case" SET version=:version, state=:state, decision=:decision, overdue=:overdue,
    round=:round, definition=:definition, executor=:executor,
    last_recorded_at=:last_recorded_at, head_hash=:head_hash, next_at=:next_at WHERE
    "case".case_id = :case_id
"""

CASE_SET_NEXT = """
    UPDATE "case" SET next_at=:next_at WHERE "case".case_id = :case_id
"""

CASE_EXISTS = """
    SELECT "case".case_id FROM "case" WHERE "case".case_id = :case_id
"""

CASE_OF_REFERENCE = """
    SELECT "case".case_id FROM "case" WHERE "case".portal_reference = :portal_reference
"""

CASES_OF_IIN = """
    SELECT "case".case_id FROM person JOIN "case" ON "case".person = person."key" WHERE
    person.iin = :iin ORDER BY "case".filed_at DESC, "case".case_id DESC
"""

CASES_DUE = """
    SELECT "case".case_id FROM "case" WHERE "case".next_at < :now ORDER BY "case".next_at,
    "case".case_id LIMIT :limit OFFSET :skip
"""

FIRST_NEXT = """
    SELECT min("case".next_at) AS next_at FROM "case" WHERE "case".next_at IS NOT NULL
"""

EVENT_INSERT = """
    INSERT INTO event (case_id, seq, kind, act, occurred_at, recorded_at, actor, role,
    on_behalf_of, provision, definition, round, body, due, again, prev_hash, hash) VALUES
    (:case_id, :seq, :kind, :act, :occurred_at, :recorded_at, :actor, :role, :on_behalf_of,
    :provision, :definition, :round, :body, :due, :again, :prev_hash, :hash)
"""

EVENTS = """
    SELECT event.case_id, event.seq, event.kind, event.act, event.occurred_at,
    event.recorded_at, event.actor, event.role, event.on_behalf_of, event.provision,
    event.definition, event.round, event.body, event.due, event.again, event.prev_hash,
    event.hash FROM event WHERE event.case_id = :case_id ORDER BY event.case_id, event.seq
"""

EVENTS_AND_HEAD = """
    SELECT event.case_id, event.seq, event.kind, event.act, event.occurred_at,
    event.recorded_at, event.actor, event.role, event.on_behalf_of, event.provision,
    event.definition, event.round, event.body, event.due, event.again, event.prev_hash,
    event.hash, "case".version, "case".head_hash FROM "case" JOIN event ON event.case_id =
    "case".case_id WHERE "case".case_id = :case_id ORDER BY event.seq
"""

EVENTS_SINCE = """
    SELECT event.case_id, event.seq, event.kind, event.act, event.occurred_at,
    event.recorded_at, event.actor, event.role, event.on_behalf_of, event.provision,
    event.definition, event.round, event.body, event.due, event.again, event.prev_hash,
    event.hash FROM event WHERE event.case_id = :case_id AND event.seq > :seq ORDER BY
    event.seq
"""

EVENT_BODY = """
    SELECT event.body FROM event WHERE event.case_id = :case_id AND event.seq = :seq
"""

DEADLINES = """
    SELECT deadline.case_id, deadline.name, deadline.round, deadline.due_at,
    deadline.day_zero, deadline.set_by, deadline.calendar, deadline.provisional,
    deadline.met_at, deadline.lapsed_at, deadline.held_at FROM deadline WHERE deadline.case_id
    = :case_id ORDER BY deadline.case_id, deadline.name, deadline.round
"""

DEADLINE_REPLACE = """
    INSERT INTO deadline (case_id, name, round, due_at, day_zero, set_by, calendar,
    provisional, met_at, lapsed_at, held_at) VALUES (:case_id, :name, :round, :due_at,
    :day_zero, :set_by, :calendar, :provisional, :met_at, :lapsed_at, :held_at) ON CONFLICT
    (case_id, name, round) DO UPDATE SET due_at = :due_at, day_zero = :day_zero, set_by =
    :set_by, calendar = :calendar, provisional = :provisional, met_at = :met_at, lapsed_at =
    :lapsed_at, held_at = :held_at
"""

DEADLINE_DELETE = """
    DELETE FROM deadline WHERE deadline.case_id = :case_id AND deadline.name = :name AND
    deadline.round = :round
"""

SERIAL = """
    SELECT serial.last FROM serial WHERE serial.year = :year
"""

SERIALS = """
    SELECT serial.year, serial.last FROM serial ORDER BY serial.year
"""

SERIAL_REPLACE = """
    INSERT INTO serial (year, last) VALUES (:year, :last) ON CONFLICT (year) DO UPDATE SET
    last = :last
"""

ENROLMENT_INSERT = """
    INSERT INTO enrolment (case_id, n, person, service, garrison, form, registered_on,
    filed_at, enrolled_by, enrolled_at, since, entered, until, "left", left_at, issued,
    issued_at, holds) VALUES (:case_id, :n, :person, :service, :garrison, :form,
    :registered_on, :filed_at, :enrolled_by, :enrolled_at, :since, :entered, :until, :left,
    :left_at, :issued, :issued_at, :holds)
"""

ENROLMENT_DELETE = """
    DELETE FROM enrolment WHERE enrolment.case_id = :case_id
"""

ENROLMENT_HOLDS = """
    UPDATE enrolment SET holds=:holds WHERE enrolment.case_id = :case_id AND enrolment.n =
    :which
"""

ENROLMENTS_OF_CASE = """
    SELECT enrolment.case_id, enrolment.n, enrolment.person, enrolment.service,
    enrolment.garrison, enrolment.form, enrolment.registered_on, enrolment.filed_at,
    enrolment.enrolled_by, enrolment.enrolled_at, enrolment.since, enrolment.entered,
    enrolment.until, enrolment."left", enrolment.left_at, enrolment.issued,
    enrolment.issued_at, enrolment.holds FROM enrolment WHERE enrolment.case_id = :case_id
    ORDER BY enrolment.case_id, enrolment.n
"""

ENROLMENTS_OF_PERSON = """
    SELECT enrolment.case_id, enrolment.n, enrolment.person, enrolment.service,
    enrolment.garrison, enrolment.form, enrolment.registered_on, enrolment.filed_at,
    enrolment.enrolled_by, enrolment.enrolled_at, enrolment.since, enrolment.entered,
    enrolment.until, enrolment."left", enrolment.left_at, enrolment.issued,
    enrolment.issued_at, enrolment.holds FROM enrolment WHERE enrolment.person = :person ORDER
    BY enrolment.case_id, enrolment.n
"""

CASES_BESIDE = """
    SELECT other.case_id FROM "case" JOIN "case" AS other ON other.person = "case".person AND
    other.garrison = "case".garrison AND other.form = "case".form WHERE "case".case_id =
    :case_id AND other.case_id != "case".case_id ORDER BY other.case_id
"""

REGISTER_STAYS = """
    SELECT enrolment.case_id, enrolment.n, enrolment.person, enrolment.service,
    enrolment.garrison, enrolment.form, enrolment.registered_on, enrolment.filed_at,
    enrolment.enrolled_by, enrolment.enrolled_at, enrolment.since, enrolment.entered,
    enrolment.until, enrolment."left", enrolment.left_at, enrolment.issued,
    enrolment.issued_at, enrolment.holds FROM enrolment WHERE enrolment.service = :service AND
    enrolment.garrison = :garrison AND enrolment.form = :form
"""

REGISTER_LIVE = """
    SELECT enrolment.case_id, enrolment.n, enrolment.person, enrolment.service,
    enrolment.garrison, enrolment.form, enrolment.registered_on, enrolment.filed_at,
    enrolment.enrolled_by, enrolment.enrolled_at, enrolment.since, enrolment.entered,
    enrolment.until, enrolment."left", enrolment.left_at, enrolment.issued,
    enrolment.issued_at, enrolment.holds FROM enrolment WHERE enrolment.service = :service AND
    enrolment.garrison = :garrison AND enrolment.form = :form AND enrolment.holds = 1 ORDER BY
    enrolment.registered_on, enrolment.filed_at, enrolment.case_id
"""

REGISTER_BESIDE = """
    SELECT enrolment.case_id, enrolment.n, enrolment.person, enrolment.service,
    enrolment.garrison, enrolment.form, enrolment.registered_on, enrolment.filed_at,
    enrolment.enrolled_by, enrolment.enrolled_at, enrolment.since, enrolment.entered,
    enrolment.until, enrolment."left", enrolment.left_at, enrolment.issued,
    enrolment.issued_at, enrolment.holds FROM enrolment WHERE enrolment.service = :service AND
    enrolment.garrison = :garrison AND enrolment.form = :form AND enrolment.until IS NULL AND
    enrolment.holds IS 0
"""

REGISTER_BEFORE = """
    SELECT count(*) AS "before" FROM enrolment WHERE enrolment.service = :service AND
    enrolment.garrison = :garrison AND enrolment.form = :form AND enrolment.holds = 1 AND
    (enrolment.registered_on, enrolment.filed_at, enrolment.case_id) < (:registered_on,
    :filed_at, :case_id)
"""

GARRISONS = """
    SELECT DISTINCT "case".garrison FROM "case" ORDER BY "case".garrison
"""

CASES_EVER_ENROLLED = """
    SELECT DISTINCT event.case_id FROM event WHERE event.kind IN ('ApplicantRegistered',
    'ActReplaced') ORDER BY event.case_id
"""

PERSON_OF_IIN = """
    SELECT person."key" FROM person WHERE person.iin = :iin
"""

PERSON_IIN = """
    SELECT person.iin FROM person WHERE person."key" = :key
"""

PERSON_REPLACE = """
    INSERT INTO person ("key", iin, surname, name, patronymic) VALUES (:key, :iin, :surname,
    :name, :patronymic) ON CONFLICT ("key") DO UPDATE SET iin = :iin, surname = :surname, name
    = :name, patronymic = :patronymic
"""

PERSONAL_INSERT = """
    INSERT INTO personal (case_id, seq, body) VALUES (:case_id, :seq, :body)
"""

PERSONAL_OF_CASE = """
    SELECT personal.case_id, personal.seq, personal.body FROM personal WHERE personal.case_id
    = :case_id ORDER BY personal.case_id, personal.seq
"""

PERSONAL_OF_ENTRY = """
    SELECT personal.body FROM personal WHERE personal.case_id = :case_id AND personal.seq =
    :seq
"""

OUTBOX_INSERT = """
    INSERT INTO outbox (case_id, seq, n, paper, addressee, way, issue_from, owed_at, status,
    next_try) VALUES (:case_id, :seq, :n, :paper, :addressee, :way, :issue_from, :owed_at,
    :status, :next_try)
"""

OUTBOX_LAST = """
    SELECT max(outbox.n) AS n FROM outbox WHERE outbox.case_id = :case_id AND outbox.seq =
    :seq
"""

OUTBOX_RECALL = """
    UPDATE outbox SET status='recalled' WHERE outbox.case_id = :case_id AND outbox.seq = :seq
    AND (outbox.status = 'waiting' OR outbox.status = 'given_up')
"""

OUTBOX = """
    SELECT outbox.case_id, outbox.seq, outbox.n, outbox.paper, outbox.addressee, outbox.way,
    outbox.issue_from, outbox.owed_at, outbox.status, outbox.next_try, outbox.tries,
    outbox.delivered_at, outbox.delivered_by, outbox.reference, outbox.receipt,
    outbox.received_at, outbox.fault FROM outbox ORDER BY outbox.case_id, outbox.seq, outbox.n
"""

OUTBOX_OF_CASE = """
    SELECT outbox.case_id, outbox.seq, outbox.n, outbox.paper, outbox.addressee, outbox.way,
    outbox.issue_from, outbox.owed_at, outbox.status, outbox.next_try, outbox.tries,
    outbox.delivered_at, outbox.delivered_by, outbox.reference, outbox.receipt,
    outbox.received_at, outbox.fault FROM outbox WHERE outbox.case_id = :case_id ORDER BY
    outbox.case_id, outbox.seq, outbox.n
"""

ISSUED_INSERT = """
    INSERT INTO issued_paper (case_id, seq, sha256, signed_sha256, content) VALUES (:case_id,
    :seq, :sha256, :signed_sha256, :content)
"""

ISSUED_CONTENT = """
    SELECT issued_paper.content FROM issued_paper WHERE issued_paper.case_id = :case_id AND
    issued_paper.seq = :seq
"""

ISSUED_BY_HASH = """
    SELECT issued_paper.case_id, issued_paper.seq FROM issued_paper WHERE issued_paper.sha256
    = :sha256 OR issued_paper.signed_sha256 = :sha256 ORDER BY issued_paper.case_id,
    issued_paper.seq
"""

ISSUED_OF_CASE = """
    SELECT issued_paper.seq, issued_paper.sha256, issued_paper.signed_sha256,
    issued_paper.content FROM issued_paper WHERE issued_paper.case_id = :case_id ORDER BY
    issued_paper.seq
"""

OUTBOX_ENTRY = """
    SELECT outbox.case_id, outbox.seq, outbox.n, outbox.paper, outbox.addressee, outbox.way,
    outbox.issue_from, outbox.owed_at, outbox.status, outbox.next_try, outbox.tries,
    outbox.delivered_at, outbox.delivered_by, outbox.reference, outbox.receipt,
    outbox.received_at, outbox.fault FROM outbox WHERE outbox.case_id = :case_id AND
    outbox.seq = :seq AND outbox.n = :n
"""

OUTBOX_LISTED = """
    SELECT outbox.case_id, outbox.seq, outbox.n, outbox.paper, outbox.addressee, outbox.way,
    outbox.issue_from, outbox.owed_at, outbox.status, outbox.next_try, outbox.tries,
    outbox.delivered_at, outbox.delivered_by, outbox.reference, outbox.receipt,
    outbox.received_at, outbox.fault FROM outbox WHERE (:status IS NULL OR outbox.status =
    :status) AND (:case_id IS NULL OR outbox.case_id = :case_id) AND (:addressee IS NULL OR
    outbox.addressee = :addressee) ORDER BY outbox.case_id, outbox.seq, outbox.n LIMIT :limit
    OFFSET :skip
"""

OUTBOX_ADDRESSEES_DUE = """
    SELECT DISTINCT outbox.addressee FROM outbox WHERE outbox.status = 'waiting' AND
    outbox.next_try <= :now ORDER BY outbox.addressee
"""

OUTBOX_DUE = """
    SELECT outbox.case_id, outbox.seq, outbox.n, outbox.paper, outbox.addressee, outbox.way,
    outbox.issue_from, outbox.owed_at, outbox.status, outbox.next_try, outbox.tries,
    outbox.delivered_at, outbox.delivered_by, outbox.reference, outbox.receipt,
    outbox.received_at, outbox.fault FROM outbox WHERE outbox.status = 'waiting' AND
    outbox.addressee = :addressee AND outbox.next_try <= :now AND NOT (EXISTS (SELECT
    earlier.n FROM outbox AS earlier WHERE earlier.case_id = outbox.case_id AND
    earlier.addressee = outbox.addressee AND earlier.status = 'waiting' AND (earlier.seq,
    earlier.n) < (outbox.seq, outbox.n))) ORDER BY outbox.next_try, outbox.case_id,
    outbox.seq, outbox.n LIMIT :limit OFFSET :skip
"""

OUTBOX_DELIVERED = """
    UPDATE outbox SET status=CASE WHEN (outbox.status = 'waiting') THEN 'delivered' ELSE
    outbox.status END, tries=(outbox.tries + 1), delivered_at=:delivered_at,
    delivered_by=:delivered_by, reference=:reference, fault=NULL WHERE outbox.case_id =
    :case_id AND outbox.seq = :seq AND outbox.n = :n
"""

OUTBOX_NOT_DELIVERED = """
    UPDATE outbox SET status=CASE WHEN (outbox.status = 'waiting') THEN :status ELSE
    outbox.status END, next_try=:next_try, tries=(outbox.tries + 1), fault=:fault WHERE
    outbox.case_id = :case_id AND outbox.seq = :seq AND outbox.n = :n
"""

OUTBOX_CALL_OFF = """
    UPDATE outbox SET status='recalled' WHERE outbox.case_id = :case_id AND outbox.seq = :seq
    AND outbox.n = :n AND outbox.status = 'waiting'
"""

OUTBOX_RETRY = """
    UPDATE outbox SET status='waiting', next_try=:next_try, tries=0 WHERE outbox.case_id =
    :case_id AND outbox.seq = :seq AND outbox.n = :n AND outbox.status = 'given_up'
"""

OUTBOX_RECEIVED = """
    UPDATE outbox SET receipt=:receipt, received_at=:received_at WHERE outbox.case_id =
    :case_id AND outbox.seq = :seq AND outbox.n = :n
"""

OUTBOX_COUNTS = """
    SELECT (SELECT count(*) AS count_1 FROM outbox WHERE outbox.status = 'waiting') AS
    waiting, (SELECT count(*) AS count_2 FROM outbox WHERE outbox.status = 'waiting' AND
    outbox.fault IS NOT NULL) AS tried_in_vain, (SELECT count(*) AS count_3 FROM outbox WHERE
    outbox.status = 'given_up') AS given_up
"""

TRY_INSERT = """
    INSERT INTO outbox_try (case_id, seq, n, number, at, way, outcome, detail) VALUES
    (:case_id, :seq, :n, :number, :at, :way, :outcome, :detail)
"""

TRY_LAST = """
    SELECT max(outbox_try.number) AS number FROM outbox_try WHERE outbox_try.case_id =
    :case_id AND outbox_try.seq = :seq AND outbox_try.n = :n
"""

TRIES = """
    SELECT outbox_try.case_id, outbox_try.seq, outbox_try.n, outbox_try.number, outbox_try.at,
    outbox_try.way, outbox_try.outcome, outbox_try.detail FROM outbox_try WHERE
    outbox_try.case_id = :case_id AND outbox_try.seq = :seq AND outbox_try.n = :n ORDER BY
    outbox_try.number
"""

ATTEMPT_INSERT = """
    INSERT INTO refused_attempt (case_id, at, act, actor, role, on_behalf_of, kind, message)
    VALUES (:case_id, :at, :act, :actor, :role, :on_behalf_of, :kind, :message)
"""

ATTEMPTS_OF_CASE = """
    SELECT refused_attempt.at, refused_attempt.act, refused_attempt.actor,
    refused_attempt.role, refused_attempt.on_behalf_of, refused_attempt.kind,
    refused_attempt.message FROM refused_attempt WHERE refused_attempt.case_id = :case_id
    ORDER BY refused_attempt.id
"""

CASES = """
    SELECT "case".case_id, "case".version, "case".state, "case".decision, "case".overdue,
    "case".round, "case".definition, "case".form, "case".garrison, "case".provider,
    "case".executor, "case".person, "case".portal_reference, "case".registered_on,
    "case".filed_at, "case".last_recorded_at, "case".head_hash, "case".next_at, person.surname
    AS person_surname, person.name AS person_name, person.patronymic AS person_patronymic FROM
    "case" LEFT OUTER JOIN person ON "case".person = person."key" WHERE (:state IS NULL OR
    "case".state = :state) AND (:garrison IS NULL OR "case".garrison = :garrison) AND
    (:executor IS NULL OR "case".executor = :executor) AND (:overdue IS NULL OR "case".overdue
    = :overdue) ORDER BY "case".case_id DESC LIMIT :limit OFFSET :skip
"""

CASES_COMPLAINED = """
    SELECT DISTINCT event.case_id FROM event WHERE event.kind = 'ComplaintLodged' ORDER BY
    event.case_id
"""

CASE_IDS = """
    SELECT "case".case_id FROM "case" ORDER BY "case".case_id
"""

OPEN_CASES = """
    SELECT "case".case_id FROM "case" WHERE "case".state IN ('submitted', 'accepted',
    'preliminary_refusal', 'hearing', 'heard') UNION SELECT deadline.case_id FROM deadline
    WHERE deadline.met_at IS NULL AND deadline.lapsed_at IS NULL AND (deadline.name NOT IN
    ('complaint_filing')) ORDER BY case_id
"""

COUNTS = """
    SELECT count(*) AS cases, count(*) FILTER (WHERE "case".state IN ('submitted', 'accepted',
    'preliminary_refusal', 'hearing', 'heard')) AS open, count(*) FILTER (WHERE "case".state
    IN ('submitted', 'accepted', 'preliminary_refusal', 'hearing', 'heard') AND "case".overdue
    = 1) AS overdue, (SELECT count(*) AS count_1 FROM outbox WHERE outbox.status = 'waiting')
    AS waiting, (SELECT count(*) AS count_2 FROM outbox WHERE outbox.status = 'given_up') AS
    given_up, (SELECT count(*) AS count_3 FROM refused_attempt) AS refused_attempts FROM
    "case"
"""

CALENDAR_ACTS = """
    SELECT calendar_act.id, calendar_act.said, calendar_act.body, calendar_act.version,
    calendar_act.applied_at, calendar_act.actor, calendar_act.role, calendar_act.done_at FROM
    calendar_act ORDER BY calendar_act.id
"""

CALENDAR_SERIAL = """
    SELECT max(calendar_act.id) AS serial FROM calendar_act
"""

CALENDAR_ACT_INSERT = """
    INSERT INTO calendar_act (said, body, version, applied_at, actor, role) VALUES (:said,
    :body, :version, :applied_at, :actor, :role)
"""

CALENDAR_ACT_DONE = """
    UPDATE calendar_act SET done_at=:done_at WHERE calendar_act.done_at IS NULL AND
    calendar_act.id <= :upto
"""

CALENDAR_STATE = """
    SELECT calendar_state.body FROM calendar_state WHERE calendar_state.version = :version
"""

CALENDAR_STATES = """
    SELECT calendar_state.version FROM calendar_state ORDER BY calendar_state.version
"""

CALENDAR_STATE_KEPT = """
    SELECT calendar_state.version FROM calendar_state WHERE calendar_state.version = :version
"""

CALENDAR_STATE_KEEP = """
    INSERT INTO calendar_state (version, body) VALUES (:version, :body) ON CONFLICT DO NOTHING
"""

OPEN_DEADLINES = """
    SELECT deadline.case_id, deadline.name, deadline.round, deadline.due_at,
    deadline.day_zero, deadline.set_by, deadline.calendar, deadline.provisional,
    deadline.met_at, deadline.lapsed_at, deadline.held_at, "case".definition, "case".executor,
    "case".state FROM deadline JOIN "case" ON deadline.case_id = "case".case_id WHERE
    deadline.met_at IS NULL AND deadline.lapsed_at IS NULL AND deadline.due_at >= :now AND
    deadline.case_id BETWEEN :first AND :last ORDER BY deadline.case_id, deadline.name
"""

OPEN_DEADLINES_ALIKE = """
    SELECT deadline.case_id, deadline.name, deadline.round, deadline.due_at,
    deadline.day_zero, deadline.set_by, deadline.calendar, deadline.provisional,
    deadline.met_at, deadline.lapsed_at, deadline.held_at, "case".definition, "case".executor,
    "case".state, count(*) AS deadlines FROM deadline JOIN "case" ON deadline.case_id =
    "case".case_id WHERE deadline.met_at IS NULL AND deadline.lapsed_at IS NULL AND
    deadline.due_at >= :now GROUP BY "case".definition, deadline.name, deadline.day_zero,
    deadline.due_at, deadline.held_at
"""

WARNINGS_OF_CASE = """
    SELECT event.body FROM event WHERE event.case_id = :case_id AND event.kind =
    'WarningRaised'
"""

CASES_NOTICED = """
    SELECT "case".case_id FROM "case" WHERE "case".state IN ('preliminary_refusal', 'hearing')
    ORDER BY "case".case_id
"""

OPEN_CASES_AFTER = """
    SELECT DISTINCT deadline.case_id FROM deadline WHERE deadline.met_at IS NULL AND
    deadline.lapsed_at IS NULL AND deadline.due_at >= :now AND deadline.case_id > :after ORDER
    BY deadline.case_id LIMIT :limit OFFSET :skip
"""

OPEN_CASES_COUNT = """
    SELECT count(DISTINCT deadline.case_id) AS cases FROM deadline WHERE deadline.met_at IS
    NULL AND deadline.lapsed_at IS NULL AND deadline.due_at >= :now
"""

CASES_HELD = """
    SELECT DISTINCT deadline.case_id FROM deadline WHERE deadline.met_at IS NULL AND
    deadline.lapsed_at IS NULL AND deadline.held_at >= :now ORDER BY deadline.case_id
"""

ANNOUNCEMENTS = """
    SELECT announcement.definition, announcement.approved_at, announcement.addressee,
    announcement.at, announcement.recorded_at, announcement.actor, announcement.role FROM
    announcement ORDER BY announcement.definition, announcement.approved_at,
    announcement.addressee
"""

ANNOUNCEMENT_INSERT = """
    INSERT INTO announcement (definition, approved_at, addressee, at, recorded_at, actor,
    role) VALUES (:definition, :approved_at, :addressee, :at, :recorded_at, :actor, :role)
"""

META = """
    SELECT meta.value FROM meta WHERE meta.name = :name
"""

BEAT_REPLACE = """
    INSERT INTO heartbeat (name, at, monotonic, boot, pid, note) VALUES (:name, :at,
    :monotonic, :boot, :pid, :note) ON CONFLICT (name) DO UPDATE SET at = :at, monotonic =
    :monotonic, boot = :boot, pid = :pid, note = :note
"""

BEAT = """
    SELECT heartbeat.name, heartbeat.at, heartbeat.monotonic, heartbeat.boot, heartbeat.pid,
    heartbeat.note FROM heartbeat WHERE heartbeat.name = :name
"""
