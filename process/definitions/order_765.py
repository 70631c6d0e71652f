"""Order of the Minister of Defence No. 765 of 22 July 2024 for civilian personnel, edition of Order No. 687, as values.

Its terms were read, its text was not: the grounds and documents are known by their number alone, and so they are shown.
"""

from dataclasses import replace
from datetime import date

from process import law
from process.definitions.order_232_2021 import WITHOUT_SYSTEMS
from process.definitions.order_232_2025 import (
    ACCEPTANCE,
    DECISION,
    HEARING,
    HEARING_NOTICE,
    ORDER_232_2025,
)
from process.document_rule import DocumentRule
from process.law import by
from process.terms import Before, Within

OWN: tuple[Within | Before, ...] = (
    replace(ACCEPTANCE, days=0, law=by(law.O765_ACCEPT, "R4", "R5")),
    replace(DECISION, days=15, law=by(law.O765_TERM, "R4", "R11")),
    replace(HEARING_NOTICE, days=3, law=by(law.O765_NOTICE, "R6", "R12")),
    replace(HEARING, days=2, law=by(law.O765_HEARING, "R7", "R8", "R12")),
)
_OWN = {term.name: term for term in OWN}

ORDER_765 = replace(
    ORDER_232_2025,
    id="order-765-2025",
    service="order-765",
    edition="Order No. 687 of 12 June 2025 (of Order No. 765)",
    in_force_from=date(2025, 7, 1),
    in_force_to=None,
    estimated=True,
    title={
        "en": "Registering civilian personnel of the Armed Forces of the Republic of Kazakhstan who need service"
        " housing",
        "kk": "Қазақстан Республикасы Қарулы Күштерінің қызметтік тұрғынжайға мұқтаж азаматтық персоналын есепке қою",
        "ru": "Постановка на учет нуждающихся в служебном жилище гражданского персонала Вооруженных Сил Республики"
        " Казахстан",
    },
    chart=WITHOUT_SYSTEMS,
    terms=tuple(_OWN.get(term.name, term) for term in ORDER_232_2025.terms),
    grounds=dict.fromkeys((1, 2, 3), law.O765_GROUNDS),
    documents=dict.fromkeys((1, 2, 3), DocumentRule(law.O765_GROUNDS, read=False)),
    obtained={},
    certificates={1: "certificate of registration"},
    application={"en": "application", "kk": "өтініш", "ru": "заявление"},
    entitled=("civilian",),
    announcement=None,
)
"""Two forms of the result: that certificate, and the refusal. In force from: as edition 687 of Order 232, estimated."""
