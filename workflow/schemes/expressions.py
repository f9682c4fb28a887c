"""Conditions in scheme files: compiled when the file is read, evaluated over answers.

The language is rule-engine's, less what could be slow or surprising: no regular expression, no product or
power, no comprehension, no function. What is left takes a time proportional to its own length, which is
bounded, so that no evaluation needs a stopwatch. Numbers are exact decimals. An absent answer is null, and
a comparison with null does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from rule_engine import Context, DataType, Rule, ast, errors, type_resolver_from_dict

from workflow.kernel.clock import PARIS
from workflow.kernel.words import Words

Kind = Literal["text", "number", "yes_no", "date", "texts", "rows"]

MAXIMUM_LENGTH: Final = 500
_OPERATORS: Final = "== != < <= > >= + - and or not in .length"

_TYPES: Final[dict[Kind, Any]] = {
    "text": DataType.STRING,
    "number": DataType.FLOAT,
    "yes_no": DataType.BOOLEAN,
    "date": DataType.DATETIME,
    "texts": DataType.ARRAY(DataType.STRING),
    "rows": DataType.ARRAY(DataType.UNDEFINED),
}
_TOKEN: Final = re.compile(
    r"""\s+|d?"[^"\\]{0,200}"|d?'[^'\\]{0,200}'|[0-9]{1,15}(?:\.[0-9]{1,6})?(?![0-9A-Za-z_.])"""
    r"""|[A-Za-z_][A-Za-z0-9_]{0,60}|==|!=|<=|>=|<|>|\+|-|\(|\)|\[|\]|,|\.""",
    re.ASCII,
)
_REFUSED_WORDS: Final = frozenset({"for", "if"})
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?", re.ASCII)


