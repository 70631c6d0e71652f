"""Issuing: a paper that the outbox owes is made of its case, put on record with its hash, and handed to its way out.

It is on record before it leaves, so sent again it is the same file. Nothing is decided here.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from daemon.administrative_file import administrative_file
from daemon.delivering import Attach, Attaching
from delivery.message import Attachment
from papers.kinds import SERVICE
from papers.making import Made, make
from papers.words import LANGUAGES
from process.case import Case, replay
from process.desk import Desk
from process.errors import BadInput, MerzimError, NotAllowedHere
from process.events import PaperIssued
from process.issuing import Overtaken, issued_of, require_in_course, require_stands, stated_before
from process.localtime import day_of
from process.notices import WITH_THE_FILE, is_document
from process.record import Entry
from process.timeline import timeline
from signing.key import configured_key
from store import issued, queue
from store.database import Database
from store.listing import personal, personal_texts
from store.outbox import OutboxEntry

KAZAKH = "kk"
PDF, ZIP = "application/pdf", "application/zip"
LANGUAGES_KEY = "MERZIM_PAPER_LANGUAGES"
"""Names the languages in which papers go out, apart by commas; the original in Kazakh is always among them."""
BODY_KEYS = {"superior_body": "MERZIM_SUPERIOR_BODY", "quality_authority": "MERZIM_QUALITY_AUTHORITY"}
REASON = "Order 232, item 5"
Sign = Callable[[bytes, datetime], bytes]
"""A file with its signature, for a file and the moment at which it is signed."""


class NotTheSame(MerzimError):
    """A paper that went out cannot be made again byte for byte: another renderer, or the person's data are erased."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it goes out, by its name."""

    name: str
    content: bytes
    lang: str


@dataclass(frozen=True, slots=True)
class Out:
    """A paper on its way out: as it was made, with its signature where it bears one, and what the record says of it."""

    made: Made
    signed: bytes | None
    event: PaperIssued

    @property
    def content(self) -> bytes:
        return self.made.content if self.signed is None else self.signed


@dataclass(frozen=True, slots=True)
class Issuing:
    """What issuing needs: the desk, the store, in which languages, the key that signs (None: nothing is signed), and
    the names of the bodies that the appeal sheet states."""

    desk: Desk
    database: Database
    languages: Sequence[str] = (KAZAKH,)
    sign: Sign | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def files(self, case: Case, seq: int, paper: str) -> list[File]:
        """The paper of entry `seq` as files, issued now where it was not before; none for a word that is no paper, and
        for a service whose papers have no form here.

        Raises Overtaken where what it would state stands no more, NotAllowedHere where the person's data are erased,
        BadInput where something that it states is missing; then nothing is on record.
        """
        if not is_document(paper, case.definition) or case.definition.service != SERVICE:
            return []
        self._require_true(case, seq, paper)
        return [self._file(case, seq, paper, lang) for lang in self.languages]

    def _require_true(self, case: Case, seq: int, paper: str) -> None:
        """That what the paper would state is so, and can be stated."""
        require_stands(case, seq)
        self._require_person(case)
        self._require_entry(case, paper)

    def _require_person(self, case: Case) -> None:
        if not personal(self.database, case.id):
            raise NotAllowedHere(
                f"case {case.id}: the applicant's data are erased, so no paper can be made",
                way_on="What is on record stays on record.",
            )

    def _require_entry(self, case: Case, paper: str) -> None:
        """A certificate of registration says that the applicant stands in the register (R14, R27)."""
        if paper not in case.definition.certificates.values():
            return
        if case.id not in [stay.case for stay in queue.held(self.database, case.id)]:
            raise Overtaken(
                f"Case {case.id}: no {paper} goes out: the entry has left the register",
                way_on="Nothing is to be done: `merzim queue position N` says when and why.",
            )

    def case_file(self, case: Case, seq: int) -> File:
        """The administrative file as it stood when the complaint was sent on by entry `seq` (item 9)."""
        at = require_in_course(case, seq).occurred_at
        workdays = self.desk.workdays.in_force_at(at)
        view = timeline(self.desk.seen_at(case, at), at, workdays, on_record=case.version)
        whole = administrative_file(self.database, view, workdays, KAZAKH)
        return File("case-file.zip", whole, KAZAKH)

    def _file(self, case: Case, seq: int, paper: str, lang: str) -> File:
        name = f"{paper.replace(' ', '-').lower()}-{lang}.pdf"
        if known := issued_of(case, seq, paper, lang):
            with suppress(NotTheSame):  # it has not arrived: it is issued anew, and the first is superseded
                return File(name, again(self.database, case, known), lang)
        return File(name, self._issued(case.id, seq, paper, lang), lang)

    def _issued(self, case_id: str, seq: int, paper: str, lang: str) -> bytes:
        """Made, signed and recorded in one transaction: the number in the queue is the one of that moment."""
        out: list[Out] = []

        def going_out(case: Case, now: datetime) -> PaperIssued:
            out[:] = [self._made(case, seq, paper, lang, now)]
            return out[0].event

        with self.database.transaction():
            entry = self.desk.issue(case_id, going_out).record[-1]
            issued.keep(self.database, case_id, entry.seq, out[0].event, out[0].signed)
        return out[0].content

    def _made(self, case: Case, seq: int, paper: str, lang: str, now: datetime) -> "Out":
        # Once more: somebody may have acted before the transaction began.
        self._require_true(case, seq, paper)
        before = stated_before(case, paper, seq)
        dated, ordinal = (before.dated, before.ordinal) if before else (day_of(now), None)
        if before is None and paper in case.definition.certificates.values():
            ordinal = queue.ordinal(self.database, case.id)
        texts = personal_texts(self.database, case.id)
        made = make(
            case, texts, paper, of=seq, lang=lang, issued_on=dated, ordinal=ordinal, bodies=self.names
        )
        signed = self.sign(made.content, now) if self.sign else None
        return Out(made, signed, _event(made, now, dated, ordinal, signed, self.names))


