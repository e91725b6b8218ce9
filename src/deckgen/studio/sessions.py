"""The studio while it runs: pages that are open, what each was told, and what follows from what they ask."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from deckgen.diagnostics import UsageError
from deckgen.messages import ENGLISH, SPOKEN, say
from deckgen.studio.asking import Asked, Unclear
from deckgen.studio.browser_text import Counted, shown
from deckgen.studio.building import Building
from deckgen.studio.data import Data, difference, drawn, told_findings, told_message, told_seminar
from deckgen.studio.desk import Desk, Refused, Written
from deckgen.studio.gallery_pictures import GalleryPictures
from deckgen.studio.refusing import Impossible
from deckgen.studio.undoing import Undone
from deckgen.workspace import Workspace

Answer = Callable[["Studio", "Page", Asked], Awaitable[Any]]
Say = Callable[[Data], Awaitable[None]]
#: Seconds of quiet after which all is looked at: until then nobody who types waits for more than her picture.
QUIET = 0.25
#: Seconds after which all is looked at, however somebody types.
LATEST = 2.0
#: Seconds of quiet after which memory is tidied, which takes longer than a letter may.
IDLE = 3.0


class Page:
    """A page that is open in a browser: which seminar and slide it shows, in which language it speaks, what it was told
    last."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.seminar: str | None = None
        self.slide: str | None = None
        #: The number of the picture that it has of that slide.
        self.look = -1
        self.language = ENGLISH
        self.told: Data | None = None
        self.findings: list[Data] | None = None

    def speak(self, language: str) -> None:
        """Takes the language of the page."""
        self.language = language if language in SPOKEN else ENGLISH
        self.findings = None


