#!/usr/bin/env python
"""Django's command line, with the embedded servers of the data folder where DATABASE_URL names no other."""

import os
import sys

from django.core.management import execute_from_command_line

from portal.embedded.command import surroundings
from portal.embedded.problem import Unusable


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    try:
        with surroundings(sys.argv):
            execute_from_command_line(sys.argv)
    except Unusable as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
