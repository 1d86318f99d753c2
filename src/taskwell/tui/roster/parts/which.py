"""Which platform an act from anywhere is about, and how another one is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from taskwell.errors import BadInput, CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.lookup import place_label
from taskwell.queries.sessions import front
from taskwell.records.platform import Platform
from taskwell.records.text import visible
from taskwell.tui.part import Handler
from taskwell.tui.place import Place
from taskwell.tui.widgets.name_line import NameLinePart

Then = Callable[["About"], object]


@dataclass(frozen=True, slots=True)
class About:
    """What an act is about: the uids of a platform and, where it matters, of one of its projects."""

    platform: str
    project: str | None = None


def about(place: Place) -> About:
    """The platform under the cursor of the Roster, else that of the session in front, else the one
    worked on last, else the first there is. CouldNot when there is none.

    The project of the session in front comes with its platform.
    """
    names = directory(place.store).platforms
    running = front(place.store, place.now())
    for uid in _candidates(place):
        if uid in names:
            same = running is not None and running.session.platform == uid
            return About(uid, running.session.project if running is not None and same else None)
    raise CouldNot("No platforms yet", "n on the Roster shows the catalogue, s starts one by name")


def _candidates(place: Place) -> Iterator[str]:
    """Uids, the likeliest first; each is asked for only when those before are none."""
    chosen = getattr(place, "chosen_platform", None)
    if chosen is not None and (uid := chosen()):
        yield uid
    running = front(place.store, place.now())
    if running is not None:
        yield running.session.platform
    newest = place.store.sessions.newest()
    if newest is not None:
        yield str(newest[1].get("platform"))
    yield from (each.uid for each in directory(place.store).platforms.values() if not each.closed)
    yield from directory(place.store).platforms


def platform_of(place: Place, uid: str) -> Platform:
    """The platform of a uid; CouldNot when it is gone."""
    found = directory(place.store).platforms.get(uid)
    if found is None:
        raise CouldNot("This platform is gone", "look at the roster again")
    return found


def label_of(place: Place, found: About) -> str:
    """`UHRS / Relevance` or `UHRS`, safe to show."""
    return place_label(directory(place.store), found.platform, found.project)


def letter_keys(place: Place, taken: str, then: Then, *, stays: bool = True) -> dict[str, Handler]:
    """The picker's letters of the platforms that are worked on, as far as no key of `taken` clashes;
    each goes on with its platform. In a part that `stays` open, u and the like keep their meaning.
    """

    def taker(uid: str) -> Handler:
        return lambda: then(About(uid))

    acts = place.taskwell.act_of if stays else {}
    return {
        letter: taker(platform.uid)
        for letter, platform in directory(place.store).letters.items()
        if letter not in taken
        and not platform.closed
        and not acts.get(letter, "").startswith("app.")
    }


class AnotherPart(NameLinePart[About]):
    """A line for another platform, with or without a project of it."""

    def __init__(
        self, heading: str, then: Then, back: Callable[[], object], *, projects: bool = False
    ) -> None:
        super().__init__(heading, heading_right="enter takes it   esc back")
        self._then = then
        self._back = back
        self._projects = projects

    def known(self) -> Mapping[str, About]:
        """Every platform, those that are over at the end."""
        found = directory(self.taskwell.store)
        labels: dict[str, About] = {}
        for platform in sorted(
            found.platforms.values(), key=lambda each: (each.closed, each.name.casefold())
        ):
            labels[platform.name] = About(platform.uid)
            for project in found.projects_of(platform) if self._projects else ():
                labels[f"{platform.name} / {project.name}"] = About(platform.uid, project.uid)
        return labels

    def take(self, chosen: About) -> object:
        """Goes on with it."""
        self._then(chosen)
        return True

    def take_new(self, typed: str) -> object:
        """There is nothing to do with a platform that is not there."""
        if not typed:
            raise BadInput("No platform is named", "type the beginning of its name")
        raise BadInput(f"Nothing is called '{visible(typed[:40])}'", "n on the Roster adds one")

    def act_app_back(self) -> object:
        """Back to what was open before."""
        self._back()
        return True
