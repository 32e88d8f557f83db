"""The report's page in a real browser: page_test.py CERTLIFE-WRITE-SAMPLE-PAGE FOLDER

Filters by keyboard, visible focus, a plain table without scripts, light and dark, wide, narrow and on paper. Screenshots are
left in FOLDER/screenshots. Each check is also made on a page that was spoilt on purpose, where it has to fail. Exits 77 where
there is no browser."""

import os
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
import browser

ROWS = "[...document.querySelectorAll('tr.clause')]"
SHOWN = ROWS + ".filter(row => row.checkVisibility())"

# The contrast of every text with what is painted behind it, where that is below what WCAG 2 asks for (AA).
FAINT = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const parse = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const cache = new Map();
  const rgba = colour => { if (!cache.has(colour)) cache.set(colour, parse(colour)); return cache.get(colour); };
  const light = ([r, g, b]) => { const f = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const ground = element => { for (let e = element; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
  const faint = new Set();
  for (const element of document.querySelectorAll('body *')) {
    if (!element.checkVisibility() || element.closest('svg') || ![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== '')) continue;
    const a = light(rgba(getComputedStyle(element).color)), b = light(ground(element));
    const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (contrast < 4.5) faint.add(element.tagName + '.' + element.className + ' ' + contrast.toFixed(2));
  }
  return [...faint];
})()"""

# How each kind is marked in bar and legend: what is drawn, in which colour, and its contrast with the card.
LOOKS = """(() => {
  const light = ([r, g, b]) => { const f = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const is_clear = colour => colour === 'transparent' || numbers(colour)[3] === 0;
  const looks = {};
  for (const mark of document.querySelectorAll('.card .dot, .card .bar span')) {
    const style = getComputedStyle(mark), behind = numbers(getComputedStyle(mark.closest('.card')).backgroundColor);
    const kind = [...mark.classList].find(name => name !== 'dot');
    const painted = !is_clear(style.backgroundColor) ? style.backgroundColor : (style.backgroundImage + style.boxShadow).match(/rgba?\\((?!0, 0, 0, 0)[^)]*\\)/)[0];
    const drawn = (style.backgroundImage === 'none' ? 'full' : 'pattern') + (style.boxShadow === 'none' ? '' : ' hollow');
    const a = light(numbers(painted)), b = light(behind);
    const look = {drawn: drawn, colour: numbers(painted).slice(0, 3), contrast: (Math.max(a, b) + .05) / (Math.min(a, b) + .05)};
    if (looks[kind] && JSON.stringify(looks[kind]) !== JSON.stringify(look)) look.contrast = 0;
    looks[kind] = look;
  }
  return looks;
})()"""

FOCUS = """(() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {tag: element.tagName, id: element.id, type: element.type ?? '', text: element.textContent.trim().slice(0, 40),
          visible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.right > 0 && box.bottom > 0};
})()"""


class Page:
    def __init__(self, chromium, text, folder):
        self.chromium = chromium
        self.path = folder / "page.html"
        self.path.write_text(text, encoding="utf-8")
        self.folder = folder

    def open(self, fragment=""):
        self.chromium.open("about:blank")
        self.chromium.open(self.path.as_uri() + fragment)

    def value(self, expression):
        return self.chromium.value(expression)

    def shown(self):
        return self.value(SHOWN + ".map(row => row.id)")

    def tab_to(self, wanted, most=40):
        """Goes on with the Tab key until the focus is on what is wanted; every stop on the way must be seen."""
        for _ in range(most):
            self.chromium.key("Tab")
            focus = self.value(FOCUS)
            require(focus["visible"], "the focus cannot be seen on " + str(focus))
            if wanted(focus):
                return focus
        raise AssertionError("the Tab key does not get there")

    def screenshot(self, name):
        if self.folder.name != "spoilt":
            self.chromium.screenshot(self.folder / "screenshots" / (name + ".png"))


def require(holds, otherwise):
    if not holds:
        raise AssertionError(otherwise)


def near(one, other):
    return sum(abs(a - b) for a, b in zip(one, other)) < 60


def page_is_quiet(page):
    """No complaint on the console, nothing fetched from anywhere."""
    page.open()
    events = page.chromium.events
    complaints = [each for each in events if each.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")]
    require(not complaints, "the page complains: " + str(complaints)[:300])
    asked = {each["params"]["request"]["url"] for each in events if each.get("method") == "Network.requestWillBeSent"}
    require(all(url in (page.path.as_uri(), "about:blank") for url in asked), "the page fetches " + str(asked))
    require(page.value("document.images.length") == 0, "a text became an image")


def filters_work_by_keyboard(page):
    page.open()
    everything = page.shown()
    require(len(everything) > 200, "the table is short: %d rows" % len(everything))
    first = page.tab_to(lambda focus: True)
    require("Skip" in first["text"], "the first stop is no way past the head of the page")

    page.tab_to(lambda focus: focus["id"] == "filter-text")
    page.chromium.type("pending close")
    found = page.shown()
    words = page.value(SHOWN + ".map(row => row.textContent.toLowerCase())")
    require(0 < len(found) < len(everything), "text filters nothing")
    require(all("pending" in text and "close" in text for text in words), "text finds what it should not")
    require(page.value("document.getElementById('shown').textContent").startswith("%d of %d clauses" % (len(found), len(everything))),
            "the count is wrong")
    page.chromium.key("Escape")
    require(page.shown() == everything, "Escape does not empty the text")

    page.tab_to(lambda focus: focus["id"] == "filter-group")
    page.chromium.type("CertDeleteC")
    groups = set(page.value(SHOWN + ".map(row => row.dataset.group)"))
    require(groups == {"delete_context"}, "the function filters wrongly: %s" % groups)
    page.chromium.key("Home")
    require(page.shown() == everything, "all functions are not all")

    page.tab_to(lambda focus: focus["id"] == "filter-target")
    page.chromium.key("ArrowDown")
    require(page.value("[...document.querySelectorAll('.clauses thead th')].filter(head => head.checkVisibility()).length") == 3, "the target hides no column")
    page.chromium.key("Home")

    statuses = page.value("[...document.querySelectorAll('input[name=status]')].map(box => box.value)")
    require(statuses[0] == "fail", "failures come first")
    page.tab_to(lambda focus: focus["type"] == "checkbox")
    for _ in statuses[1:]:  # Takes away all but the failures.
        page.chromium.key("Tab")
        page.chromium.key(" ", " ")
    kinds = page.value(SHOWN + ".map(row => row.dataset.statuses)")
    require(0 < len(kinds) < 20 and all("fail" in each.split() for each in kinds), "the status filters wrongly: %s" % kinds[:5])
    require("status=fail" in page.value("location.hash"), "the filter is not in the address")
    page.tab_to(lambda focus: focus["text"] == "Show all")
    page.chromium.key("Enter")
    page.value("new Promise(done => setTimeout(done, 50))")
    require(page.shown() == everything, "Show all does not show all")
    page.chromium.key("/", "/")
    require(page.value("document.activeElement.id") == "filter-text", "/ does not go to the text")


def details_and_counterexamples_open_by_keyboard(page):
    page.open()
    page.value("document.querySelector('#CLOSE-5 th a').focus()")
    page.tab_to(lambda focus: focus["tag"] == "SUMMARY")
    page.chromium.key("Enter")
    text = page.value("document.querySelector('#CLOSE-5 details[open]')?.innerText ?? ''")
    require("windows-tested" in text and "page:" in text, "the clause does not say where it comes from")
    page.tab_to(lambda focus: "fail" in focus["text"])
    page.chromium.key("Enter")
    require(page.value("document.querySelector('article:target')?.dataset.clause") == "CLOSE-5", "the link leads to no counterexample")


def filters_come_from_the_address(page):
    page.open("#?status=expected-fail")
    kinds = page.value(SHOWN + ".map(row => row.dataset.statuses)")
    require(kinds and all("expected-fail" in each.split() for each in kinds), "the address does not filter")
    page.value("location.hash = '#CLOSE-5'; new Promise(done => setTimeout(done, 100))")
    require("CLOSE-5" in page.shown(), "a link to a hidden clause does not show it")


def page_works_without_scripts(page):
    page.chromium.scripts(False)
    try:
        page.open()
        require(len(page.shown()) > 200, "without scripts the table is not whole")
        require(not page.value("document.getElementById('filters').checkVisibility()"), "filters that do nothing are shown")
        require(page.value("document.querySelectorAll('article.deviation').length") == 4, "counterexamples are missing")
    finally:
        page.chromium.scripts(True)


def page_fits(page):
    for width, height, name in ((390, 844, "narrow"), (1400, 900, "wide")):
        page.chromium.size(width, height, phone=width < 500)
        page.open()
        page.screenshot(name)
        page.value("document.getElementById('clauses').scrollIntoView()")
        page.screenshot(name + "-clauses")
        page.value("document.getElementById('deviations').scrollIntoView()")
        page.screenshot(name + "-counterexamples")
        wide = page.value("document.documentElement.scrollWidth")
        require(wide <= width, "at %d pixels the page is %d wide" % (width, wide))
        small = page.value("[...document.querySelectorAll('button, input[type=search], select')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24).length")
        require(small == 0, "a control is too small to touch")


def colours_have_contrast(page):
    for scheme in ("light", "dark"):
        page.chromium.scheme(scheme)
        page.open()
        page.value("for (const each of document.querySelectorAll('details')) each.open = true")
        page.screenshot(scheme)
        faint = page.value(FAINT)
        require(not faint, scheme + ": too faint: " + str(faint[:5]))
        dark = page.value("(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number); return r + g + b < 200; })()")
        require(dark == (scheme == "dark"), scheme + " is not followed")
    page.chromium.scheme("light")


def kinds_look_different(page):
    """In bar and legend each kind has a look of its own, not by its hue alone, that stands out from what is behind it."""
    for scheme in ("light", "dark"):
        page.chromium.scheme(scheme)
        page.open()
        looks = page.value(LOOKS)
        require(len(looks) > 5, "there are few kinds in the legend: " + str(looks))
        for kind, look in looks.items():
            twins = [other for other in looks if other != kind and looks[other]["drawn"] == look["drawn"] and near(looks[other]["colour"], look["colour"])]
            require(not twins, "%s: %s looks like %s" % (scheme, kind, twins))
            require(look["contrast"] >= 3, "%s: %s is too faint: %.2f" % (scheme, kind, look["contrast"]))
    page.chromium.scheme("light")


def commands_are_read_without_scrolling(page):
    for width in (390, 1400):
        page.chromium.size(width, 900, phone=width < 500)
        page.open()
        count = page.value("document.querySelectorAll('.command pre').length")
        require(count == 4, "%d commands" % count)
        wide = page.value("[...document.querySelectorAll('.command pre')].filter(e => e.scrollWidth > e.clientWidth).length")
        require(wide == 0, "at %d pixels %d commands must be scrolled" % (width, wide))


def paper_has_no_controls(page):
    page.chromium.scheme("dark", media="print")
    page.open()
    page.value("window.dispatchEvent(new Event('beforeprint'))")
    page.screenshot("paper")
    require(page.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)", "paper is not white")
    shown = page.value("[...document.querySelectorAll('nav, .filters, button')].filter(e => e.checkVisibility()).length")
    require(shown == 0, "paper has controls")
    require(page.value("document.querySelectorAll('details:not([open])').length") == 0, "what is closed on paper cannot be opened")
    page.chromium.scheme("light")


# Each check with what spoils the page for it.
CHECKS = [
    (page_is_quiet, ("</main>", "<img alt='' src='http://127.0.0.1:9/x.png'></main>")),
    (filters_work_by_keyboard, ("</style>", ":focus-visible { outline: none !important; }</style>")),
    (details_and_counterexamples_open_by_keyboard, ("<a class=\"chip fail\" href=\"#", "<a class=\"chip fail\" href=\"#no-")),
    (filters_come_from_the_address, ("recall();\n", "\n")),
    (page_works_without_scripts, (" hidden aria-label=\"Filters\"", " aria-label=\"Filters\"")),
    (page_fits, ("</main>", "<p style='width: 2000px'>wide</p></main>")),
    (colours_have_contrast, ("--soft: #a9b3bd", "--soft: #3a3f45")),
    (kinds_look_different, (".bar .not-evaluated, .dot.not-evaluated {", ".nothing {")),
    (commands_are_read_without_scrolling, ("min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; }", "min-width: 0; }")),
    (paper_has_no_controls, ("nav, .filters, .copy, .skip { display: none !important; }", "")),
]


def run(chromium, text, folder, checks):
    failures = 0
    for check, (what, by) in checks:
        chromium.size(1400, 900)
        chromium.scheme("light")
        try:
            check(Page(chromium, text, folder))
            print("ok    " + check.__name__)
        except AssertionError as error:
            failures += 1
            print("FAIL  %s: %s" % (check.__name__, error))
        require(what in text, check.__name__ + ": there is nothing to spoil")
        try:
            check(Page(chromium, text.replace(what, by), folder / "spoilt"))
            failures += 1
            print("FAIL  %s does not see a page that was spoilt" % check.__name__)
        except AssertionError as error:
            print("ok    %s sees a page that was spoilt: %s" % (check.__name__, str(error)[:100]))
    return failures


def main(writer, folder):
    path = browser.find()
    if not path:
        print("page_test: skipped, there is no browser (apt: chromium)")
        return 77
    folder = pathlib.Path(folder).resolve()
    for each in ("screenshots", "spoilt"):
        (folder / each).mkdir(parents=True, exist_ok=True)
    page = folder / "sample.html"
    subprocess.run([writer, page], check=True)
    chromium = browser.Browser(path)
    try:
        return 1 if run(chromium, page.read_text(encoding="utf-8"), folder, CHECKS) else 0
    finally:
        chromium.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: page_test.py CERTLIFE-WRITE-SAMPLE-PAGE FOLDER")
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2]))
