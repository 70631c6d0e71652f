"""The page about scenarios says everything that may stand in one, and what it shows is so."""

import re
from pathlib import Path

import pytest
from offices import Office

from simulation import scenario_keys
from simulation.acts import vocabulary
from simulation.scenario_reader import read
from simulation.trial_world import try_in_a_world

PAGE = (Path(__file__).parent.parent / "docs" / "scenarios.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
SHOWN = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)


def rows(keys):
    return [f"| `{name}` | {key.means}{' (needed)' if key.needed else ''} |" for name, key in keys.items()]


@pytest.mark.parametrize("table", ["TOP", "GIVEN", "DAY_OFF", "REPORT", "STEP", "EXPECT"])
def test_every_key_stands_on_the_page_in_its_table_and_in_order(table):
    assert "\n".join(rows(getattr(scenario_keys, table))) in PAGE


def test_every_act_stands_on_the_page_with_its_words():
    for name, words in vocabulary().items():
        said = ", ".join(f"**{key}**" if word.needed else key for key, word in words.items()) or "-"
        assert f"| `{name}` | {said} |" in PAGE


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text.splitlines()[0][:40])
def test_the_examples_come_as_told(text):
    assert try_in_a_world(read(text)).differences == []


def test_there_are_two_examples_and_two_answers():
    assert (len(EXAMPLES), len(SHOWN)) == (2, 2)


def answer_to(tmp_path, monkeypatch, text):
    (tmp_path / "story.scenario.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path)("simulate", "story.scenario.toml")


def test_the_faults_are_said_as_shown(tmp_path, monkeypatch):
    text = EXAMPLES[0].replace("2026-03-16 09:10", "2026-02-30 09:10")
    text = text.replace('"accept"', '"acept"').replace('"accepted"', '"acepted"')
    answer = answer_to(tmp_path, monkeypatch, text)
    assert (answer.code, answer.err.strip()) == (2, SHOWN[0].strip())


def test_a_difference_is_shown_as_it_is_on_the_page(tmp_path, monkeypatch):
    text = EXAMPLES[0].replace("moment_after", "last_moment")
    answer = answer_to(tmp_path, monkeypatch, text)
    assert answer.code == 1 and SHOWN[1].strip() in answer.out
