"""Which documents a report needs, which it has, and what follows: list 9, item 4. Registered on 16 March 2026.

Who is asked for what was written out by hand from list 9; a month before Monday 16 March is 16 February.
"""

import json

import pytest
from offices import APPLICANT, EXECUTOR, Office

from process.definitions import SHIPPED
from process.documents import Outcome, Standing, lacking, needed, package_of
from process.errors import BadInput, IncompleteReport, NotAllowedHere, WrongRole
from process.obtaining import questions
from process.update_report import update_example
from simulation.world import World

HELD = [{"list9": number, "held_by": "information_system"} for number in (1, 4)]
THIRD = {"list9": 3, "issued_on": "2026-01-15"}
PACKAGE = [*HELD, THIRD]
BY_CIRCUMSTANCE = {
    "spouse_in_state_body": 2,
    "child_lives_apart": 5,
    "spouse_in_service": 6,
    "dwelling_unsanitary": 7,
    "dwelling_unsound": 8,
    "asks_better_housing": 9,
    "payment_used": 10,
}


def filed(documents=PACKAGE, at="2026-03-16 09:10", definition="order-232-2025", **circumstances):
    said = {"circumstances": circumstances} if circumstances else {}
    return World(at, definition=SHIPPED[definition]).file(documents=list(documents), **said)


def stands(case):
    rows = needed(case.case.definition.documents, package_of(case.case))
    return {each.number: str(each.standing) for each in rows}


def missing(case):
    return [number for number, standing in lacking(case.case) if standing is Standing.MISSING]


# --- what is asked for


def test_of_everyone_the_documents_1_3_and_4_are_asked_for():
    assert missing(filed([])) == [1, 3, 4]
    assert missing(filed()) == []


@pytest.mark.parametrize(("circumstance", "number"), BY_CIRCUMSTANCE.items())
def test_a_circumstance_that_the_report_says_asks_for_its_document(circumstance, number):
    so, not_so, unsaid = filed(**{circumstance: True}), filed(**{circumstance: False}), filed()
    assert (missing(so), missing(not_so), missing(unsaid)) == ([number], [], [])
    assert (stands(so)[number], stands(not_so)[number]) == ("missing", "not_required")
    assert stands(unsaid)[number] == "not_said"
    given = filed([*PACKAGE, {"list9": number, "issued_on": "2026-03-02"}], **{circumstance: True})
    assert stands(given)[number] == "present" and missing(given) == []


def test_what_a_star_stands_at_is_not_missing_where_the_information_system_holds_it():
    held = [{"list9": number, "held_by": "information_system"} for number in range(1, 11)]
    assert missing(filed(held, **dict.fromkeys(BY_CIRCUMSTANCE, True))) == [3, 6, 8, 9, 10]


@pytest.mark.parametrize(
    ("issued_on", "found"),
    [("2026-02-15", "expired"), ("2026-02-16", "present"), ("2026-03-16", "present")],
)
def test_R25_the_spouses_certificate_is_of_the_month_before_the_registration(issued_on, found):
    case = filed([*PACKAGE, {"list9": 2, "issued_on": issued_on}], spouse_in_state_body=True)
    assert stands(case)[2] == found


@pytest.mark.parametrize(("valid_until", "found"), [("2026-03-15", "expired"), ("2026-03-16", "present")])
def test_a_document_is_good_through_its_last_day(valid_until, found):
    assert stands(filed([*HELD, {**THIRD, "valid_until": valid_until}]))[3] == found


def test_one_good_copy_of_several_is_enough():
    old = {"list9": 3, "issued_on": "2024-01-15", "valid_until": "2025-01-15"}
    assert stands(filed([*HELD, old, THIRD]))[3] == stands(filed([*HELD, THIRD, old]))[3] == "present"


def test_nor_for_an_expired_one():
    old = {"list9": 3, "issued_on": "2022-01-15", "valid_until": "2023-01-15"}
    case = filed([old], at="2024-03-18 09:10", definition="order-232-2021")
    assert stands(case)[3] == "expired" and lacking(case.case) == []


@pytest.mark.parametrize("definition", ["order-232-2021", "order-765-2025"])
def test_of_lists_that_were_not_read_nobody_is_refused_for_want_of_a_document(definition):
    case = filed([], at="2024-03-18 09:10", definition=definition)
    if definition == "order-765-2025":
        case = World("2026-03-16 09:10", definition=SHIPPED[definition]).file(
            documents=[], category="civilian"
        )
    assert missing(case) == [] and set(stands(case).values()) == {"not_said"}
    case.do("accept", at=case.world.now)
    assert case.state == "accepted"


# --- what follows


