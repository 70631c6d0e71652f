"""All ways out of one office, opened by its settings: which of them a message takes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from delivery.config import MAIL, WEBHOOK, Route, Settings
from delivery.mail import Mail
from delivery.message import Message
from delivery.spool import RECEIPTS, Spool
from delivery.way import Way
from process.notices import HEAD


class Ways:
    """Each way is opened when the first message takes it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._open: dict[object, Way] = {}

    def way_of(self, message: Message) -> Way:
        """The way of its addressee; where a mail has no address, the one that the settings name instead."""
        route = self.settings.route(message.addressee)
        if route.way == WEBHOOK:
            return self._webhook(route)
        if route.way == MAIL:
            return self._mail(route, message)
        return self._spool(route.folder)

    def receipt_folders(self) -> list[Path]:
        """Where receivers put receipts as files: a folder in each spool."""
        own = [each.folder for each in self.settings.routes.values() if each.folder is not None]
        return [each / RECEIPTS for each in dict.fromkeys([self.settings.spool, *own])]

    def close(self) -> None:
        for way in self._open.values():
            way.close()
        self._open = {}

    def _spool(self, folder: Path | None) -> Way:
        where = folder or self.settings.spool
        return self._kept(where, lambda: Spool(where, source=self.settings.source))

    def _mail(self, route: Route, message: Message) -> Way:
        server, address = self.settings.server, route.address_of(message.addressee, message.name)
        if address is None and route.otherwise == HEAD:
            address = self.settings.route(HEAD).address_of(HEAD)
        assert server is not None, "settings that name a mail route name its server"
        return Mail(server, address) if address else self._spool(None)

    def _webhook(self, route: Route) -> Way:
        from delivery.webhook import (
            Webhook,  # here: its library takes a tenth of a second, and a spool needs none
        )

        assert route.url is not None
        url, secret = route.url, route.secret
        source, timeout = self.settings.source, route.timeout
        return self._kept((url, secret), lambda: Webhook(url, secret=secret, source=source, timeout=timeout))

    def _kept(self, key: object, make: Callable[[], Way]) -> Way:
        if key not in self._open:
            self._open[key] = make()
        return self._open[key]


@contextmanager
def opened(settings: Settings) -> Iterator[Ways]:
    """The ways, and at the end none of them is held open."""
    ways = Ways(settings)
    try:
        yield ways
    finally:
        ways.close()
