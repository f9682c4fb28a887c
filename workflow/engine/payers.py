"""Who pays what, as the co-financing tree of a scheme says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from workflow.engine.versions import PerVersion
from workflow.schemes.catalogue import LoadedScheme
from workflow.schemes.model import FundingNode
from workflow.schemes.vocabulary import PUBLIC_SOURCES, Source

Payers = Mapping[str, frozenset[Source]]
"""The sources from which each payer may give, by the payer's id."""


def payers_of(loaded: LoadedScheme) -> Payers:
    """The payers of the scheme's tree; the running body alone, from any public source, where no leaf names one.

    A leaf without a payer is aid asked elsewhere: it is shown, and decides nothing here.
    """
    return _payers(loaded)


def _read(loaded: LoadedScheme) -> Payers:
    scheme = loaded.scheme
    payers: dict[str, frozenset[Source]] = {}
    tree = scheme.co_financing.tree if scheme.co_financing else None
    for leaf in _leaves(tree):
        if leaf.payer is not None:
            payers[leaf.payer] = payers.get(leaf.payer, frozenset()) | frozenset(leaf.sources)
    return MappingProxyType(payers or {scheme.running_body.id: frozenset(PUBLIC_SOURCES)})


def _leaves(node: FundingNode | None) -> Iterator[FundingNode]:
    if node is None:
        return
    if not node.children:
        yield node
    for child in node.children:
        yield from _leaves(child)


_payers: PerVersion[Payers] = PerVersion(_read)
