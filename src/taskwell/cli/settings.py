"""Settings of the store and of the look, and the themes."""

from __future__ import annotations

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.spec import Command, Given, Option, Word, near_words
from taskwell.errors import BadInput
from taskwell.look.config import OPTIONS
from taskwell.money.amounts import Money
from taskwell.records.setting import SETTINGS, as_text
from taskwell.records.text import visible

_OTHER_NAMES = {"colour": "color"}
KEYS = (*SETTINGS, *OPTIONS)


def _known(typed: str) -> str:
    key = typed.strip().lower().replace("-", "_")
    key = _OTHER_NAMES.get(key, key)
    if key not in KEYS:
        near = near_words(key, KEYS)
        hint = f"did you mean {near}?" if near else f"known are {', '.join(KEYS)}"
        raise BadInput(f"There is no setting '{visible(typed[:60])}'", hint)
    return key


def _stored(context: Context, key: str) -> tuple[str, object]:
    """A setting as `config set` takes it, and for scripts."""
    if key in OPTIONS:
        from taskwell.look.config import load
        from taskwell.store.place import config_folder

        config = load(config_folder())
        for problem in config.problems:
            context.warn_once(problem)
        text = config.value(key)
        return text, text
    from taskwell.queries.settings import value

    return _as_text(key, value(context.store, key))


def _as_text(key: str, value: object) -> tuple[str, object]:
    if isinstance(value, dict):
        amount = Money(int(value["minor"]), str(value["currency"]))
        return as_text(key, value), amount.json()
    return as_text(key, value), value


def _get(context: Context, given: Given) -> int:
    typed = given.word("KEY")
    keys = [_known(typed)] if typed else list(KEYS)
    values = {key: _stored(context, key) for key in keys}
    if context.json:
        if typed:
            context.give({"key": keys[0], "value": values[keys[0]][1]})
        else:
            context.give({"settings": {key: value[1] for key, value in values.items()}})
    elif typed:
        context.say(visible(values[keys[0]][0]))
    elif context.plain:
        context.facts([[(key, value[0]) for key, value in values.items()]])
    else:
        told = {key: each.help for key, each in SETTINGS.items()}
        told |= {key: each.help for key, each in OPTIONS.items()}
        rows = [[key, text or "-", told[key]] for key, (text, _) in values.items()]
        context.say(columns(("setting", "value", "what it is"), rows))
    return 0


def _set(context: Context, given: Given) -> int:
    key = _known(given.word("KEY"))
    typed = " ".join(given.all_words("VALUE"))
    if given.flag("unset") and typed:
        raise BadInput("--unset takes no value", "leave one of them out")
    if not given.flag("unset") and not given.all_words("VALUE"):
        raise BadInput(f"'config set {key}' needs a value", "write it, or --unset")
    if key in OPTIONS:
        from taskwell.look.config import set_value
        from taskwell.store.place import config_folder

        if key == "theme" and not given.flag("unset"):
            _check_theme(typed)
        set_value(config_folder(), key, OPTIONS[key].default if given.flag("unset") else typed)
    else:
        from taskwell.commands.settings import clear_setting, set_setting

        if given.flag("unset"):
            clear_setting(context.store, context.now, key)
        else:
            set_setting(context.store, context.now, key, typed)
    text, value = _stored(context, key)
    return context.done(
        f"{key} is {visible(text) or 'unset'}", {"uid": key, "key": key, "value": value}
    )


def _check_theme(name: str) -> None:
    from taskwell.look.themes import load_themes, shipped_folder
    from taskwell.store.place import config_folder

    themes, _ = load_themes((shipped_folder(), config_folder() / "themes"))
    names = ["auto", *themes]
    if name.strip().lower() not in names:
        near = near_words(name.strip().lower(), names)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(names)}"
        raise BadInput(f"There is no theme '{visible(name[:60])}'", hint)


def _themes(context: Context, given: Given) -> int:
    from taskwell.look.config import load
    from taskwell.look.themes import load_themes, shipped_folder
    from taskwell.store.place import config_folder

    folder = config_folder()
    own = folder / "themes"
    themes, problems = load_themes((shipped_folder(), own))
    chosen = load(folder).theme
    for problem in problems:
        context.warn(problem)
    if context.json:
        context.give(
            {
                "themes": [
                    {
                        "name": each.name,
                        "title": each.title,
                        "dark": each.dark,
                        "own": each.file.parent == own,
                        "chosen": each.name == chosen,
                    }
                    for each in themes.values()
                ],
                "problems": problems,
            }
        )
    elif context.plain:
        context.facts(
            [("theme", each.name), ("title", each.title), ("file", str(each.file))]
            for each in themes.values()
        )
    else:
        rows = [
            [
                ">" if each.name == chosen else "",
                each.name,
                "your own" if each.file.parent == own else "",
                each.title,
            ]
            for each in themes.values()
        ]
        context.say(columns(("", "theme", "whose", "what it is"), rows))
        if chosen == "auto":
            context.say("The setting theme is auto: dark, or ansi where colours are few.")
    return 0


COMMANDS = (
    Command(
        "config get",
        _get,
        (Word("KEY", "a setting; without one all are listed", least=0, choices=KEYS),),
        query=True,
    ),
    Command(
        "config set",
        _set,
        (
            Word("KEY", "a setting: taskwell config get lists them", choices=KEYS),
            Word("VALUE", "its new value", least=0, most=None),
        ),
        (Option(("--unset",), "back to what it is if nobody sets it"),),
        about="Settings of the store can be undone; those of the look stand in config.toml.",
        examples=(
            "config set zone Europe/Berlin",
            "config set goal_day 6h",
            "config set theme light",
        ),
    ),
    Command("theme list", _themes, query=True),
)
