"""A detailed report of Toggl with many rows, the same for the same seed."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

_CLIENTS = ("UHRS", "Outlier", "DataAnnotation", "Mercor", "OneForma", "")
_PROJECTS = ("Relevance", "Review EN", "Chat rating", "Rubrics", "Maps", "Side by side")
_NOTES = ("", "", "", "slow queue", "guidelines v4, part 2", 'long "conversation"', "two golds")
_TAGS = ("", "", "", "bonus", "calibration, gold", "weekend")


def write_report(file: Path, rows: int, *, seed: int = 7) -> None:
    """Rows over ten years that do not overlap, oldest first."""
    chance = Random(seed)
    at = datetime(2016, 3, 1, 8, 0)  # noqa: DTZ001  Toggl's times name no zone
    step = 10 * 365 * 86400 / rows
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        table = csv.writer(out)
        table.writerow(
            [
                *("User", "Email", "Client", "Project", "Task", "Description", "Billable"),
                *("Start date", "Start time", "End date", "End time", "Duration", "Tags"),
                "Amount (USD)",
            ]
        )
        for _ in range(rows):
            seconds = chance.randint(120, max(180, min(5400, int(step * 0.8))))
            end = at + timedelta(seconds=seconds)
            amount = f"{chance.randint(50, 3000) / 100:.2f}" if chance.random() < 0.7 else ""
            table.writerow(
                [
                    *("Me", "me@example.test", chance.choice(_CLIENTS), chance.choice(_PROJECTS)),
                    *("", chance.choice(_NOTES), "Yes"),
                    *(at.strftime("%Y-%m-%d"), at.strftime("%H:%M:%S")),
                    *(end.strftime("%Y-%m-%d"), end.strftime("%H:%M:%S")),
                    f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}",
                    *(chance.choice(_TAGS), amount),
                ]
            )
            at += timedelta(seconds=int(step * chance.uniform(0.9, 1.1)))
