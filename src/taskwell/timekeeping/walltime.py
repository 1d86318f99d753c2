"""Wall times to instants: some happen twice, some never. Pendulum knows which."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from taskwell.errors import BadInput

if TYPE_CHECKING:
    from pendulum.tz.timezone import Timezone


def resolve(wall: datetime, zone: ZoneInfo, offset: timedelta | None = None) -> datetime:
    """The UTC instant of a naive wall time in a zone.

    `offset` (east of UTC) picks one of two readings. BadInput when the wall time happens twice and
    no offset says which, when it never happens, or when the offset is not the zone's then.
    """
    if not 2 <= wall.year <= 9998:
        raise BadInput(f"The year {wall.year} lies outside the calendar", "check the date")
    if offset is not None:
        return _with_offset(wall, zone, offset)
    folds = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    if folds[0] == folds[1]:
        return folds[0]
    return _doubtful(wall, zone, folds)


def readings(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """The UTC instants at which the zone's clocks show a naive wall time: none, one or two."""
    folds = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(at for at in folds if at.astimezone(zone).replace(tzinfo=None) == wall)


def label(wall: datetime) -> str:
    """`14:05` of an aware wall time; with its offset (`02:10+01:00`) where it happens twice."""
    zone = wall.tzinfo
    if isinstance(zone, ZoneInfo) and len(readings(wall.replace(tzinfo=None, fold=0), zone)) > 1:
        return f"{wall:%H:%M}{_offset(wall.utcoffset())}"
    return f"{wall:%H:%M}"


def _with_offset(wall: datetime, zone: ZoneInfo, offset: timedelta) -> datetime:
    at = (wall - offset).replace(tzinfo=UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return at
    there = at.astimezone(zone)
    raise BadInput(
        f"{wall:%H:%M}{_offset(offset)} is not a time of {zone.key} on {wall:%Y-%m-%d}",
        f"there it is {there:%H:%M}{_offset(there.utcoffset())}",
    )


def _doubtful(wall: datetime, zone: ZoneInfo, folds: list[datetime]) -> datetime:
    """Two folds disagree: let pendulum tell a doubled wall time from a missing one."""
    import pendulum
    from pendulum.tz.exceptions import AmbiguousTime, NonExistingTime

    known: Timezone = pendulum.timezone(zone.key)
    try:
        known.convert(wall, raise_on_unknown_times=True)
    except AmbiguousTime as error:
        typed = [f"{wall:%H:%M}{_offset(at.astimezone(zone).utcoffset())}" for at in folds]
        raise BadInput(
            f"{wall:%H:%M} happens twice on {wall:%Y-%m-%d} in {zone.key}",
            f"type {typed[0]} or {typed[1]}",
        ) from error
    except NonExistingTime as error:
        before, after = (at.astimezone(zone) for at in sorted(folds))
        raise BadInput(
            f"{wall:%H:%M} does not exist on {wall:%Y-%m-%d} in {zone.key}",
            f"the clocks jump over it: {before:%H:%M} or {after:%H:%M} may be meant",
        ) from error
    return folds[0]


def _offset(offset: timedelta | None) -> str:
    minutes = int((offset or timedelta()).total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
