"""What stands above the whys until there are some: the template's guide, or what the template does not print."""

from __future__ import annotations

import re

from postmortem_gui.core.template import Template

_SHORT = 50
"""Characters; after a sentence of fewer there is room for the next one."""


def guide_words(template: Template) -> tuple[str, str]:
    """Return what stands below the title, and its tooltip: the template's guide, or what it does not print."""
    kinds = {spec.kind: spec for spec in template.sections}
    name = template.name or "This template"
    if "whys" in kinds:
        whole = kinds["whys"].guide or "Stop at the deepest answer about the system that you can act on."
        sentences = re.split(r"(?<=[.?!]) ", whole)
        return sentences[0] if len(sentences[0]) > _SHORT else " ".join(sentences[:2]), whole
    if "root_cause" in kinds:
        return f"“{name}” prints the root cause. The whys stay in the file.", ""
    return f"“{name}” prints none of this. It stays in the file.", ""
