"""A headless Chromium and one page in it, as a person has it: keys, clicks, what is to be seen."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains, Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.needed import missing

_SWITCHES = (
    "headless",
    "no-sandbox",
    "disable-gpu",
    "disable-dev-shm-usage",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
    "force-prefers-reduced-motion",
    "window-size=1280,900",
)
"""Nothing but what a page asks for: without these Chromium looks for its makers' hosts."""
_SECONDS = 20
"""How long a condition is waited for: as good as for ever, and no test hangs."""


def start(folder: Path) -> Chrome:
    """A browser with an empty profile in ``folder``; its console and its requests are kept."""
    options = ChromeOptions()
    options.binary_location = _program("chromium", "google-chrome")
    for switch in (*_SWITCHES, f"user-data-dir={folder}"):
        options.add_argument(f"--{switch}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return Chrome(options, Service(_program("chromedriver")))


def proxies() -> list[str]:
    """Variables that would send elsewhere what is asked of the driver; take them out first."""
    return [name for name in os.environ if name.casefold().endswith("_proxy")]


def _program(*names: str) -> str:
    return next(filter(None, map(shutil.which, names)), "") or missing(
        "chromium", f"{names[0]} is not installed: apt install chromium chromium-driver"
    )


@dataclass(frozen=True)
class Page:
    """A report that is open in the browser; ``file`` is where it is."""

    driver: Chrome
    file: Path

    def open(self, fragment: str = "") -> Page:
        """Load it anew, in a window of the usual size."""
        self.sized(1280, 900)
        self.emulate()
        self.driver.get("about:blank")
        self.driver.get(f"{self.file.as_uri()}{fragment}")
        return self

    def sized(self, width: int, height: int) -> None:
        """Give the window another size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def emulate(self, media: str = "", **features: str) -> None:
        """Take another medium (``print``), or other wishes (``prefers_color_scheme``)."""
        wishes = [
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()
        ]
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media, "features": wishes}
        )

    def js(self, script: str, *arguments: object) -> Any:
        """What a script returns; it is not bound by the page's policy."""
        return self.driver.execute_script(script, *arguments)

    def one(self, selector: str) -> WebElement:
        """The first element."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def every(self, selector: str) -> list[WebElement]:
        """All elements."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        """The text of the first element, seen or not."""
        return str(self.one(selector).get_property("textContent"))

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements."""
        found = self.js(
            "return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent)",
            selector,
        )
        return list(map(str, found))

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until a condition holds, asking again where the page drew anew meanwhile."""
        waiting = WebDriverWait(self.driver, _SECONDS, 0.02, [StaleElementReferenceException])
        waiting.until(lambda _: holds())

    def press(self, *keys: str) -> None:
        """Type at what has the focus."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def fill(self, selector: str, text: str) -> None:
        """Type into a field, in place of what is in it."""
        field = self.one(selector)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(Keys.DELETE, text)

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a list by its value."""
        self.one(f"{selector} option[value='{value}']").click()

    def go(self, fragment: str) -> None:
        """Follow a link to another place of the page."""
        self.js("location.hash = arguments[0]", fragment)

    @property
    def focused(self) -> str:
        """The id of what has the focus, or its tag."""
        return str(self.js("const one = document.activeElement; return one.id || one.localName"))

    def column(self, name: str) -> list[str]:
        """What stands in one column of the rows that exist."""
        return self.texts(f"#grid td.{name}")

    def style(self, selector: str, name: str) -> str:
        """The computed value of a property."""
        return self.one(selector).value_of_css_property(name)

    def said(self) -> list[str]:
        """What the console says since the last time it was asked."""
        return [entry["message"] for entry in self._log("browser")]

    def asked(self) -> set[str]:
        """Addresses asked for since the last time; this file and Chromium's own do not count."""
        entries = (json.loads(one["message"]) for one in self._log("performance"))
        messages: list[Mapping[str, Any]] = [entry["message"] for entry in entries]
        sent = (
            str(one["params"]["request"]["url"])
            for one in messages
            if one["method"] == "Network.requestWillBeSent"
        )
        return {url for url in sent if not url.startswith((self.file.as_uri(), "data:", "chrome:"))}

    def _log(self, kind: str) -> list[dict[str, Any]]:
        read: Callable[[str], list[dict[str, Any]]] = self.driver.get_log
        return read(kind)
