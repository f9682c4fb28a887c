"""Installation: the catalogue is written to the record, so that applications can pin what they follow."""

from __future__ import annotations

from typing import Final

from workflow.schemes.model import FundingNode, Scheme
from workflow.services.context import Context
from workflow.services.versions import current_version_id
from workflow.store import schemes
from workflow.store.tables import Call
from workflow.store.tables.people import BodyKind

PAYERS: Final[dict[str, tuple[str, BodyKind]]] = {
    "region-nouvelle-aquitaine": ("Région Nouvelle-Aquitaine", "region"),
    "region-bretagne": ("Région Bretagne", "region"),
    "bretagne-active": ("Bretagne Active", "delegated_manager"),
    "tag-bzh": ("TAg BZH", "partner"),
    "adi-na": ("ADI-NA", "agency"),
    "atis": ("ATIS", "partner"),
    "feder-bretagne": ("FEDER Bretagne (autorité de gestion)", "fund"),
    "feder-nouvelle-aquitaine": ("FEDER Nouvelle-Aquitaine (autorité de gestion)", "fund"),
    "etat": ("État", "state"),
    "autres-collectivites-bretonnes": ("Autres collectivités bretonnes", "authorities"),
}
"""Bodies that schemes name, beside those that run one."""


def synchronise(context: Context) -> None:
    """Write every body, version and call of the catalogue to the record; nothing changes the second time."""
    running = {loaded.scheme.running_body.id for loaded in context.catalogue.all()}
    for body_id, (name, kind) in PAYERS.items():
        if body_id not in running:
            schemes.register_body(context.session, body_id, name, kind)
    for loaded in context.catalogue.all():
        _bodies(context, loaded.scheme)
        current_version_id(context, loaded)
        for call in loaded.scheme.calls:
            row = Call(
                scheme_id=loaded.id,
                slug=call.id,
                title=call.title,
                opens_on=call.opens,
                closes_on=call.closes,
                demonstration=call.demonstration,
            )
            known = [one for one in schemes.calls(context.session, loaded.id) if one.slug == call.id]
            row.envelope_id = known[0].envelope_id if known else None
            schemes.register_call(context.session, row, call.cut_offs)


def _bodies(context: Context, scheme: Scheme) -> None:
    body = scheme.running_body
    schemes.register_body(
        context.session, body.id, body.name, body.kind, siren=body.siren, siret=body.siret, region=scheme.region
    )
    known = schemes.body_names(context.session)
    named = set(_payers(scheme.co_financing.tree if scheme.co_financing else None))
    named |= {committee.body for committee in scheme.committees}
    for payer in sorted(named - known.keys()):
        schemes.register_body(context.session, payer, payer.replace("-", " ").capitalize(), "authorities")


def _payers(node: FundingNode | None) -> list[str]:
    if node is None:
        return []
    return [*([node.payer] if node.payer else []), *(payer for child in node.children for payer in _payers(child))]
