"""The file: made, migrated, opened, refused; and the SQL that is run on it, held to the tables it is compiled from."""

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest
from house import ROOT
from storage import opened

from process.errors import BadInput, Busy, Damaged, MerzimError, NoDatabase, OtherVersion
from store.database import Database, connect, path_of
from store.migrate import MIGRATIONS, init, upgrade
from store.revision import HEAD, REVISIONS


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "merzim.db"
    init(str(path))
    return path


def set_revision(path, revision):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def dump(path):
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def schema(path):
    """What SQLite says of each table and index, white space and quotes aside."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%'"
        ).fetchall()
        columns = {
            name: connection.execute(f'SELECT * FROM pragma_table_info("{name}")').fetchall()
            + connection.execute(f'SELECT * FROM pragma_foreign_key_list("{name}")').fetchall()
            for name, _ in rows
        }
    return columns, {name: "".join((sql or "").replace('"', "").split()) for name, sql in rows}


# --- made and migrated


def test_a_new_database_is_at_the_head_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "deep" / "er" / "merzim.db"
    made = init(f"sqlite:///{path}")
    assert (made.path, made.created, made.migrated) == (path, True, False)
    with Database.open(str(path)) as database:
        assert database.revision() == HEAD
        with database.transaction():
            database.run("INSERT INTO serial VALUES (2026, 1)")
        files = list(path.parent.iterdir())
        assert {each.name for each in files} == {"merzim.db", "merzim.db-wal", "merzim.db-shm"}
        assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_mode_is_the_owners_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        init(str(tmp_path / "merzim.db"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "merzim.db").stat().st_mode) == 0o600


def test_a_database_that_is_up_to_date_stays_as_it_is(tmp_path, workdays):
    with opened(tmp_path, workdays) as office:
        office.accept(office.file())
    before = dump(tmp_path / "merzim.db")
    made = init(str(tmp_path / "merzim.db"))
    assert (made.created, made.migrated, made.was) == (False, False, HEAD)
    assert dump(tmp_path / "merzim.db") == before


def test_a_file_whose_making_was_cut_short_is_made_again(tmp_path):
    (tmp_path / "merzim.db").touch()
    assert init(str(tmp_path / "merzim.db")).created


def test_the_migrations_give_the_tables_that_are_declared(file, tmp_path):
    from sqlalchemy import create_engine

    from store.tables import METADATA

    declared = tmp_path / "declared.db"
    engine = create_engine(f"sqlite:///{declared}")
    METADATA.create_all(engine)
    engine.dispose()
    assert schema(file)[0] == schema(declared)[0]
    assert schema(file)[1] == schema(declared)[1]


def test_alembic_finds_nothing_to_migrate(file):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine

    from store.tables import METADATA

    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    engine.dispose()


def test_the_revisions_known_at_run_time_are_those_of_the_migrations():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert tuple(each.revision for each in reversed(list(scripts.walk_revisions()))) == REVISIONS


LATER = f"{int(HEAD) + 1:04}"
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{later}", "{head}", None, None


def upgrade():
    with op.batch_alter_table("case") as table:
        table.add_column(sa.Column("note", sa.String(), nullable=False, server_default="none"))
        table.alter_column("garrison", new_column_name="town")
    {then}
"""


def later_migrations(tmp_path, then="pass"):
    """Our migrations with one more, which makes a table that others point at anew."""
    copy = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "versions" / f"{LATER}_next.py").write_text(
        NEXT.format(then=then, later=LATER, head=HEAD), encoding="utf-8"
    )
    return copy


def test_a_later_migration_keeps_every_case(tmp_path, workdays):
    with opened(tmp_path, workdays) as office:
        office.accept(office.file())
        before = office.rows("SELECT * FROM event"), office.rows("SELECT * FROM outbox")
        upgrade(connect(office.path), office.path, later_migrations(tmp_path))
        assert office.rows('SELECT town, note, version FROM "case"') == [("Алматы", "none", 2)]
        assert (office.rows("SELECT * FROM event"), office.rows("SELECT * FROM outbox")) == before
        assert office.rows("PRAGMA foreign_key_check") == []
    with pytest.raises(OtherVersion, match="newer"):
        Database.open(str(tmp_path / "merzim.db"))


@pytest.mark.parametrize(
    "then", ["raise RuntimeError('cut short')", 'op.execute("DELETE FROM event")', 'op.execute("nonsense")']
)
def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path, workdays, then):
    with opened(tmp_path, workdays) as office:
        office.accept(office.file())
    path = tmp_path / "merzim.db"
    before = dump(path)
    with closing(connect(path)) as connection, pytest.raises((RuntimeError, Damaged, sqlite3.Error)):
        upgrade(connection, path, later_migrations(tmp_path, then))
    assert dump(path) == before


