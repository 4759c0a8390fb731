from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.attachments import MOST_BYTES, SUFFIXES, NotAttachable, attachment_of

MY_NUMBER = "123456789018"  # the check digit is right, the number is nobody's


def office(*parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return file.getvalue()


GOOD = {
    "報告.pdf": (b"%PDF-1.7\n", "application/pdf"),
    "表.XLSX": (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "文書.docx": (
        office("word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "集計.csv": ("月,枚数\r\n9,120\r\n".encode("cp932"), "text/plain"),
    "覚え.txt": ("九月末で百二十枚。\n".encode(), "text/plain"),
    "画面.png": (b"\x89PNG\r\n\x1a\n...", "image/png"),
    "写真.jpeg": (b"\xff\xd8\xff\xe0...", "image/jpeg"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_an_office_has_is_taken_with_the_type_of_its_content(name: str) -> None:
    content, media_type = GOOD[name]

    taken = attachment_of(name, io.BytesIO(content))

    assert (taken.name, taken.media_type, taken.content) == (name, media_type, content)
    assert taken.suffix in SUFFIXES


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("空.pdf", b"", "空です"),
        ("大.csv", b"1" * (MOST_BYTES + 1), "10MBまで"),
        ("絵.svg", b"<svg onload='alert(1)'/>", "添付できません"),
        ("頁.html", b"<script>", "添付できません"),
        ("名前だけ", b"%PDF-", "添付できません"),
        ("実は.pdf", b"<html><script>alert(1)</script>", "合いません"),
        ("実は.csv", b"MZ\x00\x03", "合いません"),
        ("実は.txt", b"\x81", "合いません"),
        ("実は.xlsx", office("word/document.xml"), "合いません"),
        ("壊れ.xlsx", b"PK\x03\x04 and no more", "合いません"),
        ("マクロ.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"), "マクロ"),
        (f"{MY_NUMBER}.pdf", b"%PDF-", "名前に個人番号"),
        ("名簿.csv", f"氏名,番号\n架空,{MY_NUMBER}\n".encode(), "中に個人番号"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason_and_without_the_number(
    name: str, content: bytes, why: str
) -> None:
    with pytest.raises(NotAttachable, match=why) as caught:
        attachment_of(name, io.BytesIO(content))

    assert MY_NUMBER not in caught.value.message
    assert caught.value.field == "attachment"


def test_a_name_leads_to_no_other_folder_and_hides_no_ending() -> None:
    assert attachment_of("../../etc/報告.pdf", io.BytesIO(b"%PDF-")).name == "報告.pdf"
    with pytest.raises(NotAttachable):
        attachment_of("報告\u202efdp.exe", io.BytesIO(b"%PDF-"))


@given(name=st.text(max_size=40), content=st.binary(max_size=200), suffix=st.sampled_from(["", *SUFFIXES]))
def test_any_file_is_taken_or_refused_and_breaks_nothing(name: str, content: bytes, suffix: str) -> None:
    taken = None
    with suppress(NotAttachable):
        taken = attachment_of(name + suffix, io.BytesIO(content))

    assert taken is None or taken.content == content
