"""Japanese text: cleaned before it is stored, folded before it is compared, cut into tokens before it is searched."""

from hoshin.kernel.text.clean import UnsafeText, clean_text
from hoshin.kernel.text.excerpt import Segment, excerpt
from hoshin.kernel.text.folding import normalise
from hoshin.kernel.text.search import Synonyms, Token, search_query, search_tokens, search_vector

__all__ = [
    "Segment",
    "Synonyms",
    "Token",
    "UnsafeText",
    "clean_text",
    "excerpt",
    "normalise",
    "search_query",
    "search_tokens",
    "search_vector",
]
