"""Settings kept in the store: one document each, so that undo takes back one at a time."""

from __future__ import annotations

from datetime import datetime

from taskwell.errors import BadInput
from taskwell.records.setting import known
from taskwell.records.text import visible
from taskwell.store.store import Store


def set_setting(store: Store, now: datetime, key: str, text: str) -> object:
    """Keep a setting as typed; returns the value that is kept. BadInput says what is accepted."""
    setting = known(key)
    try:
        value = setting.parse(text)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field=setting.key) from error
    with store.transaction(f"set {setting.key} to {visible(text.strip()[:60])}", at=now) as act:
        number = _number(store, setting.key)
        if number is None:
            act.insert("settings", {"key": setting.key, "value": value})
        else:
            act.update("settings", number, {"value": value})
    return value


def clear_setting(store: Store, now: datetime, key: str) -> None:
    """Go back to a setting's default."""
    setting = known(key)
    with store.transaction(f"clear {setting.key}", at=now) as act:
        number = _number(store, setting.key)
        if number is not None:
            act.delete("settings", number)


def _number(store: Store, key: str) -> int | None:
    for number, document in store.core("settings").items():
        if document.get("key") == key:
            return number
    return None
