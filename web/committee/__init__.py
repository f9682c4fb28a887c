"""The committee's pages: agenda, attendance, votes, decisions."""
