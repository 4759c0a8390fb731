"""The published site as files: which addresses there are, and which file answers each.

    <root>/hosts.json                      which municipality a host name belongs to
    <root>/<code>/documents/<edition>/…    documents of each revision, as they were first made
    <root>/<code>/<number>-<hash>/         one state of the whole public site of a municipality: index.json and files/
    <root>/<code>/current                  a symbolic link to the state that is live; replacing it is the swap

Files are named by the hash of their content, so that no address can name a file: only the index can.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

HOSTS = "hosts.json"
CURRENT = "current"
INDEX = "index.json"
FILES = "files"
DOCUMENTS = "documents"

STATIC_COPY = "hoshin.static_copy"  # in the environment of a request: the page will have no product behind it
OF_TODAY = "hoshin_of_today"  # attribute of a response: some of the page is of the day on which it was asked for

# Content codings kept ready beside a file, the better one first, with the ending of its name.
ENCODINGS: Mapping[str, str] = {"zstd": ".zst", "gzip": ".gz"}


@dataclass(frozen=True)
class Entry:
    """What answers one address. `sizes` has the plain file under "" and each coding of `ENCODINGS` that is worth it."""

    sha256: str
    sizes: Mapping[str, int]
    headers: Mapping[str, str]

    def file_name(self, encoding: str = "") -> str:
        return self.sha256 + ENCODINGS.get(encoding, "")

    def etag(self, encoding: str = "") -> str:
        """Two codings of a content are two representations and need two tags."""
        return f'"{self.sha256[:32]}{"-" if encoding else ""}{encoding}"'


Index = Mapping[str, Entry]


@dataclass(frozen=True)
class Hosts:
    """`anybody` answers for every name: the only municipality of an installation, as long as it names none."""

    by_name: Mapping[str, str]
    anybody: str = ""

    def code_of(self, host: str) -> str:
        """Return the code of the municipality that a Host header asks for, or "" where none serves that name."""
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        return self.by_name.get(name.lower().rstrip("."), self.anybody)


def hosts_of(names_by_code: Mapping[str, Sequence[str]]) -> Hosts:
    """Apply the rule by which the product finds the municipality of a request."""
    by_name = {name: code for code, names in sorted(names_by_code.items()) for name in names}
    only = next(iter(names_by_code)) if len(names_by_code) == 1 else ""
    return Hosts(by_name, only if only and not names_by_code[only] else "")


def dump_hosts(hosts: Hosts) -> bytes:
    return json.dumps(asdict(hosts), ensure_ascii=True, sort_keys=True, indent=1).encode()


def load_hosts(data: bytes) -> Hosts:
    return Hosts(**json.loads(data))


def dump_index(index: Index) -> bytes:
    entries = {path: asdict(entry) for path, entry in index.items()}
    return json.dumps(entries, ensure_ascii=False, sort_keys=True, indent=0).encode()


def load_index(data: bytes) -> dict[str, Entry]:
    return {path: Entry(**entry) for path, entry in json.loads(data).items()}
