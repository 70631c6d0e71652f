"""Who acts. The names are the command line's contract; which act belongs to whom stands in `states.STEPS`."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A person's or a body's part in the procedure."""

    APPLICANT = "applicant"
    EXECUTOR = "executor"
    HEAD = "head"
    LEGAL_SERVICE = "legal_service"
    HOUSING_UNIT = "housing_unit"
    REVIEWING_BODY = "reviewing_body"
    QUALITY_AUTHORITY = "quality_authority"
    SUPERIOR_BODY = "superior_body"
    MINISTRY = "ministry"
    CALENDAR_KEEPER = "calendar_keeper"
    SYSTEM = "system"


OUTSIDE_THE_PROVIDER = frozenset(
    {Role.APPLICANT, Role.REVIEWING_BODY, Role.QUALITY_AUTHORITY, Role.SUPERIOR_BODY, Role.MINISTRY}
)
"""Those whose acts the executor may record for them: they have no seat at the provider's desk."""

BODIES = (Role.REVIEWING_BODY, Role.QUALITY_AUTHORITY, Role.SUPERIOR_BODY)
"""Those who consider complaints (item 8): one without a name of its own, the quality authority, the superior body."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does an act, in which role, and for whom where it is another's act that is only recorded."""

    name: str
    role: Role
    on_behalf_of: str | None = None

    def may(self, by: tuple[Role, ...]) -> bool:
        """Whether an act of these roles is this actor's to do, or to record on behalf of one of them."""
        if self.role in by:
            return True
        recorded_for_another = self.role is Role.EXECUTOR and self.on_behalf_of is not None
        return recorded_for_another and bool(OUTSIDE_THE_PROVIDER.intersection(by))


SYSTEM = Actor("merzim", Role.SYSTEM)
