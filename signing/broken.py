"""What the libraries raise where bytes are no certificate, no list and no signature. Nothing else counts as that."""

READING = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,  # pyhanko's word for a PDF whose streams are packed in a way that it does not know
)


def broken() -> tuple[type[Exception], ...]:
    """All of it; a function, for the library takes a moment to load and most starts of the program need none of it."""
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

    own = (x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)
    return (*READING, *own, InvalidSignature, UnsupportedAlgorithm)
