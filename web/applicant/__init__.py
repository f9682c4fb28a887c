"""The applicant's pages: draft, deposit, follow-up."""