class Studio:
    """A project that pages show and write."""

    def __init__(self, root: Path, answers: Mapping[str, Answer]) -> None:
        """Looks at the project in a folder. `answers` are what pages may ask, by name."""
        self._answers = answers
        self.workspace = Workspace(root)
        self.desk = Desk(root, self.workspace)
        self.building = Building(self.desk.root)
        self.gallery = GalleryPictures(self.desk.root)
        self.pages: set[Page] = set()
        #: Set when there are other folders to watch.
        self.folders = asyncio.Event()
        self._undone = Undone()
        #: Held by who writes, and by who looks.
        self._turn, self._look = asyncio.Lock(), asyncio.Lock()
        self._due = asyncio.Event()
        #: Whether something was written that nobody glanced at, or looked at, since.
        self._unseen = self._unlooked = False
        #: Whether pages were told all that follows from what was written.
        self.settled = True
        self._tidying: asyncio.TimerHandle | None = None

    # pages

    def enter(self, page: Page) -> None:
        """A page was opened."""
        self.pages.add(page)

    def leave(self, page: Page) -> None:
        """A page was closed."""
        self.pages.discard(page)

    async def hear(self, page: Page, raw: str) -> None:
        """Answers a message of a page."""
        number = None
        try:
            asked = Asked(raw)
            number = asked.number
            if asked.do not in self._answers:
                raise Unclear(f"nothing is called `{asked.do}`")
            answer: Data = {"yes": await self._answers[asked.do](self, page, asked)}
        except Refused as e:
            answer = {"no": "changed", "path": e.path, "version": e.version, "text": shown(e.text or "")}
        except Unclear as e:
            answer = {"no": "unclear", "message": str(e)}
        except UsageError as e:
            hint = told_message(e.hint, page.language) if e.hint else None
            answer = {"no": "usage", "message": told_message(e.says, page.language), "hint": hint}
        except Impossible as e:
            answer = {"no": "impossible", "message": told_message(e.says, page.language)}
        except (ValueError, KeyError) as e:  # what no page of ours asks for
            answer = {"no": "impossible", "message": str(e.args[0]) if e.args else ""}
        except OSError as e:
            answer = {"no": "unwritable", "message": e.strerror or str(e)}
        except Exception as e:  # a mistake of ours ends no page
            answer = {"no": "mistake", "message": f"{type(e).__name__}: {e}"}
        if number is not None:
            await page.say({"n": number} | answer)

    # files

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Where nobody else writes, and all that is written was looked at: what is found there, and how the files are,
        are of one time. What is written there, `write_alone` writes."""
        async with self._turn:
            await self.looked()
            yield

    async def write(self, page: Page | None, path: str, version: int, splices: Iterable[tuple[int, int, str]]) -> int:
        """Writes stretches into a file, and tells all pages but the one that has them already; the version that it is
        at then. Raises as the desk."""
        async with self._turn:
            written = await asyncio.to_thread(self.desk.write, path, version, list(splices))
        await self._wrote(written, page)
        return written.version

    async def write_alone(self, path: str, splices: Iterable[tuple[int, int, str]]) -> None:
        """Writes stretches of the file as it is now, and tells all pages. Raises as the desk."""
        version = self.desk.text(path)[1]
        await self._wrote(await asyncio.to_thread(self.desk.write, path, version, list(splices)), None)

    async def _wrote(self, written: Written, page: Page | None) -> None:
        self._undone.wrote(written)
        await self.tell_written(written, page)
        self.look_soon()

    async def undo(self) -> str:
        """Takes back what was written last from here, and says in which file. Raises ValueError where there is nothing
        to take back, or somebody else wrote there since."""
        async with self._turn:
            step = self._undone.last()
            if self.desk.text(step.path)[1] != step.version:
                raise Impossible(say("studio:others-wrote"))
            written = await asyncio.to_thread(self.desk.write, step.path, step.version, step.splices)
            self._undone.took_back(written.version)
        await self.tell_written(written, None)
        self.look_soon()
        return step.path

    def watch_again(self) -> None:
        """Has the project's folders looked for again."""
        self.folders.set()

    async def came(self, paths: Iterable[str]) -> None:
        """Takes files that others may have written."""
        async with self._turn:
            await self.came_alone(paths)

    async def came_alone(self, paths: Iterable[str]) -> None:
        """Takes files that others may have written, where nobody else writes."""
        refreshed = []
        for path in sorted(set(paths)):
            try:
                known = self.desk.path(path)
            except ValueError:
                refreshed.append(path)
                continue
            written = await asyncio.to_thread(self.desk.came, known)
            if written:
                await self.tell_written(written, None)
                self.look_soon()
        if refreshed:
            await asyncio.to_thread(self.workspace.refresh, refreshed)
            self.look_soon()

    async def tell_written(self, written: Written, but: Page | None) -> None:
        """Tells pages what was written into a file, as they count."""
        counted = Counted(written.before)
        splices = [[counted.place(s.start), counted.place(s.end), shown(s.text)] for s in written.splices]
        told = {"file": written.path, "version": written.version, "splices": splices}
        for page in [p for p in self.pages if p is not but]:
            await page.say(told)

    # looking

    def look_soon(self) -> None:
        """Has everything looked at as soon as nothing else is."""
        self._unseen = self._unlooked = True
        self.settled = False
        self._due.set()

    async def glanced(self) -> bool:
        """Has what was written looked at, where that was not done yet, as far as pages show it; whether that was all
        right."""
        async with self._look:  # whoever asks while somebody looks waits for what is seen
            if not self._unseen:
                return True
            self._unseen = False
            seminars = {page.seminar for page in self.pages if page.seminar}
            return all([await asyncio.to_thread(self.workspace.glance, name) for name in sorted(seminars)])

    async def looked(self) -> None:
        """Has everything looked at, where that was not done yet: places of what is written, and findings, are those of
        the files as they are."""
        async with self._look:
            if self._unlooked:
                self._unseen = self._unlooked = False
                await asyncio.to_thread(self.workspace.look)

    async def looking(self) -> None:
        """Looks whenever that is due: first at what pages show, which they are told at once; at all else, and what is
        wrong, when nothing more is written for a moment."""
        clock = asyncio.get_running_loop().time
        since = None
        while True:
            await self._due.wait()
            self._due.clear()
            since = since or clock()
            if await self.glanced():
                await self._tell_all(False)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._due.wait(), QUIET)
                    if clock() - since < LATEST:
                        continue
            since = None
            await self.looked()
            await self._tell_all(True)
            self.settled = not self._due.is_set()
            if self._tidying:
                self._tidying.cancel()
            self._tidying = asyncio.get_running_loop().call_later(IDLE, gc.collect)

    async def _tell_all(self, whole: bool) -> None:
        for page in list(self.pages):
            try:
                await self.tell(page, whole)
            except Exception as e:  # a mistake of ours ends no page: the next look may tell it all
                page.told = page.findings = None
                await page.say({"mistake": f"{type(e).__name__}: {e}"})

    async def tell(self, page: Page, whole: bool = True) -> None:
        """Tells a page what is another than it was told; what is wrong only where the `whole` was looked at."""
        news = await asyncio.to_thread(self._news, page, whole)
        if len(news) > 1:
            await page.say(news)

    def _news(self, page: Page, whole: bool) -> Data:
        workspace = self.workspace
        out: Data = {"version": workspace.version}
        names = list(workspace.seminars)
        if page.seminar not in names:
            page.seminar = names[0] if names else None
        if page.seminar is not None:
            now = told_seminar(workspace, page.seminar)
            if changed := difference(page.told, now):
                out["change"] = changed
            if page.told is None or page.told.get("seminars") != names:
                out["seminars"] = [{"name": n, "title": workspace.view(n).title} for n in names]
            page.told = now | {"seminars": names}
            look = now["slides"].get(page.slide, {}).get("look", -1)
            if page.slide is not None and look not in (-1, page.look):
                out["drawn"] = drawn(workspace, page.seminar, page.slide) | {"look": look}
                page.look = look
        if whole:
            findings = told_findings(workspace, workspace.findings, page.language)
            if findings != page.findings:
                out["findings"] = page.findings = findings
        return out
