"""The catalogue refuses what is not of its form, by entry and line, and all of it at once."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.catalogue.entries import STEPS, Catalogue
from taskwell.catalogue.loader import FILE, catalogue, read
from taskwell.catalogue.problems import BadCatalogue
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.records.payout_rule import PayoutRule, ReportRule

SOUND = """\
[[platform]]
key = "corner"
name = "Corner Shop AI"
about = "Labels for a corner shop"
links = ["example.org"]

[[platform.fact]]
key = "payday"
text = "Paid on Fridays."
as_of = 2026-11-03
source = "example.org/pay"
evidence = "verified"
payout = "week from mon; on fri; min 5"
currency = ["KES", "USD"]

[[platform.fact]]
key = "limits"
text = "Eight hours a day."
source = "a forum"
evidence = "worker"
day_cap = "8h"
report = "h:mm"
countries = ["KE"]
steps = ["apply", "test"]

[[platform]]
key = "other-one"
name = "Other"
about = "Known by name"
standing = "dormant"
"""


def problems(text: str) -> list[tuple[str, int, str]]:
    with pytest.raises(BadCatalogue) as refused:
        read(text)
    return [(each.entry, each.line, each.what) for each in refused.value.problems]


def test_an_entry_is_read_with_its_facts_and_what_they_say() -> None:
    known = read(SOUND)
    assert list(known.entries) == ["corner", "other-one"]
    corner = known.entries["corner"]
    assert (corner.name, corner.line, corner.links) == ("Corner Shop AI", 1, ("example.org",))
    assert [(each.key, each.as_of, each.line) for each in corner.facts] == [
        ("payday", date(2026, 11, 3), 7),
        ("limits", None, 16),
    ]
    assert corner.payout == PayoutRule(
        period="week", week_start="mon", weekday="fri", minimum=Money(500, "KES")
    )
    assert corner.report == ReportRule(decimal=False)
    assert (corner.currency, corner.currencies) == ("KES", ("KES", "USD"))
    assert (corner.day_cap, corner.week_cap, corner.steps) == (28800, None, ("apply", "test"))
    assert corner.rests["payout"] == "payday"
    ground = corner.ground("day_cap")
    assert ground is not None
    assert ground.evidence == "worker"
    assert corner.ground("week_cap") is None


def test_what_nobody_knows_stays_open() -> None:
    other = read(SOUND).entries["other-one"]
    assert (other.facts, other.payout, other.currency, other.countries) == ((), None, None, ())
    assert (other.steps, other.entry_level, other.dormant) == (STEPS, False, True)


BROKEN = (
    ('about = "Labels for a corner shop"\n', "", "corner", 1, "it has no 'about'"),
    ('source = "a forum"\n', "", "corner", 16, "it has no 'source'"),
    ('name = "Other"', "name = 3", "other-one", 28, "expected text, got a whole number"),
    ('name = "Other"', 'name = "a/b"', "other-one", 28, "no slash"),
    ('name = "Other"', 'name = ""', "other-one", 28, "empty"),
    ('name = "Other"', 'name = "corner shop ai"', "other-one", 28, "another platform has this name"),
    ('links = ["example.org"]', 'links = "example.org"', "corner", 5, "expected a list, got text"),
    ('links = ["example.org"]', "links = [1]", "corner", 5, "expected text"),
    ('links = ["example.org"]', 'linsk = ["example.org"]', "corner", 5, "did you mean links?"),
    ('key = "corner"', 'key = "Corner!"', "Corner!", 2, "small letters, digits and hyphens"),
    ('key = "corner"\n', "", "Corner Shop AI", 1, "it has no 'key'"),
    ('key = "other-one"', 'key = "corner"', "corner", 27, "another platform has this key"),
    ('standing = "dormant"', 'standing = "asleep"', "other-one", 30, "not one of legacy, dormant"),
    ('evidence = "worker"', 'evidence = "sure"', "corner", 20, "not one of verified, worker"),
    ('evidence = "worker"', "evidence = true", "corner", 20, "got true or false"),
    ("as_of = 2026-11-03", 'as_of = "soon"', "corner", 10, "as_of is of the wrong kind"),
    ("as_of = 2026-11-03", "as_of = 2026-11-03T10:00:00", "corner", 10, "a date with a time"),
    ("as_of = 2026-11-03", "as_of = 2026-13-03", "", 10, "not TOML"),
    ('key = "limits"', 'key = "payday"', "corner", 17, "another fact has the key 'payday'"),
    ('key = "limits"', 'key = "payout"', "corner", 17, "not the name of a field"),
    ("week from mon; on fri", "week from mon; on pluto", "corner", 13, "'pluto' is no weekday"),
    ("week from mon; on fri", "on fri; cash out", "corner", 13, "says the payday twice"),
    ('currency = ["KES", "USD"]\n', "", "corner", 13, "the minimum names no currency"),
    ('["KES", "USD"]', '["KES", "XXY"]', "corner", 14, "'XXY' is no currency"),
    ('report = "h:mm"', 'report = "minutes"', "corner", 22, "'minutes' is not understood"),
    ('day_cap = "8h"', 'day_cap = "30h"', "corner", 21, "no such length of time"),
    ('day_cap = "8h"', "day_cap = 8", "corner", 21, "expected text, got a whole number"),
    ('day_cap = "8h"', "appeal_days = 0", "corner", 21, "0 is out of bounds"),
    ('day_cap = "8h"', "appeal_days = 1.5", "corner", 21, "expected a whole number, got a number"),
    ('day_cap = "8h"', "invoice_day = 32", "corner", 21, "32 is no day of a month"),
    ('day_cap = "8h"', 'pay_basis = "week"', "corner", 21, "'week' is no basis"),
    ('day_cap = "8h"', 'payout = "item"', "corner", 21, "the fact 'payday' says payout already"),
    ('day_cap = "8h"', 'day_kap = "8h"', "corner", 21, "did you mean day_cap?"),
    ('countries = ["KE"]', 'countries = ["Kenya"]', "corner", 23, "'Kenya' is no country code"),
    ('["apply", "test"]', '["apply; test"]', "corner", 24, "semicolon"),
    ('evidence = "worker"', 'evidence = "unverified"', "corner", 18, "holds no number"),
    ("[[platform]]\nkey = \"other-one\"", "[other]\nkey = \"other-one\"", "", 26, "not 'other'"),
    ('key = "corner"', 'key "corner"', "", 2, "not TOML"),
    ('text = "Paid on Fridays."', 'text = "Paid\\u001b[31m"', "corner", 9, "control characters"),
)  # fmt: skip


@pytest.mark.parametrize(("sound", "broken", "entry", "line", "says"), BROKEN)
def test_a_malformed_entry_is_refused_by_name_and_line(
    sound: str, broken: str, entry: str, line: int, says: str
) -> None:
    assert sound in SOUND
    found = problems(SOUND.replace(sound, broken, 1))
    assert len(found) == 1, found
    assert found[0][:2] == (entry, line)
    assert says in found[0][2]


def test_all_that_is_wrong_is_told_at_once_by_line() -> None:
    text = SOUND.replace('evidence = "worker"', 'evidence = "sure"')
    text = text.replace('name = "Other"', "name = 3").replace("on fri", "on pluto")
    with pytest.raises(CouldNot) as refused:
        read(text)
    told = str(refused.value)
    assert "line 13, corner: payout: 'on pluto' in the payout rule: 'pluto' is no weekday" in told
    assert "line 20, corner: evidence is 'sure'" in told
    assert "line 28, other-one: name is of the wrong kind" in told
    assert told.index("line 20") < told.index("line 28")


@pytest.mark.parametrize(
    "text",
    ["platform = 3", "platform = [1, 2]", "[platform]\nkey = 'x'", "x = " + "[" * 5000, "x = " + "9" * 5000],
)  # fmt: skip
def test_another_shape_altogether_is_refused(text: str) -> None:
    assert problems(text)


def test_facts_of_another_shape_are_refused_where_they_stand() -> None:
    head = '[[platform]]\nkey = "a"\nname = "A"\nabout = "a"\n'
    assert problems(head + "fact = 3") == [("a", 5, "facts are tables, [[platform.fact]]")]
    assert problems(head + "fact = [[1]]")[0][:2] == ("a", 5)


def test_an_empty_catalogue_has_no_entries() -> None:
    assert read("") == Catalogue({})


def test_lines_are_told_past_long_texts_and_comments() -> None:
    text = SOUND.replace(
        'text = "Paid on Fridays."', 'text = """\\\n[[platform]]\nkey = "no"\\\n"""  # [[platform]]'
    )
    found = problems(text.replace('evidence = "worker"', 'evidence = "sure"'))
    assert ("corner", 23, "evidence is 'sure', not one of verified, worker, unverified") in found


PIECES = st.text(
    st.sampled_from('[]="#\n\\ .;,0129abkeyfact\x00\u2028é'), max_size=12
) | st.sampled_from(
    ["[[platform]]", "[[platform.fact]]", '"""', "'''", "key = 1", "\r\n", "payout = 3\n"]
)
SHIPPED = FILE.read_text(encoding="utf-8")


