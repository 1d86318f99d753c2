"""What is known of a person's platforms: the catalogue, and their own word on top of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec import structs

from taskwell.commands.adopting import adopt, confirm, correct
from taskwell.commands.roster import add_platform, set_platform
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.catalogue import (
    FactLine,
    Offer,
    entry_of,
    facts,
    offered,
    payout_rule,
    report_rule,
)
from taskwell.queries.catalogue_fields import FieldLine, fields
from taskwell.queries.directory import directory
from taskwell.records.payout_rule import PayoutRule, ReportRule
from taskwell.records.platform import Platform
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import setting


def platform(store: Store, name: str) -> Platform:
    return directory(store).platform(name)


def fact(store: Store, name: str, key: str) -> FactLine:
    return next(each for each in facts(store, NOW, name) if each.key == key)


def field(store: Store, name: str, key: str) -> FieldLine:
    return next(each for each in fields(store, NOW, name) if each.key == key)


def offer(store: Store, key: str, country: str | None = None) -> Offer:
    return next(each for each in offered(store, NOW, country=country) if each.key == key)


# Facts


def test_the_catalogue_s_facts_stand_as_they_are(store: Store) -> None:
    adopt(store, NOW, "toloka")
    line = fact(store, "Toloka", "appeal")
    assert (line.original, line.as_of, line.evidence) == (None, date(2023, 8, 30), "verified")
    assert (line.verify, line.corrected) == (True, False)
    assert line.source == "Toloka documentation"


def test_a_correction_stands_on_top_and_is_fresh_for_180_days(store: Store) -> None:
    adopt(store, NOW, "toloka")
    before = fact(store, "toloka", "appeal").text
    correct(store, NOW, "Toloka", "appeal", "Within 14 days now.")
    line = fact(store, "toloka", "appeal")
    assert (line.text, line.original, line.corrected) == ("Within 14 days now.", before, True)
    assert (line.as_of, line.source, line.evidence) == (date(2026, 11, 19), "you", "own")
    assert not line.verify
    later = facts(store, NOW + timedelta(days=180), "toloka")
    assert not next(each for each in later if each.key == "appeal").verify
    later = facts(store, NOW + timedelta(days=181), "toloka")
    assert next(each for each in later if each.key == "appeal").verify


def test_a_fact_that_was_checked_holds_and_is_no_correction(store: Store) -> None:
    adopt(store, NOW, "mercor")
    before = fact(store, "mercor", "payday")
    confirm(store, NOW, "mercor", "payday")
    line = fact(store, "mercor", "payday")
    assert (line.text, line.original, line.corrected) == (before.text, None, False)
    assert (line.as_of, line.evidence, line.verify) == (date(2026, 11, 19), "own", False)
    assert line.source == "talent.docs.mercor.com, checked by you"
    assert not field(store, "mercor", "payout").verify


def test_an_empty_word_takes_the_correction_back(store: Store) -> None:
    adopt(store, NOW, "toloka")
    before = facts(store, NOW, "toloka")
    correct(store, NOW, "Toloka", "appeal", "Within 14 days now.")
    correct(store, NOW, "Toloka", "appeal", "  ")
    assert facts(store, NOW, "toloka") == before
    assert platform(store, "toloka").corrections == ()


def test_a_platform_of_one_s_own_has_facts_of_one_s_own(store: Store) -> None:
    add_platform(store, NOW, "Corner")
    assert facts(store, NOW, "corner") == ()
    assert entry_of(platform(store, "corner")) is None
    correct(store, NOW, "corner", "payday", "Fridays.")
    (line,) = facts(store, NOW, "corner")
    assert line == FactLine(
        "payday", "Fridays.", None, date(2026, 11, 19), "you", "own", False, False
    )


def test_the_day_of_a_correction_is_the_person_s(store: Store) -> None:
    setting(store, "zone", "Asia/Tokyo")
    add_platform(store, NOW, "Corner")
    correct(store, NOW, "corner", "payday", "Fridays.")
    assert facts(store, NOW, "corner")[0].as_of == date(2026, 11, 20)


# Rules


def test_the_person_s_rule_comes_before_the_catalogue_s(store: Store) -> None:
    adopt(store, NOW, "dataannotation", name="DA")
    found = platform(store, "DA")
    assert payout_rule(found) == PayoutRule(
        lag_days=7, task_lag_days=3, withdraw=True, cooldown_hours=72
    )
    assert report_rule(found) == ReportRule()
    correct(store, NOW, "DA", "payout", "week from mon; on fri")
    correct(store, NOW, "DA", "report", "h:mm; rounded to 15 min")
    found = platform(store, "DA")
    assert payout_rule(found) == PayoutRule(period="week", weekday="fri")
    assert report_rule(found) == ReportRule(decimal=False, step_minutes=15)
    correct(store, NOW, "DA", "payout", "")
    assert platform(store, "DA").payout is None
    assert payout_rule(platform(store, "DA")) is not None


def test_a_platform_without_an_entry_has_no_rule_or_its_own(store: Store) -> None:
    add_platform(store, NOW, "Corner")
    assert payout_rule(platform(store, "corner")) is None
    assert report_rule(platform(store, "corner")) is None
    set_platform(store, NOW, "corner", {"payout": "item; cash out; min 5"})
    assert payout_rule(platform(store, "corner")) == PayoutRule(
        withdraw=True, minimum=Money(500, "USD")
    )


@pytest.mark.parametrize(
    ("currency", "minimum"),
    [("USD", Money(2000, "USD")), ("EUR", Money(2000, "EUR")), ("INR", Money(2000, "USD"))],
)
def test_a_minimum_in_either_currency_is_in_that_of_the_platform(
    store: Store, currency: str, minimum: Money
) -> None:
    adopt(store, NOW, "clickworker")
    found = structs.replace(platform(store, "Clickworker"), currency=currency)
    rule = payout_rule(found)
    assert rule is not None
    assert rule.minimum == minimum


def test_a_platform_of_a_newer_catalogue_is_as_one_of_one_s_own(store: Store) -> None:
    found = Platform(uid="x", name="X", catalogue="not-there-yet")
    assert entry_of(found) is None
    assert payout_rule(found) is None
    assert facts(store, NOW, found) == ()


# Fields


def test_fields_name_the_fact_they_rest_on(store: Store) -> None:
    adopt(store, NOW, "uhrs-clickworker", name="UHRS")
    found = {each.key: each for each in fields(store, NOW, "UHRS")}
    rule = "week from sun; 39 days later; on wed; arrives within 72 h; min 20 USD"
    assert found["payout"] == FieldLine("payout", rule, "payday", False, True)
    assert found["session_limit"] == FieldLine("session_limit", "8 h", "sessions", False, True)
    assert found["currency"].text == "USD"
    assert "appeal_days" not in found


def test_a_field_says_when_it_is_the_person_s_own_word(store: Store) -> None:
    adopt(store, NOW, "uhrs-clickworker", name="UHRS")
    correct(store, NOW, "UHRS", "session_limit", "9h")
    correct(store, NOW, "UHRS", "appeal_days", "14")
    assert field(store, "UHRS", "session_limit") == FieldLine(
        "session_limit", "9 h", "sessions", True, False
    )
    assert field(store, "UHRS", "appeal_days") == FieldLine("appeal_days", "14", "", True, False)
    entry = entry_of(platform(store, "UHRS"))
    assert entry is not None
    assert (entry.appeal_days, entry.name) == (14, "UHRS through Clickworker")
    assert {each.key for each in facts(store, NOW, "UHRS")}.isdisjoint({"appeal_days", "payout"})


def test_a_platform_of_one_s_own_says_the_same_fields(store: Store) -> None:
    add_platform(store, NOW, "Corner", payout="week; on fri", session_limit="8h")
    correct(store, NOW, "corner", "appeal_days", "9")
    correct(store, NOW, "corner", "countries", "ke, ug")
    told = {each.key: each.text for each in fields(store, NOW, "corner")}
    assert told == {
        "payout": "week from mon; on fri",
        "session_limit": "8 h",
        "currency": "USD",
        "appeal_days": "9",
        "countries": "KE, UG",
    }
    entry = entry_of(platform(store, "corner"))
    assert entry is not None
    assert (entry.appeal_days, entry.countries, entry.facts) == (9, ("KE", "UG"), ())


# The offer


def test_every_platform_is_offered_with_what_it_asks_and_pays(store: Store) -> None:
    found = offer(store, "uhrs-clickworker")
    assert found.name == "UHRS through Clickworker"
    assert found.asks.startswith("register with Clickworker; UHRS assessment")
    assert found.pays.startswith("by the task, week from sun; 39 days later; on wed")
    assert (found.added, found.entry_level, found.verify) == (False, True, found.facts)
    unknown = offer(store, "stellar-ai")
    assert (unknown.asks, unknown.pays, unknown.facts) == ("not known", "not known", 0)
    assert offer(store, "remotasks").dormant
    assert offer(store, "mturk").standing == "legacy"


def test_what_the_person_has_is_marked(store: Store) -> None:
    adopt(store, NOW, "prolific", name="My studies")
    assert [each.key for each in offered(store, NOW) if each.added] == ["prolific"]


@pytest.mark.parametrize(
    ("country", "listed", "here"),
    [
        ("US", True, True),
        ("GB", True, True),
        ("uk", True, True),
        ("DE", False, None),
        (None, True, None),
    ],
)
def test_a_platform_that_names_other_countries_is_left_out(
    store: Store, country: str | None, listed: bool, here: bool | None
) -> None:
    found = [each for each in offered(store, NOW, country=country) if each.key == "dataannotation"]
    assert bool(found) is listed
    assert not found or found[0].here is here


def test_platforms_of_unknown_countries_stay_listed(store: Store) -> None:
    everywhere = {each.key for each in offered(store, NOW)}
    in_kenya = {each.key for each in offered(store, NOW, country="KE")}
    assert everywhere - in_kenya == {"dataannotation"}
    assert offer(store, "mercor", "KE").here is None


def test_entry_level_and_words_narrow_the_offer(store: Store) -> None:
    beginners = {each.key for each in offered(store, NOW, entry_level=True)}
    assert {"toloka", "uhrs-clickworker", "prolific"} <= beginners
    assert beginners.isdisjoint({"mercor", "alignerr", "stellar-ai"})
    assert [each.key for each in offered(store, NOW, text=" LABELBOX ")] == ["alignerr"]
    assert {each.key for each in offered(store, NOW, text="gift card")} == {
        "cloudresearch-connect",
        "mturk",
    }
    assert offered(store, NOW, text="nothing speaks of this") == ()


def test_a_platform_that_is_none_has_no_facts(store: Store) -> None:
    with pytest.raises(BadInput, match="There is no platform 'Nix'"):
        facts(store, NOW, "Nix")
