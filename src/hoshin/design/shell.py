"""What the page frames (templates/design/page.html, staff_page.html) are given. Filled by whoever assembles pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """One entry of a navigation. `count` is what waits behind it; 0 shows nothing."""

    label: str
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Strip:
    """The line above everything that says what kind of site this is (sample, rehearsal, maintenance)."""

    label: str
    text: str


@dataclass(frozen=True)
class Site:
    """The public frame. `owner` stands small above `name`: 西東京市 / 地域情報化方針."""

    name: str
    owner: str = ""
    home_url: str = "/"
    nav: tuple[Link, ...] = ()
    tools: tuple[Link, ...] = ()  # beside the search: language, sign-in
    search_url: str = ""
    strip: Strip | None = None
    footer_lines: tuple[str, ...] = ()
    footer_links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class NavGroup:
    links: tuple[Link, ...]
    label: str = ""


@dataclass(frozen=True)
class Workspace:
    """What a staff page has besides the site: who is signed in, and where one can go."""

    person: str
    sign_out_url: str
    groups: tuple[NavGroup, ...] = ()
    role: str = ""
    account_links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A label and what is said under it."""

    label: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Heading:
    """The title block of a page. `edition` is the year as printed in both calendars: 2020（令和2）年度."""

    title: str
    kicker: str = ""
    edition: str = ""
    lead: str = ""
    facts: tuple[Fact, ...] = ()
