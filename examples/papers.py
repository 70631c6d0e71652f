"""Every paper that Merzim makes, of invented cases: as PDF into a folder, or as the pictures of docs/papers.md.

python -m examples.papers FOLDER             every paper in three languages
python -m examples.papers --pictures         the Kazakh ones drawn into docs/pictures/
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from papers.kinds import BY_NAME
from papers.making import Made, make
from papers.words import LANGUAGES
from process.case import Case
from process.intake import example
from process.update_report import update_example
from process.workdays import kazakhstan
from simulation.filed_case import FiledCase
from simulation.world import World

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
LAW = ["«Тұрғын үй қатынастары туралы» Заңның 101-2-бабы 5-тармағының 1) тармақшасы"]
POSITION = "Құжаттар дұрыс: қызметтік тұрғынжай 2019 жылы тапсырылған, анықтамасы қоса беріледі."


@dataclass(frozen=True, slots=True)
class Sample:
    """A case, what is kept of its persons, and the paper to make of it."""

    paper: str
    case: Case
    personal: dict[int, dict[str, Any]]
    of: int

    def made(self, lang: str = "kk", **options: Any) -> Made:
        if self.paper == "certificate of Annex 5" and not options.get("draft"):
            options.setdefault("ordinal", 17)
        options.setdefault("workdays", kazakhstan())
        return make(self.case, self.personal, self.paper, of=self.of, lang=lang, **options)


def samples() -> Iterator[Sample]:
    """One of each paper, in the order of the procedure."""
    waiting, paid, refused, turned_away, gone = (
        _registered(1),
        _registered(2),
        _refused(),
        _rejected(),
        _gone(),
    )
    yield _sample("report of Annex 1", waiting, "ReportFiled")
    yield _sample("report of Annex 2", paid, "ReportFiled", form=2)
    yield _sample("report of Annex 3", waiting, "DataUpdated")
    yield _sample("mark of acceptance", waiting, "ReportAccepted")
    yield _sample("refusal to accept", turned_away, "AcceptanceRefused")
    yield _sample("notice of preliminary decision and hearing", refused, "HearingNoticeSent")
    yield _sample("protocol of the hearing", refused, "ProtocolSigned")
    yield _sample("certificate of Annex 5", waiting, "ApplicantRegistered")
    yield _sample("certificate of Annex 6", paid, "ApplicantRegistered", form=2)
    yield _sample("certificate of Annex 7", refused, "ApplicantRefused")
    yield _sample("termination decision", gone, "ProcedureTerminated")
    yield _sample("complaint with the administrative file", refused, "ComplaintForwarded")
    yield _sample("appeal sheet", refused, "ApplicantRefused")
    yield _sample("deadline memo", refused, "ComplaintForwarded")


def seq_of(case: Case, event: str) -> int:
    """The number of the latest entry of that event."""
    return next(each.seq for each in reversed(case.record) if type(each.event).__name__ == event)


def kept(case: Case, form: int = 1) -> dict[int, dict[str, Any]]:
    """What the store would keep of the persons of the case."""
    whole = json.loads(example(form))
    applicant = {key: value for key, value in whole["applicant"].items() if key != "category"}
    texts: dict[int, dict[str, Any]] = {1: {"applicant": applicant, "family": whole["family"]}}
    for each in case.record:
        if type(each.event).__name__ == "DataUpdated":
            texts[each.seq] = {"text": update_example()}
        if type(each.event).__name__ == "PositionStated":
            texts[each.seq] = {"text": POSITION}
    return texts


def _sample(paper: str, filed: FiledCase, event: str, form: int = 1) -> Sample:
    return Sample(paper, filed.case, kept(filed.case, form), seq_of(filed.case, event))


def _filed(form: int = 1, start: str = "2026-03-16 09:10") -> FiledCase:
    filed = World(start).file(form=form)
    return filed.do("assign", by="head Ахметов Б. С.", executor="Омарова Г. Т.")


def _accepted(form: int = 1) -> FiledCase:
    return _filed(form).do("accept", by="executor Омарова Г. Т.", at="2026-03-16 10:00")


def _agreed(filed: FiledCase, at: str) -> FiledCase:
    filed.do("endorse", by="legal_service Жүнісова", agrees=True, at=at)
    return filed.do("endorse", by="housing_unit Беков", agrees=True, at=at)


def _registered(form: int) -> FiledCase:
    filed = _agreed(_accepted(form), "2026-03-27 10:00")
    filed.do("register", by="head Ахметов Б. С.", at="2026-03-30 10:00")
    return filed.do("update", what="new_relative", reference="EXAMPLE-3", at="2026-04-02 10:00")


def _refused() -> FiledCase:
    filed = _agreed(_accepted(), "2026-03-26 09:30")
    filed.do(
        "propose-refusal",
        by="executor Омарова Г. Т.",
        at="2026-03-26 10:00",
        ground=[1, 3],
        provision=LAW,
        method="oral",
        hearing="2026-03-27 10:00",
        place="Алматы қаласы, Үлгі көшесі, 5, 21-бөлме",
    )
    filed.do("receive-notice", at="2026-03-26 10:05")
    filed.do("state-position", form="written", text=POSITION, at="2026-03-26 15:00")
    filed.do("hold-hearing", method="oral", present=True, at="2026-03-27 10:00")
    filed.do("sign-protocol", chair="Ахметов Б. С.", secretary="Омарова Г. Т.", at="2026-03-27 11:00")
    filed.do("refuse", by="head Ахметов Б. С.", ground=[3], provision=LAW, at="2026-04-09 16:00")
    filed.do("complaint-lodge", about="decision", at="2026-04-13 10:00")
    return filed.do(
        "complaint-forward", by="executor Омарова Г. Т.", body="quality_authority", at="2026-04-16 10:00"
    )


def _rejected() -> FiledCase:
    return _filed().do("reject", by="executor Омарова Г. Т.", missing=[3], remark="көшірмесі оқылмайды")


def _gone() -> FiledCase:
    filed = _accepted().do("withdraw", at="2026-03-18 12:00")
    return filed.do("terminate", by="head Ахметов Б. С.", at="2026-03-19 10:00")


# --- as files


def write_all(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for each in samples():
        for lang in LANGUAGES:
            made = each.made(lang)
            (folder / f"{BY_NAME[each.paper].text}.{lang}.pdf").write_bytes(made.content)


def pictures() -> Iterator[tuple[str, bytes]]:
    """The first page of each paper, small and grey."""
    for each in samples():
        yield f"{BY_NAME[each.paper].text}.png", picture(each.made().content)


def picture(content: bytes, *, page: int = 0, scale: float = 0.95) -> bytes:
    """A page as PNG in sixteen greys."""
    import pypdfium2  # for whoever draws pictures, and for nobody else

    document = pypdfium2.PdfDocument(content)
    image = document[page].render(scale=scale).to_pil().convert("L").quantize(16)
    out = BytesIO()
    image.save(out, format="PNG", optimize=True)
    document.close()
    return out.getvalue()


def main(argv: list[str]) -> int:
    if argv == ["--pictures"]:
        PICTURES.mkdir(exist_ok=True)
        for name, drawn in pictures():
            (PICTURES / name).write_bytes(drawn)
        print(f"The pictures lie in {PICTURES}")
    elif len(argv) == 1 and not argv[0].startswith("-"):
        write_all(Path(argv[0]))
        print(f"The papers lie in {argv[0]}")
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
