"""What to do with the time there is, what an offer would really pay, and where the income is from."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns, terminal_width
from taskwell.cli.spec import Command, Given, Option, whole_number
from taskwell.errors import BadInput
from taskwell.timekeeping.durations import in_words

if TYPE_CHECKING:
    from taskwell.queries.diversification import Diversification, Share
    from taskwell.queries.offers import OfferView, Reach
    from taskwell.queries.what_now import Option as Choice
    from taskwell.queries.what_now import WhatNow

LISTED = 12
"""Options that are told; --json has all."""
_DAY = 24 * 60


def _now(context: Context, given: Given) -> int:
    typed = given.text("minutes")
    minutes = None if typed is None else whole_number(typed, "minutes", least=1)
    if minutes is not None and minutes > _DAY:
        raise BadInput(f"A day has {_DAY} minutes", "write fewer", field="minutes")
    if given.text("offer") is not None:
        return _offer(context, given, minutes)
    if given.text("platform") is not None:
        raise BadInput("--platform belongs to an offer", "add --offer, for example --offer 1.20")
    from taskwell.queries.what_now import what_now

    most = None if context.json or context.plain else LISTED
    found = what_now(context.store, context.now, minutes, most=most)
    if context.json:
        context.give(found.json())
    elif context.plain:
        rows = [_option_facts(each) for each in found.rows]
        return context.facts(
            [*rows, *([("not now", label), ("why", why)] for label, why in found.not_now)]
        )
    else:
        context.say(_told(found))
    return 0


def _option_facts(each: Choice) -> list[tuple[str, str]]:
    return [
        ("option", each.label),
        ("expected", f"{each.hourly.shown()}/h" if each.hourly else "too early"),
        ("n", str(each.n)),
        ("why", each.why),
    ]


def _told(found: WhatNow) -> str:
    if not found.rows and not found.not_now:
        return "No platform to work on yet: taskwell platform add makes one."
    lines = []
    if found.rows:
        lines.append(f"What fits {found.minutes} minutes" if found.minutes else "What fits now")
    else:
        lines.append("Nothing can be worked on now.")
    for number, each in enumerate(found.rows, 1):
        lines += _wrapped(f"{number:>2}  {each.label}: {each.why}", 4)
    if found.more:
        lines.append(f"    and {found.more} more; --json lists all")
    if found.not_now:
        lines += ["", "Not now"]
        for label, why in found.not_now:
            lines += _wrapped(f"    {label}: {why}", 6)
    return "\n".join(lines)


def _wrapped(line: str, indent: int) -> list[str]:
    room = terminal_width()
    if room is None:
        return [line]
    return textwrap.wrap(
        line, max(room, 40), subsequent_indent=" " * indent, break_on_hyphens=False
    )


# -- offers ---------------------------------------------------------------------------------------


def _offer(context: Context, given: Given, minutes: int | None) -> int:
    from taskwell.money.amounts import parse_money
    from taskwell.queries.directory import directory
    from taskwell.queries.offers import offer
    from taskwell.queries.settings import home_currency

    name = given.text("platform")
    platform = directory(context.store).platform(name) if name is not None else None
    code = platform.currency if platform else home_currency(context.store)
    amount = parse_money(given.text("offer") or "", code)
    found = offer(context.store, context.now, amount, minutes, platform)
    if context.json:
        context.give(found.json())
    elif context.plain:
        context.facts([_offer_facts(found)])
    else:
        context.say(_offer_told(found))
    return 0


def _reach_words(each: Reach) -> str:
    """`your floor of $8.00/h is reached within 9 min in all; as it stands it is not`."""
    said = f"your {each.what} of {each.hourly.shown()}/h is reached within"
    said += f" {in_words(each.seconds)} in all"
    if each.reached is None:
        return said
    return f"{said}; as it stands it is{'' if each.reached else ' not'}"


def _offer_facts(found: OfferView) -> list[tuple[str, str]]:
    facts = [("offer", found.amount.shown()), ("platform", found.platform or "")]
    facts += [(each.what, f"{each.hourly.shown()}/h, {each.why}") for each in found.rungs]
    facts += [(each.what, _reach_words(each)) for each in found.reach]
    return [*facts, *(("not counted in", each) for each in found.early)]


def _offer_told(found: OfferView) -> str:
    where = f" on {found.platform}" if found.platform else ""
    when = f" for {found.minutes} min" if found.minutes else ""
    lines = [f"{found.amount.shown()}{when}{where}"]
    if found.rungs:
        rows = [[each.what, f"{each.hourly.shown()}/h", each.why] for each in found.rungs]
        lines.append(columns(("step", "an hour", "why"), rows, " r"))
    else:
        lines += _wrapped("Add --minutes to see what an hour of it would pay.", 2)
    for reach in found.reach:
        lines += _wrapped(_reach_words(reach), 2)
    for early in found.early:
        lines += _wrapped(early, 2)
    return "\n".join(lines)


# -- where the income comes from ------------------------------------------------------------------


def _spread(context: Context, given: Given) -> int:
    from taskwell.queries.diversification import diversification

    found = diversification(context.store, context.now)
    if context.json:
        context.give(found.json())
    elif context.plain:
        context.facts([*_share_facts(found), _rest_facts(found)])
    else:
        context.say(_spread_told(found))
    return 0


def _brought(share: Share) -> str:
    return f"{'~' if share.estimated else ''}{share.amount.shown()}"


def _next_best(found: Diversification) -> list[str]:
    return [
        f"{each.next_name}, {each.next_hourly.shown()}/h in a lower quarter"
        if each.next_name and each.next_hourly
        else "too early to name one"
        for each in found.if_closed
    ]


def _share_facts(found: Diversification) -> list[list[tuple[str, str]]]:
    return [
        [
            ("platform", share.name),
            ("income", _brought(share)),
            ("share", f"{100 * share.share:.1f} %"),
            ("next best", best),
        ]
        for share, best in zip(found.shares, _next_best(found), strict=True)
    ]


def _rest_facts(found: Diversification) -> list[tuple[str, str]]:
    facts = [("days", str(found.n_days)), ("note", found.early)]
    if found.effective is not None:
        facts.append(("effective platforms", f"{found.effective:.2f}"))
    facts += [("apart", f"{each.name} {each.amount.shown()}") for each in found.apart]
    if found.supplementary is not None:
        facts.append(("of all income", f"{100 * found.supplementary.share:.1f} %"))
    return facts


def _spread_told(found: Diversification) -> str:
    lines = []
    if found.shares:
        lines.append(f"Income of the last {found.n_days} days, settled or not")
        rows = [
            [share.name, _brought(share), f"{round(100 * share.share)} %", best]
            for share, best in zip(found.shares, _next_best(found), strict=True)
        ]
        heads = ("platform", "income", "share", "if it closes tomorrow, the next best")
        lines.append(columns(heads, rows, " rr"))
    if found.effective is not None:
        lines.append(f"That is as much as {found.effective:.2f} platforms of equal size.")
    if found.early:
        lines.append(f"Shares: {found.early}")
    if found.apart:
        parts = (
            f"{'~' if each.estimated else ''}{each.amount.shown()} {each.name}"
            for each in found.apart
        )
        lines += _wrapped(f"Apart, in no share: {', '.join(parts)}", 2)
    if found.supplementary is not None:
        mine = found.supplementary
        lines += _wrapped(
            f"A month of it is about {mine.monthly.shown()}, {round(100 * mine.share)} % of all"
            f" with the other {mine.other.shown()}.",
            2,
        )
    return "\n".join(lines)


COMMANDS = (
    Command(
        "now",
        _now,
        options=(
            Option(("--minutes",), "the time there is; of an offer, the advertised time", "MIN"),
            Option(("--offer",), "what an offer pays: what would it really come to?", "M"),
            Option(("--platform",), "where the offer is", "P", complete="place"),
        ),
        query=True,
        about="Ranks what can be worked on now by what an hour of it is likely to bring, by your"
        " own last 90 days, and says why in a line. With --offer it says what an offer would"
        " really pay at your own pace.",
        examples=("now --minutes 25", "now --offer 1.20 --minutes 8 --platform uhrs"),
    ),
    Command(
        "spread",
        _spread,
        query=True,
        about="Shares of the income of the last 90 days by platform, as how many equal ones they"
        " count, and the next best if one closes. Amounts worked out from a rate have a ~.",
    ),
)
