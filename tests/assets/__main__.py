"""`make assets`: writes what pages load of others anew, after a new version or when a page shows more of it."""

from tests.assets import fonts, styles


def main() -> None:
    made = fonts.parts() | {styles.SHIPPED: styles.used_part().encode()}
    for path, content in made.items():
        path.write_bytes(content)
        print(f"{path.name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
