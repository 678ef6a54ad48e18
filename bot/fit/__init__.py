"""Passt-das-Check: which programmes fit a plan, which do not, and why; each rule with source."""
