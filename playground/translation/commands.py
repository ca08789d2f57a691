"""The commands for translators: begin a language, check it, bring it up to date."""

import argparse
from pathlib import Path

from playground.text import text
from playground.text.catalogues import FALLBACK_LANGUAGE
from playground.translation.checking import check
from playground.translation.files import Files, new, texts_folder, update
from playground.translation.reading import TranslationError


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of `playground translate` to a parser."""
    for name, run in {"new": _new, "check": _check, "update": _update}.items():
        words = text(f"cli.translate_{name}")
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("language", metavar="LANGUAGE", help=text("cli.language"))
        command.add_argument("--texts", type=Path, help=text("cli.texts"), default=texts_folder())
        if name == "update":
            command.add_argument("seen", nargs="*", metavar="KEY", help=text("cli.seen"))
        command.set_defaults(run=run)


def _new(options: argparse.Namespace) -> int:
    try:
        files = new(options.texts, options.language)
    except FileExistsError as error:
        raise TranslationError(text("translate.exists", file=error)) from None
    except ValueError:
        raise TranslationError(text("translate.no_language", language=options.language)) from None
    except ModuleNotFoundError:
        raise TranslationError(text("translate.no_babel")) from None
    for file in files:
        print(text("cli.written", file=file))
    return 0


def _check(options: argparse.Namespace) -> int:
    """Say what is to be done; what is left to translate is no fault."""
    _require(options)
    found = check(options.texts, options.language)
    for one in found:
        print(text(f"translate.{one.kind}", entry=one.key, detail=one.detail))
    missing = sum(one.kind == "missing" for one in found)
    stale = sum(one.kind == "stale" for one in found)
    faults = sum(one.is_fault for one in found)
    print(text("translate.summary", missing=missing, stale=stale, faults=faults))
    return int(faults > 0)


def _update(options: argparse.Namespace) -> int:
    _require(options)
    for key in update(options.texts, options.language, options.seen):
        print(text("translate.dropped", entry=key))
    print(text("cli.written", file=Files(options.texts, options.language).catalogue))
    return 0


def _require(options: argparse.Namespace) -> None:
    file = Files(options.texts, options.language).catalogue
    if not file.exists() or options.language == FALLBACK_LANGUAGE:
        raise TranslationError(text("translate.none", language=options.language))
