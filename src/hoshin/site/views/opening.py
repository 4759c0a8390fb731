"""What the views of an edition begin with."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from hoshin.design.shell import Link
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.queries import EditionRef, edition_refs, revision_ref
from hoshin.site.converters import EditionPath
from hoshin.site.queries import edition_url


def find_edition(request: CityRequest, path: EditionPath) -> tuple[EditionRef, tuple[EditionRef, ...]]:
    """Return the edition of an address and all public ones of its policy; the frame learns of it.

    :raises Http404: no such edition or revision, or not a public one.
    """
    refs = edition_refs(policy_key=path.policy_key)
    for ref in refs:
        if ref.year == path.year:
            asked = ref if path.revision is None else revision_ref(ref, path.revision)
            return opened(request, asked), refs
    raise Http404(str(path))


def opened(request: CityRequest, edition: EditionRef) -> EditionRef:
    """Tell the page's frame which edition its navigation leads to."""
    request.edition = edition  # type: ignore[attr-defined]  # read by hoshin.site.context
    return edition


def crumbs_of(edition: EditionRef | None = None, here: str = "") -> tuple[Link, ...]:
    crumbs = [Link(_("ホーム"), "/"), Link(_("年度版の一覧"), "/policy/")]
    if edition:
        crumbs.append(Link(_("%(label)s版") % {"label": edition.label}, edition_url(edition)))
    if here:
        crumbs.append(Link(here, ""))
    return tuple(crumbs)
