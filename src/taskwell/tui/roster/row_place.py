"""What can be done with a row of the roster."""

from __future__ import annotations

from taskwell.commands.removing import delete_platform
from taskwell.errors import CouldNot
from taskwell.queries.roster_cards import PlatformCard
from taskwell.records.text import visible
from taskwell.tui.place import Place


class RosterRowPlace(Place):
    """Opens, edits, adds, deletes and copies platforms, and opens the menu of everything else."""

    def chosen_card(self) -> PlatformCard | None:
        """The platform under the cursor."""
        raise NotImplementedError

    def refresh_rows(self, *, at: str | None = None) -> None:
        """Asks for the platforms again; the cursor goes to `at`."""
        raise NotImplementedError

    def _chosen(self) -> PlatformCard:
        card = self.chosen_card()
        if card is None:
            raise CouldNot("No platform is chosen here", "n adds one")
        return card

    def act_row_open(self) -> object:
        """Everything about a platform on a page of its own."""
        from taskwell.tui.roster.page import open_page

        open_page(self, self._chosen().uid)
        return True

    def act_row_edit(self) -> object:
        """Every field of a platform in place."""
        from taskwell.tui.roster.platform_form import open_platform_form

        open_platform_form(self, self._chosen().uid)
        return True

    def act_row_new(self) -> object:
        """The catalogue, and a line for a name of one's own."""
        from taskwell.tui.roster.catalogue_part import CataloguePart

        self.open_part(CataloguePart(self))
        return True

    def act_row_delete(self) -> object:
        """Deletes a platform of which nothing is kept; any other is left instead."""
        card = self._chosen()
        try:
            delete_platform(self.store, self.now(), card.uid)
        except CouldNot as error:
            keys = f"{self.taskwell.keys_of('row.more') or ':'} then l"
            raise CouldNot(
                error.what, f"leave it instead: {keys}, and they stay with it"
            ) from error
        self.taskwell.say(f"{visible(card.name)} deleted", undo=True)
        return True

    def act_row_copy(self) -> object:
        """Sends name and pending amounts to the terminal's clipboard."""
        card = self._chosen()
        pending = " + ".join(each.shown() for each in card.pending)
        self.app.copy_to_clipboard("\t".join(filter(None, (card.name, pending))))
        told = f"{card.name} {pending}".strip()
        self.taskwell.say(f"{visible(told)} sent to your terminal's clipboard")
        return True

    def act_row_more(self) -> object:
        """Everything else that can be done with a platform; on an empty roster, with a message."""
        card = self.chosen_card()
        if card is None:
            return False
        from taskwell.tui.roster.more import more_part

        self.open_part(more_part(self, card))
        return True