class ExpressionError(Exception):
    """An expression that cannot be used; ``words`` says why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


@dataclass(frozen=True)
class Condition:
    """A compiled expression. ``names`` are the answers that it reads."""

    text: str
    names: frozenset[str]
    known: Mapping[str, Kind]
    rule: Rule

    def holds(self, answers: Mapping[str, object]) -> bool:
        """Whether the condition holds over ``answers`` (by field id, as JSON holds them)."""
        values = {name: _value(self.known[name], answers.get(name)) for name in self.names}
        try:
            return bool(self.rule.matches(values))
        except errors.EngineError:
            return False  # a comparison with an absent answer


def compile_condition(
    text: str, known: Mapping[str, Kind], options: Mapping[str, frozenset[str]] | None = None
) -> Condition:
    """Compile ``text`` over the ``known`` names; ``options`` lists the only values that a choice can take.

    Raises:
        ExpressionError: a name, an operator or a value that does not fit, or a result that is not yes or no.
    """
    return _compile(text, tuple(sorted(known.items())), tuple(sorted((options or {}).items())))


@lru_cache(maxsize=2048)
def _compile(
    text: str, known_items: tuple[tuple[str, Kind], ...], option_items: tuple[tuple[str, frozenset[str]], ...]
) -> Condition:
    _scan(text)
    known = dict(known_items)
    context = Context(
        type_resolver=type_resolver_from_dict({name: _TYPES[kind] for name, kind in known.items()}),
        default_timezone=PARIS,
        default_value=None,
    )
    try:
        rule = Rule(text, context=context)
    except errors.SymbolResolutionError as error:
        raise ExpressionError(_unknown_name(str(error.symbol_name), known)) from error
    except errors.EngineError as error:
        raise ExpressionError(_unreadable(text, str(getattr(error, "message", error)))) from error
    _check_nodes(rule, dict(option_items))
    return Condition(text, frozenset(context.symbols), known, rule)


def _scan(text: str) -> None:
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or token.group() in _REFUSED_WORDS:
            raise ExpressionError(_unreadable(text, f"{text[position : position + 12]!r}"))
        position = token.end()
    if not text.strip() or len(text) > MAXIMUM_LENGTH:
        raise ExpressionError(_LENGTH)


def _check_nodes(rule: Rule, options: Mapping[str, frozenset[str]]) -> None:
    if rule.statement.expression.result_type not in (DataType.BOOLEAN, DataType.UNDEFINED):
        raise ExpressionError(_NOT_A_CONDITION)
    for node in _nodes(rule.statement):
        if isinstance(node, ast.GetAttributeExpression) and node.name != "length":
            raise ExpressionError(_unreadable(rule.text, f".{node.name}"))
        if isinstance(node, ast.ComparisonExpression):
            _check_types(node)
            _check_options((node.left, node.right), options)
        if isinstance(node, ast.ContainsExpression):
            _check_options((node.container, node.member), options)


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    names = {*getattr(node, "__dict__", ()), *(name for kind in type(node).__mro__ for name in _slots(kind))}
    for name in names:
        value = getattr(node, name, None)
        for child in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(child, ast.ASTNodeBase):
                yield from _nodes(child)


def _slots(kind: type) -> tuple[str, ...]:
    slots = kind.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _check_types(node: Any) -> None:
    left, right = node.left.result_type, node.right.result_type
    if not (DataType.is_compatible(left, right) or DataType.NULL in (left, right)):
        raise ExpressionError(_mixed(str(left.name), str(right.name)))


def _check_options(sides: tuple[Any, Any], options: Mapping[str, frozenset[str]]) -> None:
    for one, other in (sides, sides[::-1]):
        if isinstance(one, ast.SymbolExpression) and one.name in options:
            for node in _nodes(other):
                if isinstance(node, ast.StringExpression) and node.value not in options[one.name]:
                    raise ExpressionError(_not_an_option(str(node.value), str(one.name), options[one.name]))


def _value(kind: Kind, answer: object) -> object:
    """An answer as the rule engine takes it; null (or an empty list) where it does not fit its kind."""
    if kind in ("texts", "rows"):
        return tuple(answer) if isinstance(answer, (list, tuple)) else ()
    if kind == "yes_no":
        return answer if isinstance(answer, bool) else None
    if kind == "number":
        return _number(answer)
    if not isinstance(answer, str) or not answer:
        return None
    return _date(answer) if kind == "date" else answer


def _number(answer: object) -> Decimal | None:
    if isinstance(answer, bool) or not isinstance(answer, (int, str)):
        return None
    text = str(answer)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _date(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def _unknown_name(name: str, known: Mapping[str, Kind]) -> Words:
    listed = ", ".join(sorted(known)) or "—"
    return Words(
        fr=f"La condition lit « {name} », qui n’est pas une question posée avant elle. Noms connus : {listed}.",
        en=f"The condition reads “{name}”, which is not a question asked before it. Known names: {listed}.",
    )


def _unreadable(text: str, reason: str) -> Words:
    return Words(
        fr=f"La condition « {text} » ne se lit pas ({reason}). Opérateurs admis : {_OPERATORS}.",
        en=f"The condition “{text}” cannot be read ({reason}). Admitted operators: {_OPERATORS}.",
    )


def _mixed(left: str, right: str) -> Words:
    return Words(
        fr=f"La condition compare deux valeurs de natures différentes ({left} et {right}).",
        en=f"The condition compares two values of different types ({left} and {right}).",
    )


def _not_an_option(value: str, field: str, options: frozenset[str]) -> Words:
    listed = ", ".join(sorted(options))
    return Words(
        fr=f"« {value} » n’est pas une réponse possible à « {field} ». Réponses possibles : {listed}.",
        en=f"“{value}” is not a possible answer to “{field}”. Possible answers: {listed}.",
    )


_LENGTH = Words(
    fr=f"Une condition compte de 1 à {MAXIMUM_LENGTH} caractères.",
    en=f"A condition has 1 to {MAXIMUM_LENGTH} characters.",
)
_NOT_A_CONDITION = Words(
    fr="Une condition doit donner oui ou non : comparez la réponse à une valeur.",
    en="A condition must give yes or no: compare the answer with a value.",
)
