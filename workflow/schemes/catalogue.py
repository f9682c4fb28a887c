"""A scheme ready to run, and the catalogue of all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from workflow.kernel.errors import NotFound
from workflow.schemes.form import Field
from workflow.schemes.form_reading import APPLICANT_KIND, FormReading, document_scope, read_form
from workflow.schemes.model import Document, Scheme
from workflow.schemes.process import Workflow
from workflow.schemes.regulations import Regulations
from workflow.schemes.visibility import visible_fields
from workflow.schemes.vocabulary import BeneficiaryKind


@dataclass(frozen=True)
class LoadedScheme:
    """One version of a scheme with the workflow that it runs (``None`` for a path)."""

    scheme: Scheme
    base: Workflow | None
    reading: FormReading = field(repr=False, compare=False)

    @classmethod
    def of(cls, scheme: Scheme, workflow: Workflow | None) -> Self:
        """Compile the conditions of ``scheme``, which has passed its checks."""
        return cls(scheme, workflow, read_form(scheme.form)[0])

    @property
    def id(self) -> str:
        return self.scheme.id

    @property
    def version(self) -> str:
        return self.scheme.version

    @property
    def has_workflow(self) -> bool:
        """Whether one can apply here: a path only links other schemes."""
        return self.base is not None

    @property
    def workflow(self) -> Workflow:
        """The workflow that applications follow.

        Raises:
            NotFound: the scheme is a path, which has none.
        """
        if self.base is None:
            raise NotFound
        return self.base

    @cached_property
    def digest(self) -> str:
        """SHA-256 of :meth:`to_json`, in hexadecimal; computed once."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """The canonical JSON that the record keeps for an application that pins this version."""
        whole = {"scheme": _plain(self.scheme), "workflow": _plain(self.base) if self.base else None}
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The scheme that :meth:`to_json` wrote, as it was then: today's checks are not asked of it."""
        whole = json.loads(text)
        workflow = whole["workflow"]
        return cls.of(Scheme.model_validate(whole["scheme"]), Workflow.model_validate(workflow) if workflow else None)

    def visible_fields(self, answers: Mapping[str, object]) -> tuple[Field, ...]:
        """The questions asked of somebody who answered ``answers``, in order (blocks as one field)."""
        return tuple(one for _, fields in visible_fields(self.scheme.form, self.reading, answers) for one in fields)

    def required_documents(
        self, answers: Mapping[str, object], applicant_kind: BeneficiaryKind | None = None
    ) -> tuple[Document, ...]:
        """The documents asked of this applicant, optional ones included (see ``Document.optional``)."""
        scope = document_scope(self.scheme.form)
        shown = {one.id for one in self.visible_fields(answers)}
        facts = {key: value for key, value in answers.items() if key in shown} | {APPLICANT_KIND: applicant_kind}
        return tuple(
            document
            for document in self.scheme.documents
            if document.when is None or scope.condition(document.when).holds(facts)
        )


@dataclass(frozen=True)
class Catalogue:
    """Every scheme that Octroi runs, and the dated limits of the law."""

    schemes: Mapping[str, LoadedScheme]
    workflows: Mapping[str, Workflow]
    regulations: Regulations

    def all(self) -> tuple[LoadedScheme, ...]:
        """Every scheme, by region then by name."""
        return tuple(self.schemes[key] for key in sorted(self.schemes))

    def get(self, scheme_id: str) -> LoadedScheme:
        """The scheme ``region/name``, or ``name`` alone where only one region has it.

        Raises:
            NotFound: there is none, or the short name is ambiguous.
        """
        if scheme_id in self.schemes:
            return self.schemes[scheme_id]
        named = [loaded for key, loaded in self.schemes.items() if key.split("/")[1] == scheme_id]
        if len(named) != 1:
            raise NotFound
        return named[0]

    def at(self, scheme_id: str, version: str) -> LoadedScheme:
        """The scheme at ``version``, where that is the one in force.

        Raises:
            NotFound: the catalogue holds another version; the record keeps the JSON of older ones.
        """
        loaded = self.get(scheme_id)
        if loaded.version != version:
            raise NotFound
        return loaded


def _plain(part: Scheme | Workflow) -> dict[str, Any]:
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
