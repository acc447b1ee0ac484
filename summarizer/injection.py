"""Sentences of an article that read like instructions to a language model.

A warning for the reader of the brief, not a defence: the defence is the unguessable boundary, the
schema, and grounding. An article about prompt injection quotes such sentences and is warned of too.
"""

from __future__ import annotations

import re

from summarizer.document import Document

# One row a trick, with the words that no plain news sentence needs together.
_PATTERNS = (
    # "ignore all previous instructions", "disregard the prompt above"
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:previous|prior|above|earlier"
    r"|preceding|all|any|your|the|these|those)\b.{0,30}\b(?:instructions?|prompts?|directions"
    r"|guidelines|system message)\b",
    # "you are now an AI", "as a large language model, you must"
    r"\byou are (?:now )?(?:an? )?(?:AI|artificial intelligence|language model|LLM|chatbot"
    r"|(?:AI |virtual |helpful )?assistant)\b",
    r"\b(?:as|act as|pretend to be) (?:an? )?(?:AI|(?:large )?language model|LLM)\b.{0,40}\byou\b",
    r"\b(?:AI|LLM|language) (?:models?|assistants?|agents?|systems?)\b.{0,40}"
    r"\b(?:reading|processing|summari[sz]ing|parsing) this\b",
    r"\b(?:attention|note to|instructions? (?:to|for)|message (?:to|for)) (?:all |any |the )?"
    r"(?:AI|LLM|language models?|chatbots?|summari[sz]ers?|assistants?)\b",
    # "the system prompt", "reveal your instructions"
    r"\bsystem[ _-]?prompt\b",
    r"\b(?:reveal|print|repeat|output|show)\b.{0,20}\byour (?:instructions|prompt|rules)\b",
    # "respond only with", "do not mention … in your summary"
    r"\b(?:respond|reply|answer|output|return) (?:only|solely|exactly|just)?\s*(?:with|in) "
    r"(?:only |exactly |the (?:word|following|text|JSON)|JSON|\{|[\"“'])",
    r"\b(?:respond|reply|answer) (?:only|solely|exactly) with\b",
    r"\bin your (?:summary|brief|answer|response|output)\b",
    r"\b(?:when|if) (?:you (?:are )?)?summari[sz](?:e|ing) this (?:article|text|page|document)\b",
    r"\bnew instructions?\s*:",
    # fake turns and fences of chat templates
    r"<\|?(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id)\|?>",
    r"\[/?(?:INST|SYSTEM|SYS)\]|<</?SYS>>|<start_of_turn>",
    r"^(?:#+\s*)?(?:system|assistant)\s*:\s",
    # the words of our own prompt
    r"\bthe (?:article|data) ends (?:here|now)\b|\bend of (?:the )?(?:article|document)\b.{0,20}"
    r"\b(?:instructions?|now)\b",
    r"\"(?:actors|commitments|casualties|questions)\"\s*:\s*\[",
)
_SUSPECT = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)

# A sentence without any of these holds none of the patterns; looking for them is ten times faster.
_TRIGGERS = (
    "instruct", "prompt", "direction", "guideline", "system", "model", "llm", "chatbot",
    "assistant", " ai", "respond", "reply", "answer", "output", "return", "summar", "brief",
    "<", "[", "ends ", "end of", '":',
)  # fmt: skip

# Characters that a reader does not see and a model does.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\U000e0000-\U000e007f]")
_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")


def instructions(document: Document) -> tuple[int, ...]:
    """Numbers of the sentences that read like instructions to a language model."""
    return tuple(s.number for s in document.sentences if _is_suspect(s.text))


def _is_suspect(text: str) -> bool:
    if not text.isascii():
        if _TAGS.search(text):
            return True
        text = _INVISIBLE.sub("", text)
    lowered = f" {text.lower()}"
    return any(word in lowered for word in _TRIGGERS) and bool(_SUSPECT.search(text))
