"""Word of a change of the rules (item 7): the Ministry sends it, within its days, to those whom the item names.

It belongs to a definition and to no case. A value is folded from what was recorded; nothing here stores anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from process.definition import AnnouncementRule, Definition
from process.due_dates import closing
from process.errors import BadInput, NotAllowedHere, TooEarly, WrongRole
from process.localtime import day_of
from process.roles import Actor, Role
from process.standing import when
from process.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Announcement:
    """A change of the rules: when it was approved, by when word of it is due, and who was sent it when."""

    definition: str
    approved_at: datetime
    due_at: datetime
    told: Mapping[str, datetime]
    addressees: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(each for each in self.addressees if each not in self.told)

    @property
    def open(self) -> bool:
        return bool(self.missing)

    def late(self, at: datetime) -> bool:
        """Whether any word came, or is still to come, after the last moment."""
        return any(each > self.due_at for each in self.told.values()) or (self.open and at > self.due_at)


def rule_of(definition: Definition) -> AnnouncementRule:
    """Raises NotAllowedHere where the definition's law names nobody to be told."""
    if definition.announcement is None:
        raise NotAllowedHere(
            f"the law of {definition.edition} names nobody to whom a change of it is announced",
            way_on="A definition whose law does cites the provision.",
        )
    return definition.announcement


def due_by(approved_on: date, definition: Definition, workdays: Workdays) -> datetime:
    """The last moment in time: the day of the approval is day 0 (R1), the last day ends at 18:00 (R2)."""
    last = workdays.add(approved_on, rule_of(definition).limit.number)
    return closing(last, definition)


def require_ministry(actor: Actor, definition: Definition) -> None:
    if actor.role is not Role.MINISTRY:
        raise WrongRole(
            f"word of a change of the rules is the Ministry's to send, and {actor.name} acts as {actor.role}",
            provision=rule_of(definition).limit.law.cite(),
            way_on="Act as the Ministry: --role ministry.",
        )


def check_approved(approved_at: datetime, now: datetime) -> None:
    if approved_at > now:
        raise BadInput(f"{when(approved_at)} is still to come; a change is announced once it is approved")


def check_told(announcement: Announcement, addressee: str, at: datetime, definition: Definition) -> None:
    """Raises BadInput for somebody whom the item does not name, NotAllowedHere for whom was told, TooEarly."""
    law = rule_of(definition).limit.law.cite()
    if addressee not in announcement.addressees:
        raise BadInput(
            f"the item does not name {addressee!r}",
            provision=law,
            way_on=f"It names: {', '.join(announcement.addressees)}.",
        )
    if addressee in announcement.told:
        raise NotAllowedHere(
            f"{addressee} was sent word of it on {when(announcement.told[addressee])}",
            provision=law,
            way_on=f"Still to be told: {', '.join(announcement.missing) or 'nobody'}.",
        )
    if day_of(at) < day_of(announcement.approved_at):
        raise TooEarly(
            f"nobody is told on {when(at)} of what was approved on {when(announcement.approved_at)}"
        )
