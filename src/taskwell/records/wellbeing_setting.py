"""The settings of rests, hard material, hours and check-ins; 0, or off, takes each away."""

from __future__ import annotations

from taskwell.records.setting_values import (
    Setting,
    few,
    limit,
    limits,
    show_all_hours,
    show_hours,
    show_or_off,
    show_span,
    wall_time,
    wall_time_or_off,
    within_a_day,
    within_a_week,
)

LIMITS = (
    Setting("rest_after", 3000, limit, "time worked after which a rest is due, or off", show_span),
    Setting("rest_length", 300, within_a_day, "how long a rest is", show_span),
    Setting(
        "rest_long_after", 3, few, "after how many rests comes a long one, or off", show_or_off
    ),
    Setting("rest_long", 900, within_a_day, "how long a long rest is", show_span),
    Setting("rest_hard", 600, within_a_day, "how long a rest is after hard material", show_span),
    Setting("rest_warn", 60, limit, "how long before a rest is announced, or off", show_span),
    Setting("rest_postpone", 300, within_a_day, "how long a rest is postponed", show_span),
    Setting("eye_after", 0, limit, "time worked after which the eyes are remembered", show_span),
    Setting("eye_length", 20, limit, "how long the hint line speaks of the eyes", show_span),
    Setting("exposure_cap", 14400, limit, "your limit of hard material a day, or off", show_hours),
    Setting(
        "exposure_notice",
        10800,
        limit,
        "time with hard material a day that is said, or off",
        show_hours,
    ),
    Setting(
        "exposure_until",
        "20:00",
        wall_time_or_off,
        "the time of day after which you want no hard material, or off",
        show_or_off,
    ),
    Setting(
        "exposure_days",
        5,
        few,
        "days in a row with hard material that are said, or off",
        show_or_off,
    ),
    Setting(
        "exposure_after",
        900,
        limit,
        "neutral time you want after hard material, or off",
        show_span,
    ),
    Setting(
        "hours_day",
        [21600, 28800],
        limits(within_a_day),
        "hours a day that are said, other job included, or off",
        show_all_hours,
    ),
    Setting(
        "hours_week",
        [144000, 172800, 198000],
        limits(within_a_week),
        "hours a week that are said, other job included, or off",
        show_all_hours,
    ),
    Setting(
        "checkin_after", "18:00", wall_time, "the time of day after which a check-in is offered"
    ),
)