def test_two_that_make_the_same_database_at_once_make_one(tmp_path):
    path = tmp_path / "merzim.db"
    command = [
        sys.executable,
        "-c",
        "import sys; from store.migrate import init; init(sys.argv[1], patience=60)",
    ]
    running = [subprocess.Popen([*command, str(path)], cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    with Database.open(str(path)) as database:
        assert [row[0] for row in database.rows("SELECT name FROM meta ORDER BY name")] == [
            "digest_key",
            "made_by",
        ]


# --- opened, or refused with a word


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/merzim.db", "data/merzim.db"),
        ("sqlite:////var/lib/merzim.db", "/var/lib/merzim.db"),
        ("data/merzim.db", "data/merzim.db"),
        ("/var/lib/мерзім 1?.db", "/var/lib/мерзім 1?.db"),
    ],
)
def test_a_database_is_named_by_an_address_or_a_path(url, path):
    assert str(path_of(url)) == path


@pytest.mark.parametrize(
    "url", ["postgresql://host/merzim", "sqlite://", "", ":memory:", "sqlite:///", "a\0b"]
)
def test_what_is_no_file_of_sqlite_is_refused(url):
    with pytest.raises(BadInput, match="SQLite in a file only"):
        path_of(url)


def test_a_path_with_strange_letters_is_opened_as_it_is_written(tmp_path):
    path = tmp_path / "мерзім #1? 100%.db"
    init(str(path))
    with Database.open(str(path), readonly=True) as database:
        assert database.revision() == HEAD


def test_where_there_is_no_database_the_way_on_is_init(tmp_path):
    with pytest.raises(NoDatabase, match="merzim init"):
        Database.open(str(tmp_path / "merzim.db"))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NoDatabase):
        Database.open(str(tmp_path))
    (tmp_path / "empty.db").touch()
    with pytest.raises(NoDatabase, match="merzim init"):
        Database.open(str(tmp_path / "empty.db"))


def test_a_place_where_no_file_can_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(MerzimError, match="cannot be made"):
        init(str(tmp_path / "file" / "merzim.db"))


def test_a_file_that_is_no_database_is_damaged(tmp_path):
    path = tmp_path / "merzim.db"
    path.write_text("a letter to the garrison, and not a database at all " * 100, encoding="utf-8")
    with pytest.raises(Damaged, match="file is not a database"):
        Database.open(str(path))
    with pytest.raises(Damaged, match="file is not a database"):
        init(str(path))


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "merzim.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (text)")
    before = path.read_bytes()
    for touch in (Database.open, init):
        with pytest.raises(Damaged, match="another program"):
            touch(str(path))
    assert path.read_bytes() == before


