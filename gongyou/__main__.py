"""`python -m gongyou` is the `gongyou` command."""

from gongyou.cli import main

if __name__ == "__main__":
    main()
