"""新旧対照表 on the screen: the official form of two columns, filtered by what stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hoshin.design.components import ActiveFilter, Download, Empty, Figure, Filter, FilterField, Option
from hoshin.design.shell import Fact, Heading, Link
from hoshin.publishing.rules.comparison import Comparison, ComparisonTitle
from hoshin.publishing.rules.comparison.layout import Block, Layout, Left

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
class Wish:
    """What the reader asked for; what nobody knows is ignored, so that old links still lead here."""

    show: str
    left: Left

    def url(self, base: str) -> str:
        said = {"show": self.show, "left": "" if self.left is Left.OLD else self.left.value}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{base}?{query}" if query else base


def compare_page(
    comparison: Comparison, title: ComparisonTitle, *, base: str, old_url: str, new_url: str, asked: Mapping[str, str]
) -> ComparePage:
    """Return the page. `base` is its address without a filter."""
    show = asked.get("show", "")
    wish = Wish(show if show in {FIGURES, MAIN} else "", Left.NEW if asked.get("left") == Left.NEW.value else Left.OLD)
    shown = {FIGURES: comparison.figures, MAIN: comparison.without_notes}.get(wish.show, lambda: comparison)()
    layout = Layout(title, wish.left)
    return ComparePage(
        heading=_heading(title, old_url, new_url),
        figures=tuple(Figure(verdict.label, str(count), _("件")) for verdict, count in comparison.counts().items()),
        filter=_filter(wish, base, len(list(shown.changes))),
        turn=_turn(wish, base),
        heads=layout.heads,
        labels=layout.short_heads,
        chapters=tuple(
            CompareChapter(f"chapter-{chapter.key}", chapter.label, tuple(layout.blocks(chapter)))
            for chapter in shown.chapters
        ),
        downloads=_downloads(base, wish.left) if comparison else (),
        empty=_empty(wish, base, is_unchanged=not comparison),
        is_unchanged=not comparison,
    )


def _heading(title: ComparisonTitle, old_url: str, new_url: str) -> Heading:
    return Heading(
        _("新旧対照表"),
        kicker=title.policy,
        edition=_("%(old)s と %(new)s") % {"old": title.old_label, "new": title.new_label},
        lead=_("二つの版で違うところだけを並べています。下線は加わった語句、取り消し線は削られた語句です。"),
        facts=(
            Fact(_("旧"), title.old_title, note=title.old_label, url=old_url),
            Fact(_("新"), title.new_title, note=title.new_label, url=new_url),
        ),
    )


def _filter(wish: Wish, base: str, count: int) -> Filter:
    labels = {FIGURES: _("成果指標・目標・実績だけ"), MAIN: _("注記を除く")}
    everything = Wish("", wish.left).url(base)
    return Filter(
        action=base,
        fields=(
            FilterField(
                "show",
                _("表示する変更"),
                tuple(Option(value, label, wish.show == value) for value, label in labels.items()),
            ),
        ),
        active=(ActiveFilter(labels[wish.show], everything),) if wish.show else (),
        clear_url=everything,
        kept=(Option("left", Left.NEW.value),) if wish.left is Left.NEW else (),
        result=_("変更%(count)s件") % {"count": f"{count:,}"},
    )


def _turn(wish: Wish, base: str) -> Link:
    if wish.left is Left.OLD:
        return Link(_("新を左の欄にする"), Wish(wish.show, Left.NEW).url(base))
    return Link(_("旧を左の欄にする"), Wish(wish.show, Left.OLD).url(base))


def _downloads(base: str, left: Left) -> tuple[Download, ...]:
    query = "" if left is Left.OLD else "?left=new"
    formats = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))
    return tuple(Download(_("新旧対照表"), f"{base}comparison.{name}{query}", kind) for name, kind in formats)


def _empty(wish: Wish, base: str, *, is_unchanged: bool) -> Empty:
    if is_unchanged:
        return Empty(_("違いはありません"), _("二つの版は、すべての項目で同じ内容です。"))
    return Empty(
        _("条件に合う変更はありません"),
        _("ほかの項目には変更があります。"),
        Wish("", wish.left).url(base),
        _("すべての変更を表示する"),
    )
