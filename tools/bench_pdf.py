"""The PDF of an edition, ours by Typst against the same content by WeasyPrint, each in a process of its own.

WeasyPrint gets what a reader can print of the same snapshot: the whole-document page, the page of every initiative and
the matrix, as one HTML document with the site's own style sheets and the fonts that our PDF has. Both write PDF/UA-1.
CPU and memory count from the start of the process, with those of the compiler that ours starts.

Run by tools.bench_publishing; a single one: python -m tools.bench_pdf hoshin|weasyprint INPUT OUTPUT
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MOST_MINUTES = 15  # then it counts as not made
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_BUTTON = re.compile(r"<(/?)button\b")
_LOCAL = re.compile(r'\s(?:href|src)="/(?!static/)[^"]*"')
_PAGE = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True)
class Pdf:
    """What it took to make one. `failure`: why there is none."""

    initiatives: int
    maker: str
    cpu_seconds: float = 0.0
    peak_mb: int = 0
    bytes: int = 0
    pages: int = 0
    failure: str = ""


def compared(folder: Path, *, initiatives: int, snapshot: bytes, page: str) -> list[Pdf]:
    """Make the PDF of a snapshot, and of the same content as a page."""
    inputs = {"hoshin": snapshot, "weasyprint": page.encode()}
    return [_made(folder, maker, data, initiatives) for maker, data in inputs.items()]


def whole_page(pages: Iterable[str], *, static_files: Path) -> str:
    """Return the first page with what the others say below it, for a machine that can open files and nothing else."""
    first, *others = (_SCRIPT.sub("", _FORM.sub("", page)) for page in pages)
    bodies = [match[1] for page in others if (match := _MAIN.search(page))]
    whole = first.replace("</main>", "".join(bodies) + "</main>")
    whole = _BUTTON.sub(r"<\1span", whole)  # the words of a term stand in a button, and WeasyPrint prints none
    return _LOCAL.sub("", whole).replace('"/static/', f'"{static_files.as_uri()}/')


def _made(folder: Path, maker: str, data: bytes, initiatives: int) -> Pdf:
    source, target = folder / f"{maker}.in", folder / f"{maker}-{initiatives}.pdf"
    source.write_bytes(data)
    command = [sys.executable, "-m", "tools.bench_pdf", maker, str(source), str(target)]
    with (folder / f"{maker}.txt").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(["timeout", f"{MOST_MINUTES}m", *command], stdout=said, stderr=said)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)  # so that nobody waits for it again
        said.seek(0)
        lines = said.read().strip().splitlines()
    if process.returncode:
        late = f"not done in {MOST_MINUTES} minutes" if process.returncode == 124 else ""
        return Pdf(initiatives, maker, failure=late or (lines[-1] if lines else f"status {process.returncode}"))
    pdf = target.read_bytes()
    cpu = used.ru_utime + used.ru_stime
    pages, peak_mb = map(int, lines[-1].split())
    return Pdf(initiatives, maker, round(cpu, 2), peak_mb, len(pdf), pages)


def _by_typst(source: Path, target: Path) -> int:
    from hoshin.publishing.exports.pdf.edition import pdf_of  # noqa: PLC0415 - each process loads what it measures
    from hoshin.publishing.rules.snapshot import thaw  # noqa: PLC0415

    target.write_bytes(pdf_of(thaw(source.read_bytes())).data)
    return _pages_in(target)


def _by_weasyprint(source: Path, target: Path) -> int:
    from pylopdf_fonts_jp import sans_path  # noqa: PLC0415
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fonts = FontConfiguration()
    files = URLFetcher(allowed_protocols=("file",))
    face = f'@font-face {{ font-family: "Noto Sans JP"; src: url("{sans_path().as_uri()}") }}'
    css = CSS(string=face + ' * { font-family: "Noto Sans JP" !important }', font_config=fonts, url_fetcher=files)
    page = HTML(string=source.read_text(encoding="utf-8"), url_fetcher=files)
    document = page.render(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")
    document.write_pdf(target, pdf_variant="pdf/ua-1")
    return len(document.pages)


def _pages_in(target: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        done = subprocess.run(["pdfinfo", str(target)], check=False, capture_output=True, text=True)
        if found := re.search(r"^Pages:\s+(\d+)", done.stdout, re.MULTILINE):
            return int(found[1])
    return len(_PAGE.findall(target.read_bytes()))


def _peak_mb() -> int:
    """The most memory of this process, and of one that it has started.

    Not the system's figure where there is another: a new process inherits it from the one it was started by.
    """
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii")) if status.exists() else None
    own = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024


MAKERS: Mapping[str, Callable[[Path, Path], int]] = {"hoshin": _by_typst, "weasyprint": _by_weasyprint}


def main(maker: str, source: str, target: str) -> int:
    try:
        pages = MAKERS[maker](Path(source), Path(target))
        peak_mb = _peak_mb()
    except (ImportError, OSError) as error:  # OSError: the package is there, Pango is not
        print(f"{maker} is not installed here: {' '.join(str(error).split())[:120]}")
        return 1
    print(pages, peak_mb)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
