"""Goals in hours or money, of a day, week or month, of one platform or of all."""

from __future__ import annotations

from datetime import datetime

from taskwell.commands.field_values import positive_amount
from taskwell.commands.settings import clear_setting, set_setting
from taskwell.commands.writing import name, writing
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.edits import one_of
from taskwell.queries.goals import goal_named
from taskwell.records import goal as records
from taskwell.records.goal import TABLE, UNITS, Goal
from taskwell.records.ids import new_uid
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.durations import parse_duration

_MOST = {"day": 24, "week": 168, "month": 744}


def set_goal(
    store: Store, now: datetime, unit: str, aim: str, *, platform: str | None = None
) -> Goal:
    """Aim at hours (`24h`) or money (`300 USD`) in each day, week or month; instead of the goal
    of the same sort that there was.

    Hours of all platforms in a day or week are the settings goal_day and goal_week. BadInput for
    what is neither, or more hours than there are.
    """
    with writing(store, now) as act:
        period = one_of(unit, UNITS, "unit")
        names = directory(store)
        home = (names.platforms.get(platform) or names.platform(platform)) if platform else None
        made = _read(period, aim, home.currency if home else "", home.uid if home else None)
        where = f" on {visible(home.name)}" if home else ""
        name(act, f"aim at {aim.strip()[:40]} a {period}{where}")
        if made.seconds is not None and home is None and period != "month":
            set_setting(store, now, f"goal_{period}", aim)
            return made
        for number, document in store.core(TABLE).items():
            held = records.from_document(document)
            if (held.unit, held.platform) == (made.unit, made.platform) and (
                (held.money is None) == (made.money is None)
            ):
                act.delete(TABLE, number)
        act.insert(TABLE, records.to_document(made))
    return made


def _read(unit: str, aim: str, currency: str, platform: str | None) -> Goal:
    seconds = parse_duration(aim)
    if seconds is not None:
        if not 0 < seconds <= _MOST[unit] * 3600:
            raise BadInput(f"A {unit} has {_MOST[unit]} hours", f"set at most {_MOST[unit]}h")
        return Goal(uid=new_uid(), unit=unit, seconds=seconds, platform=platform)
    money: Money = positive_amount(aim, currency) if currency else _with_currency(aim)
    return Goal(uid=new_uid(), unit=unit, money=money, platform=platform)


def _with_currency(aim: str) -> Money:
    from taskwell.money.amounts import parse_money

    found = parse_money(aim)
    if not found.minor:
        raise BadInput("A goal of nothing is none", "write 24h or 300 USD")
    return found


def delete_goal(store: Store, now: datetime, typed: str) -> str:
    """Delete a goal by its uid, or the one of all hours by `day` or `week`; what it was."""
    if typed.strip().lower() in ("day", "week"):
        unit = typed.strip().lower()
        clear_setting(store, now, f"goal_{unit}")
        return f"the hours of a {unit}"
    with writing(store, now) as act:
        number, held = goal_named(store, typed)
        name(act, f"delete a goal of a {held.unit}")
        act.delete(TABLE, number)
    return f"a goal of a {held.unit}"
