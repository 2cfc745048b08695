"""Families of models whose name and number belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

KNOWN: Final = frozenset(
    {
        *("Apache", "Claude", "Codestral", "Command", "DALL·E", "DALL-E", "DeepSeek", "Devstral", "Falcon", "Flux"),
        *("GLM", "GPT", "Gemini", "Gemma", "Granite", "Grok", "Imagen", "Kimi", "LLaMA", "Llama", "Magistral"),
        *("Midjourney", "MiniMax", "Ministral", "Mistral", "Mistral Large", "Mistral Medium", "Mistral Small"),
        *("Mixtral", "Nemotron", "OLMo", "Olmo", "Phi", "Pixtral", "Qwen", "SmolLM", "Sonnet", "Opus", "Haiku"),
        *("Stable Diffusion", "Tülu", "Veo", "Vicuna", "Yi"),
    }
)
"""Names that stand before the number of a model or version, whether or not a library has a register."""

_LAST = re.compile(r"[\s-][^\s-]*[0-9][^\s-]*(?:[\s-].*)?\Z")


@lru_cache(maxsize=4)
def families(names: frozenset[str]) -> frozenset[str]:
    """Return the families that are known, and those of a register: "Llama" for "Llama 4 Scout"."""
    return KNOWN | frozenset(_firsts(names))


def _firsts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        first = _LAST.sub("", name)
        if first != name and first[:1].isalpha():
            yield first
