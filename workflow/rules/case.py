"""One funding plan under one scheme on one day: what every rule of a verdict takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflow.rules.plan import FundingPlan
from workflow.schemes.model import Scheme
from workflow.schemes.regulations import Regulations


@dataclass(frozen=True, slots=True)
class Case:
    """The facts of a verdict.

    ``on`` is the day of the check, in Paris: of deposit for the windows, of grant for the law. ``filed``
    says that the application is being submitted or decided: a fact that a stated rule needs and that is
    missing then makes the rule fail, where a what-if merely answers that the rule cannot be checked.
    ``applications`` counts the applications of the applicant in the call, this one included.
    """

    scheme: Scheme
    regulations: Regulations
    plan: FundingPlan
    on: date
    filed: bool = False
    applications: int | None = None
