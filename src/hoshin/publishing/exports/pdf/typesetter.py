"""Compiles one Typst document: read from standard input as JSON, the PDF goes to standard output.

`hoshin.publishing.exports.pdf.press` runs this file as a process of its own, so that the memory of a large document is
given back, and a document that would never end can be ended. For a quick start it imports nothing of ours.
"""

from __future__ import annotations

import json
import resource
import sys

import typst

TYPST_FAILED = 3


def main() -> int:
    job = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (job["cpu_seconds"], job["cpu_seconds"]))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=job["fonts"])
    compiler = typst.Compiler(job["template"], root=job["root"], font_paths=fonts, sys_inputs=job["inputs"])
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=job["standards"], timestamp=job["timestamp"])
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic or error.message)
        return TYPST_FAILED
    sys.stdout.buffer.write(pdf if isinstance(pdf, bytes) else b"")
    return 0


if __name__ == "__main__":
    sys.exit(main())
