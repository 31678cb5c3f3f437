"""Every page of every face in a real browser, with real rows and the right account; a new page cannot slip by."""

from tests.system import accounts
from tests.system.product import Product
from tests.system.walking import Stop, walk

# What answers with a file or a fragment, or only takes what a form sends. Everything else is a page, and is visited.
FILES = {
    "health",
    "public:activities-calendar",
    "public:activity-calendar",
    "public:activity-poster",
    "public:sitemap",
    "public:figures-download",
    "citizen:certificate",
    "citizen:evidence",
    "citizen:own-learning-file",
    "office:own-learning-file",
    "office:citizen-export",
    "office:circular-file",
    "office:fund-letters-paper",
    "office:gift-paper",
    "office:gift-paper-docx",
    "office:use-proof",
    "office:dossier-export",
    "office:score-sheet",
    "office:dossier-paper",
    "office:dossier-paper-docx",
    "office:dossier-form",
    "office:dossier-form-docx",
    "office:meeting-invitation",
    "office:meeting-invitation-docx",
    "office:meeting-minutes",
    "office:meeting-paper",
    "office:meeting-paper-docx",
    "office:meeting-minutes-docx",
    "office:objection-file",
    "office:model-objection-file",
    "office:proposal-paper",
    "office:proposal-paper-docx",
    "office:minutes-paper",
    "office:minutes-paper-docx",
    "office:decision-original",
    "office:decision-paper",
    "office:decision-paper-docx",
    "office:notice-paper",
    "office:notice-paper-docx",
    "office:proposal-table",
    "office:evidence",
    "office:export-file",
    "office:sheet-template",
    "office:sheet-export",
    "office:batch-annotated",
    "office:certificate",
    "office:model-certificate",
    "office:model-certificates",
    "office:template-shipped",
    "office:template-preview",
    "office:template-file",
    "office:template-version-preview",
    "office:consultation-report",
    "office:consultation-report-docx",
    "office:inspection-report",
    "office:inspection-report-docx",
    "office:yearly-report",
    "office:yearly-report-docx",
    "office:phone-worker",
    "office:visit-photo",
    "office:visit-standing",
    "office:plan-paper",
    "office:plan-paper-docx",
    "office:report-file",
    "public:task-calendar",
    "public:criteria-case",
    "public:verify-original",
    "public:did",
    "public:keys",
    "public:context",
    "public:credential",
    "public:credential-picture",
    "public:credential-token",
    "public:status",
    "public:status-token",
    "public:verify-worker",
    "public:article-image",
    "public:articles-feed",
    "office:criteria-sheet",
    "office:wish-paper",
    "office:trainee-invitations",
    "public:criteria-decision",
    "public:checkin-worker",
    "citizen:course-certificate",
    "citizen:own-copy",
    "citizen:learning-paper",
    "citizen:learning-file",
    "citizen:course-material",
    "office:attendance-certificate",
    "office:material",
    "office:certificate-all",
    "office:certificate-merged",
    "office:figures-export",
}
FRAGMENTS = {  # inside other pages
    "office:batch-progress",
    "office:certificate-printing",
    "office:campaign-progress",
    "office:export-progress",
    "office:fund-thanks-progress",
    "office:study-progress",
    "office:trial-progress",
}
FOR_FORMS = {  # what they answer to somebody who types the address
    "language": 405,
    "start": 302,
    "office:article-preview": 405,
    "public:message-link": 404,  # sealed, and of one message
    "public:sms-told": 404,
    "citizen:checkin": 302,  # leads to where the code is typed, until one was scanned
    "office:dossier-confirm": 405,
    "office:dossier-next": 302,
    "office:dossier-send": 405,
    "office:meeting-except": 302,
    "office:model-step-agree": 405,
    "office:step-agree": 405,
    "office:visit-entry": 405,
    "office:order-apply": 302,
    "office:order-schedule": 302,
    "office:order-unschedule": 302,
    "office:batch-answers": 302,
    "office:choice": 302,
    "office:look-ask": 302,
    "office:figure-close": 302,
    "office:figure-publish": 302,
    "office:figures": 302,  # leads to the figures of one's own place
}
OF_THE_STYLE_PAGE = {"ui-style", "ui-verification", "ui-refusal"}  # test_components.py

LEFT_OUT = FILES | FRAGMENTS | set(FOR_FORMS) | OF_THE_STYLE_PAGE

# Pages in another state than their address alone shows: (of which page, what follows, picture name, who).
OTHER_STATES = (
    ("office:citizen-list", "?sex=f&age=adult", "filtered", "minh"),
    ("office:citizen-list", "", "province", "hoa"),
    ("office:home", "", "province", "hoa"),
    ("office:home", "", "unit", "nhan"),
    ("office:home", "", "clan", "khoa"),
    ("office:home", "", "village", "bhiu"),
    ("office:figures-place", "?year=2024&indicator=T2", "2024", "hoa"),
    ("public:figures", "?q=phu", "found", ""),
    ("public:figures-place", "?year=2023&map=today", "today", ""),
    ("citizen:home", "", "linked", "khoa"),
    ("mfa_list_webauthn", "", "none", "thanh"),
    ("mfa_index", "", "unprotected", "thanh"),
)
IN_THE_DARK = (
    "public:home",
    "public:figures-place",
    "public:verify-code",
    "citizen:home",
    "office:home",
    "office:citizen-list",
    "office:dossier",
    "office:figures-place",
)

VERIFIED = {"verified-revoked": 200, "verified-unknown": 404, "verified-mistyped": 404} | accounts.SAY_NO


def stops_of(product: Product) -> list[Stop]:
    pages = [one for one in product.addresses if "status" in one and one["name"] not in LEFT_OUT]
    # Those of the account first: some ask for the password again when sign-in was a while ago.
    stops = [Stop(name, product.path(name), who) for name, who in accounts.PAGES.items()]
    stops += [Stop(one["name"], one["path"], one["who"]) for one in pages]
    stops += [Stop(stop.name, stop.path, stop.who, dark=True) for stop in stops if stop.name in IN_THE_DARK]
    stops += [Stop(f"{name} {state}", product.path(name) + more, who) for name, more, state, who in OTHER_STATES]
    stops += [Stop(name, product.path(name), "", status) for name, status in VERIFIED.items()]
    return [*stops, Stop("not-found", "/khong-co", "", 404), Stop("forbidden", "/office/users/", "lan", 403)]


def test_every_address_is_a_page_of_the_walk_or_has_a_reason_not_to_be(product: Product) -> None:
    known = {stop.name for stop in stops_of(product)} | LEFT_OUT | set(accounts.NEVER_SHOWN)
    assert {one["name"] for one in product.addresses} - known == set()


def test_files_come_as_files(product: Product) -> None:
    found = {one["name"]: one for one in product.addresses}
    for name in FILES:
        assert found[name]["status"] == 200, name
        assert not found[name]["type"].startswith("text/html"), name


def test_what_only_takes_a_form_shows_no_page(product: Product) -> None:
    found = {one["name"]: one.get("status") for one in product.addresses}
    assert {name: found[name] for name in FOR_FORMS} == FOR_FORMS


def test_every_page_is_accessible_and_fits(product: Product) -> None:
    problems = walk(product.url, stops_of(product))
    assert not problems, "\n".join(problems)
