"""`python -m postmortem_gui`."""

from __future__ import annotations

import sys

from postmortem_gui.app import main

sys.exit(main(sys.argv[1:]))
