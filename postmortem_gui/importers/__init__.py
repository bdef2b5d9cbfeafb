"""Ways in: text or bytes become a postmortem and a list of what was not understood."""
