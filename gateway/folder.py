"""Answers of information systems as files in a folder: `DATA/IIN.json`. For tests, trials, and offices without a line.

A file that is not there is no answer: that a system holds no data, a file has to say.
"""

from pathlib import Path

from gateway.port import MOST_BYTES, read_answer, unavailable
from process.obtaining import Answer, Question


class FolderGateway:
    most_silences: int | None = None

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ask(self, question: Question, *, key: str) -> Answer:
        path = self.folder / question.data / f"{question.iin}.json"
        try:
            with path.open("rb") as opened:
                return read_answer(question, opened.read(MOST_BYTES + 1))
        except FileNotFoundError:
            return unavailable(question, "no answer lies in the folder")
        except OSError as error:
            return unavailable(question, f"the answer cannot be read: {error.strerror}")
