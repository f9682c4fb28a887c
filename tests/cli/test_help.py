"""What every command says of itself, and how it refuses a call that it does not understand."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from workflow.cli.main import octroi


def _commands(command: click.Command = octroi, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            yield from _commands(one, (*words, name))


@pytest.mark.parametrize("words", list(_commands()), ids=" ".join)
def test_every_command_explains_itself_in_both_languages(call, words: tuple[str, ...]) -> None:
    french, english = call(*words, "--help"), call(*words, "--help", "--language", "en")
    assert (french.exit_code, english.exit_code) == (0, 0)
    assert "Afficher cette aide." in french.stdout
    assert "Show this help." in english.stdout
    assert french.stdout.splitlines()[2] != english.stdout.splitlines()[2]


@pytest.mark.parametrize("words", [words for words in _commands() if words], ids=" ".join)
def test_every_command_has_json(call, words: tuple[str, ...]) -> None:
    has_commands = "COMMAND" in call(*words, "--help").stdout.splitlines()[0]
    assert ("--json" in call(*words, "--help").stdout) is not has_commands


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("splt",), "« splt »"),
        (("split", "1.00", "--weigths", "a=1"), "--weights"),
        (("split", "1.00", "2.00", "--weights", "a=1"), "Un argument est de trop."),
        (("scheme", "list", "--language", "de"), "--language: "),
        (("split", "1.00", "--weights"), "--weights"),
        (("split",), "AMOUNT: "),
    ],
)
def test_a_call_that_it_does_not_understand_is_unusable_input(call, words: tuple[str, ...], said: str) -> None:
    result = call(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said.replace("« ", "«\u202f").replace(" »", "\u202f»") in result.stderr


def test_without_a_command_it_shows_what_there_is(call) -> None:
    result = call()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "scheme" in result.stderr


def test_it_says_its_version(call) -> None:
    assert call("--version").stdout.startswith("octroi ")
