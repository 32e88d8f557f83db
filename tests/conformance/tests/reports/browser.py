"""Drives a headless Chromium through its debugging pipe: real keys, real pixels, and nothing but the standard library."""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class BrowserError(Exception):
    pass


def find():
    """The path of the browser, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Browser:
    """One tab. Every wait ends: after `patience` seconds a BrowserError is raised."""

    def __init__(self, path, patience=30.0):
        self._patience = patience
        self._profile = tempfile.mkdtemp(prefix="certlife-browser-")
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()

        def place():  # The browser reads commands at descriptor 3 and writes answers at descriptor 4.
            read, write = os.dup(to_read), os.dup(to_write)
            os.dup2(read, 3)
            os.dup2(write, 4)

        self._process = subprocess.Popen(
            [path, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
             "--user-data-dir=" + self._profile, "--remote-debugging-pipe", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, close_fds=False, preexec_fn=place)
        os.close(to_read)
        os.close(to_write)
        self._number = 0
        self._received = b""
        self._session = None
        self.events = []
        target = next(each for each in self.send("Target.getTargets")["targetInfos"] if each["type"] == "page")
        self._session = self.send("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(domain + ".enable")

    def close(self):
        try:
            self._session = None
            self.send("Browser.close")
            self._process.wait(timeout=5)
        except (BrowserError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def send(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message(method)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise BrowserError(method + ": " + answer["error"]["message"])
                return answer["result"]
            self.events.append(answer)

    def _message(self, method):
        end = time.monotonic() + self._patience
        while b"\0" not in self._received:
            ready, _, _ = select.select([self._from], [], [], max(0.0, end - time.monotonic()))
            some = os.read(self._from, 1 << 20) if ready else b""
            if not some:
                raise BrowserError(method + ": the browser does not answer")
            self._received += some
        text, self._received = self._received.split(b"\0", 1)
        return json.loads(text)

    def open(self, url):
        self.events.clear()
        self.send("Page.navigate", url=url)
        end = time.monotonic() + self._patience
        while not any(each.get("method") == "Page.loadEventFired" for each in self.events):
            if time.monotonic() > end:
                raise BrowserError(url + ": does not load")
            self.events.append(self._message("Page.navigate"))

    def value(self, expression):
        """What a JavaScript expression is; works with the page's own scripts switched off as well."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise BrowserError(expression + ": " + json.dumps(result["exceptionDetails"])[:500])
        return result["result"].get("value")

    def size(self, width, height, phone=False):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)

    def scheme(self, value, media="screen"):
        self.send("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": value}])

    def scripts(self, enabled):
        self.send("Emulation.setScriptExecutionDisabled", value=not enabled)

    def key(self, name, text="", shift=False):
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowDown": 40, "ArrowUp": 38, "Home": 36}
        code = codes.get(name, ord(name.upper()) if len(name) == 1 else 0)
        event = {"key": name, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        if name == "Enter":
            text = "\r"
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **event)
        self.send("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, text):
        for letter in text:
            self.key(letter, letter)

    def screenshot(self, path, whole=False):
        image = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(image))
