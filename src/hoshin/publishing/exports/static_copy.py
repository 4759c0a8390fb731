"""The public site as a folder for any web server, or none: relative links, index.html in every folder, no forms."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from hoshin.publishing.exports.site_files import SiteFile

MARKER = "hoshin-static.json"  # by this we know a folder that we may replace; it also lists every file's hash
NO_FORMS = (
    '<p class="small">この写しはファイルだけで動くため、絞り込みと検索はできません。すべての項目を表示しています。</p>'
)

_LINK = re.compile(r'(?P<before><[a-zA-Z][^<>]*?)\s(?P<name>href|src)="(?P<link>/[^"]*)"')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)  # forms cannot stand inside each other


class FolderInUse(Exception):
    """The folder holds something that is not a copy of ours."""


@dataclass(frozen=True)
class Written:
    files: int
    size: int


def write_static_copy(folder: Path, files: Iterable[SiteFile]) -> Written:
    """Write the copy, in place of an older one.

    :raises FolderInUse: something else is there.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists():
        raise FolderInUse(f"{folder} には別のファイルがあります。空のフォルダか、新しい名前を指定してください。")
    made = {file.path: file for file in files}
    names = {path: _file_name(path) for path in made}
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        listed = {name: _write(draft / name, _relinked(made[path], names)) for path, name in names.items()}
        marker = json.dumps({"files": {name: digest for name, (digest, _) in listed.items()}}, ensure_ascii=False)
        (draft / MARKER).write_text(marker, encoding="utf-8")
        draft.chmod(0o755)
        _replace(folder, draft)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Written(len(listed), sum(size for _, size in listed.values()))


def _write(path: Path, data: bytes) -> tuple[str, int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return sha256(data).hexdigest(), len(data)


def _replace(folder: Path, draft: Path) -> None:
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
        folder.replace(old)
        draft.replace(folder)
        shutil.rmtree(old)
    else:
        draft.replace(folder)


def _file_name(path: str) -> str:
    name = path.removeprefix("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


def _relinked(file: SiteFile, names: Mapping[str, str]) -> bytes:
    if not file.headers.get("Content-Type", "").startswith("text/html"):
        return file.data
    depth = names[file.path].count("/")
    text = _FORM.sub(NO_FORMS, file.data.decode())

    def relinked(match: re.Match[str]) -> str:
        link = _relative(match["link"], here=file.path, depth=depth, names=names)
        # A link to what only the product can answer stays as text.
        return f'{match["before"]} {match["name"]}="{link}"' if link else match["before"]

    return _LINK.sub(relinked, text).encode()


def _relative(link: str, *, here: str, depth: int, names: Mapping[str, str]) -> str:
    """Return the way from the page to a link's target, or "" where the copy has none such."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if path not in names or (parts.query and path == here):
        return ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    if path == here and fragment:
        return fragment
    return "../" * depth + quote(names[path]) + fragment
