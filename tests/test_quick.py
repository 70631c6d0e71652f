"""A quickly made value is the same value: held, field by field and word by word, to its like without the haste."""

import copy
import inspect
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import product

import pytest

from process.case import Case, Happened
from process.cases import Change
from process.quick import NOTHING, changer, maker, quick
from process.record import Due, Entry
from process.report import Report
from process.terms import Deadline


@dataclass(frozen=True, slots=True)
class Plain:
    name: str
    days: int
    law: str = "item 6"
    again: Mapping[int, str] = field(default_factory=dict)
    ahead: dict[str, int] = field(init=False, compare=False, repr=False, default_factory=dict)


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    name: str
    days: int
    law: str = "item 6"
    again: Mapping[int, str] = field(default_factory=dict)
    ahead: dict[str, int] = field(init=False, compare=False, repr=False, default_factory=dict)


@quick
@dataclass(frozen=True)
class Remembering:
    days: int

    @cached_property
    def twice(self) -> int:
        return 2 * self.days


made = maker(Quick)
MOMENT = datetime(2026, 4, 9, 13, tzinfo=UTC)
GIVEN = [
    (("a", 1), {}),
    (("a",), {"days": 1}),
    (("a", 1, "item 5", {1: "x"}), {}),
    ((), {"days": 2, "name": "b"}),
]


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_it_is_made_of_the_same_and_comes_out_the_same(values, named):
    one, other = Quick(*values, **named), Plain(*values, **named)
    assert type(one) is Quick
    assert asdict(one) == asdict(other)
    assert repr(one) == repr(other).replace("Plain", "Quick")
    assert inspect.signature(Quick) == inspect.signature(Plain)


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), (("a",), {}), (("a", 1, "b", {}, {}), {}), (("a", 1), {"ahead": {}})]
)
def test_what_the_plain_one_does_not_take_it_does_not_take(values, named):
    for kind in (Plain, Quick, made):
        with pytest.raises(TypeError):
            kind(*values, **named)


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_what_a_maker_makes_is_what_the_class_makes(values, named):
    value = made(*values, **named)
    assert type(value) is Quick
    assert value == Quick(*values, **named)
    assert repr(value) == repr(Quick(*values, **named))
    assert copy.copy(value) == pickle.loads(pickle.dumps(value)) == replace(value) == value


@pytest.mark.parametrize("made", [Quick, made])
def test_it_cannot_be_changed_nor_given_more(made):
    value = made("a", 1)
    with pytest.raises(FrozenInstanceError):
        value.days = 2
    with pytest.raises(FrozenInstanceError):
        del value.days
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        value.more = 3
    with pytest.raises(FrozenInstanceError):
        Remembering(1).days = 2


def test_equal_values_are_equal_and_others_are_not():
    assert Quick("a", 1) == Quick("a", 1)
    assert Quick("a", 1) != Quick("a", 2)
    assert Quick("a", 1) != Plain("a", 1)
    assert hash(Remembering(1)) == hash(Remembering(1))


def test_it_is_copied_pickled_and_replaced():
    value = Quick("a", 1)
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    assert replace(value, days=2) == Quick("a", 2)
    assert type(replace(value, days=2)) is Quick


@pytest.mark.parametrize("made", [Quick, made])
def test_each_has_its_own_of_what_is_made_anew(made):
    one, other = made("a", 1), made("a", 1)
    assert one.again is not other.again
    assert one.ahead is not other.ahead


def test_a_value_that_remembers_still_does():
    value = Remembering(2)
    assert value.twice == 4
    assert vars(value) == {"days": 2, "twice": 4}


def test_a_subclass_makes_itself():
    @dataclass(frozen=True, slots=True)
    class Longer(Quick):
        more: int = 3

    assert type(Longer("a", 1)) is Longer
    assert Longer("a", 1).more == 3
    assert type(Quick("a", 1)) is Quick


@pytest.mark.parametrize("kind", [Case, Change, Deadline, Due, Entry, Happened, Report])
def test_the_values_of_a_case_are_still_frozen_dataclasses(kind):
    assert kind.__dataclass_params__.frozen
    empty = kind.__new__(kind)
    for each in fields(kind):
        with pytest.raises(FrozenInstanceError):
            setattr(empty, each.name, None)


def test_one_that_is_made_otherwise_is_refused():
    @dataclass(frozen=True)
    class Checked:
        days: int

        def __post_init__(self) -> None:
            assert self.days

    @dataclass(frozen=True, kw_only=True)
    class Named:
        days: int

    for kind, way in product((Checked, Named), (quick, maker)):
        with pytest.raises(TypeError, match="in their order"):
            way(kind)


@pytest.mark.parametrize(
    "put_in",
    [
        lambda it: it.__setitem__(1, 2),
        lambda it: it.update({1: 2}),
        lambda it: it.setdefault(1, 2),
        lambda it: it.__ior__({1: 2}),
    ],
)
def test_nothing_stays_nothing(put_in):
    with pytest.raises(TypeError):
        put_in(NOTHING)
    assert not NOTHING
    assert NOTHING == copy.deepcopy(NOTHING) == pickle.loads(pickle.dumps(NOTHING)) == {}
    assert repr(NOTHING) == "{}"


def test_a_changer_gives_what_replace_gives():
    before = Due("decision", MOMENT, MOMENT.date(), "kz", True)
    of_days, of_two = changer(Due, "days"), changer(Due, "calendar", "name")
    assert of_days(before, 2) == replace(before, days=2) != before
    assert of_two(before, "other", "silence") == replace(before, name="silence", calendar="other")
    assert before == Due("decision", MOMENT, MOMENT.date(), "kz", True)
    assert type(of_days(before, 2)) is Due
    with pytest.raises(FrozenInstanceError):
        of_days(before, 2).days = 3
    with pytest.raises(TypeError):
        of_days(before)


@pytest.mark.parametrize(
    ("kind", "changing", "why"),
    [(Due, ("day",), "no field day"), (Quick, ("days",), "no constructor takes"), (str, (), "dataclass")],
)
def test_a_changer_is_of_fields_that_there_are(kind, changing, why):
    with pytest.raises(TypeError, match=why):
        changer(kind, *changing)
