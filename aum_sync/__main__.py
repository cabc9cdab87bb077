"""``python -m aum_sync`` is ``aum-sync``."""

from aum_sync.cli.main import main

if __name__ == "__main__":
    main()
