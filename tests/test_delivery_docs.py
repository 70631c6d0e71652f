"""docs/delivery.md: its configuration can be read, its sample is what goes, its six lines verify what we sign."""

import json
import re
import time

from house import ROOT
from test_webhook import MESSAGE, SECRET

from daemon.backing_off import MOST_TRIES, WAITS
from daemon.run import SHORTEST_POST
from delivery.config import ADDRESSEES, read
from delivery.message import NOTICE, cloud_event
from delivery.webhook import signature

PAGE = (ROOT / "docs" / "delivery.md").read_text(encoding="utf-8")


def block(language):
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_configuration_can_be_read_as_it_stands(tmp_path):
    secret = tmp_path / "monitoring.secret"
    secret.write_text(SECRET)
    config = tmp_path / "delivery.toml"
    config.write_text(block("toml").replace("/etc/merzim/monitoring.secret", str(secret)), encoding="utf-8")
    environment = {"MERZIM_PORTAL_SECRET": SECRET, "MERZIM_MAIL_PASSWORD": "-"}
    settings = read(config, tmp_path / "merzim.db", environment)
    assert settings.routes.keys() == set(ADDRESSEES)
    assert {each.way for each in settings.routes.values()} == {"spool", "webhook", "mail"}


def test_its_lines_verify_what_we_sign_and_nothing_else():
    known = {}
    exec(block("python"), known)
    body, now = b'{"id": "2026-000118-8-1"}', int(time.time())
    header = signature(SECRET.encode(), body, now)
    assert known["genuine"](header, body, SECRET.encode())
    assert not known["genuine"](header, body + b" ", SECRET.encode())
    assert not known["genuine"](header, body, b"another secret")
    assert not known["genuine"](signature(SECRET.encode(), body, now - 3600), body, SECRET.encode())


def test_the_sample_has_the_keys_of_a_message():
    sample = json.loads(block("json"))
    assert sample.keys() == cloud_event(MESSAGE, "urn:merzim").keys()
    assert sample["type"] == NOTICE
    for key in ("case", "portal_reference", "paper", "addressee", "event", "occurred_at", "way", "language"):
        assert key in sample["data"]


def test_the_tries_are_as_it_says():
    hours = [each.total_seconds() / 3600 for each in WAITS]
    assert [round(each * 60) for each in hours[:3]] == [1, 5, 15] and hours[3:] == [1, 4, 4, 12, 24, 24]
    assert "1 minute, then 5, 15, 1 hour, 4, 4, 12, 24, 24 hours: ten tries over 69 hours" in " ".join(
        PAGE.split()
    )
    assert (MOST_TRIES, int(sum(hours)), SHORTEST_POST) == (10, 69, 5.0)
