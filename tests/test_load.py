"""Loading: every format gives the article and what is known about it, or one clear error."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from summarizer.document import Document
from summarizer.errors import InputError, TooLarge
from summarizer.load import Limits, aload, load

TEXT = "Strike halts ferries across the strait\n\nFerries stopped on Monday. They resume today.\n"
SENTENCES = [
    "Strike halts ferries across the strait",
    "Ferries stopped on Monday.",
    "They resume today.",
]


def told(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


# Text


def test_a_text_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ferries.txt"
    path.write_text(TEXT, "utf-8")
    document = load(path)
    assert told(document) == SENTENCES
    assert document.title == SENTENCES[0]
    assert document.url is None
    assert document.published is None
    assert load(str(path)) == document


def test_what_the_caller_says_wins(tmp_path: Path) -> None:
    path = tmp_path / "ferries.md"
    path.write_text("---\ndate: 2026-03-04\nlang: en\n---\n" + TEXT, "utf-8")
    assert load(path).published == date(2026, 3, 4)
    document = load(path, published=date(2026, 3, 9), language="fr-CA")
    assert document.published == date(2026, 3, 9)
    assert document.language == "fr"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert told(load("-")) == SENTENCES


def test_loading_works_inside_a_running_loop(tmp_path: Path) -> None:
    path = tmp_path / "ferries.txt"
    path.write_text(TEXT, "utf-8")

    async def notebook() -> tuple[Document, Document]:
        return load(path), await aload(path)

    first, second = asyncio.run(notebook())
    assert first == second


@pytest.mark.parametrize(
    ("body", "warning"),
    [
        ("\ufeffLe café brûle.".encode(), ""),
        ("\ufeffLe café brûle.".encode("utf-16-le"), ""),
        ("\ufeffLe café brûle.".encode("utf-16-be"), ""),
        ("\ufeffLe café brûle.".encode("utf-32-le"), ""),
        ("Le café brûle.".encode("cp1252"), "read as Windows-1252"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(tmp_path: Path, body: bytes, warning: str) -> None:
    path = tmp_path / "cafe.txt"
    path.write_bytes(body)
    document = load(path)
    assert document.text == "Le café brûle."
    assert warning in "".join(document.warnings)
    assert bool(warning) == bool(document.warnings)


def test_one_damaged_byte_does_not_cost_the_article_its_accents(tmp_path: Path) -> None:
    path = tmp_path / "damaged.txt"
    path.write_bytes(
        "Le café à Genève a br\N{LATIN SMALL LETTER U WITH CIRCUMFLEX}lé".encode() + b" \xff."
    )
    document = load(path)
    assert document.text == "Le café à Genève a brûlé \N{REPLACEMENT CHARACTER}."
    assert document.warnings == (
        "the text is damaged in 1 place: not utf-8 there, shown as \N{REPLACEMENT CHARACTER}",
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Погибли двенадцать человек, сообщила полиция.", "cp1251"),
        ("Příliš žluťoučký kůň, řekl starosta, ale také že se voda vrací.", "cp1250"),
        ("警察は十二人を逮捕した。戦争は終わった。", "euc-jp"),
        ("Συνελήφθησαν δώδεκα άνθρωποι, είπε η αστυνομία.", "cp1253"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_not_guessed(
    tmp_path: Path, text: str, encoding: str
) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(InputError, match="its encoding cannot be told"):
        load(path)


# Markdown


MARKDOWN = """---
title: "Bridge closes"
date: 2026-03-04
---
# Bridge closes for *a month*

