"""What every command has at hand: the store, the present instant, and where to print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from taskwell.cli.output import facts, json_text
from taskwell.records.text import visible
from taskwell.timekeeping.instants import Clock, utc_now

if TYPE_CHECKING:
    from taskwell.hooks.happenings import Sessions
    from taskwell.hooks.running import Hooks
    from taskwell.store.store import Store
    from taskwell.timekeeping.days import Calendar

Screen = Callable[[Path], int]
"""Opens the full-screen program on a folder and returns its exit code."""


class Context:
    """One run of the program on a command line; `now` is one instant for all of it."""

    def __init__(
        self,
        folder: str | None = None,
        *,
        json: bool = False,
        plain: bool = False,
        clock: Clock = utc_now,
        screen: Screen | None = None,
    ) -> None:
        self.json = json
        self.plain = plain
        self.clock = clock
        self.now: datetime = clock()
        self.screen = screen
        self._named = folder
        self._store: Store | None = None
        self._warned: set[str] = set()
        self._hooks: Hooks | None = None
        self._sessions: Sessions | None = None

    @property
    def folder(self) -> Path:
        """The store's folder: --store, else TASKWELL_STORE, else the platform's data folder."""
        from taskwell.store.place import folder_for

        return folder_for(self._named)

    @property
    def store(self) -> Store:
        """The store, opened when first asked for; its warnings go to standard error."""
        if self._store is None:
            from taskwell.store.store import Store

            self._store = Store.open(self.folder, clock=self.clock)
            self._pass_on_notices(self._store)
            self._watch(self._store)
        return self._store

    def _watch(self, store: Store) -> None:
        """From now on what starts and stops is noticed, if there is a hook to tell it to."""
        from taskwell.hooks.folder import has_hooks
        from taskwell.store.place import config_folder

        settings = config_folder()
        if has_hooks(settings):
            from taskwell.hooks.happenings import Sessions
            from taskwell.hooks.running import Hooks

            self._hooks, self._sessions = Hooks(settings, store.folder), Sessions(store)

    def _pass_on_notices(self, store: Store) -> None:
        """What the store has to say about itself goes to standard error, each thing once."""
        for notice in store.notices:
            if notice.level != "note":
                self.warn_once(notice.text)

    @property
    def calendar(self) -> Calendar:
        """The person's days."""
        from taskwell.queries.settings import calendar

        return calendar(self.store)

    def at(self, typed: str | None) -> datetime | None:
        """What --at says, None without it; BadInput for what cannot be read or is to come."""
        if typed is None:
            return None
        from taskwell.timekeeping.typed import parse_at

        return parse_at(typed, self.now, self.calendar)

    def say(self, text: str) -> None:
        """A line or more for a person, on standard output."""
        if text:
            print(text)

    def warn(self, text: str) -> None:
        """One line on standard error that stops nothing."""
        print(visible(text), file=sys.stderr)

    def warn_once(self, text: str) -> None:
        """The same, but never twice in one run."""
        if text not in self._warned:
            self._warned.add(text)
            self.warn(text)

    def give(self, value: object) -> None:
        """One JSON document on standard output."""
        print(json_text(value))

    def done(self, text: str, value: dict[str, object]) -> int:
        """What an act reports: a sentence, or with --json a document that names its uid."""
        if self.json:
            self.give(value)
        else:
            self.say(text)
        return 0

    def facts(self, records: Iterable[Sequence[tuple[str, str]]]) -> int:
        """What a query prints with --plain."""
        self.say(facts(records))
        return 0

    def asks(self) -> bool:
        """Whether a question may be asked: only with a person at both ends."""
        return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)

    def finish(self) -> None:
        """After an act that was saved: the quick status is renewed, the journal folded if long, and
        hooks are run.

        Both are conveniences: what goes wrong in them is said and changes no exit code.
        """
        store = self._store
        if store is None or store.read_only or not store.moved:
            return
        from taskwell.commands.glance import refresh_glance
        from taskwell.errors import TaskwellError

        self._pass_on_notices(store)  # such as that the disk is full and the reserve was used
        try:
            refresh_glance(store, self.now)
            if store.wants_fold:
                store.fold()
        except TaskwellError as error:
            self.warn(f"taskwell: saved, but: {error}")
        if self._hooks is not None and self._sessions is not None:
            for said in self._hooks.run(self._sessions.look(self.now)):
                self.warn(f"taskwell: saved, but: {said}")

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()
            self._store = None


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
