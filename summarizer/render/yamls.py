"""The brief as one YAML document in block style, with the keys of the JSON form, lossless."""

from __future__ import annotations

from summarizer.brief import Brief


def block(brief: Brief) -> str:
    """A YAML document led by `---`, so that several written one after another are a stream."""
    import yaml

    data = brief.model_dump(mode="json")
    return yaml.safe_dump(
        data, explicit_start=True, sort_keys=False, allow_unicode=True, width=88
    ).rstrip("\n")
