"""The filter of the Quality tab: `state:warning platform:uhrs`, or any words."""

from __future__ import annotations

from dataclasses import dataclass

from taskwell.errors import BadInput
from taskwell.queries.quality_cards import STATES, MetricState, QualityRow
from taskwell.records.text import visible

FIELDS = ("state", "platform", "measure")


@dataclass(frozen=True, slots=True)
class QualityFilter:
    """What a row has to hold: each field's beginning, and every word anywhere in it."""

    fields: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> QualityFilter:
        """The filter of a text; BadInput names a field or a state that there is not."""
        fields, words = [], []
        for word in text.casefold().split():
            name, colon, value = word.partition(":")
            if not colon:
                words.append(word)
                continue
            if name not in FIELDS:
                known = ", ".join(f"{each}:" for each in FIELDS)
                raise BadInput(f"'{visible(name[:40])}' cannot be filtered by", f"use {known}")
            if (
                name == "state"
                and value
                and not any(
                    each.replace(" ", "").startswith(value) or each.startswith(value)
                    for each in (*STATES, "retake", "waiting", "failed")
                )
            ):
                raise BadInput(
                    f"No metric is '{visible(value[:40])}'", f"states are {', '.join(STATES)}"
                )
            fields.append((name, value))
        return cls(tuple(fields), tuple(words))

    def matches(self, row: QualityRow) -> bool:
        """Whether a row holds all of it."""
        name = row.measure if isinstance(row, MetricState) else row.name
        texts = {"state": row.state, "platform": row.place, "measure": name}
        for field, value in self.fields:
            text = texts[field].casefold()
            if not (text.startswith(value) or text.replace(" ", "").startswith(value)):
                return False
        whole = " ".join(texts.values()).casefold()
        return all(word in whole for word in self.words)
