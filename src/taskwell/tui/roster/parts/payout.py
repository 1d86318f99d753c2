"""`p`: what a platform paid; what is due stands there already, with what it would pay below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from textual.content import Content
from textual.widgets import Input

from taskwell.commands.payouts import MoreThanOwed, add_payout, suggest
from taskwell.errors import BadInput, TaskwellError
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.directory import directory
from taskwell.queries.pending import owed
from taskwell.queries.roster_words import weekday_text
from taskwell.queries.settings import calendar
from taskwell.queries.settling import total_unsettled
from taskwell.records.platform import Platform
from taskwell.records.text import visible
from taskwell.timekeeping.clockwords import parse_day
from taskwell.timekeeping.typed import parse_at
from taskwell.tui.drawing import veiled, wrapped
from taskwell.tui.part import PrefixPart
from taskwell.tui.place import Place
from taskwell.tui.roster.parts.which import About, about, platform_of
from taskwell.tui.roster.platform_form import FieldsForm
from taskwell.tui.widgets.echo import echo_of
from taskwell.tui.widgets.form import Field

HELP = {
    "platform": "who paid; a beginning is enough",
    "amount": "before fees; without a currency in the platform's",
    "fee": "what was taken off on the way; may be empty",
    "received": "what arrived, perhaps in another currency; may be empty",
    "date": "today if empty; yesterday, wed, 2026-11-18, yesterday 14:05",
    "method": "how it came, for example PayPal; may be empty",
}


def open_payout(place: Place, found: About | None = None) -> None:
    """The form of a payout of a platform; without one of that which the place is about."""
    place.open_part(PayoutForm(place, platform_of(place, (found or about(place)).platform)))


def due_amount(place: Place, platform: Platform) -> Money | None:
    """What most likely was paid: what can be taken out now, else the oldest payment whose day has
    come; None where nothing is due."""
    due = owed(place.store, place.now()).of(platform.uid)
    today = calendar(place.store).day_of(place.now())
    amounts = due.payable or next(
        (
            each.amounts
            for each in due.batches
            if each.state == "expected" and each.due is not None and each.due <= today
        ),
        (),
    )
    own = next((each for each in amounts if each.currency == platform.currency), None)
    return own or next(iter(amounts), None)


class PayoutForm(FieldsForm):
    """Six fields, of which the amount alone is needed; the focus is there."""

    def __init__(self, place: Place, platform: Platform) -> None:
        self._on = place
        self._home = platform
        self._due = _typed(due_amount(place, platform))
        values = {"platform": platform.name, "amount": self._due}
        readers = {
            "platform": self._read_platform,
            "amount": self._read_amount,
            "fee": self._read_money,
            "received": self._read_money,
            "date": self._read_date,
        }
        super().__init__(
            f"Payout of {platform.name}",
            [
                Field(key, key, values.get(key, ""), told, readers.get(key))
                for key, told in HELP.items()
            ],
            self._keep,
            draft_key=draft_key(platform.uid),
            focus_on="amount",
        )

    # How it is read

    def _read_platform(self, typed: str) -> str:
        home = directory(self._on.store).platform(typed)
        due = due_amount(self._on, home)
        told = f", {due.shown()} is due" if due is not None else ", nothing is due"
        return f"{visible(home.name)}{told}"

    def _read_money(self, typed: str) -> str:
        return parse_money(typed, self._home.currency).shown()

    def _read_amount(self, typed: str) -> str:
        """What it pays, what is short or left over, and what stays owed."""
        place, home = self._on, self._home
        amount = parse_money(typed, home.currency)
        made = suggest(place.store, place.now(), home.uid, amount, self._day())
        known = total_unsettled(place.store, home.uid, amount.currency)
        if amount.minor > known.minor:
            return f"{made.words}; more than is known to be owed ({known.shown()})"
        stays = known - made.matched
        rest = f"{stays.shown()} stays owed" if stays.minor else "nothing stays owed"
        return f"{made.words}; {rest}"

    def _read_date(self, typed: str) -> str:
        today = calendar(self._on.store).day_of(self._on.now())
        return weekday_text(_day(self._on, typed), today)

    def _day(self) -> date:
        """The day that is typed; today while it cannot be read."""
        try:
            return _day(self._on, self.input("date").value)
        except TaskwellError:
            return _day(self._on, "")

    # What it shows

    def on_mount(self) -> None:
        """What the amount that stands there would pay; a draft may name another platform."""
        typed = self.input("platform").value
        if typed != self._home.name:
            self._other_platform(typed)
        self._say("amount", "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another platform or day: the amount means something else."""
        field = self._field_of(event.input)
        if field is None or field.key not in ("platform", "date"):
            return
        if field.key == "platform":
            self._other_platform(event.value)
        self._say("amount", "")

    def _other_platform(self, typed: str) -> None:
        try:
            self._home = directory(self._on.store).platform(typed)
        except TaskwellError:
            return
        before, self._due = self._due, _typed(due_amount(self._on, self._home))
        if self.input("amount").value == before:
            self.input("amount").put(self._due)

    def _say(self, key: str, text: str, *, wrong: bool = False) -> None:
        typed = self.input(key).value
        if key == "amount" and not text and typed.strip():
            text, wrong = echo_of(self, self._read_amount, typed)
        super()._say(key, text, wrong=wrong)

    # What it does

    def _keep(self, values: Mapping[str, str]) -> None:
        home = directory(self._on.store).platform(values["platform"])
        save_payout(self._on, self._draft_key, home.uid, values)


