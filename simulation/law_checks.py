"""Whether a definition rests on the law as it is quoted: nothing without its words, no words without their use."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from process.definition import Definition
from process.errors import NotFound
from process.law import CODE, LAW, PROVISIONS, Authority, reading
from process.law.other_editions import EDITION_836, ORDER_765
from simulation.findings import Checked, Finding, once
from simulation.number_words import said_by
from simulation.parts import authorities, counted, event_at, named, provisions, term_at

QUOTED_IN_ENGLISH_ONLY = (CODE, LAW, EDITION_836, ORDER_765)
"""Of the last two the words are retold, for their texts were not shipped; of none there is a Kazakh text here."""

ELSEWHERE: Mapping[str, str] = {
    "ITEM_2_RECIPIENT": "who may apply is said at intake (R30)",
    "ITEM_6_AGAIN": "a new report is a new case (R27)",
    "ITEM_7_MONITORING": "every change of state owes a stage message",
    "LIST_3_PORTAL": "how a report comes in: intake",
    "LIST_4_TERM": "says the term of item 5 again",
    "LIST_5_FORM": "a label, no rule",
    "E836_REPORT": "how a report comes in: intake",
    "E836_COMMISSION": "who decides is a word of the definition; the commission's own days are no term of a case",
    "O765_SERVICE": "the title of the service, and the name of the application",
}
"""The quoted provisions that no step, term or list of a definition needs to rest on, each with the reason."""


NUMBERS_ELSEWHERE: Mapping[str, str] = {
    "CODE_95": "the body's own word to whom it leaves without consideration; it is no duty of the provider",
}
"""The quoted provisions that a step rests on, and whose number of days is no term's here, each with the reason."""


# --- every provision quoted


def quoted(definition: Definition) -> Checked:
    """Everything rests on a provision or a reading; each provision has its words, in Kazakh too where the law does."""
    resting = list(authorities(definition))
    found: list[Finding] = []
    for path, law in resting:
        found += (
            replace(each, event=event_at(path), term=term_at(path)) for each in _unquoted(named(path), law)
        )
    return Checked("provisions_quoted", len(resting), once(found))


def _unquoted(what: str, law: Authority) -> Iterator[Finding]:
    if not law.provisions and not law.readings:
        yield Finding("rests_on_nothing", {"what": what})
    yield from (Finding("not_quoted", {"what": what, "law": each}) for each in _wordless(law))
    yield from (Finding("no_such_reading", {"what": what, "number": each}) for each in _unread(law))


def _wordless(law: Authority) -> Iterator[str]:
    for each in law.provisions:
        in_kazakh = each.act in QUOTED_IN_ENGLISH_ONLY or bool((each.kk or "").strip())
        if not each.en.strip() or not in_kazakh:
            yield str(each)


def _unread(law: Authority) -> Iterator[str]:
    for number in law.readings:
        try:
            reading(number)
        except NotFound:
            yield number


# --- and used


def used(definition: Definition) -> Checked:
    """No provision that is quoted of its order is left unused, unless it is known where else it is carried out; and
    where a step rests on words that give so many days, a term or a wait gives them."""
    relied_on = provisions(definition)
    acts = {own_act(definition)}
    known = [each for each in PROVISIONS.values() if each.act in acts and each.key not in ELSEWHERE]
    idle = [each for each in known if each not in relied_on]
    found = [
        Finding("not_used", {"law": str(each), "key": each.key}, law=Authority((each,))) for each in idle
    ]
    found += _numbers_of_nobody(definition)
    return Checked("provisions_used", len(known), once(found))


def own_act(definition: Definition) -> str:
    """The order whose service it is: that of the term of the decision."""
    terms = [term for term in definition.terms if term.name == "decision"] or list(definition.terms)
    found = [each.act for term in terms for each in term.law.provisions]
    return found[0] if found else ""


def _numbers_of_nobody(definition: Definition) -> Iterator[Finding]:
    given = {each for _, part in counted(definition) for each in part.law.provisions}
    own = own_act(definition)
    for step in definition.chart.steps:
        for each in step.law.provisions:
            if each.act not in (own, CODE, LAW):
                continue  # a step that another order's words describe; the numbers are its own
            said = [number for _, numbers in said_by(each) for number in numbers]
            if said and each not in given and each.key not in NUMBERS_ELSEWHERE:
                values = {"event": step.event.__name__, "law": str(each), "words": said[0].words}
                yield Finding("number_of_nobody", values, event=step.event.__name__, law=step.law)
