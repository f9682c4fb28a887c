"""What must agree inside one scheme: ids, questions, documents, committees, money, calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from workflow.kernel.words import Words
from workflow.schemes.checks import MONEY_INSTRUMENTS
from workflow.schemes.expressions import ExpressionError
from workflow.schemes.faults import Fault, KeyPath
from workflow.schemes.form import Field
from workflow.schemes.form_reading import document_scope, read_form
from workflow.schemes.model import FundingNode, Scheme
from workflow.schemes.process import Workflow

_BOUNDED: Final = frozenset({"text", "long_text", "integer", "block"})


def check_scheme(scheme: Scheme, workflow: Workflow | None) -> list[Fault]:
    """Every inconsistency of ``scheme``, whose resolved workflow is ``workflow``."""
    return [
        *_identity(scheme),
        *_unique_ids(scheme),
        *_questions(scheme),
        *read_form(scheme.form)[1],
        *_document_conditions(scheme),
        *_calls(scheme),
        *_money(scheme),
        *_tree(scheme),
        *_committees(scheme, workflow),
        *_instrument(scheme),
    ]


def _identity(scheme: Scheme) -> Iterator[Fault]:
    if scheme.id.split("/")[0] != scheme.region:
        yield Fault(("region",), "scheme_identity", _REGION)
    codes = {"bretagne": ("FRH0",), "nouvelle-aquitaine": ("FRI1", "FRI2", "FRI3")}[scheme.region]
    for index, code in enumerate(scheme.territory.nuts2):
        if code not in codes:
            yield Fault(("territory", "nuts2", index), "scheme_identity", _nuts(code, codes))


def _unique_ids(scheme: Scheme) -> Iterator[Fault]:
    lists: tuple[tuple[KeyPath, str, Sequence[str]], ...] = (
        (("calls",), "id", [call.id for call in scheme.calls]),
        (("scoring",), "id", [criterion.id for criterion in scheme.scoring]),
        (("committees",), "id", [body.id for body in scheme.committees]),
        (("documents",), "id", [document.id for document in scheme.documents]),
        (("form", "sections"), "id", [section.id for section in scheme.form.sections]),
        (("path",), "scheme", [step.scheme for step in scheme.path]),
    )
    for path, key, ids in lists:
        yield from _repeats([((*path, index, key), word) for index, word in enumerate(ids)])
    fields = list(_fields(scheme))
    yield from _repeats([((*path, "id"), one.id) for path, one in fields])
    for path, one in fields:
        yield from _repeats(
            [((*path, "options", index, "value"), option.value) for index, option in enumerate(one.options)]
        )


def _repeats(items: Iterable[tuple[KeyPath, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, word in items:
        if word in seen:
            yield Fault(path, "duplicate_id", _twice(word))
        seen.add(word)


def _fields(scheme: Scheme) -> Iterator[tuple[KeyPath, Field]]:
    for index, section in enumerate(scheme.form.sections):
        yield from _nested(("form", "sections", index), section.fields)


def _nested(path: KeyPath, fields: Sequence[Field]) -> Iterator[tuple[KeyPath, Field]]:
    for index, one in enumerate(fields):
        here = (*path, "fields", index)
        yield here, one
        yield from _nested(here, one.fields)


def _questions(scheme: Scheme) -> Iterator[Fault]:
    for path, one in _fields(scheme):
        if (one.type in ("choice", "choices")) != bool(one.options):
            yield Fault((*path, "options"), "form_options", _OPTIONS)
        if (one.type == "block") != bool(one.fields):
            yield Fault((*path, "fields"), "form_block", _BLOCK)
        if one.type == "block" and any(child.type == "block" for child in one.fields):
            yield Fault((*path, "fields"), "form_block", _NO_NESTED_BLOCK)
        if one.type not in _BOUNDED and (one.minimum is not None or one.maximum is not None):
            yield Fault((*path, "maximum"), "form_bounds", _UNBOUNDED)
        if one.minimum is not None and one.maximum is not None and one.minimum > one.maximum:
            yield Fault((*path, "minimum"), "form_bounds", _BOUNDS)


def _document_conditions(scheme: Scheme) -> Iterator[Fault]:
    scope = document_scope(scheme.form)
    for index, document in enumerate(scheme.documents):
        if document.when is not None:
            try:
                scope.condition(document.when)
            except ExpressionError as fault:
                yield Fault(("documents", index, "when"), "expression", fault.words)


def _calls(scheme: Scheme) -> Iterator[Fault]:
    for index, call in enumerate(scheme.calls):
        here = ("calls", index)
        if call.closes is not None and call.closes < call.opens:
            yield Fault((*here, "closes"), "call_window", _CLOSES)
        if list(call.cut_offs) != sorted(set(call.cut_offs)):
            yield Fault((*here, "cut_offs"), "call_window", _ORDERED)
        for rank, day in enumerate(call.cut_offs):
            if day < call.opens or (call.closes is not None and day > call.closes):
                yield Fault((*here, "cut_offs", rank), "call_window", _OUTSIDE)


def _money(scheme: Scheme) -> Iterator[Fault]:
    if scheme.instrument not in MONEY_INSTRUMENTS:
        return
    if scheme.co_financing is None:
        yield Fault(("co_financing",), "missing_key", _needs("co_financing"))
    elif not {"region", "scheme"} & set(scheme.co_financing.admits):
        yield Fault(("co_financing", "admits"), "own_source", _OWN_SOURCE)
    if scheme.costs is None:
        yield Fault(("costs",), "missing_key", _needs("costs"))
    caps = scheme.caps
    if caps.amount_floor and caps.amount_cap and caps.amount_floor > caps.amount_cap:
        yield Fault(("caps", "amount_floor"), "caps_order", _FLOOR)
    if caps.aid_rate_from and (caps.aid_rate is None or caps.aid_rate_from > caps.aid_rate):
        yield Fault(("caps", "aid_rate_from"), "caps_order", _RATE_FROM)


def _tree(scheme: Scheme) -> Iterator[Fault]:
    co_financing = scheme.co_financing
    if co_financing is None:
        return
    yield from _repeats([(("co_financing", "admits", i), one) for i, one in enumerate(co_financing.admits)])
    if co_financing.tree is None:
        return
    nodes = list(_tree_nodes(("co_financing", "tree"), co_financing.tree))
    yield from _repeats([((*path, "id"), node.id) for path, node in nodes])
    yield from _repeats([((*path, "sources"), source) for path, node in nodes for source in node.sources])
    for path, node in nodes:
        if bool(node.children) == bool(node.sources):
            yield Fault(path, "funding_tree", _LEAF)
        if node.payer is not None and node.children:
            yield Fault((*path, "payer"), "funding_tree", _LEAF_PAYER)
        for source in node.sources:
            if source not in co_financing.admits:
                yield Fault((*path, "sources"), "funding_tree", _not_admitted(source))


def _tree_nodes(path: KeyPath, node: FundingNode) -> Iterator[tuple[KeyPath, FundingNode]]:
    yield path, node
    for index, child in enumerate(node.children):
        yield from _tree_nodes((*path, "children", index), child)


def _committees(scheme: Scheme, workflow: Workflow | None) -> Iterator[Fault]:
    if workflow is None:
        return
    has_stage = any(state.stage == "committee" for state in workflow.states)
    decides = any(body.role == "decides" for body in scheme.committees)
    if has_stage and not decides:
        yield Fault(("committees",), "committee_missing", _NO_COMMITTEE)


def _instrument(scheme: Scheme) -> Iterator[Fault]:
    is_path = scheme.instrument == "path"
    if is_path != (scheme.workflow is None):
        yield Fault(("workflow",), "missing_key", _PATH_WORKFLOW if is_path else _needs("workflow"))
    if is_path != bool(scheme.path):
        yield Fault(("path",), "missing_key", _NO_PATH if not is_path else _needs("path"))
    if (scheme.instrument == "repayable_advance") != (scheme.advance is not None):
        yield Fault(("advance",), "missing_key", _ADVANCE)
    if scheme.advance is not None and scheme.advance.deferral_months >= scheme.advance.total_months:
        yield Fault(("advance", "deferral_months"), "advance_terms", _DEFERRAL)


def _needs(key: str) -> Words:
    return Words(
        fr=f"La clé « {key} » est attendue pour un dispositif de cette nature.",
        en=f"The key “{key}” is expected for a scheme of this instrument.",
    )


def _twice(word: str) -> Words:
    return Words(
        fr=f"« {word} » est déjà utilisé plus haut : chaque identifiant ne sert qu’une fois.",
        en=f"“{word}” is already used above: each identifier serves once.",
    )


def _nuts(code: str, codes: Sequence[str]) -> Words:
    listed = ", ".join(codes)
    return Words(
        fr=f"{code} n’est pas dans la région du dispositif : {listed} attendu.",
        en=f"{code} is not in the scheme’s region: {listed} expected.",
    )


def _not_admitted(source: str) -> Words:
    return Words(
        fr=f"La source « {source} » figure dans l’arbre sans être admise par « admits ».",
        en=f"The source “{source}” is in the tree but “admits” does not list it.",
    )


_REGION = Words(
    fr="La région doit être celle de l’identifiant du dispositif.", en="The region must be the one of the scheme’s id."
)
_OPTIONS = Words(
    fr="Un champ choice ou choices propose des « options », et lui seul.",
    en="A choice or choices field offers “options”, and no other field does.",
)
_BLOCK = Words(
    fr="Un champ block contient des « fields », et lui seul.",
    en="A block field holds “fields”, and no other field does.",
)
_NO_NESTED_BLOCK = Words(fr="Un bloc ne contient pas d’autre bloc.", en="A block does not hold another block.")
_UNBOUNDED = Words(
    fr="« minimum » et « maximum » ne valent que pour text, long_text, integer et block.",
    en="“minimum” and “maximum” only apply to text, long_text, integer and block.",
)
_BOUNDS = Words(fr="Le minimum dépasse le maximum.", en="The minimum is above the maximum.")
_CLOSES = Words(fr="L’appel ferme avant d’ouvrir.", en="The call closes before it opens.")
_ORDERED = Words(
    fr="Les dates de relève se suivent dans l’ordre, sans doublon.", en="The cut-offs follow in order, without repeats."
)
_OUTSIDE = Words(
    fr="Cette date de relève est hors de la période de l’appel.", en="This cut-off is outside the call’s window."
)
_OWN_SOURCE = Words(
    fr="« admits » doit comprendre la source du dispositif : region, ou scheme pour un fonds délégué.",
    en="“admits” must hold the scheme’s own source: region, or scheme for a delegated fund.",
)
_FLOOR = Words(fr="Le plancher dépasse le plafond.", en="The floor is above the cap.")
_RATE_FROM = Words(
    fr="« aid_rate_from » est le bas d’une fourchette dont « aid_rate » est le haut.",
    en="“aid_rate_from” is the lower end of a range whose upper end is “aid_rate”.",
)
_LEAF = Words(
    fr="Un nœud a soit des « children », soit des « sources ».", en="A node has either “children” or “sources”."
)
_LEAF_PAYER = Words(fr="Seule une feuille a un « payer ».", en="Only a leaf has a “payer”.")
_NO_COMMITTEE = Words(
    fr="Le parcours passe en comité : déclarez une instance qui décide (role: decides).",
    en="The workflow goes before a committee: declare a body that decides (role: decides).",
)
_PATH_WORKFLOW = Words(
    fr="Une trajectoire n’a pas de parcours à elle : retirez « workflow ».",
    en="A path has no workflow of its own: remove “workflow”.",
)
_NO_PATH = Words(
    fr="Seule une trajectoire (instrument: path) énumère des étapes dans « path ».",
    en="Only a path (instrument: path) lists steps in “path”.",
)
_ADVANCE = Words(
    fr="« advance » accompagne une avance remboursable, et elle seule.",
    en="“advance” goes with a repayable advance, and with nothing else.",
)
_DEFERRAL = Words(
    fr="Le différé doit être plus court que la durée totale.", en="The deferral must be shorter than the whole term."
)
