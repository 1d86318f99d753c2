"""The ECB's reference rates in a shell: taken from its file, and what is known."""

from __future__ import annotations

import sys

from taskwell.cli.context import Context
from taskwell.cli.output import count_of
from taskwell.cli.spec import Command, Given, Word
from taskwell.errors import BadInput
from taskwell.records.text import visible
from taskwell.store.place import path_of

_LARGEST = 64 * 2**20
"""Bytes: the file of all years has about one megabyte."""


def _import(context: Context, given: Given) -> int:
    from taskwell.commands.reference_rates import take_rates
    from taskwell.formats.ecb import read_ecb

    found = read_ecb(_text(given.word("FILE")).splitlines())
    made = take_rates(context.store, context.now, found)
    return context.done(
        f"{count_of(made.days, 'rate')} of {', '.join(made.currencies)} taken, the newest of"
        f" {made.last}; {count_of(made.converted, 'payout')} converted",
        {
            "uid": None,
            "currencies": list(made.currencies),
            "days": made.days,
            "converted": made.converted,
            "last": made.last.isoformat() if made.last else None,
        },
    )


def _text(name: str) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with path_of(name).open("rb") as file:
                data = file.read(_LARGEST + 1)
    except OSError as error:
        why = error.strerror or "it cannot be opened"
        raise BadInput(f"{visible(name)} cannot be read ({why})", "check the name") from error
    if len(data) > _LARGEST:
        raise BadInput(f"{visible(name)} is no file of rates: too large", "take eurofxref-hist.csv")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{visible(name)} is no text (byte {error.start})",
            "unpack eurofxref-hist.zip first, and take the csv in it",
        ) from error


def _show(context: Context, given: Given) -> int:
    from taskwell.commands.reference_rates import currencies_in_use
    from taskwell.queries.reference_rates import last_day, reference

    last = last_day(context.store)
    today = context.calendar.day_of(context.now)
    codes = sorted(currencies_in_use(context.store))
    known = {code: reference(context.store, code, last) if last else None for code in codes}
    if context.json:
        context.give(
            {
                "last": last.isoformat() if last else None,
                "rates": {
                    code: {"per_euro": format(each.rate, "f"), "on": each.on.isoformat()}
                    if each
                    else None
                    for code, each in known.items()
                },
            }
        )
    elif last is None:
        context.warn("No reference rates yet; taskwell rates import eurofxref-hist.csv takes them")
    else:
        context.facts(
            [
                (code, f"{each.rate} for a euro on {each.on}" if each else "the file has none")
                for code, each in known.items()
            ]
            + [("age", count_of((today - last).days, "day"))]
            for _ in (0,)
        )
    return 0


COMMANDS = (
    Command("rates", _show, query=True, about="The newest reference rates of your currencies."),
    Command(
        "rates import",
        _import,
        (Word("FILE", "eurofxref-hist.csv as the ECB offers it, or -", complete="file"),),
        about="Takes the European Central Bank's reference rates of the currencies you deal in, and"
        " converts payouts that had no rate. What was converted before stays as it is.",
        examples=("rates import ~/Downloads/eurofxref-hist.csv",),
    ),
)
