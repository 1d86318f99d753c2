"""The catalogue in a shell: what it offers, and the person's own word over what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taskwell.queries.catalogue import Offer


def _catalogue(context: Context, given: Given) -> int:
    from taskwell.queries.catalogue import offered

    country = _country(context, given)
    level, text = given.flag("entry-level"), given.text("find") or ""
    store, now = context.store, context.now
    found = offered(store, now, country=None, entry_level=level, text=text)
    fitting = offered(store, now, country=country, entry_level=level, text=text)
    shown, elsewhere, dormant = list(found), 0, 0
    if not given.flag("all"):
        shown = [each for each in fitting if not each.dormant]
        elsewhere, dormant = len(found) - len(fitting), len(fitting) - len(shown)
    if context.json:
        context.give(
            {
                "country": country,
                "offers": [_offer_json(each) for each in shown],
                "left_out": {"country": elsewhere, "dormant": dormant},
            }
        )
        return 0
    if context.plain:
        context.facts(_offer_facts(each) for each in shown)
    elif shown:
        context.say(_offer_table(shown))
    notes = _left_out(country, elsewhere, dormant)
    if not shown:
        notes.insert(0, "Nothing in the catalogue fits; taskwell platform add NAME adds your own")
    for note in notes:
        context.warn(note)
    return 0


def _country(context: Context, given: Given) -> str | None:
    """The country that was asked for, else the one the person is in, else None."""
    from taskwell.queries.settings import value
    from taskwell.records.setting import SETTINGS

    typed = given.text("country")
    found = SETTINGS["country"].parse(typed) if typed else value(context.store, "country")
    return str(found) if found else None


def _left_out(country: str | None, elsewhere: int, dormant: int) -> list[str]:
    why = [f"{elsewhere} name{'s' if elsewhere == 1 else ''} other countries than {country}"]
    why = [*(why if elsewhere else []), *([f"{dormant} dormant"] if dormant else [])]
    return [f"Left out: {', '.join(why)}; --all lists them too"] if why else []


def _where(offer: Offer) -> str:
    return " ".join(offer.countries) or "not known"


def _marks(offer: Offer) -> str:
    """`added, legacy`."""
    return ", ".join(each for each in ("added" if offer.added else "", offer.standing) if each)


def _offer_table(offers: Sequence[Offer]) -> str:
    rows = [
        [
            each.key,
            each.name,
            "entry" if each.entry_level else "",
            _where(each),
            f"{each.verify} of {each.facts}",
            _marks(each),
            each.pays,
        ]
        for each in offers
    ]
    heads = ("key", "platform", "level", "countries", "to verify", "state", "pays")
    return columns(heads, rows, drop=("to verify", "countries", "state"))


def _offer_facts(offer: Offer) -> list[tuple[str, str]]:
    return [
        ("key", offer.key),
        ("platform", offer.name),
        ("about", offer.about),
        ("level", "entry" if offer.entry_level else ""),
        ("countries", _where(offer)),
        ("asks", offer.asks),
        ("pays", offer.pays),
        ("facts", f"{offer.facts}, {offer.verify} to verify"),
        ("state", _marks(offer)),
    ]


def _offer_json(offer: Offer) -> dict[str, object]:
    return {
        "key": offer.key,
        "name": offer.name,
        "about": offer.about,
        "entry_level": offer.entry_level,
        "countries": list(offer.countries),
        "here": offer.here,
        "asks": offer.asks,
        "pays": offer.pays,
        "facts": offer.facts,
        "verify": offer.verify,
        "added": offer.added,
        "standing": offer.standing or "open",
    }


def _correct(context: Context, given: Given) -> int:
    from taskwell.commands.adopting import confirm, correct
    from taskwell.queries.directory import directory

    typed = given.words.get("VALUE", [])
    platform = directory(context.store).platform(given.word("NAME"))
    store, now, fact = context.store, context.now, given.word("FACT")
    if given.flag("confirm"):
        if typed:
            raise BadInput("--confirm takes no value", "write the value alone, or --confirm alone")
        key = confirm(store, now, platform.uid, fact)
        said = "checked today, and holds"
    elif not typed:
        raise BadInput(
            "'platform correct' needs VALUE", "write what is true, '' to take it back, or --confirm"
        )
    else:
        value = " ".join(typed)
        key = correct(store, now, platform.uid, fact, value)
        said = "is your own word now" if value.strip() else "is the catalogue's again"
    told = f"{visible(platform.name)}: {key.replace('_', ' ')} {said}; taskwell undo takes it back"
    return context.done(told, {"uid": platform.uid, "name": platform.name, "fact": key})


COMMANDS = (
    Command(
        "platform catalogue",
        _catalogue,
        options=(
            Option(("--country",), "two letters; else the setting country", "CC"),
            Option(("--entry-level",), "only what is known for entry-level work"),
            Option(("--find",), "only what speaks of this", "TEXT"),
            Option(("--all",), "also what names other countries, or is dormant"),
        ),
        about="Lists the platforms that the program knows. Those whose countries nobody knows stay"
        " listed; taskwell platform facts KEY tells all about one.",
        examples=(
            "platform catalogue --entry-level --country KE",
            "platform catalogue --find payoneer",
            "platform add --from-catalogue prolific",
        ),
        query=True,
    ),
    Command(
        "platform correct",
        _correct,
        (
            Word("NAME", "a platform; a beginning is enough", complete="place"),
            Word("FACT", "the key of a fact or field, or a new one"),
            Word("VALUE", "what is true; '' takes your word back", least=0, most=None),
        ),
        (Option(("--confirm",), "it was checked today and holds as it is told"),),
        about="Puts your own word over the catalogue's, which stays beneath. Fields such as payout,"
        " report, session_limit and appeal_days change what the program works with: taskwell help"
        " catalogue tells the words of the rules.",
        examples=(
            "platform correct oneforma payday 'Paid on the 12th, says the forum'",
            "platform correct oneforma payout 'month from 27; on the 12th of the next month'",
            "platform correct uhrs sessions --confirm",
        ),
    ),
)
