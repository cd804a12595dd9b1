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
  const lines = () => [...document.querySelectorAll("main .lines > li:not(.day), main .matrix tbody tr")].filter((line) => line.offsetParent);
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
  /* A form is sent only while somebody is there to take it: pages are not stored, so going back would lose what was typed. */
  document.addEventListener("submit", async (event) => {
    const form = event.target, asked = new FormData(form);
    if (form.method !== "post" || form.dataset.heard || !asked.has("csrfmiddlewaretoken")) return;
    event.preventDefault();
    const there = await fetch("/static/icons.svg", {method: "HEAD", cache: "no-store"}).then((answer) => answer.ok, () => false);
    if (there) { form.dataset.heard = "1"; form.requestSubmit(event.submitter); delete form.dataset.heard; return; }
    const said = form.querySelector("[data-unheard]") || form.appendChild(document.createElement("p"));
    said.dataset.unheard = ""; said.className = "msg"; said.setAttribute("role", "alert");
    said.textContent = "Not sent: the workspace does not answer, or you are signed out. What you typed is still here. Copy what is long before you start it again.";
  });
  /* Charts: the specification lies in the page; the table beside it stands whether or not it is drawn. */
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const NIGHT = {"#1c2024": "#e8e6e1", "#555d66": "#a9b1b9", "#d8d8d0": "#363d44", "#767d84": "#818a93", "#ffffff": "#1b1f23"};
  const refuse = {load: () => Promise.reject(new Error("nothing is fetched")), sanitize: () => Promise.reject(new Error("no addresses"))};
  const show = (place, text) => {
    const spec = JSON.parse(dark.matches ? text.replace(/#[0-9a-f]{6}/g, (colour) => NIGHT[colour] || colour) : text);
    vegaEmbed(place, spec, {ast: true, actions: false, logLevel: 1, defaultStyle: false, renderer: "svg", loader: refuse, tooltip: {disableDefaultStyle: true}});
  };
  /* A chart that is large comes after its page, from our own address, in as many columns as there is room for. */
  const fetched = async (place) => {
    if (!place.spec) {
      const from = new URL(place.dataset.chartFrom, location);
      if (place.clientWidth < 900) from.searchParams.set("columns", "1");
      const answer = await fetch(from);
      if (answer.status === 202) setTimeout(() => fetched(place), 1000);
      if (answer.status !== 200) return;
      place.spec = await answer.text();
    }
    show(place, place.spec);
  };
  const draw = () => {
    document.querySelectorAll("[data-chart]").forEach((place) => show(place, document.getElementById(place.dataset.chart).textContent));
    document.querySelectorAll("[data-chart-from]").forEach(fetched);
  };
  if (document.querySelector("[data-chart], [data-chart-from]") && window.vegaEmbed) { draw(); dark.addEventListener("change", draw); }
  /* Sliders: each moves the field of its number, which alone is sent; a field that is typed in moves the slider. */
  document.querySelectorAll("[data-moves]").forEach((range) => {
    const field = document.getElementById(range.dataset.moves);
    range.hidden = false;
    range.addEventListener("input", () => { field.value = range.value; });
    field.addEventListener("change", () => { if (field.value !== "" && !isNaN(field.value)) range.value = field.value; });
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", (event) => { event.preventDefault(); window.print(); });
  });
  const box = document.getElementById("keys-off");
  if (box) {
    box.checked = keysOff();
    box.addEventListener("change", () => sessionStorage.setItem(off, box.checked ? "1" : "0"));
  }
  const summary = document.querySelector(".summary");
  if (summary) summary.focus();
  /* What was typed or chosen before the scripts came is heard now. */
  const moved = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
    return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  };
  document.addEventListener("DOMContentLoaded", () => {
    [...document.querySelectorAll("main :is(input, select, textarea)[name]")].filter(moved)
      .forEach((field) => field.dispatchEvent(new Event("change", {bubbles: true})));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    at = -1;
    const heading = event.detail.target.querySelector("[data-focus]");
    if (heading) { heading.tabIndex = -1; heading.focus(); }
  });
})();
