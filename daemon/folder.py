"""A folder into which files are put whole, by a rename, and from which each is moved aside once it is dealt with.

Dotfiles, unfinished files (.tmp, .part) and folders are left alone. What is in a file is not looked at here.
"""

import errno
import os
import stat
from itertools import count
from pathlib import Path

from delivery.files import settle_folder, write_whole

DONE, REJECTED = "done", "rejected"


def waiting(folder: Path, endings: tuple[str, ...]) -> list[str]:
    """The names of the files that wait there, in their order. Raises OSError."""
    with os.scandir(folder) as found:
        return sorted(
            each.name
            for each in found
            if _wanted(each.name, endings) and not each.is_dir(follow_symlinks=False)
        )


def _wanted(name: str, endings: tuple[str, ...]) -> bool:
    return not name.startswith(".") and name.lower().endswith(endings)


def read(path: Path, most: int) -> bytes:
    """The bytes of a regular file; of one too large just enough for its reader to say so. Raises OSError."""
    # A link could point anywhere, and a pipe would keep the daemon waiting.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no regular file")
        return file.read(most + 1)


def beside(path: Path, ending: str) -> Path:
    """The file that goes with it: its name, and this ending after it."""
    return path.with_name(path.name + ending)


def move_aside(path: Path, *, reason: str | None = None, with_it: str = "") -> None:
    """To `done/`, or with a reason to `rejected/`, the reason beside it; `with_it`: the ending of a file that goes
    along, where one lies there. Raises OSError."""
    folder = path.parent / (DONE if reason is None else REJECTED)
    folder.mkdir(mode=0o700, exist_ok=True)
    target = _free(folder, path.name, with_it)
    if reason is not None:
        write_whole(folder / f"{target.name}.reason.txt", reason.encode())
    other = beside(path, with_it)
    path.replace(target)
    if with_it and os.path.lexists(other):
        other.replace(beside(target, with_it))
    for changed in (folder, path.parent):
        settle_folder(changed)


def _free(folder: Path, name: str, with_it: str) -> Path:
    """The name, or where it is taken the first free one: batch.json, batch.2.json, batch.3.json."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - a Path would lose what is not text in a name
    names = (name if n == 1 else f"{stem}.{n}{ending}" for n in count(1))
    places = (folder / each for each in names)
    return next(each for each in places if not any(map(os.path.lexists, (each, beside(each, with_it)))))
