"""The commands by name: where each stands, so that only the one that is called is imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from taskwell.cli.spec import Command

GROUPS = (
    "The timer",
    "The log",
    "The roster",
    "Quality",
    "Wellbeing",
    "Money",
    "Every change",
    "In and out",
    "Upkeep",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of the index: its module in this package, its group, what it does."""

    module: str
    group: str
    summary: str
    hidden: bool = False


def _index() -> Iterator[tuple[str, Entry]]:
    for group, module, name, summary in (
        ("The timer", "timer", "start", "start the timer on a platform"),
        ("The timer", "timer", "pause", "pause the front session"),
        ("The timer", "timer", "resume", "go on with the paused session"),
        ("The timer", "timer", "stop", "stop the front session and save it"),
        ("The timer", "timer", "cancel", "drop the front session as if it never began"),
        ("The timer", "timer", "continue", "start the last session's work again"),
        ("The timer", "timer", "count", "count finished tasks"),
        ("The timer", "timer", "kind", "say what kind of time it is from now on"),
        ("The timer", "status", "status", "what runs now, and today so far"),
        ("The log", "log", "log", "write down a session after the fact"),
        ("The log", "sessions", "sessions", "list sessions"),
        ("The log", "log", "edit", "change fields of a session"),
        ("The log", "log", "delete", "delete sessions"),
        ("The log", "log", "split", "cut a session in two"),
        ("The log", "log", "join", "make one session of two"),
        ("The log", "report", "report", "add up time and pay"),
        ("The roster", "roster", "platform add", "add a platform"),
        ("The roster", "roster", "platform list", "list platforms"),
        ("The roster", "roster", "platform show", "all about one platform"),
        ("The roster", "roster", "platform set", "change a platform"),
        ("The roster", "catalogue", "platform catalogue", "list the platforms that are known"),
        ("The roster", "facts", "platform facts", "what is known of a platform, and how well"),
        ("The roster", "catalogue", "platform correct", "put your own word over the catalogue's"),
        ("The roster", "roster", "project add", "add a project to a platform"),
        ("The roster", "roster", "project list", "list projects"),
        ("The roster", "roster", "project set", "change a project"),
        ("The roster", "availability", "mark", "say whether a platform has tasks"),
        ("The roster", "availability", "availability", "when platforms have tasks"),
        ("The roster", "reporting", "reported", "hours to type on platforms' sites"),
        ("The roster", "notebook", "notebook", "guidelines, gotchas and feedback of a platform"),
        ("The roster", "skills", "skill add", "add a skill or qualification"),
        ("The roster", "skills", "skill attempt", "note a try at a qualification"),
        ("The roster", "skills", "skill list", "list skills, and what they took"),
        ("The roster", "skills", "skill set", "change a skill"),
        ("The roster", "skills", "skill delete", "delete a skill"),
        ("The roster", "skills", "skill summary", "sum up skills as a document to hand on"),
        ("The roster", "incidents", "incident open", "note a restriction, ban, rejection ..."),
        ("The roster", "incidents", "incident note", "keep a message about an incident"),
        ("The roster", "incidents", "incident set", "change an incident"),
        ("The roster", "incidents", "incident close", "close an incident with its outcome"),
        ("The roster", "incidents", "incident delete", "delete an incident"),
        ("The roster", "incidents", "incident list", "list incidents"),
        ("The roster", "incidents", "evidence", "a document for an appeal, with letter drafts"),
        ("The roster", "now", "now", "what fits now, and what an offer would really pay"),
        ("The roster", "now", "spread", "where the income comes from"),
        ("The roster", "deadlines", "deadlines", "what loses money if it is missed"),
        ("Quality", "quality", "quality", "scores, how sure they are, and the room left"),
        ("Quality", "scores", "score", "note a score"),
        ("Quality", "metrics", "metric add", "say how a platform measures quality"),
        ("Quality", "metrics", "metric set", "change a metric, its thresholds among it"),
        ("Quality", "metrics", "metric list", "list metrics"),
        ("Quality", "metrics", "metric seen", "acknowledge a warning"),
        ("Quality", "metrics", "metric delete", "delete a metric of which nothing was read"),
        ("Quality", "scores", "reading list", "list what was read of a metric"),
        ("Quality", "scores", "reading set", "change a reading"),
        ("Quality", "scores", "reading delete", "delete a reading"),
        ("Quality", "scores", "reading import", "take many readings from a file"),
        ("Wellbeing", "checkin", "checkin", "how the day was, in half a minute"),
        ("Wellbeing", "wellbeing", "wellbeing", "check-ins, hours, and what is usual for you"),
        ("Wellbeing", "checkin", "wellbeing review", "the week in review"),
        ("Wellbeing", "wellbeing", "wellbeing lift", "lift the limits of hard material for today"),
        ("Wellbeing", "wellbeing", "wellbeing contact", "a line of your own in the help panel"),
        ("Wellbeing", "wellbeing", "wellbeing wipe", "remove the diary to the last byte"),
        ("Wellbeing", "rests", "rest", "when the next rest is due; begin it or let it go"),
        ("Wellbeing", "wellbeing", "help-me", "where to turn to, offline"),
        ("Money", "payouts", "payout add", "note what a platform paid"),
        ("Money", "payouts", "payout list", "what was paid and what is to come"),
        ("Money", "payouts", "payout match", "which sessions a payout pays"),
        ("Money", "payouts", "payout set", "change a payout"),
        ("Money", "payouts", "payout delete", "delete a payout, what it paid is owed again"),
        ("Money", "payouts", "payout write-off", "give up what a platform owes"),
        ("Money", "adjustments", "adjustment add", "a bonus, mission, correction or clawback"),
        ("Money", "adjustments", "adjustment list", "list adjustments"),
        ("Money", "adjustments", "adjustment set", "change an adjustment"),
        ("Money", "adjustments", "adjustment delete", "delete an adjustment"),
        ("Money", "money", "money", "what an hour paid, what comes, what is put aside"),
        ("Money", "expenses", "expense add", "note what was spent for the work"),
        ("Money", "expenses", "expense list", "list expenses and their sums"),
        ("Money", "expenses", "expense set", "change an expense"),
        ("Money", "expenses", "expense delete", "delete an expense"),
        ("Money", "buckets", "bucket", "what is put aside of each payout"),
        ("Money", "buckets", "bucket add", "put a percent of payouts aside"),
        ("Money", "buckets", "bucket set", "change a bucket"),
        ("Money", "buckets", "bucket close", "close a bucket, or open it again"),
        ("Money", "buckets", "bucket withdraw", "take money out of a bucket"),
        ("Money", "buckets", "bucket preset", "percents that are often used"),
        ("Money", "goals", "goal", "goals and how far they are"),
        ("Money", "goals", "goal list", "the same"),
        ("Money", "goals", "goal set", "aim at hours or money"),
        ("Money", "goals", "goal delete", "delete a goal"),
        ("Money", "terms", "deadline add", "a deadline of your own, once or yearly"),
        ("Money", "terms", "deadline list", "list your own deadlines"),
        ("Money", "terms", "deadline set", "change a deadline"),
        ("Money", "terms", "deadline delete", "delete a deadline"),
        ("Money", "terms", "deadline preset", "tax dates that offices publish"),
        ("Money", "deposits", "deposit list", "what arrived, beside the payouts you noted"),
        ("Money", "deposits", "deposit accept", "do what is proposed for a deposit"),
        ("Money", "deposits", "deposit match", "say which payout a deposit is"),
        ("Money", "deposits", "deposit ignore", "a deposit is no pay"),
        ("Money", "deposits", "deposit payer", "say whose name a payer is"),
        ("Money", "rates", "rates", "the newest reference rates"),
        ("Money", "rates", "rates import", "take the ECB's file of rates"),
        ("Money", "year_pack", "year-pack", "a tax year's figures as files"),
        ("Every change", "history", "undo", "take back the last change"),
        ("Every change", "history", "redo", "do again what was undone"),
        ("Every change", "history", "history", "list changes, of all or of one session"),
        ("Every change", "history", "messages", "what the program has to say"),
        ("In and out", "exchange", "import", "read another program's file"),
        ("In and out", "exchange", "export", "write the log for another program"),
        ("Upkeep", "upkeep", "backup", "save everything into one file"),
        ("Upkeep", "upkeep", "restore", "bring a backup back"),
        ("Upkeep", "upkeep", "doctor", "check the store, and mend it with --fix"),
        ("Upkeep", "upkeep", "demo", "try the program on a filled store that is thrown away"),
        ("Upkeep", "settings", "config get", "show settings"),
        ("Upkeep", "settings", "config set", "change a setting"),
        ("Upkeep", "settings", "theme list", "list the themes"),
        ("Upkeep", "completion", "completion", "print the completion for your shell"),
        ("Upkeep", "manual", "man", "print the manual page"),
        ("Upkeep", "helping", "help", "help on a command or a topic"),
    ):
        yield name, Entry(module, group, summary)
    yield "places", Entry("completion", "Upkeep", "names for the shells' completion", hidden=True)


INDEX: dict[str, Entry] = dict(_index())


def find(name: str) -> Command:
    """The command of a name that stands in INDEX, its module imported now."""
    module = import_module(f"taskwell.cli.{INDEX[name].module}")
    commands = cast("tuple[Command, ...]", module.COMMANDS)
    return next(each for each in commands if each.name == name)
