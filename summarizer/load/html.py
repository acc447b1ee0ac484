"""The article of a web page, without its menus, comments and cookie banner."""

from __future__ import annotations

import logging
import re

from summarizer.errors import InputError
from summarizer.load import text
from summarizer.load.article import Article, Input

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.I)
_LANGUAGE = re.compile(r"<html[^>]{0,500}?\s(?:xml:)?lang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", re.I)
_LOOK = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_ROW = re.compile(r"^\|\s*(.*?)\s*\|?\s*$", re.M)

# Old pages part their paragraphs by <br> alone, and the extractor turns it into a space: a private
# character holds the place of the break.
_BREAK = re.compile(r"(?:<br\s*/?>\s*)+", re.I)
_HELD = "\ue000"
_LEAST = 80  # characters: less is a menu or "please enable JavaScript", not an article


def looks_like(body: bytes) -> bool:
    """Whether bytes of an unknown kind are an HTML page."""
    return _LOOK.match(body[:4_096].removeprefix(b"\xef\xbb\xbf")) is not None


def read(source: Input) -> Article:
    """The article of a page, with its title, date, URL and language where the page states them."""
    declared = _META_CHARSET.search(source.body[:4_096]) or _XML_ENCODING.match(source.body[:200])
    page, warnings = text.decode(source, declared.group(1).decode("ascii") if declared else None)
    found = _extracted(_BREAK.sub(_HELD, page), source)
    body = _ROW.sub(r"\1", re.sub(rf"\s*{_HELD}\s*", "\n", found.text or "")) if found else ""
    if not found or len(body.strip()) < _LEAST:
        raise InputError(
            f"no article text found in {source.name}",
            hint="the page may need a browser or a login: save its text to a file and give that",
        )
    language = _LANGUAGE.search(page[:10_000])
    return Article(
        body,
        title=" ".join((found.title or "").replace(_HELD, " ").split()) or None,
        published=text.day(found.date or ""),
        url=source.url or found.url,
        language=language.group(1) if language else None,
        warnings=warnings,
    )


def _extracted(page: str, source: Input):  # type: ignore[no-untyped-def]  # trafilatura's Document
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints are our error
    try:
        return bare_extraction(
            page,
            url=source.url,
            with_metadata=True,
            include_comments=False,
            # A wider search takes the year of a copyright line for the date of the article.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # whatever a hostile page provokes inside two parsers
        raise InputError(
            f"{source.name} cannot be parsed as HTML ({type(error).__name__})",
            hint="save its text to a file and give that",
        ) from error
