"""Who is reached how: a TOML file read whole, or without one a spool beside the database for everybody.

No secret stands in it: it names the variable of the environment, or the file, that has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from delivery.mail import NONE, STARTTLS, TLS, Server
from delivery.reading import Read, Reading, address, addresses, document, one_of, port, seconds, words
from process.notices import APPLICANT, EXECUTOR, HEAD, MONITORING

BODIES = "bodies"
"""All that consider complaints, under one name; each has its own folder, or its own address."""
ADDRESSEES = (APPLICANT, HEAD, EXECUTOR, MONITORING, BODIES)
BY_MAIL = (HEAD, EXECUTOR, BODIES)
"""Who may be written to by mail. An applicant is reached by the ways of Article 66, a system by no mail."""
SPOOL, WEBHOOK, MAIL = "spool", "webhook", "mail"
LANGUAGES = ("kk", "ru", "en")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SOURCE = "urn:merzim"
SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class Route:
    """How one addressee is reached. `otherwise`: where a mail goes whose person has no address: spool, or head."""

    way: str = SPOOL
    folder: Path | None = None
    url: str | None = None
    secret: bytes = field(default=b"", repr=False)
    timeout: float = 10.0
    addresses: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = SPOOL

    def address_of(self, addressee: str, name: str | None = None) -> str | None:
        """Of that person; else of the addressee; else of all the bodies."""
        asked = (name, addressee, *(() if addressee in ADDRESSEES else (BODIES,)))
        return next((self.addresses[each] for each in asked if each in self.addresses), None)


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it. `spool`: the folder of those who have none of their own."""

    spool: Path
    language: str = "kk"
    source: str = SOURCE
    routes: Mapping[str, Route] = field(default_factory=dict)
    server: Server | None = None

    def route(self, addressee: str) -> Route:
        return self.routes.get(addressee if addressee in ADDRESSEES else BODIES, Route())


def default(database: Path) -> Settings:
    """Without a file: merzim.db -> merzim-outbox/ beside it."""
    return Settings(spool=database.with_name(f"{database.stem}-outbox"))


TOP: Mapping[str, Read] = {"language": one_of(*LANGUAGES), "source": words, "spool": words}
OF_MAIL: Mapping[str, Read] = {
    "host": words,
    "port": port,
    "tls": one_of(TLS, STARTTLS, NONE),
    "from": address,
    "user": words,
    "password_env": words,
    "password_file": words,
    "timeout": seconds,
}
OF_WAY: Mapping[str, Mapping[str, Read]] = {
    SPOOL: {"folder": words},
    WEBHOOK: {"url": words, "secret_env": words, "secret_file": words, "timeout": seconds},
    MAIL: {"address": address, "addresses": addresses, "otherwise": one_of(SPOOL, HEAD)},
}


def read(path: Path, database: Path, environment: Mapping[str, str]) -> Settings:
    """The settings in that file. Raises BadInput with every fault, each with its path."""
    whole = document(path)
    reading = ConfigReading(path.parent, environment)
    settings = reading.settings(whole, default(database))
    reading.refuse(str(path))
    return settings


