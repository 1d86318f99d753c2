"""How far one has come with a platform: its state with a dated history, and the steps on the way in."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from taskwell.errors import BadInput
from taskwell.queries.edits import one_of
from taskwell.records.platform import STATES, StateChange, Step
from taskwell.records.text import clean_text, visible
from taskwell.timekeeping.clockwords import parse_date
from taskwell.timekeeping.days import Calendar

_EXAMPLE = "write for example 'slow', 'restricted until 2026-12-02: spam score' or 'left: rate cut'"
_OPEN = {
    "yes": "left",
    "true": "left",
    "1": "left",
    "no": "active",
    "false": "active",
    "0": "active",
}


def parse_state(text: str, today: date, days: Calendar) -> StateChange:
    """A state as typed: its word, `since DAY`, `until DAY` for a restriction, and `: why`.

    BadInput for an unknown word, a day to come, or an end before the beginning.
    """
    head, _, why = text.partition(":")
    words = head.split()
    if not words:
        raise BadInput("No state is named", _EXAMPLE, field="state")
    try:
        state = one_of(words[0], STATES, "state")
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="state") from error
    since, until = today, None
    rest = words[1:]
    while rest:
        word, day = rest[0].lower(), parse_date(rest[1].lower(), today, days) if rest[1:] else None
        if word not in ("since", "until") or day is None:
            raise BadInput(
                f"'{visible(' '.join(rest)[:60])}' does not fit", _EXAMPLE, field="state"
            )
        if word == "since":
            since = day
        else:
            until = day
        rest = rest[2:]
    _check(state, since, until, today)
    return StateChange(state=state, since=since, until=until, why=clean_text(why.strip(), "reason"))


def _check(state: str, since: date, until: date | None, today: date) -> None:
    if since > today:
        raise BadInput(f"{since} lies in the future", "name the day it began", field="state")
    if until is not None and state != "restricted":
        raise BadInput(f"Only a restriction has an end, not '{state}'", _EXAMPLE, field="state")
    if until is not None and until < since:
        raise BadInput(f"{until} lies before {since}", "check both days", field="state")


def with_state(states: tuple[StateChange, ...], new: StateChange) -> tuple[StateChange, ...]:
    """The history with a change in its place by day; saying the present state again corrects it."""
    kept = list(states)
    last = kept[-1] if kept else None
    if last is not None and last.state == new.state and _day(last) <= _day(new):
        kept[-1] = structs.replace(last, until=new.until, why=new.why or last.why)
        return tuple(kept)
    return tuple(sorted([*kept, new], key=_day))


def _day(change: StateChange) -> date:
    return change.since or date.min


def closing(text: str) -> str:
    """The state that `closed=yes` or `closed=no` stands for; BadInput for anything else."""
    word = text.strip().lower() or "no"
    if word not in _OPEN:
        raise BadInput(f"'{text.strip()}' is neither yes nor no", "write yes or no", field="closed")
    return _OPEN[word]


def parse_steps(text: str, known: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps apart by semicolons; those that were known keep the day they were done."""
    done = {step.text.casefold(): step.done for step in known}
    names = [clean_text(part.strip(), "steps") for part in text.split(";") if part.strip()]
    return tuple(Step(text=name, done=done.get(name.casefold())) for name in names)


def step_done(text: str, known: tuple[Step, ...], today: date) -> tuple[Step, ...]:
    """The steps with one more done today: the one that begins so, or the next for an empty text.

    One that was done already is open again. BadInput when there is none.
    """
    wanted = text.strip().casefold()
    if wanted:
        found = [step for step in known if step.text.casefold().startswith(wanted)]
    else:
        found = [step for step in known if step.done is None]
    if not found:
        names = "; ".join(visible(step.text) for step in known) or "none yet"
        raise BadInput(
            f"There is no such step '{visible(text.strip()[:60])}'", f"steps: {names}", field="done"
        )
    chosen = found[0]
    day = today if chosen.done is None else None
    return tuple(Step(text=step.text, done=day) if step is chosen else step for step in known)
