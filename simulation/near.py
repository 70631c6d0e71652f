"""What somebody may have meant who wrote a word that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def perhaps(word: str, known: Iterable[str]) -> str:
    """`; perhaps 'accept' is meant`, or nothing where no known word is near."""
    near = get_close_matches(word, list(known), n=1)
    return f"; perhaps {near[0]!r} is meant" if near else ""
