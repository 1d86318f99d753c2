"""`x`: what else can be done with a platform: its state, steps, projects, hours, facts, skills."""

from __future__ import annotations

from datetime import date

from taskwell.commands.adopting import confirm, correct
from taskwell.commands.payouts import write_off
from taskwell.commands.roster import set_platform
from taskwell.errors import CouldNot
from taskwell.queries.catalogue import FactLine, facts
from taskwell.queries.directory import directory
from taskwell.queries.pending import owed
from taskwell.queries.reporting import ToReport
from taskwell.queries.roster_cards import PlatformCard
from taskwell.queries.roster_words import weekday_text
from taskwell.queries.settings import calendar
from taskwell.records.platform import Platform
from taskwell.records.text import visible
from taskwell.timekeeping.clockwords import parse_day
from taskwell.timekeeping.durations import hm
from taskwell.tui.part import Handler, Part, PrefixPart
from taskwell.tui.place import Place
from taskwell.tui.roster.list_part import Item, ListPart
from taskwell.tui.roster.state_part import ask_state, state_part
from taskwell.tui.widgets.ask import AskPart


def more_part(place: Place, card: PlatformCard) -> Part:
    """The menu of a platform."""
    uid, name = card.uid, card.name
    options: list[tuple[str, str, Handler]] = [
        ("s", "state", lambda: place.open_part(state_part(place, uid, name))),
        ("d", "step done", lambda: tick_step(place, uid)),
        ("j", "projects", lambda: _projects(place, uid, name)),
        ("h", "hours to report", lambda: _hours(place, uid)),
        ("w", "write off", lambda: place.open_part(write_off_part(place, uid, name))),
        ("f", "facts", lambda: place.open_part(facts_part(place, uid, name))),
        ("l", "leave", lambda: ask_state(place, uid, name, "left")),
        ("k", "skills", lambda: _skills(place, uid, name)),
    ]
    return PrefixPart(name, options)


def _projects(place: Place, uid: str, name: str) -> None:
    from taskwell.tui.roster.project_form import projects_part

    place.open_part(projects_part(place, uid, name))


def _skills(place: Place, uid: str, name: str) -> None:
    from taskwell.tui.roster.skills_part import skills_part

    place.open_part(skills_part(place, uid, name))


def _hours(place: Place, uid: str) -> None:
    from taskwell.tui.roster.parts.hours import open_hours

    open_hours(place, uid)


def platform_of(place: Place, uid: str) -> Platform:
    """The platform of a uid; CouldNot when it is gone."""
    found = directory(place.store).platforms.get(uid)
    if found is None:
        raise CouldNot("This platform is gone", "look at the roster again")
    return found


def tick_step(place: Place, uid: str) -> None:
    """Ticks the next step on the way in, and says which comes then."""
    step = platform_of(place, uid).next_step
    if step is None:
        raise CouldNot("No step is left to be done", "e changes the steps of a platform")
    set_platform(place.store, place.now(), uid, {"done": ""})
    following = platform_of(place, uid).next_step
    then = f"; next: {visible(following.text)}" if following else "; x s says how far it is now"
    place.taskwell.say(f"Done: {visible(step.text)}{then}", undo=True)


def report_text(each: ToReport, today: date) -> str:
    """`Thu 19 Nov   1.35   worked 1:21   until Sat 21 Nov`."""
    closes = weekday_text(each.closes, today)
    state = {"late": f"! closed {closes}", "closing": f"! closes {closes}"}.get(each.state)
    running = ", running" if each.running else ""
    told = (
        f"{weekday_text(each.day, today):<11} {each.text:>6}   worked {hm(each.seconds)}{running}"
    )
    return f"{told}   {state or f'until {closes}'}"


# Writing off


def write_off_part(place: Place, uid: str, name: str) -> AskPart[date | None]:
    """Asks up to which day what is pending is given up."""
    due = owed(place.store, place.now()).of(uid)
    pending = " + ".join(each.shown() for each in due.total) or "nothing"
    days = calendar(place.store)

    def read(typed: str) -> date | None:
        typed = typed.strip()
        return parse_day(typed, days.day_of(place.now()), days) if typed else None

    def told(before: date | None) -> str:
        if before is None:
            return "everything that is pending"
        return f"work before {weekday_text(before, days.day_of(place.now()))}"

    def give_up(before: date | None) -> None:
        write_off(place.store, place.now(), uid, before=before)
        place.taskwell.say(f"{visible(name)}: {told(before)} written off", undo=True)

    return AskPart(
        f"Write off at {name}",
        "before",
        f"{pending} is pending; a day such as 2026-10-01, or enter alone: all of it",
        read=read,
        told=told,
        act=give_up,
    )


# Facts


def facts_part(place: Place, uid: str, name: str) -> ListPart:
    """The catalogue's facts and the person's corrections; Enter corrects one."""

    def lines() -> tuple[FactLine, ...]:
        return facts(place.store, place.now(), platform_of(place, uid))

    def ask(key: str) -> None:
        fact = next((each for each in lines() if each.key == key), None)
        if fact is None:
            return

        def save(text: str) -> None:
            correct(place.store, place.now(), uid, key, text)
            place.taskwell.say(f"{visible(name)}: {fact_name(key)} corrected", undo=True)

        place.open_part(
            AskPart(
                f"{name}: {fact_name(key)}",
                "is",
                "what is true for you; it comes before the catalogue's word",
                read=str.strip,
                told=lambda text: text or "the catalogue's own word again",
                act=save,
                back=lambda: place.open_part(facts_part(place, uid, name)),
                typed=fact.text,
            )
        )

    def check(key: str | None) -> None:
        if key is not None:
            confirm(place.store, place.now(), uid, key)
            place.taskwell.say(f"{visible(name)}: {fact_name(key)} checked, it holds", undo=True)
            part.redraw()

    part = ListPart(
        f"Facts about {name}",
        lambda: [Item(each.key, fact_text(each)) for each in lines()],
        ask,
        hint="enter corrects   c checked, it holds   esc back",
        more={"c": check},
        empty="the catalogue knows nothing of it: notes in the form hold what you know",
    )
    return part


def fact_name(key: str) -> str:
    """A fact's key as words."""
    return key.replace("_", " ")


def fact_text(fact: FactLine) -> str:
    """`payday (verify, 2023-08-30): on a Wednesday`; the text may be longer than a line."""
    marks = ["verify"] if fact.verify else []
    marks += ["yours"] if fact.corrected else []
    marks += [fact.as_of.isoformat()] if fact.as_of else []
    told = f" ({', '.join(marks)})" if marks else ""
    return f"{fact_name(fact.key)}{told}: {visible(fact.text)}"
