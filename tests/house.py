"""The source of this project, read as a tree: which files stand in which room, and what each imports and calls."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Who may import whom: a room imports from lower floors only, and rooms of one floor leave each other alone.
FLOORS = {
    "process": 0,
    "store": 1,
    "gateway": 1,
    "terminal": 2,
    "papers": 1,
    "signing": 1,
    "delivery": 1,
    "daemon": 3,
    "simulation": 4,
    "commands": 5,
    "cli": 6,
}
NEVER_IMPORTED = {"tests", "benchmarks", "examples"}


def sources(*rooms):
    """Python files of these rooms, of those that stand already."""
    found = [p for room in rooms for p in [ROOT / f"{room}.py", *(ROOT / room).rglob("*.py")] if p.is_file()]
    return sorted(found)


def place(path):
    return path.relative_to(ROOT).as_posix()


def room(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def dotted(path):
    """process.law for process/law/__init__.py."""
    return place(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=place(path))


def imports(path):
    """Every dotted name a file imports, wherever in it: `from a import b` gives a.b, which may be a thing in a."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package(path)[: len(package(path)) - node.level + 1]) if node.level else ""
            origin = ".".join(filter(None, [start, node.module]))
            yield from (f"{origin}.{name.name}" for name in node.names)


def package(path):
    return list(path.relative_to(ROOT).parts[:-1])


def tops(path):
    return {name.split(".")[0] for name in imports(path)}


def called(path):
    """What a file calls, as it stands there: `datetime.now`, `self.now`, `open`."""
    return {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}


def names(path):
    """The bare names a file uses."""
    return {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}


PROCESS = sources("process")
ROOMS = sources(*FLOORS)
OURS = sources(*FLOORS, *NEVER_IMPORTED)
MODULES = {dotted(path): path for path in ROOMS}


def module_of(name):
    """The module a dotted name lies in, or None where it is not ours."""
    parts = name.split(".")
    starts = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((start for start in starts if start in MODULES), None)


def neighbours(module):
    return {found for name in imports(MODULES[module]) if (found := module_of(name)) and found != module}


def reachable(module):
    seen, ahead = set(), [module]
    while ahead:
        if (here := ahead.pop()) not in seen:
            seen.add(here)
            ahead += neighbours(here)
    return seen
