"""The page for those who write a definition: what it shows runs, and every unit and part is named on it."""

import re
from dataclasses import fields

import pytest
from house import ROOT

from process.definition import Definition
from process.units import Unit

PAGE = (ROOT / "docs" / "definitions.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
OF_EVERY_DEFINITION = {
    *("id", "service", "edition", "in_force_from", "in_force_to", "estimated", "title", "chart", "terms"),
    *("hours", "refusal_wait", "receipt_watch", "endorsement_warning", "endorsed_by", "entitled"),
}


def test_the_examples_run_one_after_the_other_as_they_stand_there():
    assert len(EXAMPLES) == 3 and PAGE.count("```python") == 3
    names = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/definitions.md", "exec"), names)
    assert names["denied"]


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_is_named(unit):
    assert str(unit) in PAGE


def test_whatever_may_vary_is_named():
    may_vary = {
        each.name for each in fields(Definition) if each.init and not each.name.startswith("_")
    } - OF_EVERY_DEFINITION
    assert [name for name in sorted(may_vary) if f"`{name}" not in PAGE] == []
