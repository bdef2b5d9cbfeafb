"""How a postmortem reads: pure functions from values to text or bytes, one exporter a module."""
