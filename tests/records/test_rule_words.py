"""Payout and report rules are typed, told, and read back to the same rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.records.payout_rule import ROUNDINGS, PayoutRule, ReportRule
from taskwell.records.rule_parts import MOST_DAYS, MOST_MINUTES, MOST_MONTHS, WEEKDAYS
from taskwell.records.rule_words import (
    PAYOUT_EXAMPLE,
    REPORT_EXAMPLE,
    parse_payout_rule,
    parse_report_rule,
    payout_rule_text,
    report_rule_text,
)

USD_20 = Money(2000, "USD")

PAYOUT_RULES = (
    (
        "week from sun; 39 days later; on wed; arrives within 72 h; min 20 USD",
        PayoutRule(
            period="week", week_start="sun", lag_days=39, weekday="wed", arrives_hours=72,
            minimum=USD_20,
        ),
    ),
    (
        "item; 7 days later, tasks 3 days; cash out; 72 h between",
        PayoutRule(lag_days=7, task_lag_days=3, withdraw=True, cooldown_hours=72),
    ),
    (
        "week from sat in Asia/Kolkata; on wed; first held 7 days",
        PayoutRule(
            period="week", week_start="sat", zone="Asia/Kolkata", weekday="wed", first_hold_days=7
        ),
    ),
    (
        "month; on the 14th of the next month",
        PayoutRule(period="month", month_day=14, months_later=1),
    ),
    (
        "month from 27; paid 10th to 20th of the next month; min 10 USD",
        PayoutRule(
            period="month", month_start=27, month_day=10, month_day_to=20,
            minimum=Money(1000, "USD"),
        ),
    ),
    ("item; every 7 days", PayoutRule(cycle_days=7)),
    (
        "item; every 14 days from 2026-10-02",
        PayoutRule(cycle_days=14, anchor=date(2026, 10, 2)),
    ),
    (
        "week from mon 19:00 in America/Chicago; payday unknown",
        PayoutRule(
            period="week", day_start="19:00", zone="America/Chicago", unknown=True
        ),
    ),
    (
        "item; cash out; 24 h between; arrives within 24 h; min 5 GBP; claim within 30 days",
        PayoutRule(
            withdraw=True, cooldown_hours=24, arrives_hours=24, minimum=Money(500, "GBP"),
            claim_days=30,
        ),
    ),
    ("item; cash out; arrives within 30 days", PayoutRule(withdraw=True, arrives_hours=720)),
    ("month; on the 5th of the same month", PayoutRule(period="month", month_day=5, months_later=0)),
    ("month; on the 31st 2 months later", PayoutRule(period="month", month_day=31, months_later=2)),
    ("week from mon; 1 day later; min 20.50 USD", PayoutRule(period="week", lag_days=1, minimum=Money(2050, "USD"))),
    ("item", PayoutRule()),
)  # fmt: skip

OTHER_WORDS = (
    ("every 7 days", "item; every 7 days"),
    ("every week", "item; every 7 days"),
    ("every 2 weeks from 2026-10-02", "item; every 14 days from 2026-10-02"),
    ("WEEK FROM Sunday;ON Wednesday", "week from sun; on wed"),
    ("on wed; week from sun", "week from sun; on wed"),
    ("weekly; paid on friday;", "week from mon; on fri"),
    ("week from mon at 19:00", "week from mon 19:00"),
    ("month from 1st", "month"),
    ("month; by the 14th", "month; on the 14th of the next month"),
    ("month; between the 10th and the 20th", "month; paid 10th to 20th of the next month"),
    ("month; paid on the 25th - 5th", "month; paid 25th to 5th of the next month"),
    ("3 days between payouts", "item; 72 h between"),
    ("arrives within 100 h", "item; arrives within 100 h"),
    ("withdraw; minimum $20", "item; cash out; min 20 USD"),
    ("min 20", "item; min 20 KES"),
    ("0 days later, tasks 3 days later", "item; 0 days later, tasks 3 days"),
    ("  item ;  7   days   later ; ; ", "item; 7 days later"),
)


@pytest.mark.parametrize(("text", "rule"), PAYOUT_RULES)
def test_a_payout_rule_is_read_as_it_is_told(text: str, rule: PayoutRule) -> None:
    assert parse_payout_rule(text, "USD") == rule
    assert payout_rule_text(rule) == text


@pytest.mark.parametrize(("typed", "told"), OTHER_WORDS)
def test_other_words_and_orders_say_the_same(typed: str, told: str) -> None:
    assert payout_rule_text(parse_payout_rule(typed, "KES")) == told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        (" ; ", "empty"),
        ("week; " * 100, "too long"),
        ("weekish", "'weekish' is not understood"),
        ("week from sun; on pluto", "'pluto' is no weekday"),
        ("week from s", "'s' is no weekday"),
        ("week from sun in Mars", "no time zone 'Mars'"),
        ("week from sun 25:00", "'25:00' is no time of day"),
        ("month from 32", "32 is no day of a month"),
        ("month from 0", "0 is no day of a month"),
        ("month; on the 40th", "40 is no day of a month"),
        ("every 0 days", "0 is no number of days"),
        ("every 7 days from 2026-13-01", "'2026-13-01' is no date"),
        ("5000 days later", "5000 is no number of days"),
        ("item; week", "says the period twice"),
        ("on wed; cash out", "says the payday twice"),
        ("min 0", "minimum of zero"),
        ("min 1,5", "comma"),
        ("min 20 XXY", "no currency"),
        ("min NaN", "no amount"),
        ("0 h between", "0 is no number of hours"),
        ("39 dayz later", "'dayz' is not understood"),
        ("on wed\x1b[31m", "is not understood"),
    ],
)
def test_a_word_that_is_none_is_named_with_what_is_accepted(text: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_payout_rule(text, "USD")
    assert says in refused.value.what
    assert refused.value.what_to_do
    assert "\x1b" not in str(refused.value)


def test_the_refusal_of_a_part_lists_the_parts_there_are() -> None:
    with pytest.raises(BadInput, match="39 days later") as refused:
        parse_payout_rule("whenever", "USD")
    for part in ("item", "on wed", "cash out", "min 20 USD", "72 h between", "first held 7 days"):
        assert part in refused.value.what_to_do


ZONES = (None, "Asia/Kolkata", "America/Chicago", "UTC", "America/Argentina/Buenos_Aires")
CLOCKS = ("00:00", "19:00", "04:05")
DAYS = st.integers(1, MOST_DAYS)
PERIODS: st.SearchStrategy[dict[str, object]] = st.one_of(
    st.fixed_dictionaries({"zone": st.sampled_from(ZONES)}),
    st.fixed_dictionaries(
        {
            "period": st.just("week"),
            "week_start": st.sampled_from(WEEKDAYS),
            "day_start": st.sampled_from(CLOCKS),
            "zone": st.sampled_from(ZONES),
        }
    ),
    st.fixed_dictionaries(
        {
            "period": st.just("month"),
            "month_start": st.integers(1, 31),
            "day_start": st.sampled_from(CLOCKS),
            "zone": st.sampled_from(ZONES),
        }
    ),
)
PAYDAYS: st.SearchStrategy[dict[str, object]] = st.one_of(
    st.just({}),
    st.just({"withdraw": True}),
    st.just({"unknown": True}),
    st.fixed_dictionaries({"weekday": st.sampled_from(WEEKDAYS)}),
    st.fixed_dictionaries(
        {
            "month_day": st.integers(1, 31),
            "month_day_to": st.none() | st.integers(1, 31),
            "months_later": st.integers(0, MOST_MONTHS),
        }
    ),
    st.fixed_dictionaries({"cycle_days": DAYS, "anchor": st.none() | st.dates()}),
)
HOURS = st.one_of(st.just(0), st.integers(1, 24 * MOST_DAYS))
AMOUNTS = st.builds(Money, st.integers(1, 10**9), st.sampled_from(("USD", "JPY", "KES", "BHD")))
OTHERS: st.SearchStrategy[dict[str, object]] = st.fixed_dictionaries(
    {
        "lag_days": st.integers(0, MOST_DAYS),
        "task_lag_days": st.none() | st.integers(0, MOST_DAYS),
        "minimum": st.none() | AMOUNTS,
        "cooldown_hours": HOURS,
        "first_hold_days": st.integers(0, MOST_DAYS),
        "arrives_hours": HOURS,
        "claim_days": st.none() | st.integers(0, MOST_DAYS),
    }
)


@given(PERIODS, PAYDAYS, OTHERS)
def test_every_payout_rule_comes_back_the_same(
    period: dict[str, object], payday: dict[str, object], others: dict[str, object]
) -> None:
    rule = structs.replace(PayoutRule(), **period, **payday, **others)
    assert parse_payout_rule(payout_rule_text(rule), "EUR") == rule


@given(
    st.builds(
        ReportRule,
        step_minutes=st.integers(0, MOST_MINUTES),
        rounding=st.sampled_from(ROUNDINGS),
        decimal=st.booleans(),
        week_start=st.sampled_from(WEEKDAYS),
        zone=st.sampled_from(ZONES),
        closes_after_days=st.integers(0, MOST_DAYS),
    )
)
def test_every_report_rule_comes_back_the_same(rule: ReportRule) -> None:
    assert parse_report_rule(report_rule_text(rule)) == rule


WORDS = st.sampled_from(
    (
        "item", "week", "month", "from", "in", "on the", "of the next month", "days later", "every",
        "7", "39", "14th", "wed", "sun", "to", "min", "USD", "cash out", "first held", "between",
        "h", ";", ";", ",", "19:00", "UTC", "Asia/Kolkata", "paid", "rounded", "up", "closes",
        "../../x", "\x00",
    )
)  # fmt: skip
TYPED = st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60)


def payout_words(text: str) -> str | None:
    try:
        return payout_rule_text(parse_payout_rule(text, "USD"))
    except BadInput:
        return None


def report_words(text: str) -> str | None:
    try:
        return report_rule_text(parse_report_rule(text))
    except BadInput:
        return None


@given(TYPED)
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    for words in (payout_words, report_words):
        told = words(text)
        assert told is None or words(told) == told


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("decimal hours", ReportRule()),
        ("hours", ReportRule()),
        ("h:mm; rounded up to 15 min", ReportRule(decimal=False, step_minutes=15, rounding="up")),
        ("decimal; rounded down", ReportRule(rounding="down")),
        ("rounded to nearest 6 minutes", ReportRule(step_minutes=6)),
        (
            "week from sat in America/Los_Angeles; closes 2 days later",
            ReportRule(week_start="sat", zone="America/Los_Angeles", closes_after_days=2),
        ),
        ("decimal hours; closes with the week", ReportRule()),
        (REPORT_EXAMPLE, ReportRule(step_minutes=15, week_start="sat", closes_after_days=2)),
    ],
)
def test_a_report_rule_is_read_as_people_type_it(typed: str, rule: ReportRule) -> None:
    assert parse_report_rule(typed) == rule


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("minutes", "'minutes' is not understood"),
        ("rounded to 0 min", "0 is no number of minutes"),
        ("rounded to 900 min", "900 is no number of minutes"),
        ("week from someday", "'someday' is no weekday"),
        ("h:mm; decimal", "says the form twice"),
    ],
)
def test_a_wrong_report_rule_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        parse_report_rule(text)


def test_the_examples_that_are_shown_are_rules() -> None:
    assert payout_rule_text(parse_payout_rule(PAYOUT_EXAMPLE, "EUR")) == PAYOUT_EXAMPLE
    assert report_rule_text(parse_report_rule(REPORT_EXAMPLE)) == REPORT_EXAMPLE
