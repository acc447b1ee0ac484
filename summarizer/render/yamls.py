"""The brief as one YAML document in block style, with the keys of the JSON form, lossless."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.brief import Brief

if TYPE_CHECKING:
    import yaml

# PyYAML writes these raw in single quotes and reads the first back as a line feed.
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")


def block(brief: Brief) -> str:
    """A YAML document led by `---`, so that several written one after another are a stream."""
    import yaml

    return yaml.dump(
        brief.model_dump(mode="json"),
        Dumper=_dumper(),
        explicit_start=True,
        sort_keys=False,
        allow_unicode=True,
        width=88,
    ).rstrip("\n")


@cache
def _dumper() -> type[yaml.SafeDumper]:
    import yaml

    class Dumper(yaml.SafeDumper):
        """The safe dumper, which also keeps unusual line breaks."""

    def string(dumper: Dumper, text: str) -> yaml.ScalarNode:
        style = '"' if _LINE_BREAKS.search(text) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, string)
    return Dumper
