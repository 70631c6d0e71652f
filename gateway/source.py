"""Where the answers come from, as an operator names it: a folder, or the address of a service."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gateway.folder import FolderGateway
from process.errors import BadInput

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def gateway_of(source: str, *, token: str | None = None) -> AbstractContextManager[Any]:
    """The gateway of that name. Raises BadInput for a folder that is not there, or an address without protection."""
    if "://" not in source:
        folder = Path(source)
        if not folder.is_dir():
            raise BadInput(
                f"there is no folder {source}", way_on="Name a folder of answers, or https://ADDRESS."
            )
        return nullcontext(FolderGateway(folder))
    address = urlsplit(source)
    plain_at_home = address.scheme == "http" and address.hostname in LOOPBACK
    if address.scheme != "https" and not plain_at_home:
        raise BadInput(
            f"{address.scheme}://{address.hostname} is not protected, and the question names a person",
            way_on="Name an address that begins with https://.",
        )
    from gateway.service import (
        HttpGateway,  # here: its library takes a tenth of a second, and a folder needs none
    )

    return HttpGateway(source, token=token)
