"""ALLOWED NOW and BLOCKED NOW: what can be done on the case at this moment, how, and what cannot, and why not.

A reason is shortened to its first sentence and the place of the law; whole, with the words, it stands in `--json`.
"""

import re
from collections.abc import Iterator

from rich.text import Text

from process.acts import Blocked
from process.law import CODE, LAW, ORDER, PROVISIONS
from process.timeline import Timeline
from terminal import texts
from terminal.page import QUIET, STRONG, Sheet, hanging, indented, title, words
from terminal.texts import say

_ACTS = "|".join(re.escape(act) for act in (ORDER, CODE, LAW))
_LAW_BEGINS = re.compile(rf" \((?=(?:{_ACTS}), |R\d+\b)")
_CASE = re.compile(r"^[Cc]ase [\w-]+: ")
_LAW_ENDS = re.compile(r"\)\.(?= |$)")


def possible(view: Timeline, sheet: Sheet, lang: str) -> Iterator[Text]:
    """Both sections."""
    case = view.case
    yield from title(
        sheet, say("allowed.title", lang), say("allowed.how", lang, id=case.id) if view.allowed else ""
    )
    if not view.allowed:
        yield from indented(sheet, say("allowed.nothing", lang), 2)
    for name in view.allowed:
        yield from hanging(sheet, words(f"  {texts.command(name) or name}"), texts.act(name, lang), 20)
    yield from title(sheet, say("blocked.title", lang))
    if not view.blocked:
        yield from indented(sheet, say("blocked.nothing", lang), 2)
    for each in view.blocked:
        yield from _blocked(each, sheet, lang)


def _blocked(each: Blocked, sheet: Sheet, lang: str) -> Iterator[Text]:
    command = texts.command(each.act) or each.act
    why, law = shortened(each.why, lang, act=each.act)
    body = words(f"{texts.act(each.act, lang)}: ", STRONG)
    body.append_text(words(why))
    if law:
        body.append_text(words(f" ({law})", QUIET))
    yield from hanging(sheet, words(f"  {command}"), body, 20)


def shortened(why: str, lang: str, *, act: str = "") -> tuple[str, str]:
    """The fact and the limit, and the places of the law without its words."""
    said = _without_quotes(_CASE.sub("", why).removeprefix(f"{act} "))
    found = _LAW_BEGINS.search(said)
    if found is None:
        return texts.retold(said.split(". ", 1)[0].rstrip("."), lang), ""
    places = _LAW_ENDS.split(said[found.end() :], maxsplit=1)[0]
    return texts.retold(said[: found.start()], lang), texts.law(texts.in_words(places, lang), lang)


def _without_quotes(said: str) -> str:
    """Each provision by its place alone."""
    for provision in PROVISIONS.values():
        said = said.replace(provision.cite(), str(provision))
    return said
