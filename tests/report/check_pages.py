"""Looks at HTML reports in a browser: nothing overflows, nothing is asked for, figures hold the
numbers of the JSON, and axe-core finds no fault.

Usage: check_pages.py CULPRIT EXAMPLES SCRATCH [AXE]. AXE is axe.min.js; without it that part is
left out and said so. Exits 77 (skipped) without selenium or Chromium.
"""
import json
import pathlib
import shutil
import subprocess
import sys

try:
    from selenium import webdriver
except ImportError:
    print("skipped: the python module selenium is missing (package python3-selenium)")
    sys.exit(77)
if not shutil.which("chromium") or not shutil.which("chromedriver"):
    print("skipped: chromium or chromedriver is missing (packages chromium, chromium-driver)")
    sys.exit(77)

WIDTHS = (360, 800, 1280)
MODES = ("light", "dark")
OUTSIDE = """
const wide = innerWidth, found = [];
for (const e of document.querySelectorAll('body *')) {
  if (e.closest('.scroll table') || e.closest('defs')) continue;
  const box = e.getBoundingClientRect();
  if (box.width && (box.right > wide + 1 || box.left < -1)) found.push(e.outerHTML.slice(0, 120));
}
return [document.documentElement.scrollWidth, found.slice(0, 5)];
"""
OPEN = "for (const e of document.querySelectorAll('details')) e.open = true;"
# Where the first folded part begins and the first card ends; nothing without a card.
PLACES = """
const edge = (what, side) => document.querySelector(what)?.getBoundingClientRect()[side];
return [edge('details', 'top'), edge('article', 'bottom')];
"""
# Folded parts that would not be printed.
FOLDED = """
return [...document.querySelectorAll('details')].filter(
  e => getComputedStyle(e, '::details-content').contentVisibility != 'visible').map(e => e.id);
"""
PHONE, SCREENS = 740, 4
ROWS = """
return [...document.querySelectorAll('#forest [data-food]')].map(e => ({...e.dataset}));
"""
AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(
  r => done(r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 160))));
"""


def open_browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options)


def run(*args):
    done = subprocess.run([str(arg) for arg in args], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), (args, done.stderr)
    return done.stdout


def make_pages(culprit, examples, scratch):
    scratch.mkdir(parents=True, exist_ok=True)
    diaries = {"rich": examples / "diary.csv"}
    for name, options in (("nothing_found", "--days 150 --n-triggers 0 --n-protective 0 --seed 5"),
                          ("too_little_data", "--days 12 --seed 6"),
                          ("sets", "--n-triggers 1 --effect 3 --n-clusters 1 --together 1 "
                                   "--n-foods 20 --kernel next-day --seed 2"),
                          ("many", "--days 900 --n-triggers 8 --n-protective 2 --effect 2 "
                                   "--kernel next-day --seed 4")):
        diaries[name] = scratch / f"{name}.csv"
        run(culprit, "simulate", *options.split(), "-o", diaries[name])
    pages = {}
    for name, diary in diaries.items():
        page = scratch / f"{name}.html"
        run(culprit, diary, "-f", "html", "-o", page)
        pages[page] = json.loads(run(culprit, diary, "-f", "json"))
    explained = scratch / "explain.html"
    run(culprit, "explain", "cashew", diaries["rich"], "-f", "html", "-o", explained)
    pages[explained] = None
    people = scratch / "people"
    people.mkdir(exist_ok=True)
    for seed in range(6):
        run(culprit, "simulate", "--days", "60", "--n-foods", "8", "--n-triggers", "1", "--effect", "3",
            "--seed", str(seed + 1), "-o", people / f"{seed}.csv")
    pooled = scratch / "pooled.html"
    run(culprit, "pool", people, "-f", "html", "-o", pooled)
    pages[pooled] = None
    return pages


def check_requests(browser, page):
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] != "Network.requestWillBeSent":
            continue
        url = message["params"]["request"]["url"]
        assert url.startswith("data:") or url == page.as_uri(), (page, url)
    console = [entry for entry in browser.get_log("browser")]
    assert not console, (page, console)


def check_numbers(browser, page, report):
    rows = {(food["name"], food["level"]): food for food in report["foods"]}
    shown = browser.execute_script(ROWS)
    assert bool(shown) == bool(rows), page
    for row in shown:
        food = rows[(row["food"], row["level"])]
        assert row["verdict"] == food["verdict"], (page, row)
        for key in ("estimate", "low", "high"):
            assert float(row[key]) == food["effect"][key], (page, row, key)


def check_phone(browser, page):
    """Title and first card are on the first screen; the answer takes four at most."""
    details, card = browser.execute_script(PLACES)
    assert details <= SCREENS * PHONE, (page, details)
    assert card is None or card <= PHONE, (page, card)


def check_paper(browser, page):
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.execute_script("for (const e of document.querySelectorAll('details')) e.open = false;")
    folded = browser.execute_script(FOLDED)
    assert not folded, (page, folded)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def look(browser, page, report, axe):
    for width in WIDTHS:
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                {"width": width, "height": 900, "deviceScaleFactor": 1,
                                 "mobile": False})
        for mode in MODES:
            browser.execute_cdp_cmd(
                "Emulation.setEmulatedMedia",
                {"features": [{"name": "prefers-color-scheme", "value": mode}]})
            browser.get(page.as_uri())
            if width < 500:
                check_phone(browser, page)
            browser.execute_script(OPEN)
            scroll, outside = browser.execute_script(OUTSIDE)
            assert scroll <= width, (page, width, scroll)
            assert not outside, (page, width, outside)
            check_requests(browser, page)
            if axe:
                browser.execute_script(axe)
                faults = browser.execute_async_script(AXE)
                assert not faults, (page, width, mode, faults)
                browser.get_log("performance")
                browser.get_log("browser")
    check_paper(browser, page)
    if report:
        check_numbers(browser, page, report)


def main():
    culprit, examples, scratch = (pathlib.Path(arg).resolve() for arg in sys.argv[1:4])
    axe_path = pathlib.Path(sys.argv[4]) if len(sys.argv) > 4 else None
    axe = axe_path.read_text(encoding="utf-8") if axe_path and axe_path.exists() else None
    pages = make_pages(culprit, examples, scratch)
    browser = open_browser()
    try:
        for page, report in pages.items():
            look(browser, page, report, axe)
            print(f"{page.name}: fine at {WIDTHS}, light and dark")
    finally:
        browser.quit()
    print("axe-core finds no fault" if axe else "axe-core is missing: not asked")


main()