def test_an_incomplete_report_is_not_accepted_and_the_refusal_names_every_document():
    case = filed(
        [*HELD, {**THIRD, "valid_until": "2026-03-01"}], child_lives_apart=True, dwelling_unsound=True
    )
    with pytest.raises(IncompleteReport) as refused:
        case.do("accept", at="2026-03-16 10:00")
    no = refused.value
    assert no.details == {"case": case.id, "missing": [5, 8], "expired": [3]}
    assert "--missing 5 --missing 8 --expired 3" in no.way_on
    assert "incomplete" in no.provision and case.state == "submitted"
    [row] = [each for each in case.timeline().blocked if each.act == "ReportAccepted"]
    assert row.kind == "incomplete_report"
    assert [each.act for each in case.timeline().next if each.deadline == "acceptance"] == [
        "AcceptanceRefused"
    ]


def test_what_annex_3_brings_makes_it_complete_also_on_the_day_itself():
    case = filed(child_lives_apart=True)
    case.do("update", what="documents", reference="U-1", document=5, at="2026-03-16 11:00")
    case.do("accept", at="2026-03-16 12:00")
    assert case.state == "accepted" and case.late == []


def test_what_annex_3_says_of_a_circumstance_counts_from_then_on():
    case = filed()
    case.do("update", what="other", reference="U-1", so="child_lives_apart", at="2026-03-16 11:00")
    with pytest.raises(IncompleteReport, match=r"missing: list 9\(5\)"):
        case.do("accept", at="2026-03-16 12:00")
    case.do("update", what="other", reference="U-2", not_so="child_lives_apart", at="2026-03-16 13:30")
    assert case.do("accept", at="2026-03-16 14:00").state == "accepted"


def test_a_second_report_that_is_joined_brings_its_documents(tmp_path):
    office = Office(tmp_path)
    office.done("init")
    n = office.filed(documents=HELD)
    assert office.json("case", "documents", n)["complete"] is False
    office.filed("R-2", documents=PACKAGE)
    assert office.json("case", "documents", n)["complete"] is True


def test_once_a_body_sent_the_case_back_its_word_stands_above_the_package():
    case = filed(HELD)
    case.do("reject", missing=3, at="2026-03-16 10:00")
    case.do("complaint-lodge", about="acceptance", at="2026-03-17 10:00")
    case.do("complaint-forward", body="superior_body", at="2026-03-17 11:00")
    case.do("complaint-take", by="superior_body", at="2026-03-17 12:00")
    case.do("complaint-resolve", by="superior_body", outcome="cancelled", at="2026-03-18 10:00")
    assert case.do("accept", at="2026-03-18 11:00").state == "accepted"


def test_so_it_does_where_it_ordered_the_acceptance():
    case = filed(HELD)
    case.do("reject", missing=3, at="2026-03-16 10:00")
    case.do("complaint-lodge", about="acceptance", at="2026-03-17 10:00")
    case.do("complaint-forward", body="superior_body", at="2026-03-17 11:00")
    case.do("complaint-take", by="superior_body", at="2026-03-17 12:00")
    ordered = {"outcome": "ordered", "event": "ReportAccepted"}
    case.do("complaint-resolve", by="superior_body", at="2026-03-18 10:00", **ordered)
    assert case.case.round == 1 and missing(case) == [3]
    assert case.do("accept", at="2026-03-18 11:00").state == "accepted"


def test_what_annex_3_brings_is_to_be_good_on_the_day_on_which_it_comes(tmp_path):
    office = Office(tmp_path, "2026-03-16 09:30")
    office.done("init")
    said = {"dwelling_unsound": True}
    n = office.filed(documents=PACKAGE, circumstances=said, filed_at="2026-03-16T09:10:00+05:00")
    for day, status in (("2026-03-17", "expired"), ("2026-03-18", "present")):
        document = {"title": "-", "issued_on": "2026-03-10", "valid_until": day, "list9": 8}
        filed_at = "2026-03-18T11:00:00+05:00"
        path = annex_3(office, document=document, portal_reference=day, filed_at=filed_at)
        office.now = "2026-03-18 12:00"
        office.done("case", "update", n, path, *APPLICANT)
        rows = {each["list9"]: each for each in office.json("case", "documents", n)["documents"]}
        assert rows[8]["status"] == status


# --- for what acceptance may be refused


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"missing": 3}, r"list 9\(3\) is not missing: a copy of 2026-01-15"),
        ({"missing": 1}, r"list 9\(1\) is not missing: by the report the information system holds it"),
        ({"expired": 3}, r"list 9\(3\) is not expired"),
        (
            {"missing": 2},
            r"list 9\(2\) is not missing: a copy of 2024-01-15 was handed in, valid until 2025-01-15",
        ),
        ({"expired": 5}, r"list 9\(5\) is not expired: on record it is not said"),
    ],
)
def test_where_the_record_says_otherwise_the_refusal_says_why(said, why):
    case = filed([*PACKAGE, {"list9": 2, "issued_on": "2024-01-15", "valid_until": "2025-01-15"}])
    with pytest.raises(BadInput, match=why):
        case.do("reject", at="2026-03-16 10:00", **said)
    case.do("reject", remark="the copy is blank", at="2026-03-16 10:30", **said)
    assert case.state == "rejected" and "the copy is blank" in case.text()


