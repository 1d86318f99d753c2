"""What tests of a format that comes in ask of it again and again."""

from __future__ import annotations

from dataclasses import dataclass

from taskwell.commands.importing import apply
from taskwell.formats.reading import Options, source_of
from taskwell.formats.registry import FORMATS
from taskwell.records.draft import ParsedFile
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

HOME = "Europe/Berlin"


@dataclass(frozen=True)
class Reading:
    """One format, by its name."""

    name: str

    def parse(self, text: str, zone_name: str = HOME) -> ParsedFile:
        """All that is read of a text."""
        reader = FORMATS[self.name].reader()
        return reader.parse(source_of(text.encode(), "x"), Options(zone(zone_name)))

    def told(self, text: str, zone_name: str = HOME) -> list[tuple[str, str | None, int]]:
        """Platform, project and whole minutes of each session."""
        return [
            (each.platform, each.project, int((each.ended - each.started).total_seconds()) // 60)
            for each in self.parse(text, zone_name)
            if each.ended is not None
        ]

    def why(self, text: str) -> list[tuple[int, str]]:
        """Line and reason of what is skipped."""
        return [(row.line, row.reason) for row in self.parse(text).skipped]

    def ids(self, text: str, zone_name: str = HOME) -> list[str]:
        """What each session is known by."""
        return [each.source.id for each in self.parse(text, zone_name) if each.source is not None]

    def brought(self, store: Store, text: str) -> tuple[int, int, int]:
        """How many an import added, changed and left out as known."""
        report = apply(store, NOW, self.parse(text), format=self.name, zone=zone(HOME))
        return report.added, report.updated, report.duplicates
