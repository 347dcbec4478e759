"""What records are called: by their ids, their titles, and by the rows of other sheets."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from replicase.diagnostics import in_short
from replicase.edit.propose import case_folder, case_id, folded
from replicase.folders import ADOPTION_FOLDER, CASE_FOLDER, is_plain
from replicase.intake.brought import Brought
from replicase.intake.problems import Spot, Telling
from replicase.library import Library


class Names:
    """The records of a workbook by every name a row may call them."""

    def __init__(self, library: Library, telling: Telling) -> None:
        self.library = library
        self.telling = telling
        self.records: dict[str, Brought] = {}
        self.named: dict[str, list[str]] = {}
        """A record's id or title, as it is compared -> ids."""
        self.titled = {
            folded(title): entry.record.id
            for entry in library.case_entries
            for title in (entry.record.title.zh, entry.record.title.en)
            if title
        }
        self.files = {entry.record.id: entry.file for entry in library.case_entries}
        self.files |= {entry.record.id: entry.file for entry in library.adoption_entries}
        self.astray: dict[str, list[Spot]] = {}
        """What rows call records that are not there -> where."""

    def settle(self, brought: Brought, by_key: Mapping[str, tuple[int, str]]) -> None:
        """Settle a record's id and file, and what other sheets may call it."""
        laid, row = brought.home
        tree = brought.tree
        titles = [
            text for name in ("title.zh", "title.en") if (text := by_key.get(name, (0, ""))[1])
        ]
        column, given = by_key.get("id", (min(laid.columns), ""))
        spot = laid.spot(row, column)
        place = self.library.term("places", str(tree.get("place", {}).get("code", "")))
        if brought.kind == "adoption" and "case" in tree:
            tree["case"] = self._case_meant(str(tree["case"]))
        if given and not is_plain(given):
            self.telling.say(
                spot,
                f"编号 `{in_short(given)}` 写法不对",
                f"the id `{in_short(given)}` is not well formed",
                "只用小写字母、数字和连字符，如 zhoushan-grid-management；也可以留空，由程序按地点和标题起",
                "use small letters, digits and hyphens, as zhoushan-grid-management; or leave it empty and one is made",
            )
            brought.blocked = True
            self._alias(given, f"\0{row}")
        own = given if given and is_plain(given) else self._proposed(brought, titles)
        is_placed = place is not None or "code" not in tree.get("place", {})
        # A place nobody knows is told by the checker, and is the one thing wrong.
        if not own and (is_placed or not titles):
            self.telling.say(
                spot,
                "没有编号，也没有能用来起编号的地点和标题",
                "there is no id, and no place and title to make one of",
                "写编号，如 zhoushan-grid-management，或先写地点和标题",
                "write an id, as zhoushan-grid-management, or write the place and the title",
            )
        if not own:
            own, brought.blocked = f"row-{row + 1}", True
        if own in self.records:
            other = self.records[own].home
            where = other[0].spot(other[1], 0)
            self.telling.say(
                spot,
                f"`{own}` 在 {where.sheet} 第 {where.row + 1} 行已经有了，这一行没有读",
                f"`{own}` stands in row {where.row + 1} of {where.sheet} already; this row was not read",
                "换一个编号，或删去重复的一行",
                "choose another id, or delete the row that is there twice",
            )
            return
        folder, _, _ = own.partition("--")
        file = self.files.get(own)
        if file is None and brought.kind == "case":
            city = case_folder(self.library, place) if place is not None else "unplaced"
            file = f"{CASE_FOLDER}/{city}/{own}.yml"
        brought.id, brought.file = own, file or f"{ADOPTION_FOLDER}/{folder}/{own}.yml"
        tree["id"] = own
        brought.cells.setdefault(("id",), spot)
        self.records[own] = brought
        for name in (own, *titles):
            self._alias(name, own)

    def owner(self, name: str, spot: Spot) -> Brought | None:
        """Find the record a row calls by a name; tells where there is none, or several."""
        if not name:
            self.telling.stop(
                spot,
                "没有写属于哪条记录",
                "it is not said whose row this is",
                "写案例的编号或标题",
                "write the id or title of the case",
            )
            return None
        found = self.named.get(folded(name), [])
        if len(found) == 1:
            return self.records.get(found[0])
        if len(found) > 1:
            self._block(found)
            self.telling.say(
                spot,
                f"有 {len(found)} 条记录叫“{in_short(name)}”",
                f"{len(found)} records are called `{in_short(name)}`",
                f"写编号：{'、'.join(found[:5])}",
                f"write the id: {', '.join(found[:5])}",
            )
            return None
        self.astray.setdefault(name, []).append(spot)
        # The row is judged with the record it was likely meant for, which is not written.
        meant = self._nearly(name)
        self._block([meant])
        return self.records.get(meant)

    def tell_of_rows_astray(self) -> None:
        """Say of each record that is not there, once, which rows name it."""
        for name, spots in self.astray.items():
            meant = self._nearly(name)
            is_known = meant in self.records
            shown = meant
            if is_known and name != meant:
                titles = self.records[meant].tree.get("title", {}).values()
                close = difflib.get_close_matches(name, list(titles), n=1, cutoff=0.6)
                shown = close[0] if close else meant
            more = len(spots) - 1
            self.telling.say(
                spots[0],
                f"“案例”和“采用记录”表里没有“{in_short(name)}”"
                + (f"；另有 {more} 行也写的是它" if more else ""),
                f"neither the cases nor the adoptions have `{in_short(name)}`"
                + (f"; {more} more rows name it" if more else ""),
                f"是否指 `{shown}`？" if is_known else "写那两张表里有的编号或标题",
                f"did you mean `{shown}`?" if is_known else "write an id or title they have",
            )

    def _case_meant(self, given: str) -> str:
        known = self.named.get(folded(given), [])
        return known[0] if len(known) == 1 else self.titled.get(folded(given), given)

    def _alias(self, name: str, own: str) -> None:
        ids = self.named.setdefault(folded(name), [])
        if own not in ids:
            ids.append(own)

    def _proposed(self, brought: Brought, titles: list[str]) -> str:
        """An id for a record without one: that of the library's record with this title, or a new one."""
        tree = brought.tree
        place = self.library.term("places", str(tree.get("place", {}).get("code", "")))
        if brought.kind == "adoption":
            if place is None or "case" not in tree:
                return ""
            folder = case_folder(self.library, place) if place.level == "city" else place.slug
            return f"{folder or place.id}--{tree['case']}"
        known = next((self.titled[folded(t)] for t in titles if folded(t) in self.titled), None)
        if known is not None:
            return known
        if place is None or not titles:
            return ""
        title = tree.get("title", {})
        own = case_id(self.library, place, title.get("zh", ""), title.get("en", ""))
        number, wanted = 2, own
        while own in self.records:
            own, number = f"{wanted}-{number}", number + 1
        return own

    def _nearly(self, name: str) -> str:
        close = difflib.get_close_matches(folded(name), self.named, n=1, cutoff=0.6)
        return self.named[close[0]][0] if close else ""

    def _block(self, ids: Iterable[str]) -> None:
        """Keep records from being written that a row may belong to."""
        for own in ids:
            if own in self.records:
                self.records[own].blocked = True
