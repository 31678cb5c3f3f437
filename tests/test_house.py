"""The laws of the house that no linter knows. Each check is a function of its own, tried on a planted breach too."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.models import ForeignKey, ManyToManyField, Model
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.generic import RedirectView, View

from hieuhoc.accounts.abilities import registry
from hieuhoc.config.environment import ROOT
from hieuhoc.lib.references import SetReference
from tests import house

# Who may be a stranger here: addresses open to everybody. Everything else asks who you are.
PUBLIC_VIEWS = {
    "hieuhoc.web.health.health",
    "hieuhoc.web.language.choose_language",
    "hieuhoc.web.public.activities.activities",
    "hieuhoc.web.public.activities.activity",
    "hieuhoc.web.public.activity_papers.activities_calendar",
    "hieuhoc.web.public.activity_papers.activity_calendar",
    "hieuhoc.web.public.activity_papers.activity_poster",
    "hieuhoc.web.public.activity_papers.sitemap",
    "hieuhoc.web.public.articles.article",
    "hieuhoc.web.public.articles.article_image",
    "hieuhoc.web.public.articles.articles",
    "hieuhoc.web.public.articles.articles_feed",
    "hieuhoc.web.public.checkins.checkin",
    "hieuhoc.web.public.checkins.checkin_kept",
    "hieuhoc.web.public.checkins.checkin_worker",
    "hieuhoc.web.public.course_certificates.course_certificate",
    "hieuhoc.web.public.consultations.comment_new",
    "hieuhoc.web.public.consultations.comment_sent",
    "hieuhoc.web.public.consultations.consultation",
    *(
        f"hieuhoc.web.public.credentials.{name}"
        for name in (
            "context",
            "credential",
            "credential_picture",
            "credential_token",
            "did",
            "keys",
            "status",
            "status_token",
        )
    ),
    "hieuhoc.web.public.figures.catalogue",
    "hieuhoc.web.public.figures.download",
    "hieuhoc.web.public.figures.overview",
    "hieuhoc.web.public.figures.place",
    "hieuhoc.web.public.funds.fund",
    "hieuhoc.web.public.funds.fund_gifts",
    "hieuhoc.web.public.funds.fund_uses",
    "hieuhoc.web.public.funds.funds",
    "hieuhoc.web.public.guide.guide",
    "hieuhoc.web.public.shared_records.shared",
    "hieuhoc.web.public.messages.message_link",
    "hieuhoc.web.public.messages.sms_told",
    "hieuhoc.web.public.messages.unsubscribe",
    "hieuhoc.web.public.originals.original",
    "hieuhoc.web.public.pages.criteria",
    "hieuhoc.web.public.pages.criteria_case",
    "hieuhoc.web.public.pages.criteria_decision",
    "hieuhoc.web.public.pages.data",
    "hieuhoc.web.public.pages.home",
    "hieuhoc.web.public.task_feeds.task_calendar",
    "hieuhoc.web.public.verification.verify_code",
    "hieuhoc.web.public.verification.verify_form",
    "hieuhoc.web.public.verifier.worker",
    "hieuhoc.web.single_sign_on.came_back",
}
LONGEST = {".py": 400, ".html": 150, ".css": 600, ".js": 400, ".sql": 400}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "manager", "managers", "service", "services"}
RECORDING = {("hieuhoc.audit.actions", name) for name in ("record", "record_bulk", "record_reading")}
# Checking only stages rows and problems: the upload before it and the confirmation after it are the deeds.
NO_DEEDS = {("hieuhoc.sheets.actions", "check_batch")}


def views(patterns: Iterable[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


def made_in(view: Any) -> str:
    return str(getattr(view, "view_class", view).__module__)


def is_redirect(view: Any) -> bool:
    return getattr(view, "view_class", None) is RedirectView


def name_of(view: Any) -> str:
    return f"{view.__module__}.{view.__qualname__}"


def unguarded(found: Iterable[tuple[str, Any]]) -> list[str]:
    """Addresses whose view asks nobody anything; allauth guards its own, and a bare redirect shows nothing."""
    return [
        f"{address} ({name_of(view)})"
        for address, view in found
        if not getattr(view, "guard", "") and not made_in(view).startswith("allauth.") and not is_redirect(view)
    ]


def test_every_address_is_guarded() -> None:
    assert unguarded(views(get_resolver().url_patterns)) == []
    planted = [path("office/secrets/", View.as_view()), path("health/", lambda request: HttpResponse())]
    assert len(unguarded(views(planted))) == 2


def test_only_listed_views_are_open_to_everybody() -> None:
    open_to_all = {
        name_of(view) for _, view in views(get_resolver().url_patterns) if getattr(view, "guard", "") == "public"
    }
    assert open_to_all == PUBLIC_VIEWS


def test_every_guard_asks_for_an_ability_that_exists() -> None:
    asked = {
        ability
        for _, view in views(get_resolver().url_patterns)
        for ability in getattr(view, "guard", "").split()
        if "." in ability
    }
    assert [ability for ability in sorted(asked) if not registry.roles_of(ability)] == []


def too_long(files: Iterable[Path]) -> list[str]:
    counted = ((file, len(file.read_text(encoding="utf-8").splitlines())) for file in files)
    return [f"{file.relative_to(ROOT)}: {lines}" for file, lines in counted if lines > LONGEST[file.suffix]]


def test_no_file_is_too_long() -> None:
    files = [file for file in house.our_files(*LONGEST) if "migrations" not in file.parts]
    assert len(files) > 100
    assert too_long(files) == []


def test_a_file_too_long_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LONGEST, ".py", 2)
    assert too_long([Path(__file__)]) != []


def half_merged(texts: Iterable[tuple[str, str]]) -> list[str]:
    """A template with the marks of a conflict still renders, and shows them."""
    return [name for name, text in texts if re.search(r"^(<{7}|>{7}) ", text, re.MULTILINE)]


def test_no_conflict_was_left_half_merged() -> None:
    files = house.our_files(*LONGEST, ".md", ".toml", ".txt", ".po")
    assert half_merged((str(file), file.read_text(encoding="utf-8")) for file in files) == []
    assert half_merged([("page.html", "<p>\n<<<<<<< HEAD\n</p>"), ("sum.py", "a <<= 7")]) == ["page.html"]


def test_no_file_has_a_name_that_means_nothing() -> None:
    # base.html is a word of Django's own templates; the law is about code.
    assert [str(file) for file in house.our_files(".py") if file.stem in FORBIDDEN_NAMES] == []


def upward(models: Iterable[type[Model]]) -> list[str]:
    """Foreign keys from a room to one that stands above or beside it; the user alone may be named from anywhere."""
    ranks = house.layer_ranks()
    found = []
    for model in models:
        for link in model._meta.get_fields():
            if not isinstance(link, ForeignKey | ManyToManyField) or not isinstance(link.related_model, type):
                continue
            here, there = model._meta.app_label, link.related_model._meta.app_label
            if here == there or link.related_model._meta.label == settings.AUTH_USER_MODEL:
                continue
            if here in ranks and there in ranks and ranks[there] >= ranks[here]:
                found.append(f"{model._meta.label}.{link.name} -> {there}")
    return found


def test_no_foreign_key_points_upward() -> None:
    ours = [model for model in apps.get_models() if model._meta.app_label in house.layer_ranks()]
    assert len(ours) > 40
    assert upward(ours) == []


def test_a_foreign_key_pointing_upward_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    turned = {room: -height for room, height in house.layer_ranks().items()}
    monkeypatch.setattr(house, "layer_ranks", lambda: turned)
    assert "people.Residence.place -> places" in upward(apps.get_models())


def test_every_deed_records_audit() -> None:
    known = house.modules()
    found = set(house.deeds(known))
    assert len(found) > 30
    assert sorted(found - NO_DEEDS - house.reach(known, RECORDING)) == []


def test_a_deed_without_audit_is_noticed() -> None:
    silent = "from hieuhoc.audit.actions import record\ndef move(*, actor): pass\ndef drop(*, actor): _drop()\n"
    known = {"hieuhoc.x.actions": house.read_module("hieuhoc.x.actions", silent + "def _drop(): record(1)\n")}
    assert set(house.deeds(known)) - house.reach(known, RECORDING) == {("hieuhoc.x.actions", "move")}


def unkept(models: Iterable[type[Model]]) -> list[str]:
    """Foreign keys without a constraint that no set reference keeps (lib.references)."""
    kept = {
        (operation.table, operation.column)
        for migration in MigrationLoader(None).disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, SetReference)
    }
    return [
        f"{model._meta.db_table}.{link.column}"
        for model in models
        for link in model._meta.local_fields
        if isinstance(link, ForeignKey)
        and not getattr(link, "db_constraint", True)
        and (model._meta.db_table, link.column) not in kept
    ]


def test_every_foreign_key_is_kept_by_the_database() -> None:
    # Nobody may delete an entry; its rows and marks are written in its own transaction, by COPY and by a trigger.
    told = {"audit_entryrow.entry_id", "indicators_stalemark.entry_id"}
    assert set(unkept(apps.get_models())) - told == set()


def test_a_foreign_key_nobody_keeps_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationLoader, "load_disk", lambda self: setattr(self, "disk_migrations", {}))
    monkeypatch.setattr(MigrationLoader, "build_graph", MigrationLoader.load_disk)
    assert "people_residence.citizen_id" in unkept(apps.get_models())


# Written in pieces, so that this file does not find itself.
PLACES_OF_ONE_MACHINE = re.compile("|".join([r"(?<!\w)/wor" + "k/", r"(?<!\w)/roo" + "t/", "/home/" + r"\w+/"]))
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "un" + r"pkg\.com"])
)


def telling(text: str) -> bool:
    return bool(PLACES_OF_ONE_MACHINE.search(text) or REGISTRIES.search(text))


def test_nothing_names_a_machine_or_a_registry() -> None:
    files = [*house.our_files(".py", ".html", ".md", ".toml", ".sql", ".js", ".txt", ""), *ROOT.glob("requirements/*")]
    files += [ROOT / name for name in ("Makefile", "README.md", "pyproject.toml", "CHANGELOG.md")]
    assert [
        str(file.relative_to(ROOT)) for file in files if file.exists() and telling(file.read_text(encoding="utf-8"))
    ] == []
    assert telling("see /wor" + "k/main")
    assert telling("https://pypi" + ".org/simple")


def test_templates_obey_the_content_security_policy() -> None:
    inline = re.compile(
        r"\sstyle=|\son[a-z]+=\"|<style|javascript:|<script(?![^>]*(src=|type=\"application/(?:ld\+)?json\"))"
    )
    assert inline.search('<p style="color: red">')
    assert inline.search("<script>alert(1)</script>")
    assert [
        str(file.relative_to(ROOT)) for file in house.our_files(".html") if inline.search(file.read_text("utf-8"))
    ] == []


DIGITS_TAKEN = re.compile(r"int\(\w+\)[^\n]*\.isdigit\(\)|\.isdigit\(\)[^\n]*\n?[^\n]*\bint\(")


def test_numbers_are_never_made_of_whatever_is_a_digit() -> None:
    """`lib.numbers.read_whole`, or `isdecimal`: to Python "²" is a digit and no number."""
    files = [path for path in (ROOT / "hieuhoc").rglob("*.py") if path.name != "numbers.py"]
    assert [str(path) for path in files if DIGITS_TAKEN.search(path.read_text(encoding="utf-8"))] == []
    assert DIGITS_TAKEN.search("year = int(text) if text.isdigit() else 0")
