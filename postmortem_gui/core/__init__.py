"""What a postmortem is: frozen values and the functions between them; no Qt, no files, no clock."""
