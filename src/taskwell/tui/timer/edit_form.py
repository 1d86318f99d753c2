"""Every field of a session in place; a change that overlaps another is asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from textual.content import Content

from taskwell.commands import log as commands
from taskwell.queries.edits import EditPreview, preview
from taskwell.queries.sessions import SessionView, session
from taskwell.queries.settings import calendar
from taskwell.records.session import EXPOSURES, KINDS, OUTCOMES
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm
from taskwell.tui.part import Part
from taskwell.tui.place import Place
from taskwell.tui.widgets.cells import WARNING
from taskwell.tui.widgets.form import Field, Form

PLAIN = frozenset({"platform", "project", "note", "tags"})
HELP = {
    "start": "14:05, yesterday 22:30 or -20m",
    "end": "empty while it runs",
    "kind": ", ".join(KINDS),
    "earned": "3.40 USD or $3.40; empty: worked out from the rate",
    "outcome": ", ".join(OUTCOMES),
    "exposure": ", ".join(EXPOSURES),
    "pauses": "10:00-10:05, 11:00-11:10",
}


def open_form(place: Place, uid: str, *, focus_on: str = "") -> None:
    """Opens the form of a session. CouldNot or BadInput when it is gone."""
    view = session(place.store, place.now(), uid)
    days = calendar(place.store)

    def reader(key: str) -> Callable[[str], str]:
        return lambda text: preview(place.store, place.now(), uid, {key: text.strip()}).after

    fields = form_fields(view, days, reader)

    def save(values: Mapping[str, str]) -> None:
        changes = changed(fields, values)
        if not changes:
            return
        found = preview(place.store, place.now(), uid, changes)
        if found.overlaps:
            place.open_part(OverlapPart(place, view, changes, found, values))
            return
        apply(place, view, changes, "allow")

    form = Form(
        f"Edit {_name(view)}", fields, save, draft_key=f"edit {uid}", focus_on=focus_on or "start"
    )
    place.open_part(form)


def _name(view: SessionView) -> str:
    return f"{view.platform} / {view.project}" if view.project else view.platform


def form_fields(
    view: SessionView, days: Calendar, reader: Callable[[str], Callable[[str], str]]
) -> tuple[Field, ...]:
    """The fields of a session as a person types them; `reader` reads a field's text or raises."""
    held = view.session

    def when(at: datetime | None) -> str:
        return "" if at is None else f"{days.local(at):%Y-%m-%d %H:%M}"

    pauses = ", ".join(
        f"{days.clock(pause.started)}-{'' if pause.ended is None else days.clock(pause.ended)}"
        for pause in held.pauses
    )
    values = (
        ("platform", view.platform),
        ("project", view.project or ""),
        ("start", when(held.started)),
        ("end", when(held.ended)),
        ("kind", held.kind),
        ("tasks", "" if held.tasks is None else str(held.tasks)),
        ("earned", "" if held.earned is None else f"{held.earned.text()} {held.earned.currency}"),
        ("outcome", held.outcome or ""),
        ("exposure", held.exposure),
        ("note", held.note),
        ("tags", " ".join(held.tags)),
        ("pauses", pauses),
        ("zone", held.zone),
    )
    return tuple(
        Field(key, key, value, HELP.get(key, ""), None if key in PLAIN else reader(key))
        for key, value in values
    )


def changed(fields: Sequence[Field], values: Mapping[str, str]) -> dict[str, str]:
    """What was typed over, by field."""
    return {
        field.key: values[field.key].strip()
        for field in fields
        if values[field.key].strip() != field.value
    }


def apply(
    place: Place, view: SessionView, changes: Mapping[str, str], overlap: commands.Overlap
) -> None:
    """Saves the changes and says which."""
    commands.edit(place.store, place.now(), view.session.uid, changes, overlap=overlap)
    place.taskwell.say(f"{_name(view)}: {', '.join(changes)} changed", undo=True)


class OverlapPart(Part):
    """A change that overlaps others: trim it, trim them, keep both, or go back to the form."""

    title = "This overlaps"

    def __init__(
        self,
        place: Place,
        view: SessionView,
        changes: Mapping[str, str],
        found: EditPreview,
        values: Mapping[str, str],
    ) -> None:
        super().__init__(heading_right="esc back to the form")
        self._on = place
        self._view = view
        self._changes = changes
        self._found = found
        self._values = values
        self.choices = {
            "m": self._chooser("trim mine"),
            "o": self._chooser("trim other"),
            "a": self._chooser("allow"),
            "enter": self._chooser("allow"),
            "c": self.act_app_back,
        }

    def lines(self, width: int) -> Sequence[str | Content]:
        """Before, after, what it overlaps, and the four ways on."""
        found = self._found
        shared = ", ".join(f"{label} by {hm(seconds)}" for label, seconds in found.overlaps)
        return [
            f" before  {visible(found.before)}",
            f" after   {visible(found.after)}",
            Content.styled(f" ! overlaps {visible(shared)}", WARNING),
            " m trim mine   o trim other   a allow, counted once   c cancel",
        ]

    def _chooser(self, choice: commands.Overlap) -> Callable[[], object]:
        def choose() -> None:
            apply(self._on, self._view, self._changes, choice)
            self.close()

        return choose

    def act_app_back(self) -> object:
        """The form again, as it was typed."""
        uid = self._view.session.uid
        self.taskwell.drafts[f"edit {uid}"] = dict(self._values)
        open_form(self._on, uid)
        return True