def test_for_a_document_of_a_circumstance_denied_in_the_report_acceptance_cannot_be_refused():
    case = filed(spouse_in_service=False)
    with pytest.raises(NotAllowedHere, match=r"list 9\(6\) is not asked for"):
        case.do("reject", missing=6, remark="I know better", at="2026-03-16 10:00")


# --- what information systems answer


def test_unavailable_is_not_holds_no_data():
    """List 9: a document with a star is asked for only where the system holds no data."""
    case = filed([THIRD, HELD[1]])
    case.do("obtain", unavailable="list9_1", at="2026-03-16 10:00")
    assert stands(case)[1] == "unanswered"
    with pytest.raises(NotAllowedHere, match="not 'holds no data'"):
        case.do("reject", missing=1, remark="it is not there", at="2026-03-16 10:10")
    assert case.do("accept", at="2026-03-16 10:20").state == "accepted"


def test_an_expired_copy_can_be_refused_for_though_the_system_does_not_answer():
    old = {"list9": 1, "issued_on": "2024-01-15", "valid_until": "2025-01-15"}
    case = filed([old, THIRD, HELD[1]])
    case.do("obtain", unavailable="list9_1", at="2026-03-16 10:00")
    assert case.do("reject", expired=1, at="2026-03-16 10:10").state == "rejected"


def test_no_data_makes_it_missing_though_the_report_said_it_was_held():
    case = filed()
    case.do("obtain", no_data="list9_1", at="2026-03-16 10:00")
    assert missing(case) == [1]
    case.do("obtain", unavailable="list9_1", at="2026-03-16 10:05")
    assert missing(case) == [1], "a system that does not answer takes nothing back"
    case.do("obtain", held="list9_1", at="2026-03-16 10:10")
    assert missing(case) == []
    with pytest.raises(NotAllowedHere, match="holds the data"):
        case.do("reject", missing=1, remark="but", at="2026-03-16 10:20")


def test_what_is_about_the_spouse_is_asked_about_the_spouse():
    case = filed(spouse_in_state_body=True)
    with pytest.raises(BadInput, match="is not asked about applicant"):
        case.do("obtain", held="list9_2", at="2026-03-16 10:00")
    case.do("obtain", held="list9_2 spouse", at="2026-03-16 10:00")
    assert stands(case)[2] == "held"


def test_a_datum_that_nobody_may_ask_for_is_none_of_the_cases():
    with pytest.raises(BadInput, match="no system is asked for tax"):
        filed().do("obtain", held="tax", at="2026-03-16 10:00")
    with pytest.raises(BadInput, match="nothing to ask for"):
        filed().do("obtain", at="2026-03-16 10:00")


def test_data_are_the_executors_to_ask_for_and_change_no_state_no_deadline_and_no_endorsement():
    case = filed()
    with pytest.raises(WrongRole):
        case.do("obtain", by="head", held="identity", at="2026-03-16 10:00")
    case.do("accept", at="2026-03-16 10:00")
    case.do("endorse", by="legal_service", agrees=True, at="2026-03-17 10:00")
    before = case.deadlines, case.as_json()["next"]
    case.do("obtain", held="identity", at="2026-03-17 10:00")
    assert (case.deadlines, case.as_json()["next"]) == before


PEOPLE = {"applicant", "spouse", "child/2"}


def asked(case):
    return {(each.data, each.about) for each in questions(case.case, case.world.cases.personal(case.id))}


def test_no_more_is_asked_than_the_law_gives_to_ask_for():
    """List 9, last part: of everyone, of the children, of the applicant; and by circumstance only."""
    plain = {
        *(("identity", each) for each in PEOPLE),
        *(("real_estate", each) for each in PEOPLE),
        *(("state_housing_tenancy", each) for each in PEOPLE),
        ("marriage", "applicant"),
        ("divorce", "applicant"),
        ("birth", "child/2"),
    }
    assert asked(filed()) == plain
    assert asked(filed([THIRD])) == plain | {("list9_1", "applicant"), ("list9_4", "applicant")}
    ill = {("severe_illness", each) for each in PEOPLE} | {("disability", "child/2")}
    assert asked(filed(child_with_disability=True, severe_illness=True)) == plain | ill
    assert asked(filed(spouse_in_state_body=True)) == plain | {("list9_2", "spouse")}


