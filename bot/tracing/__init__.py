"""Traces of requests for OpenTelemetry; off unless an address is set."""
