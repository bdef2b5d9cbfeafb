"""How chats and channels of Microsoft Teams look when they are copied."""

from __future__ import annotations

from postmortem_gui.importers.chat import Dialect, patterns
from postmortem_gui.importers.chat_heads import bracket, name_above, name_time, time_alone

_FEELINGS = r"(?:like|heart|laugh|surprised|sad|angry|thumbs up)"

TEAMS = Dialect(
    forms=(bracket, name_time, name_above, time_alone),
    noise=patterns(
        r"edited",
        r"(?:important|urgent)!?",
        rf"{_FEELINGS}(?: \d+)?|\d+ {_FEELINGS}(?: reactions?)?\.?",
        r"has context menu|see more|see less|reply|translate|last read|begin reference.*|end reference.*",
    ),
    aside=patterns(
        r"\d+ repl(?:y|ies)(?: from .*)?",
        r"(?:open|collapse|show) (?:all|\d+ repl(?:y|ies).*)",
        r"(?:meeting|call) (?:started|ended)\b.*|missed (?:call|meeting).*|recording (?:started|stopped).*",
    ),
    coming=patterns(
        r"(?:has )?(?:joined|left) (?:the (?:chat|team|meeting|call))", r"(?:added|removed) .* (?:to|from) the "
    ),
    marks=patterns(
        r"^edited$",
        r"^\s*\[\d{1,2}/\d{1,2}[ /]",
        r"^\s*\[(?:yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day) ",
        r"^meeting (?:started|ended)",
        rf"^(?:{_FEELINGS} \d+|\d+ {_FEELINGS}(?: reactions?)?\.?)$",
        r"^last read$|^\d+ repl(?:y|ies) from ",
        r"\d{1,2}/\d{1,2}(?:/\d{4})? \d{1,2}:\d\d",
    ),
)
