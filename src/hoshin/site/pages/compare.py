"""新旧対照表 on the screen: the official form of two columns, filtered by what stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hoshin.design.components import ActiveFilter, Download, Empty, Figure, Filter, FilterField, Option
from hoshin.design.shell import Fact, Heading, Link
from hoshin.publishing.rules.comparison import Comparison, ComparisonTitle
from hoshin.publishing.rules.comparison.layout import Block, Layout, Left, left_of

FIGURES, MAIN = "figures", "main"


@dataclass(frozen=True)
class CompareChapter:
    ident: str
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ComparePage:
    """`turn`: the same table with the other side left. `labels`: the sides where one stands below the other."""

    heading: Heading
    figures: tuple[Figure, ...]
    filter: Filter
    turn: Link
    heads: tuple[str, str]
    labels: tuple[str, str]
    chapters: tuple[CompareChapter, ...]
    downloads: tuple[Download, ...]
    empty: Empty
    is_unchanged: bool


@dataclass(frozen=True)
class Place:
    """Where the comparison stands, and what its addresses need not say.

    `left` is the side that stands left on the page without a wish, `files_left` in the files. `beside` is the code of
    the version that a draft is compared with.
    """

    base: str
    left: Left
    files_left: Left
    old_url: str
    new_url: str
    beside: str = ""

    def url(self, *, show: str, left: Left) -> str:
        return self._url("", {"show": show, "left": "" if left is self.left else left.value})

    def file_url(self, name: str, *, left: Left) -> str:
        return self._url(name, {"left": "" if left is self.files_left else left.value})

    def _url(self, name: str, said: dict[str, str]) -> str:
        query = urlencode({key: value for key, value in ({"with": self.beside} | said).items() if value})
        return f"{self.base}{name}?{query}" if query else self.base + name

    def kept(self, left: Left) -> tuple[Option, ...]:
        """Return what a form on the page has to hand on."""
        said = {"with": self.beside, "left": "" if left is self.left else left.value}
        return tuple(Option(name, value) for name, value in said.items() if value)


@dataclass(frozen=True)
class Wish:
    """What the reader asked for; what nobody knows is ignored, so that old links still lead here."""

    show: str
    left: Left


def compare_page(
    comparison: Comparison, title: ComparisonTitle, *, place: Place, asked: Mapping[str, str]
) -> ComparePage:
    show = asked.get("show", "")
    wish = Wish(show if show in {FIGURES, MAIN} else "", left_of(asked, default=place.left))
    shown = {FIGURES: comparison.figures, MAIN: comparison.without_notes}.get(wish.show, lambda: comparison)()
    layout = Layout(title, wish.left)
    return ComparePage(
        heading=_heading(title, place),
        figures=tuple(Figure(verdict.label, str(count), _("件")) for verdict, count in comparison.counts().items()),
        filter=_filter(wish, place, len(list(shown.changes))),
        turn=_turn(wish, place),
        heads=layout.heads,
        labels=layout.short_heads,
        chapters=tuple(
            CompareChapter(f"chapter-{chapter.key}", chapter.label, tuple(layout.blocks(chapter)))
            for chapter in shown.chapters
        ),
        downloads=_downloads(place, wish.left) if comparison else (),
        empty=_empty(wish, place, is_unchanged=not comparison),
        is_unchanged=not comparison,
    )


def _heading(title: ComparisonTitle, place: Place) -> Heading:
    return Heading(
        _("新旧対照表"),
        kicker=title.policy,
        edition=_("%(old)s と %(new)s") % {"old": title.old_label, "new": title.new_label},
        lead=_("二つの版で違うところだけを並べています。下線は加わった語句、取り消し線は削られた語句です。"),
        facts=(
            Fact(_("旧"), title.old_title, note=title.old_label, url=place.old_url),
            Fact(_("新"), title.new_title, note=title.new_label, url=place.new_url),
            *(Fact(_("訂正の理由"), reason) for reason in title.reasons),
        ),
    )


def _filter(wish: Wish, place: Place, count: int) -> Filter:
    labels = {FIGURES: _("成果指標・目標・実績だけ"), MAIN: _("注記を除く")}
    everything = place.url(show="", left=wish.left)
    return Filter(
        action=place.base,
        fields=(
            FilterField(
                "show",
                _("表示する変更"),
                tuple(Option(value, label, wish.show == value) for value, label in labels.items()),
            ),
        ),
        active=(ActiveFilter(labels[wish.show], everything),) if wish.show else (),
        clear_url=everything,
        kept=place.kept(wish.left),
        result=_("変更%(count)s件") % {"count": f"{count:,}"},
    )


def _turn(wish: Wish, place: Place) -> Link:
    label = _("新を左の欄にする") if wish.left is Left.OLD else _("旧を左の欄にする")
    return Link(label, place.url(show=wish.show, left=wish.left.other))


def _downloads(place: Place, left: Left) -> tuple[Download, ...]:
    formats = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))
    return tuple(
        Download(_("新旧対照表"), place.file_url(f"comparison.{name}", left=left), kind) for name, kind in formats
    )


def _empty(wish: Wish, place: Place, *, is_unchanged: bool) -> Empty:
    if is_unchanged:
        return Empty(_("違いはありません"), _("二つの版は、すべての項目で同じ内容です。"))
    return Empty(
        _("条件に合う変更はありません"),
        _("ほかの項目には変更があります。"),
        place.url(show="", left=wish.left),
        _("すべての変更を表示する"),
    )
