"""What ships in platforms.toml: every platform, nothing invented, no number that nobody checked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import taskwell
from taskwell.catalogue.entries import Entry
from taskwell.catalogue.loader import FILE, catalogue
from taskwell.records.rule_words import payout_rule_text, report_rule_text

ENTRIES = catalogue().entries
NAMES = {
    "UHRS through Clickworker", "UHRS through OneForma", "UHRS through Toloka", "Toloka",
    "Clickworker", "OneForma", "CrowdGen", "DataAnnotation", "Outlier", "Remotasks", "Prolific",
    "MTurk", "TELUS Digital", "Welocalize", "Mercor", "Alignerr", "Handshake AI",
    "CloudResearch Connect", "Stellar AI", "Surge", "Micro1", "Toloka Annotators",
}  # fmt: skip
SITES = {
    "support-workplace.clickworker.com", "oneforma.com/help-center", "join.toloka.ai",
    "annotators-support.zendesk.com", "crowdgen.com", "crowdsupport.appen.com",
    "talent.docs.mercor.com", "intercom.help/alignerr", "sb-kb.telusinternational.ai",
}  # fmt: skip
EVERY = pytest.mark.parametrize("entry", ENTRIES.values(), ids=list(ENTRIES))


def test_every_platform_that_was_looked_at_is_there() -> None:
    assert {each.name for each in ENTRIES.values()} == NAMES


def test_the_file_lies_in_the_package_that_is_shipped() -> None:
    assert FILE.is_file()
    assert Path(taskwell.__file__).parent in FILE.parents


PAYOUTS = {
    "uhrs-clickworker": "week from sun; 39 days later; on wed; arrives within 72 h; min 20 USD",
    "uhrs-oneforma": "month from 27; paid 10th to 20th of the next month; min 10 USD",
    "uhrs-toloka": "item; 8 days later; cash out; arrives within 30 days",
    "toloka": "item; cash out; arrives within 30 days",
    "clickworker": "item; 7 days later; payday unknown; min 20 USD",
    "oneforma": "month from 27; paid 10th to 20th of the next month; min 10 USD",
    "crowdgen": "month; on the 14th of the next month",
    "dataannotation": "item; 7 days later, tasks 3 days; cash out; 72 h between",
    "outlier": "week from mon 19:00 in America/Chicago; payday unknown",
    "mercor": "week from sat in Asia/Kolkata; on wed; first held 7 days",
    "alignerr": "week from mon; on fri",
    "prolific": "item; cash out; 24 h between; arrives within 24 h; min 5 GBP; claim within 30 days",
    "cloudresearch-connect": "item; cash out",
    "mturk": "item; payday unknown",
    "remotasks": "week from mon in UTC; on thu",
}


def test_platforms_pay_by_the_rules_that_were_found() -> None:
    found = {key: payout_rule_text(each.payout) for key, each in ENTRIES.items() if each.payout}
    assert found == PAYOUTS


def test_platforms_that_pay_what_is_reported_say_how() -> None:
    found = {key: report_rule_text(each.report) for key, each in ENTRIES.items() if each.report}
    assert found == {
        "crowdgen": "decimal hours",
        "dataannotation": "decimal hours",
        "telus": "decimal hours; week from sat",
    }


def test_limits_and_deadlines_are_those_that_were_found() -> None:
    hours = 3600
    assert ENTRIES["uhrs-clickworker"].session_limit == 8 * hours
    assert ENTRIES["uhrs-toloka"].session_limit == 2 * hours
    assert (ENTRIES["telus"].day_cap, ENTRIES["telus"].week_cap) == (10 * hours, 40 * hours)
    assert ENTRIES["alignerr"].idle_minutes == 5
    assert ENTRIES["toloka"].appeal_days == 7
    assert ENTRIES["prolific"].claim_days == 30
    assert (ENTRIES["oneforma"].invoice_day, ENTRIES["oneforma"].invoice_hours) == (26, 72)
    assert ENTRIES["mercor"].dispute_periods == 1
    assert ENTRIES["mercor"].dispute
    assert ENTRIES["dataannotation"].countries == ("US", "CA", "GB", "IE", "NZ", "AU")


def test_one_vendor_of_uhrs_a_person() -> None:
    vendors = {key: each.vendor for key, each in ENTRIES.items() if each.conflicts}
    assert vendors == {
        "uhrs-clickworker": "Clickworker",
        "uhrs-oneforma": "OneForma",
        "uhrs-toloka": "Toloka",
        "toloka": "Toloka",
        "clickworker": "Clickworker",
        "oneforma": "OneForma",
    }
    assert {each.conflicts for each in ENTRIES.values() if each.conflicts} == {("uhrs-vendor",)}


def test_what_is_over_is_marked_and_what_nobody_checked_has_a_name_only() -> None:
    standings = {key: each.standing for key, each in ENTRIES.items() if each.standing}
    assert standings == {"mturk": "legacy", "remotasks": "dormant"}
    for key in ("stellar-ai", "surge", "micro1", "toloka-annotators"):
        assert not ENTRIES[key].facts
        assert not re.search(r"\d", ENTRIES[key].about)


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("dataannotation", r"\$\s*20"),  # from a look-alike site
        ("prolific", r"\b95\b"),
        ("mturk", r"\$\s*1\b"),
        ("uhrs-clickworker", r"threshold.*\d|spam score (?:of|under|over) \d"),
        ("cloudresearch-connect", r"\$\s*(?!25)\d"),
        ("mercor", r"\b40\b"),
    ],
)
def test_a_number_that_nobody_verified_is_not_shipped(key: str, number: str) -> None:
    told = "\n".join(each.text for each in ENTRIES[key].facts)
    assert not re.search(number, told)


@EVERY
def test_each_fact_is_plain_and_says_where_it_is_from(entry: Entry) -> None:
    for fact in entry.facts:
        assert fact.source.strip()
        assert fact.text.endswith((".", ")")), fact.key
        assert len(fact.text) <= 340, fact.key
        assert "\N{EM DASH}" not in fact.text
        assert fact.as_of is None or date(2013, 1, 1) <= fact.as_of <= date(2026, 7, 30)
        if fact.evidence == "unverified":
            assert not re.search(r"\d", fact.text)


@EVERY
def test_each_field_rests_on_a_fact_and_links_are_those_that_were_read(entry: Entry) -> None:
    for name in entry.rests:
        assert entry.ground(name) is not None, name
    assert set(entry.links) <= SITES
    assert entry.about
    assert entry.steps


MEASURES = {
    "uhrs-clickworker": ("percent spam score", "passfail RTA"),
    "uhrs-oneforma": ("percent spam score", "passfail RTA"),
    "uhrs-toloka": ("percent spam score", "passfail RTA"),
    "toloka": ("score skill 0-100",),
    "crowdgen": ("percent quality score",),
    "dataannotation": ("access projects offered",),
    "outlier": ("rating review 1-5",),
    "prolific": ("percent approvals",),
    "mturk": ("percent approval rate",),
}


def test_ways_to_measure_quality_are_those_that_were_found_and_have_no_threshold() -> None:
    found = {
        key: tuple(f"{each.kind} {each.name} {each.range}".strip() for each in entry.metrics)
        for key, entry in ENTRIES.items()
        if entry.metrics
    }
    assert found == MEASURES
