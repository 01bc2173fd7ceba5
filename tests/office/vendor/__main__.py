"""Takes what FOLDER holds."""

import sys
from pathlib import Path

from tests.office.vendor import take

take(Path(sys.argv[1]))
