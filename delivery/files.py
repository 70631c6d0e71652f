"""Files put whole: under another name first, flushed, then renamed. Whoever looks sees all of a file or none."""

import os
from pathlib import Path

OWN = 0o600
"""Only for the one who runs Merzim: what lies there holds personal data."""


def make_folder(folder: Path) -> None:
    """The folder and those above it that are not there yet, all for their owner alone. Raises OSError."""
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Raises OSError, and then leaves nothing behind."""
    part = path.with_name(f".{path.name}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, OWN)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def settle_folder(folder: Path) -> None:
    """Names survive a power cut, as contents do."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
