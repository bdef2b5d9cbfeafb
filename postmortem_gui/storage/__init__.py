"""Where a postmortem lives: atomic writes, migrations, recovery, templates, settings and logs; no Qt."""
