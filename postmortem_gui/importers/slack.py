"""How Slack's channels look when they are copied."""

from __future__ import annotations

from postmortem_gui.importers.chat import Dialect, patterns
from postmortem_gui.importers.chat_heads import bracket, name_above, name_time, time_alone

SLACK = Dialect(
    forms=(bracket, name_time, name_above, time_alone),
    noise=patterns(
        r"\(edited\)",
        r"new(?: messages?)?",
        r"replied to a thread:.*",
        r"also sent (?:to the channel|as direct message)",
        r"saved for later.*|in channel|pinned by .*|only visible to you",
        r"\d+ files?|view message|posted in #\S+.*|show (?:more|less)|added by .*",
    ),
    aside=patterns(
        r"\d+ repl(?:y|ies)(?:\s+last reply .*|\s*view thread)?",
        r"last reply .*",
        r"view (?:thread|reply|newer replies)",
        r"thread",
    ),
    coming=patterns(r"(?:has )?(?:joined|left) (?:#|the channel|the conversation)", r"was (?:added to|removed from) "),
    marks=patterns(
        r"\(edited\)$",
        r"\bAPP\b",
        r"^\d+ repl(?:y|ies)\b",
        r"^last reply ",
        r"^\s*:[a-z0-9_+'-]+:",
        r"^(?:joined|left) #",
        r"^\s{2,}\d{1,2}:\d\d",
        r"^replied to a thread:",
        r"\S  \d{1,2}:\d\d(?: [AP]M)?$",
    ),
)
