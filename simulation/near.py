"""What somebody may have meant who wrote a word that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def perhaps(word: str, known: Iterable[str]) -> str:
    """`; perhaps 'accept' is meant`, or nothing where no known word is near."""
    near = get_close_matches(word, list(known), n=1)
    return f"; perhaps {near[0]!r} is meant" if near else ""


MOST = 40


def meant(word: str, known: Iterable[str]) -> str:
    """The same; where no known word is near, the words that there are, or the first and the last of too many."""
    names = list(known)
    if near := perhaps(word, names):
        return near
    if len(names) <= MOST:
        return f"; it may be {', '.join(names)}"
    return f"; it may be one of {len(names)}, from {names[0]!r} to {names[-1]!r}"
