"""Reading and writing durations."""

from __future__ import annotations

import re

_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
_NUMBER = r"(\d{1,6}(?:[.,]\d{1,4})?)(?![\d.,])"
_WORDS = re.compile(
    rf"(?:{_NUMBER}\s*(?:d|days?))?\s*(?:{_NUMBER}\s*(?:h|hrs?|hours?))?\s*"
    rf"(?:{_NUMBER}\s*(?:m|mins?|minutes?)?)?\s*(?:{_NUMBER}\s*(?:s|secs?|seconds?))?",
    re.IGNORECASE | re.ASCII,
)
_SIZES = (86_400, 3_600, 60, 1)


def read_duration(text: str) -> int | None:
    """Return the seconds of `28`, `28m`, `1h 5m`, `00:28`, `90 min`, `2 d 3 h`; None for what is no duration.

    A number alone is minutes, and `00:28` is hours and minutes.
    """
    text = " ".join(text.split())
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(number or 0) for number in clock.groups())
        return hours * 3_600 + minutes * 60 + seconds
    words = _WORDS.fullmatch(text) if len(text) <= 60 else None
    if words is None or not any(words.groups()):
        return None
    numbers = (float(number.replace(",", ".")) if number else 0 for number in words.groups())
    return round(sum(number * size for number, size in zip(numbers, _SIZES, strict=True)))


def show_duration(seconds: int, form: str = "words") -> str:
    """Return a duration as `HH:MM` (rounded to the minute, hours beyond 24 too) or in "words": `1 h 5 min`.

    A negative one is nothing that can be said: an empty text.
    """
    if seconds < 0:
        return ""
    if form == "HH:MM":
        minutes = (seconds + 30) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    words = []
    for size, unit in zip(_SIZES, ("d", "h", "min", "s"), strict=True):
        count, seconds = divmod(seconds, size)
        if count:
            words.append(f"{count} {unit}")
    return " ".join(words) or "0 min"


def show_range(least: int, most: int, form: str = "words") -> str:
    """Return a duration that lies between two: `21 to 26 min`, `1 h 55 min to 2 h 5 min`, `00:21 to 00:26`.

    From a minute on both ends are whole minutes, the first rounded down and the last up, so that it still is true.
    """
    if most >= 60:
        least, most = least - least % 60, most + -most % 60
    first, last = show_duration(least, form), show_duration(most, form)
    if first == last:
        return first
    number, _, unit = first.partition(" ")
    return f"{number} to {last}" if unit and last.partition(" ")[2] == unit else f"{first} to {last}"
