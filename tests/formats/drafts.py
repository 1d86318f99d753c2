"""Drafts for property tests: what a session can hold, in zones whose nights are long or short."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from taskwell.money.amounts import Money
from taskwell.records.draft import SessionDraft
from taskwell.records.session import EXPOSURES, KINDS, OUTCOMES, Pause

# Letters, spreadsheet formulas, quotes, separators, right-to-left text and an emoji; no control
# characters, which every export turns into symbols, and no slash, which no name holds.
_SIGNS = "abcXYZ019 =+-@'\"\\,;:|#%&()[]{}<>.!?$_~*`^éßשلا日本🙂\u00a0"
_BERLIN_AUTUMN = datetime(2024, 10, 27, 0, 0, tzinfo=UTC)
_BERLIN_SPRING = datetime(2024, 3, 31, 0, 0, tzinfo=UTC)

texts = st.text(_SIGNS, max_size=30)
names = st.text(_SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool)
tags = st.text("abcXYZ019=+-@'\"\\#%().éש🙂", min_size=1, max_size=8)
moments = st.one_of(
    st.integers(-7200, 10800).map(lambda s: _BERLIN_AUTUMN + timedelta(seconds=s)),
    st.integers(-7200, 10800).map(lambda s: _BERLIN_SPRING + timedelta(seconds=s)),
    st.integers(0, 80 * 365 * 86400).map(
        lambda s: datetime(1971, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
    ),
)
amounts = st.builds(
    Money, st.integers(0, 10_000_000), st.sampled_from(["USD", "EUR", "JPY", "KWD"])
)


@st.composite
def drafts(draw: st.DrawFn, *, pauses: bool = False) -> SessionDraft:
    """An ended draft; with `pauses` it may rest in between."""
    started = draw(moments)
    length = draw(st.one_of(st.integers(0, 90), st.integers(0, 8 * 3600)))
    rests: list[Pause] = []
    if pauses and length > 10:
        marks = sorted(draw(st.lists(st.integers(1, length - 1), max_size=4)))
        for one, other in zip(marks[::2], marks[1::2], strict=False):
            rests.append(
                Pause(started + timedelta(seconds=one), started + timedelta(seconds=other))
            )
    return SessionDraft(
        platform=draw(names),
        project=draw(st.none() | names),
        kind=draw(st.sampled_from(KINDS)),
        started=started,
        ended=started + timedelta(seconds=length),
        zone=draw(st.sampled_from(["Europe/Berlin", "America/Chicago", "Asia/Kathmandu"])),
        pauses=tuple(rests),
        tasks=draw(st.none() | st.integers(0, 5000)),
        earned=draw(st.none() | amounts),
        outcome=draw(st.none() | st.sampled_from(OUTCOMES)),
        exposure=draw(st.sampled_from([each for each in EXPOSURES if each != "none"]) | st.none()),
        note=draw(texts),
        tags=tuple(draw(st.lists(tags, max_size=3, unique=True))),
    )