def issuing_by(environment: Mapping[str, str]) -> Attaching:
    """Issuing as the operator set it up. Raises BadInput for a language without papers, a key that cannot be used."""
    languages = _languages(environment)
    key = configured_key(environment)
    names = {body: environment[key] for body, key in BODY_KEYS.items() if environment.get(key)}

    def sign(content: bytes, at: datetime) -> bytes:
        from signing.pades import sign_pdf  # half a second to import

        assert key is not None
        return sign_pdf(content, key, reason=REASON, at=at)

    def attaching(desk: Desk, database: Database) -> Attach:
        issuing = Issuing(desk, database, languages, sign if key else None, names)

        def attach(case: Case, entry: OutboxEntry) -> list[Attachment]:
            made = issuing.files(case, entry.seq, entry.paper)
            along = [Attachment(each.name, PDF, each.content) for each in made]
            if entry.paper == WITH_THE_FILE:
                file = issuing.case_file(case, entry.seq)
                along.append(Attachment(file.name, ZIP, file.content))
            return along

        return attach

    return attaching


def _languages(environment: Mapping[str, str]) -> tuple[str, ...]:
    asked = [each.strip() for each in environment.get(LANGUAGES_KEY, "").split(",") if each.strip()]
    if unknown := [each for each in asked if each not in LANGUAGES]:
        raise BadInput(
            f"{LANGUAGES_KEY} names {', '.join(unknown)}, and there are no papers in that language",
            way_on=f"There are: {', '.join(LANGUAGES)}.",
        )
    return tuple(dict.fromkeys([KAZAKH, *asked]))


def again(database: Database, case: Case, entry: Entry) -> bytes:
    """The file that went out by that entry: kept, where it bears a signature, else made again. Raises NotTheSame."""
    event = entry.event
    assert isinstance(event, PaperIssued)
    if event.signed_sha256 is not None:
        kept = issued.signed_file(database, case.id, entry.seq)
        if kept is None:
            raise NotTheSame(f"Case {case.id}: the signed {event.paper} of entry {entry.seq} is erased")
        return kept
    then = replay(case.id, case.record[: entry.seq - 1], case.editions)
    texts = personal_texts(database, case.id)
    try:
        made = make(
            then,
            texts,
            event.paper,
            of=event.of,
            lang=event.lang,
            issued_on=event.dated,
            ordinal=event.ordinal,
            bodies=event.names,
        )
    except BadInput as error:
        raise NotTheSame(error.message, way_on=error.way_on) from error
    if made.digest != event.sha256:
        raise NotTheSame(
            f"Case {case.id}: the {event.paper} of entry {entry.seq} was made by {event.renderer}, and"
            f" {made.renderer} makes another file of it",
            way_on="Its hash stays on record; whoever has the file can show it: `merzim papers check FILE`.",
        )
    return made.content


def _event(
    made: Made,
    now: datetime,
    dated: date,
    ordinal: int | None,
    signed: bytes | None,
    names: Mapping[str, str],
) -> PaperIssued:
    return PaperIssued(
        now,
        made.paper,
        made.of,
        made.lang,
        dated,
        sha256=made.digest,
        renderer=made.renderer,
        ordinal=ordinal,
        names=dict(names),
        signed_sha256=sha256(signed).hexdigest() if signed is not None else None,
    )
