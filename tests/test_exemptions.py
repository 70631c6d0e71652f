"""What a stranger would stumble over: words of the machine, exemptions without a reason, traces of one machine."""

import ast
import io
import re
import subprocess
import tokenize

import pytest
from house import OURS, ROOT, place, room, tree

WORDS_OF_THE_MACHINE = {
    "handler",
    "handlers",
    "manager",
    "managers",
    "util",
    "utils",
    "helper",
    "helpers",
    "base",
}

# --- words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", OURS, ids=place)
def test_every_module_says_what_it_is(path):
    assert room(path) == "tests" or ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", OURS, ids=place)
def test_no_name_is_a_word_of_the_machine(path):
    assert not set(re.split(r"[/_.]", place(path))) & WORDS_OF_THE_MACHINE


# --- exemptions -------------------------------------------------------------------------------------------------

EXEMPTION = re.compile(r"#\s*(?:noqa|type:\s*ignore|ruff:|mypy:)")
WITH_REASON = re.compile(
    r"#\s*(?:noqa: [A-Z]+\d+(?:,\s*[A-Z]+\d+)*|type: ignore\[[\w, -]+\])[\s#:—–-]+\w+\W+\w+"
)


def comments(path):
    """Each comment with the line above it."""
    text = path.read_text(encoding="utf-8")
    lines = ["", *text.splitlines()]
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string, lines[token.start[0] - 1].strip()


@pytest.mark.parametrize("path", OURS, ids=place)
def test_every_exemption_in_the_code_names_its_rule_and_its_reason(path):
    bare = [
        f"line {line}: {comment}"
        for line, comment, above in comments(path)
        if EXEMPTION.match(comment) and not WITH_REASON.match(comment) and not above.startswith("#")
    ]
    assert not bare


def exemptions_in_pyproject():
    """The lines that lift a rule, each with the line above it."""
    lines, section, above = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines(), "", ""
    for line in lines:
        section = line if line.startswith("[") else section
        in_ruff = section.startswith("[tool.ruff") and re.match(r'\s*"[A-Z]+\d+",|"[^"]+" = \[', line)
        in_pytest = section.startswith("[tool.pytest") and re.match(r'\s*"ignore', line)
        in_mypy = line == "[[tool.mypy.overrides]]"
        if in_ruff or in_pytest or in_mypy:
            yield line, above
        above = line


def test_every_exemption_in_pyproject_has_its_reason_beside_it():
    found = list(exemptions_in_pyproject())
    assert found
    assert not [line for line, above in found if "#" not in line and not above.strip().startswith("#")]


# --- what a stranger would find ---------------------------------------------------------------------------------

# The stars are taken out below, so that this file does not hold what it looks for.
A_MACHINE = r"(?:^|[^\w.-])/(?:wo*rk|fa*rm|ro*ot|opt/wh*eels|opt/py*pi)/\w"
AN_INDEX = r"(?<!no-emit-)ind*ex-url|fi*nd-links|python*hosted|py*pi\.org|/sim*ple/"
BESIDE = "sha*red"
PLACES = re.compile("|".join([A_MACHINE, AN_INDEX, rf"\b{BESIDE}/"]).replace("*", ""))


def files_of_the_project():
    """Tracked, or about to be; without git, everything that no tool has made."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True,
        ).stdout.decode().split("\0")  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        made = {
            ".git",
            ".venv",
            "demo",
            "__pycache__",
            ".mypy_cache",
            ".ruff_cache",
            ".pytest_cache",
            ".hypothesis",
        }
        found = (p.relative_to(ROOT) for p in ROOT.rglob("*"))
        listed = [str(p) for p in found if not made & set(p.parts)]
    return sorted(path for name in listed if name and (path := ROOT / name).is_file())


def test_no_file_names_the_machine_it_was_made_on():
    found = []
    for path in files_of_the_project():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [
            f"{place(path)}:{n}: {line[:80]}"
            for n, line in enumerate(text.splitlines(), 1)
            if PLACES.search(line)
        ]
    assert not found


@pytest.mark.parametrize("path", [p for p in OURS if room(p) == "tests"], ids=place)
def test_no_test_reads_what_lies_beside_the_checkout(path):
    texts = [
        n.value for n in ast.walk(tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]
    assert BESIDE.replace("*", "") not in texts
