"""Papers read back by another library than the one that wrote them."""

import re
from io import BytesIO

import pypdf

INVISIBLE = str.maketrans("", "", "\u200b\u2068\u2069\xad")


def reader(made):
    return pypdf.PdfReader(BytesIO(made.content))


def pages(made):
    """The text of each page, without white space, which a page sets as it likes."""
    return [squeezed(page.extract_text()) for page in reader(made).pages]


def read_back(made):
    return "".join(pages(made))


def squeezed(text):
    return re.sub(r"\s+", "", text.translate(INVISIBLE))


def says(made, *phrases):
    """Whether it says all of them, letter by letter; names the first that it does not say."""
    text = read_back(made)
    for each in phrases:
        assert squeezed(each) in text, f"{made.paper} does not say {each!r}"
    return True