class ConfigReading(Reading):
    """One configuration being read; what it names without a whole path lies in `folder`."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        super().__init__()
        self.folder = folder
        self.environment = environment

    def settings(self, whole: dict[str, Any], without: Settings) -> Settings:
        kept: Read = lambda value: value  # noqa: E731 - a table is read below, where its path is known
        top = self.table(whole, {**TOP, MAIL: kept, **dict.fromkeys(ADDRESSEES, kept)}, "")
        routes = {name: self.route(name, top[name]) for name in ADDRESSEES if name in top}
        server = self.server(top[MAIL]) if MAIL in top else None
        if server is None and MAIL not in top and any(each.way == MAIL for each in routes.values()):
            self.fault(MAIL, "is missing: somebody is to be reached by mail")
        head = routes.get(HEAD, Route())
        if any(each.otherwise == HEAD for each in routes.values()) and head.way != MAIL:
            self.fault(f"{HEAD}.way", "must be mail: what has no address of its own is to go there")
        spool = self.folder / top["spool"] if "spool" in top else without.spool
        language, source = top.get("language", without.language), top.get("source", SOURCE)
        return Settings(spool, language, source, routes, server)

    def route(self, name: str, value: Any) -> Route:
        if not isinstance(value, dict):
            self.fault(name, "must be a table")
            return Route()
        way = value.get("way", SPOOL)
        if way not in OF_WAY:
            self.fault(f"{name}.way", f"must be one of {', '.join(OF_WAY)}, not {way!r}")
            return Route()
        found = self.table(value, {"way": words, **OF_WAY[way]}, name)
        if way == SPOOL:
            return Route(folder=self.folder / found["folder"] if "folder" in found else None)
        return self.webhook(name, value, found) if way == WEBHOOK else self.mail(name, found)

    def webhook(self, name: str, value: Mapping[str, Any], found: Mapping[str, Any]) -> Route:
        if "url" not in value:
            self.fault(f"{name}.url", "is missing")
        url = found.get("url", "")
        if url and (why := unprotected(url)):
            self.fault(f"{name}.url", why)
        secret = self.secret(name, found, "secret", needed=True).encode()
        if secret and len(secret) < SHORTEST_SECRET:
            self.fault(name, f"has a secret of {len(secret)} bytes; the shortest has {SHORTEST_SECRET}")
        return Route(WEBHOOK, url=url, secret=secret, timeout=found.get("timeout", 10.0))

    def mail(self, name: str, found: Mapping[str, Any]) -> Route:
        if name not in BY_MAIL:
            self.fault(f"{name}.way", f"mail is for {', '.join(BY_MAIL)} only")
        elif name != HEAD and "address" not in found and "addresses" not in found:
            self.fault(name, "has no address: give address, or a table of addresses by name")
        if name == HEAD and "address" not in found:
            self.fault(f"{name}.address", "is missing: the head is nobody by name")
        everybody = {name: found["address"]} if "address" in found else {}
        known = {**everybody, **found.get("addresses", {})}
        return Route(MAIL, addresses=known, otherwise=found.get("otherwise", SPOOL))

    def server(self, value: Any) -> Server | None:
        found = self.table(value, OF_MAIL, MAIL, needed=("host", "from"))
        tls = found.get("tls", STARTTLS)
        if tls == NONE and found.get("host") not in (None, *LOOPBACK):
            self.fault(f"{MAIL}.tls", "must be tls or starttls: only a server on this machine goes without")
        asked = "password_env" in found or "password_file" in found
        password = self.secret(MAIL, found, "password", needed=False) if asked else None
        if ("user" in found) != asked:
            self.fault(MAIL, "has a user without a password, or a password without a user")
        if "host" not in found or "from" not in found:
            return None
        default_port = 465 if tls == TLS else 587
        return Server(
            host=found["host"],
            port=found.get("port", default_port),
            tls=tls,
            sender=found["from"],
            user=found.get("user"),
            password=password,
            timeout=found.get("timeout", 10.0),
        )

    def secret(self, path: str, found: Mapping[str, Any], name: str, *, needed: bool) -> str:
        """What the variable or the file has that is named; empty where there is a fault."""
        in_env, in_file = found.get(f"{name}_env"), found.get(f"{name}_file")
        if in_env and in_file:
            self.fault(f"{path}.{name}_file", f"says the same as {name}_env; leave one out")
        elif in_env:
            if said := self.environment.get(in_env, ""):
                return said
            self.fault(f"{path}.{name}_env", f"names {in_env}, and the environment has no such variable")
        elif in_file:
            return self.secret_in(self.folder / in_file, f"{path}.{name}_file")
        elif needed:
            self.fault(
                f"{path}.{name}_env", f"is missing: name the variable that has the {name}, or {name}_file"
            )
        return ""

    def secret_in(self, file: Path, path: str) -> str:
        try:
            said = file.read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "it is no text"
            self.fault(path, f"names {file}, which cannot be read: {why}")
            return ""
        if not said:
            self.fault(path, f"names {file}, which is empty")
        return said


def unprotected(url: str) -> str | None:
    """Why nothing may be sent to that address; None where it may."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError as error:
        return f"is no address: {error}"
    if not host or parts.scheme not in ("http", "https"):
        return "must be an address that begins with https://"
    if parts.username or parts.password:
        return "must not hold a user or a password"
    if parts.scheme != "https" and host not in LOOPBACK:
        return f"{parts.scheme}://{host} is not protected, and messages name persons: use https://"
    return None
