"""``python -m allmende`` is the program ``allmende``."""

import sys

from allmende.cli import main

sys.exit(main())
