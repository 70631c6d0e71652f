"""What a definition says of documents and of data that state information systems hold: which, of whom, in what case.

Values only. Which of them a case has, lacks or is still to get stands in `documents`.
"""

from dataclasses import dataclass
from enum import StrEnum

from process.law import Limit, Provision


class Circumstance(StrEnum):
    """What a report says of the family and the dwelling, where the law asks for more because of it (list 9)."""

    SPOUSE_IN_STATE_BODY = "spouse_in_state_body"
    CHILD_LIVES_APART = "child_lives_apart"
    SPOUSE_IN_SERVICE = "spouse_in_service"
    DWELLING_UNSANITARY = "dwelling_unsanitary"
    DWELLING_UNSOUND = "dwelling_unsound"
    ASKS_BETTER_HOUSING = "asks_better_housing"
    PAYMENT_USED = "payment_used"
    CHILD_WITH_DISABILITY = "child_with_disability"
    SEVERE_ILLNESS = "severe_illness"


class About(StrEnum):
    """Whose data are asked for."""

    APPLICANT = "applicant"
    SPOUSE = "spouse"
    CHILDREN = "children"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A document by the provision that asks for it.

    `where`: the circumstance in which it is asked for; None: of everyone. `unless_held`: only where the information
    system holds no data, which are about `about`. `fresh`: obtained within so many months before the day on which the
    report is registered. `read` is False where the words that say when it is asked for were not read: then
    nobody is refused for want of it.
    """

    law: Provision
    where: str | None = None
    unless_held: bool = False
    about: About = About.APPLICANT
    fresh: Limit | None = None
    read: bool = True


@dataclass(frozen=True, slots=True)
class DataRule:
    """Data that the provider takes from state information systems by itself, and of whom; `where` as of a document."""

    law: Provision
    about: About
    where: str | None = None
