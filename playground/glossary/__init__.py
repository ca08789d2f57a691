"""What the words on the page mean: sentences and pictures, which the page fetches on demand."""

from playground.glossary.glossary import SCOPES, Term, as_json, glossary

__all__ = ["SCOPES", "Term", "as_json", "glossary"]
