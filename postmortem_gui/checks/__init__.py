"""Is it ready? A postmortem and its template become findings, each with a place."""
