"""The engine and the pages know subjects, measures and dimensions; which indicators there are only the rooms know."""

import re

from hieuhoc.config.environment import ROOT
from hieuhoc.indicators.definition import declared_settings, indicators

WRITTEN = {".py", ".html", ".sql", ".js"}


def test_no_file_of_the_engine_or_of_the_web_names_an_indicator_or_a_setting() -> None:
    names = [indicator.code for indicator in indicators()] + list(declared_settings)
    assert len(names) > 7
    named = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    paths = [
        path
        for folder in ("indicators", "web")
        for path in sorted((ROOT / "hieuhoc" / folder).rglob("*"))
        if path.suffix in WRITTEN and not {"migrations", "vendor"}.intersection(path.parts)
    ]
    assert len(paths) > 200
    assert [str(path.relative_to(ROOT)) for path in paths if named.search(path.read_text("utf-8"))] == []