The **old** river bridge closes on Monday,
the [city](https://city.example/bridge_1) said.[^1]

What they fear
--------------

1. Longer queues
2. Lost `tolls`
   and jobs

> "We were not asked," said the snake_case_union.

![A crane](crane.png)

| place | closed |
| ----- | -----: |
| North | 2 |

<!-- not for print -->
***
[^1]: In a statement.
"""


def test_markdown_loses_its_marks_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_text(MARKDOWN, "utf-8")
    document = load(path)
    assert document.title == "Bridge closes"
    assert document.published == date(2026, 3, 4)
    assert [(s.kind, s.text) for s in document.sentences] == [
        ("heading", "Bridge closes for a month"),
        ("body", "The old river bridge closes on Monday, the city said."),
        ("heading", "What they fear"),
        ("body", "1. Longer queues"),
        ("body", "2. Lost tolls and jobs"),
        ("body", '"We were not asked," said the snake_case_union.'),
        ("body", "place | closed"),
        ("body", "North | 2"),
    ]


def test_a_first_heading_of_markdown_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "bridge.markdown"
    path.write_text("# Is the bridge safe?\n\nIt is closed. 5 * 3 * 2 cars wait.\n", "utf-8")
    document = load(path)
    assert document.title == "Is the bridge safe?"
    assert told(document)[-1] == "5 * 3 * 2 cars wait."


# HTML


def page(body: str, head: str = "") -> str:
    head = f"<head><title>Ferry sinks</title>{head}</head>"
    return f"<html lang='en-GB'>{head}<body>{body}</body></html>"


OLD_PAGE = page(
    "<table><tr><td>HARBOUR TOWN, Sept. 24, 1991 (Reuter) - A ferry with 200 people on board sank"
    " on Tuesday, and at least twelve drowned, the coast guard said.<BR><BR>Rescuers pulled dozens"
    " of people from the water during the night.<br />The line promised to pay for the funerals."
    "<br><br>Many ferries on the coast are older than forty years, and the inspectors who pass them"
    " are paid by the lines, a former inspector said in a letter to the paper this summer."
    "</td></tr></table><hr>&copy; 2026 Old Paper"
)


def test_paragraphs_parted_by_line_breaks_stay_apart_and_no_date_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    path.write_text(OLD_PAGE, "utf-8")
    document = load(path)
    assert told(document) == [
        "HARBOUR TOWN, Sept. 24, 1991 (Reuter) -",
        "A ferry with 200 people on board sank on Tuesday, and at least twelve drowned, the coast"
        " guard said.",
        "Rescuers pulled dozens of people from the water during the night.",
        "The line promised to pay for the funerals.",
        "Many ferries on the coast are older than forty years, and the inspectors who pass them are"
        " paid by the lines, a former inspector said in a letter to the paper this summer.",
    ]
    assert document.title == "Ferry sinks"
    assert document.published is None
    assert document.language == "en"


def test_html_is_known_by_its_bytes_and_states_its_facts(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://paper.example/ferry">'
        '<meta property="article:modified_time" content="2026-03-09T10:00:00Z">'
        '<meta property="article:published_time" content="2026-03-04T10:00:00Z">'
    )
    body = (
        "<nav><a href='/'>Home</a></nav><article><h1>Ferry sinks</h1><p>A ferry with 200 people on"
        " board sank on Tuesday, the coast guard said.</p><ul><li>Twelve drowned</li><li>Two are"
        " missing</li></ul><table><tr><td>Dead</td><td>12</td></tr></table></article>"
        "<div class='comments'><p>What a country, never have I seen such a thing.</p></div>"
    )
    path = tmp_path / "saved"
    path.write_text("<!-- saved -->\n<!doctype html>" + page(body, head), "utf-8")
    document = load(path)
    assert document.url == "https://paper.example/ferry"
    assert document.published == date(2026, 3, 4)
    assert "Dead | 12" in told(document)
    assert "- Two are missing" in told(document)
    assert "country" not in document.text
    assert "Home" not in document.text


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("windows-1251", "cp1251", "Паром с двумястами пассажирами затонул во вторник. " * 3),
        ("gb2312", "gb18030", "警方星期二逮捕了十二人，市政府说大桥将关闭一个月。" * 5),
        (
            "iso-8859-1",
            "cp1252",
            "The mayor said “no” to the café’s owner on Tuesday — again. " * 3,
        ),
    ],
)
def test_the_declared_charset_of_a_page_is_honoured(
    tmp_path: Path, declared: str, encoding: str, text: str
) -> None:
    path = tmp_path / "page.htm"
    html = f"<html><head><meta charset={declared}></head><body><p>{text}</p></body></html>"
    path.write_bytes(html.encode(encoding))
    assert text[:30] in load(path).text


# PDF


def pdf(*pages: list[str], encrypt: str = "", title: str = "") -> bytes:
    """A PDF with one text line a list entry, written by hand."""
    from pypdf import PdfReader, PdfWriter

    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        rows = " ".join(f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td {rows} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    body += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(body)}\n%%EOF"
    ).encode()
    if not (encrypt or title):
        return body
    writer = PdfWriter(PdfReader(io.BytesIO(body)))
    if title:
        writer.add_metadata({"/Title": title})
    if encrypt:
        writer.encrypt(encrypt, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


REPORT = [
    [
        "Relief Bulletin 7",
        "Floods in the delta",
        "The river rose by two metres on Sunday and flooded eleven villages in the",
        "delta, the governor's office said. About 4,000 people left their homes, and the",
        "authorities opened schools for them. No deaths were reported, but the evacu-",
        "ation of the hospital is not complete. The secretary-general of the relief",
        "agency arrived today.",
        "Aid workers said that boats are needed most, and that the road to the coast",
        "remains",
        "Page 1 of 3",
    ],
    [
        "Relief Bulletin 7",
        "closed until the water falls. The secretary-",
        "general asked for blankets.",
        "- boats",
        "- blankets",
        "Page 2 of 3",
    ],
    ["Relief Bulletin 7", "The next bulletin is due on Friday.", "Page 3 of 3"],
]


def test_a_pdf_is_read_without_running_headers_and_broken_lines(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.pdf"
    path.write_bytes(pdf(*REPORT, title="Floods in the delta"))
    document = load(path)
    assert document.title == "Floods in the delta"
    assert told(document) == [
        "Floods in the delta",
        "The river rose by two metres on Sunday and flooded eleven villages in the delta, the"
        " governor’s office said.",
        "About 4,000 people left their homes, and the authorities opened schools for them.",
        "No deaths were reported, but the evacuation of the hospital is not complete.",
        "The secretary-general of the relief agency arrived today.",
        "Aid workers said that boats are needed most, and that the road to the coast remains closed"
        " until the water falls.",
        "The secretary-general asked for blankets.",
        "- boats",
        "- blankets",
        "The next bulletin is due on Friday.",
    ]


def test_a_pdf_of_one_page_keeps_its_first_and_last_line(tmp_path: Path) -> None:
    path = tmp_path / "note"  # no suffix: the bytes tell
    path.write_bytes(pdf(["Floods in the delta", "The river rose on Sunday.", "Nobody died.", "1"]))
    assert told(load(path)) == ["Floods in the delta", "The river rose on Sunday.", "Nobody died."]


def test_a_pdf_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf(["The river rose on Sunday. Nobody died."]))))
    writer.encrypt("", owner_password="printer", algorithm="RC4-128")
    path = tmp_path / "note.pdf"
    writer.write(path)
    assert told(load(path)) == ["The river rose on Sunday.", "Nobody died."]


# DOCX


def test_a_docx_is_read_in_order_with_its_lists_tables_and_tracked_changes(tmp_path: Path) -> None:
    from docx import Document as Word
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    word = Word()
    word.add_heading("Quake report", 0)
    word.add_paragraph("A quake of magnitude 5.8 struck on Monday. ").add_run(
        "Two people died."
    ).bold = True
    word.add_paragraph("Tents are short", style="List Bullet")
    table = word.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ["Town", "Dead", "Oro", "2"], strict=True):
        cell.text = words
    last = word.add_paragraph("The school stands")
    last._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> empty.</w:t></w:r></w:ins>"))
    last._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> open.</w:delText></w:r></w:del>")
    )
    path = tmp_path / "quake.docx"
    word.save(str(path))
    document = load(path)
    assert document.title == "Quake report"
    assert told(document) == [
        "Quake report",
        "A quake of magnitude 5.8 struck on Monday.",
        "Two people died.",
        "Tents are short",
        "Town | Dead",
        "Oro | 2",
        "The school stands empty.",
    ]


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return out.getvalue()


# Bad input


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\r\n ", "holds nothing but white space"),
        ("marks.txt", "\u200b\ufeff\xad".encode(), "the article is empty"),
        ("binary.txt", bytes(range(256)), "is not text: it holds binary data"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "is not text: it holds binary data"),
        (
            "wide.txt",
            "No byte-order mark.".encode("utf-16-le"),
            "is not text: it holds binary data",
        ),
        ("odd.txt", "\ufeffa".encode("utf-16-le") + b"b", "is not UTF-16-LE text"),
        ("menu.html", b"<html><nav><a href=/>Home</a></nav></html>", "no article text found in"),
        ("junk.html", b"<<<>>>", "no article text found in"),
        ("page.pdf", b"<html><p>Log in</p></html>", "is not a PDF file, whatever its name says"),
        ("broken.pdf", b"%PDF-1.4\nnothing of the kind", "is not a readable PDF"),
        ("cut.pdf", pdf(["The river rose on Sunday."])[:300], "is not a readable PDF"),
        ("locked.pdf", pdf(["Secret."], encrypt="password"), "is encrypted"),
        ("scan.pdf", pdf([]), "has no text layer: its pages are pictures"),
        ("page.docx", b"plain text", "is not a DOCX file, whatever its name says"),
        ("broken.docx", b"PK\x03\x04 and nothing else", "is not a readable DOCX file"),
        ("hollow.docx", archive(word__document_xml=b"<w/>"), "is not a readable DOCX file"),
        ("sheet.xlsx", archive(xl__workbook_xml=b"<x/>"), "is an archive, not an article"),
        ("letter.doc", b"\xd0\xcf\x11\xe0 Word", "is of a type that is not supported"),
        ("letter", b"{\\rtf1 Hello}", "is RTF, which is not supported"),
        ("rows.jsonl", b'{"text": "x"}', "is of a type that is not supported"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_4(
    tmp_path: Path, name: str, body: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(InputError) as caught:
        load(path)
    assert reason in str(caught.value)
    assert reason == "the article is empty" or repr(str(path)) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert caught.value.exit_code == 4


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file: '.*absent\.txt'"):
        load(tmp_path / "absent.txt")


def test_a_folder_is_not_an_article(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        load(tmp_path)


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, mode: str) -> io.BytesIO:  # root may read everything
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"no permission to read '.*diary\.txt'"):
        load(tmp_path / "diary.txt")


@pytest.mark.parametrize("text", ["The strike began on Monday. " * 20, "A line\0of text"])
def test_a_text_given_for_a_path_is_told_where_it_belongs(text: str) -> None:
    with pytest.raises(InputError, match="no such file") as caught:
        load(text)
    assert "call document(text)" in caught.value.hint
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("scheme", ["ftp", "file", "s3"])
def test_a_url_of_another_kind_is_refused(scheme: str) -> None:
    with pytest.raises(InputError, match="not an http or https URL"):
        load(f"{scheme}://news.example/a.txt")


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text("word " * 1_000, "utf-8")
    with pytest.raises(TooLarge, match=r"is larger than 0\.001 MB"):
        load(path, limits=Limits(bytes=1_000, packed=1_000))


def test_a_pdf_of_many_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(pdf(*[["Chapter."]] * 4))
    with pytest.raises(TooLarge, match="has 4 pages; the limit is 3"):
        load(path, limits=Limits(pages=3))
    with pytest.raises(TooLarge, match="holds more than 20 characters"):
        load(path, limits=Limits(bytes=20))


def test_a_docx_that_unpacks_to_a_flood_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(archive(word__document_xml=bytes(30_000_000)))
    with pytest.raises(TooLarge, match="unpacks to 30,000,000 bytes"):
        load(path)


def test_a_deeply_nested_page_is_an_error_or_an_article_but_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<html><body>" + "<div>" * 20_000 + "<p>Far down.</p>", "utf-8")
    with pytest.raises(InputError):
        load(path)


def test_importing_the_room_imports_no_parser() -> None:
    code = (
        "import sys, summarizer.load; "
        "print([m for m in ('trafilatura', 'pypdf', 'docx', 'httpx2', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
