"""The filter of the log: `platform:x kind:paid >30m text`."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from difflib import get_close_matches

from taskwell.errors import BadInput
from taskwell.queries.sessions import SessionView
from taskwell.records.session import KINDS
from taskwell.timekeeping.durations import parse_duration

FIELDS = ("platform", "project", "kind", "tag", "outcome", "note", "exposure", "earned")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a row has to be: every word must hold. `text` is the filter as typed."""

    text: str
    words: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    longer: int | None = None
    shorter: int | None = None

    @property
    def empty(self) -> bool:
        """Whether everything matches."""
        return not (self.words or self.fields) and self.longer is None and self.shorter is None

    @classmethod
    def parse(cls, text: str) -> Filter:
        """The filter of a typed line; BadInput names the word that is not understood."""
        try:
            typed = shlex.split(text, posix=True)
        except ValueError:
            typed = text.replace('"', " ").replace("'", " ").split()
        words, fields = [], []
        longer = shorter = None
        for word in typed:
            name, colon, wanted = word.partition(":")
            if word[0] in "<>":
                seconds = parse_duration(word[1:])
                if seconds is None:
                    raise BadInput(f"'{word}' is no length of time", "write >30m or <1h")
                if word[0] == ">":
                    longer = seconds
                else:
                    shorter = seconds
            elif colon and name.isalpha():
                fields.append((_field(name.lower()), _wanted(name.lower(), wanted)))
            else:
                words.append(word.casefold())
        return cls(text.strip(), tuple(words), tuple(fields), longer, shorter)

    def matches(self, view: SessionView) -> bool:
        """Whether a session is what the filter asks for."""
        if self.longer is not None and view.seconds <= self.longer:
            return False
        if self.shorter is not None and view.seconds >= self.shorter:
            return False
        if not all(_field_matches(view, name, wanted) for name, wanted in self.fields):
            return False
        if not self.words:
            return True
        session = view.session
        texts = (view.platform, view.project or "", session.kind, session.note, *session.tags)
        haystack = "\n".join(texts).casefold()
        return all(word in haystack for word in self.words)


def _field(name: str) -> str:
    if name in FIELDS:
        return name
    begin = [each for each in FIELDS if each.startswith(name)]
    if len(begin) == 1:
        return begin[0]
    near = get_close_matches(name, FIELDS, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}:?" if near else f"known are {', '.join(FIELDS)}"
    raise BadInput(f"The filter does not know '{name}:'", hint)


def _wanted(name: str, wanted: str) -> str:
    if name == "kind" and wanted and not any(kind.startswith(wanted.lower()) for kind in KINDS):
        raise BadInput(f"There is no kind '{wanted}'", f"use one of {', '.join(KINDS)}")
    return wanted.casefold().replace("_", " ")


def _field_matches(view: SessionView, name: str, wanted: str) -> bool:
    session = view.session
    if name == "tag":
        return any(tag.casefold().startswith(wanted) for tag in session.tags)
    if name == "earned":
        return (session.earned is not None) != (wanted in ("no", "none", "false"))
    value = {
        "platform": view.platform,
        "project": view.project or "",
        "kind": session.kind,
        "outcome": session.outcome or "none",
        "note": session.note,
        "exposure": session.exposure,
    }[name].casefold()
    return wanted in value if name == "note" else value.startswith(wanted)
