"""Money, dates, identifiers, words and errors: the vocabulary that every room uses."""
