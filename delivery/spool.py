"""The spool: a folder for each addressee, a file for each message, named by its key. The way that needs nobody else.

What stands there whole may be taken away by anybody who may read it. A message whose file still lies there is not
written again; one whose file was taken is, under the same name.
"""

import json
import re
from pathlib import Path

from delivery.files import make_folder, settle_folder, write_whole
from delivery.message import Attachment, Message, cloud_event
from delivery.way import Again, Outcome, Taken

RECEIPTS = "receipts"
_ODD = re.compile(r"[^\w.-]")


class Spool:
    """The spool in that folder, which is made when the first message comes."""

    name = "spool"
    parallel = 4

    def __init__(self, folder: Path, *, source: str) -> None:
        self.folder = folder
        self.source = source

    def deliver(self, message: Message) -> Outcome:
        """Attachments first, so that whoever sees the message finds them."""
        folder = self.folder / _file_name(message.addressee)
        path = folder / f"{_file_name(message.key)}.json"
        try:
            if path.exists():
                return Taken(str(path), before=True)
            make_folder(folder)
            named = [(f"{path.stem}-{_file_name(each.name)}", each) for each in message.attachments]
            for name, each in named:
                write_whole(folder / name, each.content)
            event = cloud_event(message, self.source, [_beside(name, each) for name, each in named])
            write_whole(path, json.dumps(event, ensure_ascii=False, indent=2).encode() + b"\n")
            settle_folder(folder)
        except OSError as error:
            return Again(f"the spool {folder} cannot be written to: {error.strerror}", silent=True)
        return Taken(str(path))

    def close(self) -> None:
        """Nothing is held open."""


def _beside(name: str, attachment: Attachment) -> dict[str, str]:
    return {"name": attachment.name, "media_type": attachment.media_type, "file": name}


def _file_name(text: str) -> str:
    """No name that a message brings leads out of its folder."""
    return _ODD.sub("_", text).lstrip(".") or "_"
