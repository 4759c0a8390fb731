from __future__ import annotations

import hashlib
import io
from pathlib import Path

import django_scopes
import pytest
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from pytest_django import Settings

from hoshin.kernel import shelves
from hoshin.services.opendata.exports import files
from hoshin.services.opendata.exports.files import Kept, is_kept, open_stored, store, throw_away

CSV = "名称,備考\r\n北公園,\r\n".encode("utf-8-sig")


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def ours() -> object:
    # Files need to know the municipality, not the database.
    with django_scopes.scope(municipality=7):
        yield


@pytest.mark.usefixtures("ours")
def test_what_is_kept_is_named_by_what_it_holds() -> None:
    stored = store(CSV, ".csv")

    digest = hashlib.sha256(CSV).hexdigest()
    assert stored == files.Stored(f"opendata/7/releases/{digest[:2]}/{digest}.csv", len(CSV), digest)
    with open_stored(stored.storage_name) as file:
        assert file.read() == CSV


@pytest.mark.usefixtures("ours")
def test_the_same_bytes_are_kept_once_and_not_written_again(own_folder: Path) -> None:
    path = own_folder / store(CSV, ".csv").storage_name
    before = path.stat().st_ino

    store(io.BytesIO(CSV), ".csv")

    assert path.stat().st_ino == before
    assert [one.name for one in own_folder.rglob("*") if one.is_file()] == [path.name]


@pytest.mark.usefixtures("ours")
def test_a_file_is_kept_whole_wherever_it_was_read_to() -> None:
    source = io.BytesIO(CSV)
    source.read(5)

    assert store(source, ".csv").size == len(CSV)


@pytest.mark.usefixtures("ours")
def test_a_write_that_breaks_down_leaves_nothing(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="no space left"):
        store(CSV, ".csv")

    assert not [one for one in own_folder.rglob("*") if one.is_file()]


class Elsewhere(Storage):
    """Keeps files where there are no paths, as object storages do."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def exists(self, name: str) -> bool:
        return name in self.kept

    def _save(self, name: str, content: File[bytes]) -> str:
        self.kept[name] = content.read()
        return name

    def _open(self, name: str, mode: str) -> ContentFile[bytes]:
        return ContentFile(self.kept[name])


@pytest.mark.usefixtures("ours")
def test_a_storage_without_a_file_system_keeps_files_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "default_storage", Elsewhere())

    source = io.BytesIO(CSV)
    source.read(5)
    with open_stored(store(source, ".csv").storage_name) as file:
        assert file.read() == CSV


def test_a_neighbour_cannot_open_the_file() -> None:
    with django_scopes.scope(municipality=7):
        name = store(CSV, ".csv").storage_name

    with django_scopes.scope(municipality=8), pytest.raises(FileNotFoundError):
        open_stored(name)


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    "name",
    ["", "/etc/passwd", "opendata/7/releases/../../../secret", "opendata/7/releases/aa/x.csv", "opendata/7/uploads/"],
)
def test_a_name_that_is_not_ours_is_not_opened(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        open_stored(name)


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("suffix", ["csv", ".CSV", "./../x", ".", ".csv\n"])
def test_a_suffix_is_a_dot_and_small_letters(suffix: str) -> None:
    with pytest.raises(ValueError, match="not a suffix"):
        store(CSV, suffix)


@pytest.mark.usefixtures("ours")
def test_an_upload_can_be_thrown_away_and_a_release_cannot() -> None:
    upload, release = store(CSV, ".csv", Kept.UPLOAD), store(CSV, ".csv")

    throw_away(upload.storage_name)

    assert not is_kept(upload.storage_name)
    with pytest.raises(FileNotFoundError):
        throw_away(release.storage_name)
    assert default_storage.exists(release.storage_name)