def draft_key(platform: str) -> str:
    """Where the form of a platform keeps what was typed."""
    return f"payout {platform}"


def _typed(amount: Money | None) -> str:
    return f"{amount.text()} {amount.currency}" if amount is not None else ""


def _day(place: Place, typed: str) -> date:
    days = calendar(place.store)
    today = days.day_of(place.now())
    if ":" in typed:
        return days.day_of(parse_at(typed, place.now(), days))
    return parse_day(typed, today, days) if typed.strip() else today


def save_payout(
    place: Place, draft: str, platform: str, values: Mapping[str, str], *, more: bool = False
) -> None:
    """Notes the payout and says what it pays; more than is owed is asked about first."""
    try:
        made = add_payout(
            place.store,
            place.now(),
            platform,
            values["amount"],
            fee=values["fee"] or None,
            received=values["received"] or None,
            day=values["date"].strip() or None,
            method=values["method"],
            more_than_owed=more,
        )
    except MoreThanOwed as error:
        place.open_part(MorePart(place, draft, platform, values, error))
        return
    place.taskwell.say(f"{made.label} {made.words}", undo=True)


class MorePart(PrefixPart):
    """More was paid than is known to be owed: back to the form, unless y notes it all the same."""

    def __init__(
        self, place: Place, draft: str, platform: str, values: Mapping[str, str], error: BadInput
    ) -> None:
        super().__init__(
            "Note it all the same?",
            [("y", "yes", self._note), ("n", "no, back to the form", self._again)],
        )
        self._told = error.what
        self.choices = {**self.choices, "enter": self._once(self._again)}
        self.heading_right = "enter no"
        self._on = place
        self._draft = draft
        self._platform = platform
        self._values = dict(values)

    def lines(self, width: int) -> Sequence[str | Content]:
        """What is known to be owed, and the choices."""
        told = veiled(self._told) if self.taskwell.hidden else self._told
        return [*(f" {line}" for line in wrapped(told, width - 2)), *super().lines(width)]

    def tick(self, now: datetime) -> None:
        """Masks the amounts, or shows them again."""
        self.redraw()

    def _note(self) -> None:
        save_payout(self._on, self._draft, self._platform, self._values, more=True)

    def _again(self) -> None:
        self._on.taskwell.drafts[self._draft] = self._values
        home = platform_of(self._on, self._draft.removeprefix("payout "))
        self._on.open_part(PayoutForm(self._on, home))

    def act_app_back(self) -> object:
        """The form again, as it was typed."""
        self._again()
        return True
