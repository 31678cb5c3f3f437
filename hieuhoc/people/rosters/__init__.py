"""Sheets of people in bulk: columns cleaned, compared and written by the thousand."""
