"""The page of `certlife oracle check --html` in a real browser: lifetimes_page_test.py CERTLIFE-ORACLE FOLDER

A short trace, a hostile one, and one of a hundred thousand calls, by keyboard, in light and dark, wide and narrow, with and
without scripts. Each check is also made on a page that was spoilt on purpose, where it has to fail. Exits 77 where there is no browser."""

import json
import os
import pathlib
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import browser
from page_test import FAINT, FOCUS, Page, require, run

HOSTILE = "</script><img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script><!--\u202e\u0007'\"&"


def call(name, arguments, **results):
    return json.dumps({"call": name, "args": arguments, **results})


def opened(store):
    return call("CertOpenStore", {"lpszStoreProvider": "CERT_STORE_PROV_MEMORY"}, ret=store)


def added(store, content, context):
    return call("CertAddEncodedCertificateToStore", {"hCertStore": store, "pbCertEncoded": content, "dwAddDisposition": "CERT_STORE_ADD_ALWAYS"},
                ret=True, out={"ppCertContext": context})


def freed(context):
    return call("CertFreeCertificateContext", {"pCertContext": context}, ret=True)


def closed(store, *flags):
    return call("CertCloseStore", {"hCertStore": store, "dwFlags": list(flags)}, ret=True)


def short_trace():
    """A context that is held when its store is closed, a hostile name that FORCE ends, and a free too many in the last line."""
    return [opened("s1"), added("s1", "cert:A", "c1"), added("s1", "cert:B", "c2"), freed("c2"), opened(HOSTILE), added(HOSTILE, "cert:C", HOSTILE + "2"),
            closed(HOSTILE, "CERT_CLOSE_STORE_FORCE_FLAG"), call("Opaque" + HOSTILE, {HOSTILE: HOSTILE}, ret=True), closed("s1"),
            call("CertDuplicateCertificateContext", {"pCertContext": "c1"}, ret="c1"), freed("c1"), freed("c1"), freed("c1")]


def long_trace(calls):
    """Quiet rounds of four calls; in the middle one context is never freed."""
    lines = []
    while len(lines) < calls:
        number = len(lines) // 4
        lines += [opened("s%d" % number), added("s%d" % number, "cert:A", "c%d" % number), closed("s%d" % number)]
        if len(lines) != calls // 2 - calls // 2 % 4 + 3:
            lines.append(freed("c%d" % number))
        else:
            lines.append(opened("left"))
    return lines


def page_of(oracle, lines, folder, name):
    trace, page = folder / (name + ".jsonl"), folder / (name + ".html")
    trace.write_text("\n".join(lines) + "\n", encoding="utf-8")
    begun = time.monotonic()
    subprocess.run([oracle, "check", "--html", page, trace], stdout=subprocess.DEVNULL, check=False)
    print("      %s: %d calls, %.2f s, %d bytes" % (name, len(lines), time.monotonic() - begun, page.stat().st_size))
    return page.read_text(encoding="utf-8")


ROWS = "[...document.querySelectorAll('.row')]"


