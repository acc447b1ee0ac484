"""How many tokens a text is, without a tokenizer, and whether the server read all of it.

Three estimates of one text, from its characters and their scripts:

- `fewest`: no honest server counts fewer. English is 4.5 characters a token, 5.5 is never reached.
- `likely`: for prices, pacing and windows, corrected by what the server reports.
- `most`: two UTF-8 bytes a token; no modern vocabulary needs more. For ceilings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.errors import InputCut, TooLong

# Characters with two bytes in UTF-8 (accents, Greek, Cyrillic, Hebrew, Arabic), then the dense
# scripts in which a character is about a word, then whatever else has three or four bytes.
_ASCII = re.compile(r"[\x00-\x7f]+")
_TWO_BYTES = re.compile(r"[\x80-\u07ff]+")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+")

# Below this many tokens a difference may be a chat template or a counting habit.
_SLACK = 200


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a text in tokens, estimated."""

    fewest: int
    likely: int
    most: int

    def __add__(self, other: Size) -> Size:
        return Size(self.fewest + other.fewest, self.likely + other.likely, self.most + other.most)


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(match.end() - match.start() for match in pattern.finditer(text))


def size(text: str) -> Size:
    """Estimate the tokens of a text; linear, tens of microseconds for an article."""
    characters = len(text)
    octets = len(text.encode("utf-8", "surrogatepass"))
    if octets == characters:
        ascii_, two, dense, other = characters, 0, 0, 0
    else:
        ascii_, two, dense = (_length(p, text) for p in (_ASCII, _TWO_BYTES, _DENSE))
        other = characters - ascii_ - two - dense
    return Size(
        fewest=int(ascii_ / 5.5 + two / 5 + dense / 2.2 + other / 5),
        likely=int(ascii_ / 4.2 + two / 2.8 + dense / 1.2 + other / 2) + 1,
        most=-(-octets // 2),
    )


@dataclass(slots=True)
class Ratio:
    """The running ratio of a server's own counts to `Size.likely`, for one model."""

    value: float = 1.0
    seen: int = 0

    def tokens(self, sent: Size) -> int:
        """The tokens of a text, in this server's counting."""
        return max(sent.fewest, min(sent.most, int(sent.likely * self.value)))

    def learn(self, sent: Size, counted: int) -> None:
        """Take one honest count into the running mean."""
        self.seen += 1
        weight = max(1 / self.seen, 0.05)
        self.value += (counted / sent.likely - self.value) * weight


def check_read(sent: Size, counted: int, server: str) -> None:
    """InputCut when the server counts far fewer tokens than were sent to it.

    Some servers drop the head or the middle of a prompt that exceeds their window and answer as
    if nothing had happened: the brief would be one of half an article. What the model counted in
    other articles is no help here: one in another language, or full of figures, has another ratio.
    """
    if 0 < counted < sent.fewest - _SLACK:
        raise InputCut(
            f"{server} read only {counted:,} of at least {sent.fewest:,} tokens sent",
            hint="give the server a larger context (Ollama: OLLAMA_CONTEXT_LENGTH=16384)",
        )


def room(sent: Size, answer: int, window: int | None, ratio: Ratio, server: str) -> int:
    """The tokens an answer may have: `answer`, or what the prompt leaves of a smaller window.

    TooLong when that is too little for a brief.
    """
    if window is None:
        return answer
    prompt = int(ratio.tokens(sent) * 1.1)  # an estimate; a server refuses what exceeds by one
    left = window - prompt
    if left < min(answer, _SHORTEST_ANSWER):
        raise TooLong(
            f"the article and its instructions are about {prompt:,} tokens, and the window of "
            f"{server} has {window:,}",
            hint="use a model with a larger window, or start the server with a larger one",
        )
    return min(answer, left)


# A brief of a short article is about 600 tokens; of a long one, 3,000.
_SHORTEST_ANSWER = 1000
