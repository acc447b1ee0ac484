"""A document: an article's text, cut into numbered sentences with exact offsets."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from summarizer.errors import InputError, TooLarge
from summarizer.language import guess
from summarizer.layout import unwrap
from summarizer.segmentation import SentenceKind as SentenceKind
from summarizer.segmentation import boundaries


class Span(NamedTuple):
    """Half-open range of characters of `Document.text`: `start` inclusive, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One numbered sentence; `document.text[span.start:span.end] == text`, always."""

    number: int
    """1-based, as shown to the model and to the reader."""
    span: Span
    text: str
    kind: SentenceKind = "body"


@dataclass(frozen=True)
class Document:
    """An article. Make one with `summarizer.document.document` or `summarizer.load`."""

    text: str
    sentences: tuple[Sentence, ...]
    title: str | None = None
    url: str | None = None
    published: date | None = None
    language: str = "en"
    """ISO 639-1 code."""
    warnings: tuple[str, ...] = field(default=(), compare=False)
    """What the reader of a brief should know about the reading of the article."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal: the identity of what was read."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def sentence(self, number: int) -> Sentence:
        """The sentence with this 1-based number; IndexError when there is none."""
        if not 1 <= number <= len(self.sentences):
            raise IndexError(f"no sentence {number}; the document has 1 to {len(self.sentences)}")
        return self.sentences[number - 1]

    def numbered(self) -> str:
        """`[1] First sentence.\\n[2] …`: the form in which a model reads the article."""
        return "\n".join(f"[{s.number}] {' '.join(s.text.split())}" for s in self.sentences)


MAX_CHARACTERS = 5_000_000
"""The longest text that is taken for an article; some hundred times the longest ever printed."""

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What nobody sees and nobody means: control characters, soft hyphens, zero-width spaces, byte-order
# marks, direction overrides, and the tag characters in which text can be hidden from a reader but
# not from a language model. Joiners stay: Persian, Hindi and emoji are spelt with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_HIDDEN_TEXT = re.compile("[\U000e0020-\U000e007e]{4,}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` in composed form (NFC), with plain line ends and nothing invisible in it."""
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)).strip()


def document(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published: date | None = None,
    language: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Document:
    """The document of an article's text: cleaned, unwrapped, cut into numbered sentences.

    Offsets refer to the text as stored in the document. Without a `title`, a first line that reads
    like a headline is one, and stays a sentence; without a `language`, it is guessed.
    Raises InputError when there is no text, TooLarge above MAX_CHARACTERS.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"the text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}",
            hint="give one article, not a collection",
        )
    if _HIDDEN_TEXT.search(text):
        warnings += ("the article hides text in invisible characters; it was removed",)
    text = unwrap(clean(text))
    if not text:
        raise InputError("the article is empty", hint="give a text with at least one sentence")
    language = language.replace("_", "-").partition("-")[0].lower() if language else guess(text)
    sentences = [
        Sentence(number, Span(start, end), text[start:end], kind)
        for number, (start, end, kind) in enumerate(boundaries(text, language), 1)
    ]
    first = sentences[0]
    if title is None and first.kind == "heading":
        title = " ".join(first.text.split())
    return Document(text, tuple(sentences), title, url, published, language, warnings)