def page_is_quiet(page):
    """No complaint on the console, nothing fetched from anywhere, and nothing of a hostile name became markup or script."""
    page.open()
    events = page.chromium.events
    complaints = [each for each in events if each.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")]
    require(not complaints, "the page complains: " + str(complaints)[:300])
    require(page.value("document.images.length") == 0, "a name became an image")
    require(page.value("document.scripts.length") == 2, "a name became a script")
    require(page.value("window.hacked === undefined"), "a name was run")
    require("onerror" in page.value("document.querySelector('.lanes').textContent"), "the hostile name is not shown")


def calls_are_read_by_keyboard(page):
    page.open()
    require(page.value(ROWS + ".length") == 13, "not every call of a short trace is shown")
    page.tab_to(lambda focus: focus["tag"] == "BUTTON" and focus["text"].startswith("1"))
    page.chromium.key("ArrowDown")
    page.chromium.key("ArrowDown")
    page.chromium.key("Enter")
    text = page.value("document.activeElement.parentElement.querySelector('.detail')?.innerText ?? ''")
    require("CertAddEncodedCertificateToStore" in text and "gives c2 (certificate): the caller owns 1 now" in text, "the call does not say what it gave: " + text)
    require("Clauses and evidence" in text and "from page" in text, "the call does not say by which clause")
    page.chromium.key("Enter")
    require(page.value("document.querySelectorAll('.detail').length") == 0, "a call does not close")
    page.chromium.key("n", "n")
    text = page.value("document.activeElement.parentElement.innerText")
    require("FORCE ended while it was held" in text, "n does not go to the next finding: " + text[:200])
    for _ in range(3):
        page.chromium.key("n", "n")
    text = page.value("document.activeElement.parentElement.innerText")
    require("right would be" in text and "CONTEXT-1" in text, "the fault is not told: " + text[:300])
    require(page.value(FOCUS)["visible"], "the focus cannot be seen")


def lanes_follow_who_owns(page):
    page.open()
    counts = page.value(ROWS + ".map(row => [row.querySelectorAll('.given').length, row.querySelectorAll('.taken').length, row.querySelectorAll('.died').length])")
    require(counts[0] == [1, 0, 0] and counts[3][1] == 1, "a lane does not say given and taken: %s" % counts)
    require(counts[6][2] >= 1 and counts[11][1] == 1, "a lane does not say died: %s" % counts)
    require(page.value(ROWS + "[3].querySelectorAll('svg path').length") >= 3, "lanes do not go on")
    require(page.value(ROWS + "[12].classList.contains('is-bad')"), "the fault is not marked")


def page_works_without_scripts(page):
    page.chromium.scripts(False)
    try:
        page.open()
        text = page.value("document.querySelector('.notes').innerText")
        require(page.value("document.querySelector('.notes').checkVisibility()"), "without scripts the findings are hidden")
        require("line 13" in text and "CertFreeCertificateContext" in text and "right would be" in text, "without scripts the findings are not told")
    finally:
        page.chromium.scripts(True)


def page_fits(page):
    for width, height, name in ((390, 844, "lifetimes-narrow"), (1400, 900, "lifetimes-wide")):
        page.chromium.size(width, height, phone=width < 500)
        page.open()
        page.value("document.querySelector('.lanes').scrollIntoView()")
        page.value("document.querySelectorAll('.row')[6].click()")
        page.screenshot(name)
        wide = page.value("document.documentElement.scrollWidth")
        require(wide <= width, "at %d pixels the page is %d wide" % (width, wide))
        if width < 500:
            require(page.value("(() => { const e = document.querySelector('.lanes'); return e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === 'auto'; })()"),
                    "the lanes do not scroll in their place")
        small = page.value("[...document.querySelectorAll('button')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).length")
        require(small == 0, "a control is too small to touch")


def colours_have_contrast(page):
    for scheme in ("light", "dark"):
        page.chromium.scheme(scheme)
        page.open()
        page.value("for (const each of document.querySelectorAll('.row')) each.click()")
        page.screenshot("lifetimes-" + scheme)
        faint = page.value(FAINT)
        require(not faint, scheme + ": too faint: " + str(faint[:5]))
    page.chromium.scheme("light")


SHORT = [
    (page_is_quiet, ("</main>", "<img alt='' src='data:,'></main>")),
    (calls_are_read_by_keyboard, (":focus-visible { outline: 3px", ":focus-visible { outline: 0")),
    (lanes_follow_who_owns, ("drawn('path', {class: 'died'", "drawn('path', {class: 'gone'")),
    (page_works_without_scripts, ("<ul class=\"notes\">", "<ul hidden class=\"notes\">")),
    (page_fits, ("</main>", "<p style='width: 2000px'>wide</p></main>")),
    (colours_have_contrast, ("--soft: #a9b3bd", "--soft: #3a3f45")),
]


def quiet_calls_are_folded(page):
    page.open()
    shown = page.value("document.querySelectorAll('.row, .fold').length")
    require(shown < 100, "%d lines are shown at first" % shown)
    first = page.value("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1")
    done = page.value("performance.getEntriesByType('navigation')[0].loadEventEnd")
    print("      first paint after %.0f ms, loaded after %.0f ms, %.0f MB of JavaScript" %
          (first, done, page.value("performance.memory.usedJSHeapSize") / 1e6))
    require(0 <= done < 20_000, "the page takes %.0f ms" % done)
    text = page.value("document.querySelector('.lanes').innerText")
    require("nothing to tell of them" in text and "owed" in text, "neither folds nor the debt are shown: " + text[:300])


def folds_open_by_keyboard(page):
    page.open()
    before = page.value(ROWS + ".length")
    page.tab_to(lambda focus: focus["tag"] == "BUTTON" and focus["text"].startswith("1"))
    for _ in range(3):
        page.chromium.key("ArrowDown")
    require("▸" in page.value("document.activeElement.textContent"), "the arrows do not come to the fold")
    page.chromium.key("Enter")
    require(page.value(ROWS + ".length") == before + 200, "a fold does not open: %d" % page.value(ROWS + ".length"))
    require(page.value("document.activeElement.dataset.row") == "3", "the focus is lost where a fold opens")
    page.chromium.key("n", "n")
    require("still owed" in page.value("document.activeElement.parentElement.innerText"), "n does not go into a fold")


LONG = [
    (quiet_calls_are_folded, ("all_shown_up_to = 200", "all_shown_up_to = 1e9")),
    (folds_open_by_keyboard, ("at_once = 200", "at_once = 20")),
]


def main(oracle, folder):
    path = browser.find()
    if not path:
        print("lifetimes_page_test: skipped, there is no browser (apt: chromium)")
        return 77
    folder = pathlib.Path(folder).resolve() / "lifetimes"
    for each in ("screenshots", "spoilt"):
        (folder / each).mkdir(parents=True, exist_ok=True)
    chromium = browser.Browser(path, patience=120.0)
    try:
        failures = run(chromium, page_of(oracle, short_trace(), folder, "short"), folder, SHORT)
        failures += run(chromium, page_of(oracle, long_trace(int(os.environ.get("CERTLIFE_PAGE_CALLS", "20000"))), folder, "long"), folder, LONG)
        return 1 if failures else 0
    finally:
        chromium.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: lifetimes_page_test.py CERTLIFE-ORACLE FOLDER")
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2]))
