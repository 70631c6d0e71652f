"""`case show`: the report as it was filed, and what is next. For the officer whose case it is: names are whole here."""

from collections.abc import Mapping
from typing import Any

from process.case import Case
from process.certification import receipt, waits_for_receipt
from process.next_steps import report_notes
from process.timeline import Timeline
from process.workdays import Workdays
from terminal.next import show_next
from terminal.people import full_name, masked_iin
from terminal.signature import certified


def report_json(case: Case, personal: Mapping[str, Any] | None) -> dict[str, Any]:
    """The report's own data, the applicant's IIN cut short, and what it makes one look at (R30)."""
    notes = report_notes(case, personal)
    return {
        **case.filed.report,
        "registered_on": case.filed.registered_on.isoformat(),
        "signature": dict(case.filed.signature) if case.filed.signature else None,
        "portal_receipt": receipt(case),
        "waits_for_receipt": waits_for_receipt(case),
        "person": full_name(personal),
        "iin": masked_iin(personal["applicant"]["iin"]) if personal else None,
        "family": [
            f"{member['relationship']}: {member['surname']} {member['name']}" for member in personal["family"]
        ]
        if personal
        else [],
        "notes": [{"code": each.code, "text": each.text, "provision": each.provision} for each in notes],
    }


def show_report(view: Timeline, personal: Mapping[str, Any] | None, workdays: Workdays, lang: str) -> Any:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    told = report_json(view.case, personal)
    table = Table.grid(padding=(0, 2))
    for head, value in _rows(told, view.case.executor, certified(view.case, lang)):
        table.add_row(Text(head, style="bold"), Text(value))
    notes = [Text(f"! {note['text']} ({note['provision']})") for note in told["notes"]]
    title = Text(f"Case {view.case.id}: the report as filed", style="bold")
    return Group(title, table, *notes, Text(""), show_next(view, workdays, lang))


def _rows(told: Mapping[str, Any], executor: str | None, certified: str) -> list[tuple[str, str]]:
    consents = told["consents"]
    return [
        ("Applicant", f"{told['person']}, IIN {told['iin'] or '-'}, {told['applicant']['category']}"),
        ("Report", f"Annex {told['form']}, {told['portal_reference']}"),
        ("Certified by", certified),
        ("Registered on", told["registered_on"]),
        ("Provider", f"{told['provider']}; garrison {told['garrison']}"),
        ("Executor", executor or "not appointed"),
        ("Family", "; ".join(told["family"]) or "none named"),
        ("Consents", f"applicant: {_yes(consents['applicant'])}, spouse: {_yes(consents['spouse'])}"),
        ("Documents", ", ".join(_document(each) for each in told["documents"]) or "none"),
    ]


def _yes(said: bool | None) -> str:
    return {True: "yes", False: "no", None: "not said"}[said]


def _document(document: Mapping[str, Any]) -> str:
    if document.get("held_by"):
        return f"list 9({document['list9']}) held by the information system"
    until = f" until {document['valid_until']}" if document.get("valid_until") else ""
    return f"list 9({document['list9']}) of {document.get('issued_on') or 'no date'}{until}"
