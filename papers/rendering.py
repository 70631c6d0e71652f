"""Blocks drawn as a PDF: PDF/A-2a and PDF/UA-1, the same bytes for the same data on every machine and day.

Typst draws, from its own fonts alone and from `page.typ`; no package is fetched, no clock is read.
"""

import hashlib
import io
import json
import re
import threading
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from papers.blocks import code
from process.localtime import ALMATY

if TYPE_CHECKING:
    from typst import Compiler

_UNSEEN = re.compile(r'the text `"((?:[^"\\]|\\.)+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_ALWAYS = re.compile("[ -~А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
"""Letters that our fonts have."""
_LATER_WRITING = re.compile("[\u0300-\u036f\u0530-\u1dff\u2060-\u206f]")
"""Writing from the right and marks that combine: where some rare order of them makes the library break off (which is
no exception of Python's own kind), all of it is printed by its numbers."""
_one_at_a_time = threading.Lock()


def rendered(data: dict[str, Any], issued_on: date) -> bytes:
    """The document. A letter that no font of ours has is printed by its number, so that no name stops a paper."""
    from typst import TypstError

    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    while True:
        try:
            return _compiled(text, issued_on)
        except TypstError as no:
            without = _without_unseen(text, no.diagnostic)
            if without == text:
                raise
        except BaseException as fault:
            without = _LATER_WRITING.sub(lambda each: code(each[0]), text)
            if type(fault).__name__ != "PanicException" or without == text:
                raise
            _compiler.cache_clear()
        text = without


def _without_unseen(text: str, diagnostic: str) -> str:
    """The text with the letters that the error names by their numbers; a mark that no font has leaves its letter."""
    for found in _UNSEEN.findall(diagnostic):
        unseen = _ESCAPED.sub(lambda each: chr(int(each[1], 16)) if each[1] else each[2], found)
        text = text.replace(unseen, "".join(each if _ALWAYS.match(each) else code(each) for each in unseen))
    return text


def _compiled(text: str, issued_on: date) -> bytes:
    with _one_at_a_time:
        made = _compiler().compile(
            _page(),
            sys_inputs={"data": text},
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=midnight(issued_on),
        )
    assert isinstance(made, bytes)
    return made


def midnight(day: date) -> datetime:
    """The local beginning of the day, in a fixed offset: the moment that the document bears."""
    start = datetime(day.year, day.month, day.day, tzinfo=ALMATY)
    return start.replace(tzinfo=timezone(start.utcoffset() or timedelta()))


@cache
def _compiler() -> "Compiler":
    from typst import Compiler

    return Compiler(_page(), ignore_system_fonts=True)


@cache
def _page() -> bytes:
    return (files("papers") / "page.typ").read_bytes()


@cache
def renderer() -> str:
    """What made the bytes: the library, and a digest of the page and of all texts."""
    whole = hashlib.sha256()
    folder = files("papers")
    for path in sorted(_all(folder), key=str):
        whole.update(f"{path}\n".encode())
        whole.update((folder / path).read_bytes())
    return f"typst {version('typst')}, segno {version('segno')}, templates {whole.hexdigest()[:16]}"


def _all(folder: Any) -> list[str]:
    texts = folder / "texts"
    found = [f"texts/{lang.name}/{each.name}" for lang in texts.iterdir() for each in lang.iterdir()]
    return ["page.typ", *(path for path in found if path.endswith(".toml"))]


def pages_of(content: bytes) -> int:
    """How many pages it has, as it says of itself in plain text (XMP)."""
    found = re.search(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>", content)
    assert found, "not a document of ours"
    return int(found[1])


def qr_svg(text: str) -> str:
    """The text as a QR code (error correction M)."""
    import segno

    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="svg", border=1, xmldecl=False, nl=False, scale=4)
    return out.getvalue().decode("utf-8")
