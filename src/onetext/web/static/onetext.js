/* onetext: keys, and charts. Everything works without this file. */
(() => {
  "use strict";
  const off = "onetext keys off";
  const keysOff = () => sessionStorage.getItem(off) === "1";
  const go = (key) => {
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    if (found.tagName === "INPUT") found.focus(); else found.click();
    return true;
  };
  const lines = () => [...document.querySelectorAll("main .lines > li, main .matrix tbody tr")].filter((line) => line.offsetParent);
  let at = -1;
  const step = (by) => {
    const all = lines();
    if (!all.length) return;
    all[at]?.classList.remove("on");
    at = Math.min(Math.max(at + by, 0), all.length - 1);
    all[at].classList.add("on");
    const link = all[at].querySelector("a, summary");
    (link || all[at]).scrollIntoView({block: "nearest"});
    link?.focus({preventScroll: true});
  };
  let waiting = "", since = 0;
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    if (field) {
      if (event.key === "Escape") field.blur();
      if (event.key === "Enter" && event.ctrlKey && field.form) field.form.requestSubmit();
      return;
    }
    if (keysOff() || event.ctrlKey || event.metaKey || event.altKey) return;
    const fresh = Date.now() - since < 1500;
    let done = true;
    if (waiting && fresh) done = go(`${waiting} ${event.key}`);
    else if (event.key === "g") { waiting = "g"; since = Date.now(); return; }
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "h") lines()[at]?.querySelector("summary")?.click();
    else done = event.key.length === 1 && go(event.key);
    waiting = "";
    if (done) event.preventDefault();
  });
  const box = document.getElementById("keys-off");
  if (box) {
    box.checked = keysOff();
    box.addEventListener("change", () => sessionStorage.setItem(off, box.checked ? "1" : "0"));
  }
  const summary = document.querySelector(".summary");
  if (summary) summary.focus();
  document.addEventListener("htmx:afterSwap", (event) => {
    const heading = event.detail.target.querySelector("[data-focus]");
    if (heading) { heading.tabIndex = -1; heading.focus(); }
  });
})();
