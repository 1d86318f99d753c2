"""Every field of a platform in place, as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from taskwell.commands.roster import set_platform
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar
from taskwell.records.platform import STATES, Platform
from taskwell.records.rule_words import payout_rule_text, report_rule_text
from taskwell.records.session import EXPOSURES
from taskwell.records.text import visible
from taskwell.tui.place import Place
from taskwell.tui.roster.field_words import (
    Reader,
    platform_reader,
    typed_length,
    typed_rate,
    typed_state,
)
from taskwell.tui.widgets.form import Field, Form

PLAIN = frozenset({"name", "account", "notes", "links", "steps", "letter"})
"""Fields that are what was typed: nothing is read back."""
HELP = {
    "account": "your own word for it; private, masked by z",
    "rate": "0.065 USD/task, 15 USD/hour or 40 USD fixed, holds from today on; or since 2026-10-03",
    "state": ", ".join(STATES) + "; restricted until 2026-12-02: why",
    "steps": "on the way in, apart by semicolons; x d ticks the next one",
    "day_cap": "the most hours it allows a day, such as 10h",
    "week_cap": "the most hours it allows a week, such as 40h",
    "session_limit": "time to a forced log-in, such as 8h",
    "task_cap": "the longest a task may take, such as 90s",
    "task_floor": "the shortest a task should take, such as 12s",
    "task_time": "the time a task is advertised to take, such as 8m",
    "exposure": ", ".join(EXPOSURES),
    "links": "addresses, apart by spaces",
    "country": "two letters, such as KE",
    "still_after": "minutes of silence before it asks whether you still work; off is never",
}


class FieldsForm(Form):
    """A form that goes back to where it was opened from."""

    def __init__(
        self,
        heading: str,
        fields: Sequence[Field],
        save: Callable[[Mapping[str, str]], object],
        *,
        draft_key: str,
        focus_on: str = "",
        back: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(heading, fields, save, draft_key=draft_key, focus_on=focus_on)
        self._back = back

    def close(self) -> None:
        """Closes it; what was open before is open again."""
        super().close()
        if self._back is not None:
            self._back()


def open_platform_form(
    place: Place, uid: str, *, focus_on: str = "", back: Callable[[], object] | None = None
) -> None:
    """Opens the form of a platform; CouldNot when it is gone."""
    found = directory(place.store).platforms.get(uid)
    if found is None:
        raise CouldNot("This platform is gone", "look at the roster again")
    platform = found
    now = place.now()
    today = calendar(place.store).day_of(now)
    fields = platform_fields(
        platform, today, lambda key: platform_reader(place.store, place.now(), platform, key)
    )

    def save(values: Mapping[str, str]) -> None:
        changes = changed(fields, values)
        if changes:
            with errors_at_name():
                set_platform(place.store, place.now(), uid, changes)
            told = visible(changes.get("name", platform.name))
            place.taskwell.say(f"{told}: {', '.join(changes)} changed", undo=True)

    form = FieldsForm(
        f"Edit {platform.name}",
        fields,
        save,
        draft_key=f"platform {uid}",
        focus_on=focus_on,
        back=back,
    )
    place.open_part(form)


def platform_fields(
    platform: Platform, today: date, reader: Callable[[str], Reader]
) -> tuple[Field, ...]:
    """The fields of a platform as a person types them; `reader` reads one field's text."""
    values = {
        "name": platform.name,
        "account": platform.account,
        "rate": typed_rate(platform.rates, today),
        "currency": platform.currency,
        "state": typed_state(platform.standing),
        "steps": "; ".join(step.text for step in platform.steps),
        "day_cap": typed_length(platform.day_cap),
        "week_cap": typed_length(platform.week_cap),
        "session_limit": typed_length(platform.session_limit),
        "task_cap": typed_length(platform.task_cap),
        "task_floor": typed_length(platform.task_floor),
        "task_time": typed_length(platform.task_time),
        "payout": payout_rule_text(platform.payout) if platform.payout else "",
        "report": report_rule_text(platform.report) if platform.report else "",
        "exposure": platform.exposure,
        "links": " ".join(platform.links),
        "country": platform.country or "",
        "still_after": _still(platform.still_after),
        "notes": platform.notes,
    }
    if platform.letter is None:
        values["letter"] = ""
    return tuple(
        Field(
            key,
            key.replace("_", " "),
            value,
            HELP.get(key, ""),
            None if key in PLAIN else reader(key),
        )
        for key, value in values.items()
    )


@contextmanager
def errors_at_name() -> Iterator[None]:
    """What is wrong with a name stands below the field for it."""
    try:
        yield
    except BadInput as error:
        if error.field in ("platform", "project"):
            raise BadInput(error.what, error.what_to_do, field="name") from error
        raise


def _still(minutes: int | None) -> str:
    if minutes is None:
        return ""
    return f"{minutes}m" if minutes else "off"


def changed(fields: Sequence[Field], values: Mapping[str, str]) -> dict[str, str]:
    """What was typed over, by field."""
    return {
        field.key: values[field.key].strip()
        for field in fields
        if values[field.key].strip() != field.value
    }
