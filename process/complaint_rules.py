"""What a definition says of complaints besides their terms: who considers them, and what may be extended or late."""

from dataclasses import dataclass

from process.law import Limit
from process.roles import Role


@dataclass(frozen=True, slots=True)
class ComplaintRules:
    """`bodies`: those that consider complaints, each with the term that runs from its registration.

    `extension`: by how many working days at most, once, and only by a body of `extends`. `uninformed`: the months to
    complain of an act that came without information on the appeal.
    """

    bodies: dict[Role, str]
    extension: Limit
    extends: tuple[Role, ...]
    uninformed: Limit