@given(st.integers(0, len(SOUND)), st.integers(0, 80), PIECES)
def test_damage_is_read_or_refused_and_never_anything_else(at: int, gone: int, put: str) -> None:
    text = SOUND[:at] + put + SOUND[at + gone :]
    try:
        found = read(text)
    except BadCatalogue as refused:
        lines = [each.line for each in refused.problems]
        assert lines == sorted(lines)
        assert all(1 <= line <= text.count("\n") + 1 for line in lines)
    else:
        assert all(entry.key == key for key, entry in found.entries.items())


@given(st.lists(st.tuples(st.integers(0, len(SHIPPED)), st.integers(0, 300), PIECES), max_size=5))
def test_damage_to_the_shipped_file_is_no_crash(cuts: list[tuple[int, int, str]]) -> None:
    text = SHIPPED
    for at, gone, put in cuts:
        text = text[:at] + put + text[at + gone :]
    with contextlib.suppress(BadCatalogue):
        read(text)


def test_an_entry_is_found_by_key_and_name_and_near_ones_are_named() -> None:
    known = read(SOUND)
    assert known.entry(" CORNER ") is known.entry("corner shop ai")
    with pytest.raises(BadInput, match=r"did you mean corner\?") as refused:
        known.entry("cornre")
    assert refused.value.field == "key"
    with pytest.raises(BadInput, match="did you mean other-one"):
        known.entry("one")
    with pytest.raises(BadInput, match="platform catalogue lists them"):
        known.entry("zzzz")


@pytest.mark.parametrize(
    ("as_of", "evidence", "verify"),
    [
        ("as_of = 2026-05-23", "verified", False),  # 180 days before 19 November
        ("as_of = 2026-05-22", "verified", True),
        ("as_of = 2026-11-19", "verified", False),
        ("as_of = 2026-11-19", "worker", True),
        ("", "verified", True),
    ],
)
def test_what_is_old_undated_or_not_official_is_to_verify(
    as_of: str, evidence: str, verify: bool
) -> None:
    text = SOUND.replace("as_of = 2026-11-03", as_of).replace('"verified"', f'"{evidence}"')
    fact = read(text).entries["corner"].facts[0]
    assert fact.to_verify(date(2026, 11, 19)) is verify


def test_the_catalogue_is_read_once_a_process() -> None:
    assert catalogue() is catalogue()
