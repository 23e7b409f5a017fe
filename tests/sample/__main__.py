"""`python -m tests.sample` writes the shipped sample anew."""

from tests.sample.pages import SHIPPED, write

if __name__ == "__main__":
    print(f"{SHIPPED.name}: {write():,} bytes")  # noqa: T201 (a command's answer)