def test_what_was_answered_is_not_asked_again_and_what_was_not_is():
    case = filed()
    case.do("obtain", held="marriage", no_data="divorce", unavailable="birth child/2", at="2026-03-16 10:00")
    assert {each for each in asked(case) if each[0] in ("marriage", "divorce", "birth")} == {
        ("birth", "child/2")
    }


def test_without_consent_nobodys_data_are_asked_for():
    alone = World("2026-03-16 09:10").file(consents={"applicant": True, "spouse": False})
    assert not [each for each in asked(alone) if each[1] == "spouse"]
    nobody = World("2026-03-16 09:10").file(consents={"applicant": False, "spouse": True})
    assert asked(nobody) == set()
    with pytest.raises(NotAllowedHere, match="no consent"):
        nobody.do("obtain", held="identity", at="2026-03-16 10:00")


def test_outcomes_are_these_three():
    assert [*Outcome] == ["held", "no_data", "unavailable"]


# --- as it is read at a terminal


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path, "2026-03-16 09:30")
    office.done("init")
    said = {"spouse_in_state_body": True, "dwelling_unsound": True}
    stale = {"list9": 2, "issued_on": "2026-01-20"}
    office.n = office.filed(
        documents=[*PACKAGE, stale], circumstances=said, filed_at="2026-03-16T09:10:00+05:00"
    )
    return office


def test_each_document_is_shown_with_its_sub_item_and_how_it_stands(office):
    told = office.json("case", "documents", office.n)
    assert told["complete"] is False and told["registered_on"] == "2026-03-16"
    rows = {each["list9"]: each for each in told["documents"]}
    assert list(rows) == list(range(1, 11))
    assert {each["status"] for each in rows.values()} == {"held", "expired", "present", "missing", "not_said"}
    assert (rows[2]["issued_on"], rows[2]["fresh_from"], rows[2]["provision"]) == (
        *("2026-01-20", "2026-02-16"),
        "Order 232, list 9(2)",
    )
    assert {each["outcome"] for each in told["data"]} == {None}


@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
def test_the_page_fits_and_says_what_to_do_about_what_is_missing(office, lang):
    page = office.done("case", "documents", office.n, "--lang", lang)
    assert max(map(len, page.splitlines())) <= 80
    assert f"merzim case reject {office.n}" in " ".join(page.split())
    if lang != "en":
        assert "certificate" not in page and "holds" not in page


def test_the_rows_open_in_a_spreadsheet(office):
    lines = office.done("case", "documents", office.n, "--csv").splitlines()
    assert len(lines) == 1 + 10 and lines[0].startswith("list9,name,required,where,status")


def test_an_incomplete_report_ends_with_2_and_stands_among_the_refused_attempts(office):
    code, error = office.no("case", "accept", office.n, *EXECUTOR)
    assert (code, error["kind"]) == (2, "incomplete_report")
    assert (error["missing"], error["expired"]) == ([8], [2])
    [attempt] = [each for each in office.json("case", "history", office.n) if each.get("kind")]
    assert attempt["kind"] == "incomplete_report"
    assert office.json("case", "timeline", office.n)["state"] == "submitted"


def annex_3(office, **changes):
    value = json.loads(update_example()) | {"what": "documents", "filed_at": "2026-03-16T11:00:00+05:00"}
    value |= {"member_iin": None, **changes}
    path = office.folder / "annex3.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    office.now = "2026-03-16 12:00"
    return path


def test_a_report_of_annex_3_carries_a_document_of_list_9_and_what_has_changed(office):
    document = {"title": "Техникалық қорытынды", "issued_on": "2026-03-10", "list9": 8}
    path = annex_3(office, document=document, circumstances={"spouse_in_state_body": False})
    office.done("case", "update", office.n, path, *APPLICANT)
    assert office.json("case", "documents", office.n)["complete"] is True
    office.done("case", "accept", office.n, *EXECUTOR)
    assert office("audit", "verify").code == 0


def test_what_is_said_of_a_spouse_needs_one_in_the_family(office):
    report = office.report("R-9", circumstances={"spouse_in_service": True}, family=[])
    answer = office("submit", office.write("r.json", report), *APPLICANT, "--json")
    [fault] = answer.json["errors"]
    assert fault["path"] == "$.circumstances.spouse_in_service"


def test_every_definition_says_when_its_documents_are_asked_for(office):
    shown = office.json("rules", "show", "order-232-2025")
    assert shown["asked_for"]["2"] == {
        "where": "spouse_in_state_body",
        "unless_held": True,
        "about": "spouse",
        "months": 1,
        "read": True,
    }
    assert shown["obtained"]["birth"]["about"] == "children"
