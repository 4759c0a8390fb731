"""What keeps an edition from being published, said with the place where it is mended."""

from __future__ import annotations

from hoshin.publishing.rules.check import check_folder
from hoshin.publishing.rules.document import EditionDoc, PolicyFolder
from hoshin.publishing.rules.problem import Finding, masked, printed_path


def problems_of(folder: PolicyFolder, year: int) -> tuple[str, ...]:
    """Return what `hoshin check` would find in the edition and in what it leans on, a line each.

    :param folder: the policy with all its editions, since an item may come from one of an earlier edition.
    """
    place = next(index for index, edition in enumerate(folder.editions) if edition.year == year)
    found = (finding for finding in check_folder(folder) if _concerns(finding, place))
    return tuple(dict.fromkeys(_told(finding, folder.editions[place]) for finding in found))


def _concerns(finding: Finding, place: int) -> bool:
    return finding.path[:1] != ("editions",) or finding.path[1:2] == (place,)


def _told(finding: Finding, edition: EditionDoc) -> str:
    other = printed_path(finding.other) if finding.other else ""
    message = masked(finding.message.replace("{other}", other))
    match finding.path:
        case ("editions", _, "items", int(index), *rest):
            item = edition.items[index]
            where = "・".join(filter(None, [f"{item.number} {item.title}".strip(), printed_path(tuple(rest))]))
        case ("editions", _, *rest):
            where = printed_path(tuple(rest))
        case path:
            where = printed_path(path)
    return f"{masked(where)}：{message}" if where else message