def test_a_broken_page_is_damaged_when_it_is_read(tmp_path, workdays):
    with opened(tmp_path, workdays) as office:
        office.accept(office.file())
    path = tmp_path / "merzim.db"
    with closing(sqlite3.connect(path)) as connection:
        [(page,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event'")
        [(size,)] = connection.execute("PRAGMA page_size")
    with path.open("r+b") as broken:
        broken.seek((page - 1) * size)
        broken.write(b"\xff" * size)
    with opened(tmp_path, workdays) as office, pytest.raises(Damaged, match="malformed"):
        office.cases.load("2026-000001")


def test_a_missing_table_is_damaged(tmp_path, workdays):
    with opened(tmp_path, workdays) as office:
        office.write("DROP TABLE personal")
        with pytest.raises(Damaged, match="no such table"):
            office.file()


def test_a_newer_database_is_left_alone(file):
    set_revision(file, "0999")
    before = file.read_bytes()
    for touch in (Database.open, init):
        with pytest.raises(OtherVersion, match=r"newer Merzim.*0999") as refused:
            touch(str(file))
        assert "newer" in refused.value.way_on
    assert file.read_bytes() == before


def test_an_older_database_says_how_to_bring_it_up_to_date(file, tmp_path, workdays):
    from store.database import require_revision

    with pytest.raises(OtherVersion, match=r"an older Merzim.*merzim init"):
        require_revision(file, "0001", expected="0002", known=("0001", "0002"))


def test_a_database_locked_while_it_is_made_is_busy(file):
    set_revision(file, HEAD)
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as holder,
        closing(connect(file, patience=0.1)) as ours,
    ):
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            upgrade(ours, file)
        holder.execute("ROLLBACK")


def test_what_was_answered_survives_a_power_cut_and_no_row_is_left_without_the_one_it_belongs_to(file):
    with Database.open(str(file)) as database:
        names = ("journal_mode", "synchronous", "foreign_keys")
        settings = {name: database.row(f"PRAGMA {name}")[0] for name in names}
        assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            database.run("INSERT INTO personal VALUES ('2026-000001', 1, '{}')")


def test_a_database_opened_for_reading_cannot_be_written(file):
    with (
        Database.open(str(file), readonly=True) as database,
        pytest.raises(MerzimError, match="readonly"),
        database.transaction(),
    ):
        database.run("DELETE FROM meta")


# --- the SQL


def test_the_statements_are_those_that_the_tables_give():
    from store.compile_sql import WHERE, as_text

    assert WHERE.read_text(encoding="utf-8") == as_text(), "run `make sql`"


def test_every_statement_is_one_that_sqlite_takes(file):
    from store import statements

    texts = [text for name, text in vars(statements).items() if name.isupper()]
    assert len(texts) > 30
    with Database.open(str(file)) as database:
        for text in texts:
            names = re.findall(r":(\w+)", text)
            database.rows(f"EXPLAIN {text}", dict.fromkeys(names, 1))


HEAVY = """
import sys
import store.cases, store.listing, store.heartbeat, store.audit, store.backup, store.migrate
heavy = {"sqlmodel", "sqlalchemy", "alembic", "pydantic"} & {name.split(".")[0] for name in sys.modules}
sys.exit(f"imported: {heavy}" if heavy else 0)
"""


def test_nothing_heavy_is_imported_to_read_and_write_cases():
    ran = subprocess.run([sys.executable, "-c", HEAVY], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


# --- an older file


def as_it_was(path, revision):
    """A database of that revision with a case in it and what it owed."""
    upgraded(path, revision)


def test_what_an_older_file_owed_waits_and_what_it_recalled_stays_recalled(tmp_path, workdays):
    from posting import by_spool, post, statuses

    (tmp_path / "now").mkdir()
    with opened(tmp_path / "now", workdays) as office:
        office.accept(office.file())
        rows = {
            table: office.rows(f'SELECT * FROM "{table}"')
            for table in ("person", "case", "event", "personal", "deadline", "serial")
        }
        meta = office.rows("SELECT * FROM meta")
        owed = office.rows(
            "SELECT case_id, seq, n, paper, addressee, way, issue_from, owed_at, status FROM outbox"
        )
    path = tmp_path / "merzim.db"
    as_it_was(path, "0003")
    with closing(sqlite3.connect(path)) as old, old:
        for table, found in [*rows.items(), ("meta", meta)]:
            marks = ", ".join("?" * len(found[0]))
            old.executemany(f'INSERT INTO "{table}" VALUES ({marks})', found)
        owed[1] = (*owed[1][:-1], "recalled")
        old.executemany("INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", owed)
    assert init(str(path)).migrated
    with opened(tmp_path, workdays, now="2026-03-10 09:31") as office:
        assert sorted(statuses(office).values()) == ["recalled", "waiting", "waiting"]
        assert office.rows("SELECT next_try, tries, delivered_at FROM outbox") == [
            (row[6], 0, None) for row in owed
        ]
        assert post(office, by_spool(office)).sent.total() == 2
        assert sorted(statuses(office).values()) == ["delivered", "delivered", "recalled"]


# --- what was owed before there was delivery


def test_nobody_is_flooded_with_what_was_owed_before_anything_was_delivered(tmp_path, workdays):
    """What is owed to people waits for a person, words to the staff are called off, the stages go."""
    with opened(tmp_path, workdays) as office:
        case_id = office.file()
        office.assign(case_id)
        office.accept(case_id)
        office.clock.set("2026-04-07 12:00")
        office.desk.sweep_one(case_id, office.clock())
        office.clock.set("2026-04-13 12:00")
        office.desk.sweep_one(case_id, office.clock())
    path = upgraded(tmp_path / "old.db", "0003")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ATTACH ? AS filled", (str(office.path),))
        for table in ("person", '"case"', "event", "personal"):
            connection.execute(f"INSERT INTO {table} SELECT * FROM filled.{table}")
        columns = "case_id, seq, n, paper, addressee, way, issue_from, owed_at, status"
        connection.execute(f"INSERT INTO outbox SELECT {columns} FROM filled.outbox")
    assert init(str(path)).migrated
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT addressee, paper, status, fault FROM outbox").fetchall()
    by_status = {
        addressee: {status for to, _, status, _ in found if to == addressee} for addressee, *_ in found
    }
    assert by_status == {
        "applicant": {"given_up"}, "executor": {"recalled"}, "head": {"recalled"}, "monitoring": {"waiting"},
    }  # fmt: skip
    assert all("before Merzim delivered" in fault for to, _, _, fault in found if to == "applicant")


def upgraded(path, revision):
    """A database with the tables of that revision, as Merzim made it then."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    return path
