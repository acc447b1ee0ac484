"""The article of a web page, without its menus, comments and cookie banner."""

from __future__ import annotations

import logging
import re
from typing import Any

from summarizer.errors import InputError, TooLarge
from summarizer.load import text
from summarizer.load.article import Article, Input, day

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.I)
_LANGUAGE = re.compile(r"<html[^>]{0,500}?\s(?:xml:)?lang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", re.I)
_LOOK = re.compile(
    rb"(?:<\?xml[^>]*>|<!--(?>.*?-->)|\s)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)

# Old pages part their paragraphs by <br> alone, and the extractor turns it into a space: a private
# character holds the place of the break.
_BREAK = re.compile(r"(?:<br\s*/?>\s*)+", re.I)
_HELD = "\ue000"

# The extractor compares several readings of a page, one of them quadratic in its paragraphs: a page
# with more tags than news has gets the plain reading, and one with absurdly many gets none.
_MANY_TAGS, _TOO_MANY_TAGS = 16_000, 100_000
_LEAST = 80  # characters: less is a menu or "please enable JavaScript", not an article


def looks_like(body: bytes) -> bool:
    """Whether bytes of an unknown kind are an HTML page."""
    return _LOOK.match(body[:4_096].removeprefix(b"\xef\xbb\xbf")) is not None


def read(source: Input) -> Article:
    """The article of a page, with its title, date, URL and language where the page states them."""
    declared = _META_CHARSET.search(source.body[:4_096]) or _XML_ENCODING.match(source.body[:200])
    page, warnings = text.decode(source, declared.group(1).decode("ascii") if declared else None)
    if page.count("<") > _TOO_MANY_TAGS:
        raise TooLarge(
            f"{source.name} has more than {_TOO_MANY_TAGS:,} tags",
            hint="save the text of the article to a file and give that",
        )
    found = _extracted(_BREAK.sub(_HELD, page), source)
    body = _plain(found.text or "") if found else ""
    if not found or len(body) < _LEAST:
        raise InputError(
            f"no article text found in {source.name}",
            hint="the page may need a browser or a login: save its text to a file and give that",
        )
    language = _LANGUAGE.search(page[:10_000])
    return Article(
        body,
        title=" ".join((found.title or "").replace(_HELD, " ").split()) or None,
        published=day(found.date or ""),
        url=source.url or found.url,
        language=language.group(1) if language else None,
        warnings=warnings,
    )


def _plain(extracted: str) -> str:
    """The extractor's text with its line breaks back, and rows of tables without outer bars."""
    lines = (line.strip() for line in extracted.replace(_HELD, "\n").split("\n"))
    return "\n".join(line.strip("|").strip() if line[:1] == "|" else line for line in lines).strip()


def _extracted(page: str, source: Input) -> Any:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints are our error
    try:
        return bare_extraction(
            page,
            url=source.url,
            with_metadata=True,
            include_comments=False,
            fast=page.count("<") > _MANY_TAGS,
            # A wider search takes the year of a copyright line for the date of the article.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a hostile page provokes inside two parsers
        raise InputError(
            f"{source.name} cannot be parsed as HTML ({type(error).__name__})",
            hint="save its text to a file and give that",
        ) from error
