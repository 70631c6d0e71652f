"""What was read of another edition of Order 232, and of Order 765; the words stand in `other-editions.en.md`.

They are retold there and not quoted: the texts themselves are not shipped, in Kazakh neither.
"""

from process.law.provision import Provision

EDITION_836 = "Order 232, edition 836"
ORDER_765 = "Order 765"


def _of_836(key: str, en: str) -> Provision:
    return Provision(key, EDITION_836, "as retold", en=en)


def _of_765(key: str, en: str) -> Provision:
    return Provision(key, ORDER_765, "as retold", en=en)


E836_REPORT = _of_836("E836_REPORT", "The applicant files a report (рапорт) through the portal.")
E836_ACCEPT = _of_836(
    "E836_ACCEPT", "The provider refuses to accept an incomplete or expired package within 2 working days."
)
E836_COMMISSION = _of_836(
    "E836_COMMISSION",
    "A housing commission decides; its secretary brings the documents to the commission within 2 working days.",
)
E836_TERM = _of_836("E836_TERM", "The decision is taken within 30 calendar days.")
E836_NOTICE = _of_836(
    "E836_NOTICE", "The notice of the hearing is sent at least 3 working days before the term ends."
)
E836_HEARING = _of_836(
    "E836_HEARING", "The hearing is held no later than 2 working days from the day the notice is received."
)

O765_SERVICE = _of_765(
    "O765_SERVICE",
    "Registering civilian personnel of the Armed Forces who need service housing; the applicant files an application"
    " (заявление).",
)
O765_ACCEPT = _of_765("O765_ACCEPT", "The provider refuses to accept an incomplete or expired package.")
O765_TERM = _of_765("O765_TERM", "The decision is taken within 15 working days.")
O765_NOTICE = _of_765(
    "O765_NOTICE", "The notice of the hearing is sent at least 3 working days before the term ends."
)
O765_HEARING = _of_765(
    "O765_HEARING", "The hearing is held no later than 2 working days from the day the notice is received."
)
O765_GROUNDS = _of_765(
    "O765_GROUNDS", "There are 3 grounds of refusal, 2 forms of the result and 3 documents."
)
