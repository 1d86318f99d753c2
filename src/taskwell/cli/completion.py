"""Completion for bash, zsh and fish, generated from what the commands say they take."""

from __future__ import annotations

import re
from collections.abc import Callable

from taskwell.cli.context import Context
from taskwell.cli.index import INDEX, find
from taskwell.cli.spec import Command, Given, Option, Word

_BEFORE = ("--store", "--version", "--help")
_SAFE = re.compile(r"[\w.+-]+(?:/[\w.+-]+)?")


def _completion(context: Context, given: Given) -> int:
    from taskwell.words.entry import near_choice

    context.say(WRITERS[near_choice(given.word("SHELL"), tuple(WRITERS), "shell")]())
    return 0


def _places(context: Context, given: Given) -> int:
    """Platforms and projects, a word each; names that a shell could misread are left out."""
    from taskwell.queries.directory import directory

    if not (context.folder / "lock").exists():
        return 0
    found = directory(context.store)
    names = {uid: each.name for uid, each in found.platforms.items() if not each.closed}
    places = list(names.values())
    places += [
        f"{names[each.platform]}/{each.name}"
        for each in found.projects.values()
        if each.platform in names and not each.closed
    ]
    words = (place.replace(" ", "_") for place in sorted(places, key=str.casefold))
    context.say("\n".join(word for word in words if _SAFE.fullmatch(word)))
    return 0


def _shown() -> list[Command]:
    return [find(name) for name, entry in INDEX.items() if not entry.hidden]


def _families(commands: list[Command]) -> dict[str, list[str]]:
    families: dict[str, list[str]] = {}
    for command in commands:
        first, _, second = command.name.partition(" ")
        if second:
            families.setdefault(first, []).append(second)
    return families


def _firsts(commands: list[Command]) -> list[str]:
    return list(dict.fromkeys(command.name.split()[0] for command in commands))


def _offers(thing: Option | Word) -> str:
    """What a shell offers for a value: words, or `<place>`, `<file>`, `<topic>`."""
    if thing.choices:
        return " ".join(thing.choices)
    return f"<{thing.complete}>" if thing.complete else ""


def _words_offer(command: Command) -> str:
    return next((_offers(word) for word in command.words if _offers(word)), "")


def _topics(commands: list[Command]) -> str:
    from taskwell.cli.helping import PAGES

    return " ".join(dict.fromkeys([*_firsts(commands), *PAGES]))


def _summary(name: str) -> str:
    return INDEX[name].summary.replace("'", "")


_BASH_BEGIN = r"""# Completion of taskwell for bash: source <(taskwell completion bash)
_taskwell_offer() {
    local word
    case $1 in
    '<place>') while IFS= read -r word; do
            [[ ${word,,} == "${cur,,}"* ]] && COMPREPLY+=("$word")
        done < <(taskwell "${store[@]}" places 2>/dev/null) ;;
    '<file>') compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur") ;;
    esac
}
_taskwell() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
    local -a store=()
    local i=1 first='' command='' taken=0
    COMPREPLY=()
    while ((i < COMP_CWORD)); do
        case ${COMP_WORDS[i]} in
        --store) store=(--store "${COMP_WORDS[i+1]}"); ((i++)); ((i == COMP_CWORD)) && {
            mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return; } ;;
        -*) ;;
        *) if [[ -z $first ]]; then first=${COMP_WORDS[i]}
            elif [[ $taken == 0 ]]; then command="$first ${COMP_WORDS[i]}"; taken=1; fi ;;
        esac
        ((i++))
    done
"""


def _bash() -> str:
    commands = _shown()
    families = _families(commands)
    lines = [_BASH_BEGIN.rstrip("\n")]
    lines += [
        "    if [[ -z $first ]]; then",
        f'        _taskwell_offer "{" ".join([*_firsts(commands), *_BEFORE])}"; return',
        "    fi",
        "    case $first in",
    ]
    lines.append(f"    {'|'.join(families)}) ;;")
    lines += ["    *) command=$first ;;", "    esac", "    case $first$taken in"]
    for first, members in families.items():
        lines.append(f'    {first}0) _taskwell_offer "{" ".join(members)}"; return ;;')
    lines += ["    esac", '    case "$command $prev" in']
    for command in commands:
        for option in command.every_option:
            if not option.value:
                continue
            patterns = "|".join(f"'{command.name} {name}'" for name in option.names)
            offer = _offers(option)
            act = f"_taskwell_offer '{offer}'; return" if offer else "return"
            lines.append(f"    {patterns}) {act} ;;")
    lines += ["    esac", "    if [[ $cur == -* ]]; then case $command in"]
    for command in commands:
        names = " ".join(name for option in command.every_option for name in option.names)
        lines.append(f"    '{command.name}') _taskwell_offer '{names}' ;;")
    lines += ["    esac; return; fi", "    case $command in"]
    for command in commands:
        offer = _words_offer(command).replace("<topic>", _topics(commands))
        if offer:
            lines.append(f"    '{command.name}') _taskwell_offer '{offer}' ;;")
    lines += ["    esac", "}", "complete -F _taskwell taskwell"]
    return "\n".join(lines)


_ZSH_BEGIN = r"""#compdef taskwell
# Completion of taskwell for zsh: source <(taskwell completion zsh), after compinit
_taskwell_offer() {
    case $1 in
    '<place>') local -a found; found=(${(f)"$(taskwell $store places 2>/dev/null)"})
        compadd -M 'm:{a-zA-Z}={A-Za-z}' -a found ;;
    '<file>') _files ;;
    *) compadd -- ${=1} ;;
    esac
}
_taskwell() {
    local -a store names
    local first='' command='' prev=$words[CURRENT-1]
    integer i=2 taken=0
    while ((i < CURRENT)); do
        case $words[i] in
        --store) store=(--store "$words[i+1]"); ((i++)); ((i == CURRENT)) && { _files -/; return } ;;
        -*) ;;
        *) if [[ -z $first ]]; then first=$words[i]
            elif ((taken == 0)); then command="$first $words[i]"; taken=1; fi ;;
        esac
        ((i++))
    done
"""


