"""Figures for operators in Prometheus' format; which there are says docs/metrics.md."""
