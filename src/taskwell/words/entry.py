"""The entry line: one line after the fact, read the same way in the shell and on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, parse_money
from taskwell.records.draft import SessionDraft
from taskwell.records.text import clean_name, clean_text, visible
from taskwell.timekeeping.typed import Span, parse_span
from taskwell.timekeeping.typed import read_back as span_read_back
from taskwell.words.entry_words import (
    NUMBER,
    cut_up,
    near_choice,
    sort_out,
    task_count,
    units_joined,
)

__all__ = ["Entry", "near_choice", "parse_entry", "place_names", "read_back", "split_place"]

if TYPE_CHECKING:
    from taskwell.queries.directory import Directory
    from taskwell.records.platform import Platform
    from taskwell.timekeeping.days import Calendar

EXAMPLE = "uhrs/search 45m until 14:00 37 tasks $3.40"
LONGEST_ENTRY = 40_000
_SHELL = "in a shell put the whole entry in single quotes, the shell takes $ and quotes away"
_ASK_WHEN = "write 45m, 45m until 14:00, 14:00 for 45m or 13:10-14:00"


@dataclass(frozen=True, slots=True)
class Entry:
    """How an entry was read. The draft holds names; `new_platform` and `new_project` are unknown."""

    draft: SessionDraft
    new_platform: bool = False
    new_project: bool = False


def parse_entry(
    text: str | Sequence[str],
    now: datetime,
    calendar: Calendar,
    directory: Directory,
    home_currency: str,
    *,
    note: str | None = None,
    earned: str | None = None,
    tasks: str | int | None = None,
    create: bool = False,
    shell: bool = False,
) -> Entry:
    """The session that an entry line describes; BadInput says in a sentence what cannot be read.

    `text` is one line, or the words a shell handed over. `note`, `earned` and `tasks` are the same
    things given as options; `earned` may leave out the currency, which is then the platform's.
    `create` lets an unknown platform pass as typed; `shell` adds what a shell may have eaten.
    """
    whole = text if isinstance(text, str) else " ".join(text)
    if len(whole) > LONGEST_ENTRY:
        raise BadInput(f"The entry is {len(whole)} characters long", "shorten its note")
    line = cut_up(whole)
    if not line:
        raise BadInput("The entry is empty", f"write for example {EXAMPLE}")
    if line[0].quoted:
        raise BadInput("The entry begins with a note", f"write the platform first: {EXAMPLE}")
    words = sort_out(line, calendar, now)
    try:
        span, left = parse_span(units_joined(words.rest), now, calendar)
    except BadInput as error:
        raise _with_bare_numbers(error, words.rest) from error
    if left:
        raise _left_over(left, shell, () if isinstance(text, str) else text)
    if span is None:
        raise BadInput("The entry does not say when it was", _ASK_WHEN)
    name, project = split_place(words.place)
    platform = _known_platform(name, directory)
    known_project = None
    if platform is not None and project is not None:
        known_project = _known_project(platform, project, directory)
    if not create:
        _refuse_unknown(name, project, platform, known_project, directory)
    currency = platform.currency if platform else home_currency
    draft = SessionDraft(
        platform=platform.name if platform else clean_name(_spaced(name), "platform"),
        project=known_project or (clean_name(_spaced(project), "project") if project else None),
        started=span.start,
        ended=span.end,
        kind=_one(words.kinds, "kind") or "paid",
        tasks=_tasks(words.tasks, tasks),
        earned=_earned(words.money, earned, currency),
        exposure=_one(words.exposures, "exposure"),
        note=_note(words.notes, note),
        tags=tuple(dict.fromkeys(words.tags)),
    )
    return Entry(
        draft,
        new_platform=platform is None,
        new_project=project is not None and known_project is None,
    )


def read_back(draft: SessionDraft, now: datetime, calendar: Calendar) -> str:
    """How an entry was understood, on one line and safe to show.

    `Wed 18 Nov 20:10-20:55, 0:45, UHRS / Relevance, paid, 37 tasks, $3.40`
    """
    label = f"{draft.platform} / {draft.project}" if draft.project else draft.platform
    parts = [span_read_back(Span(draft.started, draft.ended or now), now, calendar)]
    parts += [visible(label), draft.kind]
    if draft.tasks is not None:
        parts.append(f"{draft.tasks} task" + ("" if draft.tasks == 1 else "s"))
    if draft.earned is not None:
        parts.append(draft.earned.shown())
    if draft.exposure not in (None, "none"):
        parts.append(f"exposure {draft.exposure}")
    parts += [f"+{visible(tag)}" for tag in draft.tags]
    if draft.note:
        parts.append(f'"{visible(draft.note)}"')
    return ", ".join(parts)


def split_place(place: str) -> tuple[str, str | None]:
    """`uhrs/search` as platform and project, as typed; BadInput when a name is missing."""
    platform, slash, project = place.partition("/")
    if "/" in project:
        raise BadInput(
            f"'{visible(place)}' holds more than one slash", "write PLATFORM or PLATFORM/PROJECT"
        )
    if not platform.strip() or (slash and not project.strip()):
        missing = "project" if platform.strip() else "platform"
        raise BadInput(
            f"'{visible(place)}' names no {missing}", "write PLATFORM or PLATFORM/PROJECT"
        )
    return platform.strip(), project.strip() if slash else None


def _with_bare_numbers(error: BadInput, words: Sequence[str]) -> BadInput:
    """Where the time cannot be read, a number without a unit is the likelier reason."""
    bare = next((word for word in words if NUMBER.fullmatch(word)), None)
    if bare is None or "how long" not in error.what:
        return error
    return BadInput(f"{error.what}, and {bare} has no unit", error.what_to_do)


def _left_over(left: Sequence[str], shell: bool, arguments: Sequence[str]) -> BadInput:
    named = ", ".join(f"'{visible(word)[:60]}'" for word in left[:8])
    if len(left) > 8:
        named += f" and {len(left) - 8} more"
    bare = [word for word in left if NUMBER.fullmatch(word)]
    if len(bare) == len(left):
        what = f"The number {named} has no unit" if len(left) == 1 else f"{named} have no unit"
        hint = f"write {bare[0].strip('-.,') or '3'} tasks, or an amount such as 3.40 USD"
        eaten = any(word.startswith((".", ",")) for word in bare)
        if shell and (eaten or "." in bare[0]):
            return BadInput(what, f"{_SHELL}: '... $3.40'")
        return BadInput(what, hint)
    what = f"The entry holds {named}, which cannot be read"
    if len(left) == 1 and left[0].startswith(("kind=", "exposure=", "tag:")):
        return BadInput(what, "write kind:search, exposure:mild or +tag")
    if shell and any(
        " " in argument and word in argument for argument in arguments for word in left
    ):
        return BadInput(what, f"{_SHELL}: '... \"a note\"'")
    hint = "write a note in double quotes, a tag as +tag, and _ for a space in a name"
    return BadInput(what, f"{hint}; {_SHELL}" if shell and not arguments[1:] else hint)


def _one(values: Sequence[str], what: str) -> str | None:
    if len(set(values)) > 1:
        raise BadInput(
            f"The entry names two values for {what} ({', '.join(dict.fromkeys(values))})",
            "keep one",
            field=what,
        )
    return values[0] if values else None


def _tasks(spoken: Sequence[int], option: str | int | None) -> int | None:
    given = [*spoken, *([] if option is None else [task_count(str(option).strip())])]
    if len(given) > 1:
        raise BadInput("The entry names the tasks twice", "keep one number", field="tasks")
    return given[0] if given else None


def _earned(spoken: Sequence[Money], option: str | None, currency: str) -> Money | None:
    given = [*spoken, *([] if option is None else [parse_money(option, currency)])]
    if len(given) > 1:
        raise BadInput("The entry names two amounts", "keep one", field="earned")
    return given[0] if given else None


def _note(spoken: Sequence[str], option: str | None) -> str:
    given = [*spoken, *([] if option is None else [clean_text(option, "note")])]
    if len(given) > 1:
        raise BadInput("The entry has two notes", "put them into one pair of quotes", field="note")
    return given[0] if given else ""


def place_names(typed: str, directory: Directory) -> tuple[str, str | None]:
    """Platform and project of `PLATFORM[/PROJECT]` by their names; unknown ones stay as typed.

    `_` may stand for a space. BadInput when a name is missing.
    """
    name, project = split_place(typed)
    platform = _known_platform(name, directory)
    if platform is None:
        return name, project
    if project is not None:
        project = _known_project(platform, project, directory) or project
    return platform.name, project


def _refuse_unknown(
    name: str,
    project: str | None,
    platform: Platform | None,
    known_project: str | None,
    directory: Directory,
) -> None:
    """Let the directory say what is wrong with an unknown name, and what comes near it."""
    if platform is None:
        directory.platform(_spaced(name))
    elif project is not None and known_project is None:
        directory.project(platform, _spaced(project))


def _known_platform(typed: str, directory: Directory) -> Platform | None:
    for name in dict.fromkeys((typed, _spaced(typed))):
        try:
            return directory.platform(name)
        except BadInput:
            continue
    return None


def _known_project(platform: Platform, typed: str, directory: Directory) -> str | None:
    for name in dict.fromkeys((typed, _spaced(typed))):
        try:
            return directory.project(platform, name).name
        except BadInput:
            continue
    return None


def _spaced(name: str) -> str:
    return name.replace("_", " ").strip()