_ZSH_END = """if [[ $funcstack[1] == _taskwell ]]; then
    _taskwell "$@"  # this file is the function itself, found on fpath
elif (( $+functions[compdef] )); then
    compdef _taskwell taskwell
fi"""


def _zsh() -> str:
    commands = _shown()
    families = _families(commands)
    lines = [_ZSH_BEGIN.rstrip("\n"), "    if [[ -z $first ]]; then", "        names=("]
    lines += [
        f"            '{command.name}:{_summary(command.name)}'"
        for command in commands
        if " " not in command.name
    ]
    lines += [f"            '{first}:{', '.join(members)}'" for first, members in families.items()]
    lines += [
        "        )",
        f"        [[ $PREFIX == -* ]] && compadd -- {' '.join(_BEFORE)}",
        "        _describe command names; return",
        "    fi",
        "    case $first in",
        f"    {'|'.join(families)}) ;;",
        "    *) command=$first ;;",
        "    esac",
        "    case $first$taken in",
    ]
    for first, members in families.items():
        described = " ".join(f"'{each}:{_summary(f'{first} {each}')}'" for each in members)
        lines.append(f"    {first}0) names=({described}); _describe command names; return ;;")
    lines += ["    esac", '    case "$command $prev" in']
    for command in commands:
        for option in command.every_option:
            if not option.value:
                continue
            patterns = "|".join(f"'{command.name} {name}'" for name in option.names)
            offer = _offers(option)
            act = (
                f"_taskwell_offer '{offer}'; return"
                if offer
                else f"_message '{_plain(option)}'; return"
            )
            lines.append(f"    {patterns}) {act} ;;")
    lines += ["    esac", "    if [[ $PREFIX == -* ]]; then case $command in"]
    for command in commands:
        described = " ".join(
            f"'{name}:{_plain(option)}'" for option in command.every_option for name in option.names
        )
        lines.append(f"    '{command.name}') names=({described}); _describe option names ;;")
    lines += ["    esac; return; fi", "    case $command in"]
    for command in commands:
        offer = _words_offer(command).replace("<topic>", _topics(commands))
        if offer:
            lines.append(f"    '{command.name}') _taskwell_offer '{offer}' ;;")
    lines += ["    esac", "}", _ZSH_END]
    return "\n".join(lines)


def _plain(option: Option) -> str:
    return option.help.replace("'", "").replace(":", " -").replace("\\", "")


_FISH_BEGIN = r"""# Completion of taskwell for fish: taskwell completion fish | source
function __taskwell_command
    set -l found
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if test "$word" = --store
            set skip 1
        else if not string match -q -- '-*' $word
            set -a found $word
        end
    end
    echo $found
end
function __taskwell_at
    set -l found (__taskwell_command)
    test "$found" = "$argv"; or string match -q -- "$argv *" "$found"
end
function __taskwell_before
    test -z (__taskwell_command)
end
function __taskwell_family
    test (__taskwell_command) = "$argv"
end
function __taskwell_places
    set -l words (commandline -opc)
    set -l at (contains -i -- --store $words)
    if test -n "$at"; and test (count $words) -gt $at
        taskwell --store $words[(math $at + 1)] places 2>/dev/null
    else
        taskwell places 2>/dev/null
    end
end
complete -c taskwell -f
complete -c taskwell -n __taskwell_before -l store -r -a '(__fish_complete_directories)'
complete -c taskwell -n __taskwell_before -l version -d 'print the version'"""


def _fish() -> str:
    commands = _shown()
    families = _families(commands)
    lines = [_FISH_BEGIN]
    lines += [
        f"complete -c taskwell -n __taskwell_before -a {command.name} -d '{_summary(command.name)}'"
        for command in commands
        if " " not in command.name
    ]
    for first, members in families.items():
        lines.append(
            f"complete -c taskwell -n __taskwell_before -a {first} -d '{', '.join(members)}'"
        )
        lines += [
            f"complete -c taskwell -n '__taskwell_family {first}' -a {each}"
            f" -d '{_summary(f'{first} {each}')}'"
            for each in members
        ]
    for command in commands:
        at = f"complete -c taskwell -n '__taskwell_at {command.name}'"
        offer = _words_offer(command).replace("<topic>", _topics(commands))
        if offer:
            lines.append(f"{at} {_fish_offer(offer)}")
        for option in command.every_option:
            parts = [at]
            parts += [
                f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                for name in option.names
            ]
            if option.value:
                wanted = _offers(option)
                parts.append("-r" if wanted == "<file>" else "-x")
                if wanted:
                    parts.append(_fish_offer(wanted))
            parts.append(f"-d '{_plain(option)}'")
            lines.append(" ".join(parts))
    return "\n".join(lines)


def _fish_offer(offer: str) -> str:
    if offer == "<place>":
        return "-a '(__taskwell_places)'"
    return "-F" if offer == "<file>" else f"-a '{offer}'"


WRITERS: dict[str, Callable[[], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}
"""What writes the completion of each shell."""

COMMANDS = (
    Command(
        "completion",
        _completion,
        (Word("SHELL", "bash, zsh or fish", choices=tuple(WRITERS)),),
        mute=True,
        about="Prints the completion for a shell. In its start-up file: source <(taskwell completion"
        " bash), the same with zsh after compinit, or in fish taskwell completion fish | source.",
    ),
    Command("places", _places, mute=True),
)
