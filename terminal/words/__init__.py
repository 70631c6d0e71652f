"""The tables of words, one a language; `terminal/texts.py` reads them."""
