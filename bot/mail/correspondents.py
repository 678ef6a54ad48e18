"""Whose mails they are: our own, those of the office, or of anybody else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Correspondents:
    """Who is who among the senders; all addresses in lower case.

    ``staff`` holds addresses, or domains with their ``@`` in front.
    """

    own_address: str
    staff: frozenset[str]

    @property
    def domain(self) -> str:
        """Return the domain in the ids of our mails."""
        return self.own_address.rpartition("@")[2]

    def is_staff(self, sender: str) -> bool:
        """Tell whether the office wrote."""
        return sender in self.staff or f"@{sender.rpartition('@')[2]}" in self.staff
