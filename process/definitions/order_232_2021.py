"""Order of the Minister of Defence No. 232 in the edition of Order No. 836 of 3 December 2021, as values.

What differs from the edition after it stands here, beside the words that were read of it; the rest is the same. Its
list of documents was not read: they have the numbers of the later list, and nobody is refused for want of one unasked.
"""

from dataclasses import replace
from datetime import date

from process import law
from process.definitions.order_232_2025 import (
    ACCEPTANCE,
    DECISION,
    DOCUMENTS,
    HEARING,
    HEARING_NOTICE,
    ORDER_232_2025,
)
from process.events import DataObtained
from process.law import by
from process.states import STEPS, Chart, State
from process.terms import Before, Within
from process.units import Unit

WITHOUT_SYSTEMS: Chart[State] = Chart(step for step in STEPS if step.event is not DataObtained)
"""What the provider may ask information systems for, these words do not say."""
OWN: tuple[Within | Before, ...] = (
    replace(ACCEPTANCE, days=2, law=by(law.E836_ACCEPT, "R4", "R5")),
    replace(DECISION, days=30, unit=Unit.CALENDAR_DAYS, law=by(law.E836_TERM, "R3", "R11")),
    replace(HEARING_NOTICE, days=3, law=by(law.E836_NOTICE, "R6", "R12")),
    replace(HEARING, days=2, law=by(law.E836_HEARING, "R7", "R8", "R12")),
)
_OWN = {term.name: term for term in OWN}

ORDER_232_2021 = replace(
    ORDER_232_2025,
    id="order-232-2021",
    edition="Order No. 836 of 3 December 2021",
    in_force_from=date(2021, 12, 25),
    in_force_to=date(2025, 6, 30),
    estimated=True,
    chart=WITHOUT_SYSTEMS,
    terms=tuple(_OWN.get(term.name, term) for term in ORDER_232_2025.terms),
    documents={number: replace(rule, read=False) for number, rule in DOCUMENTS.items()},
    obtained={},
    decided_by={"en": "the housing commission", "kk": "тұрғын үй комиссиясы", "ru": "жилищная комиссия"},
)
"""Ten calendar days after publication: both days of its force are estimated (R22)."""
