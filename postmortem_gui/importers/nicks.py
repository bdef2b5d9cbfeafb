"""How other chats look when they are copied: Discord, Mattermost, IRC, and those of telephones and meetings."""

from __future__ import annotations

from postmortem_gui.importers.chat import Dialect, patterns
from postmortem_gui.importers.chat_heads import bracket, dated_colon, name_above, name_time, nick, time_alone

NICKS = Dialect(
    forms=(nick, bracket, dated_colon, name_time, name_above, time_alone),
    noise=patterns(r"\(edited\)|edited", r"new(?: messages?)?", r"\d+ repl(?:y|ies)", r"<media omitted>"),
    coming=patterns(r"(?:has )?(?:joined|left|quit)\b.{0,60}$", r"(?:added|removed) .* (?:to|from) the "),
    marks=patterns(
        r"^\s*\[?[\d:-]+.{0,24}\]?\s<[^<>\s]{1,40}>",
        r" [—–] (?:today|yesterday|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}:\d\d)",
        r"^\s*\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? .{4,14}\]? ?- ",
        r"^--- (?:day changed|log opened)",
        r"^[\d:]{5,8}\s+from .* to ",
    ),
)
