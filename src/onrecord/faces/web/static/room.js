// What the pages gain where scripts run; without it every link and form works as it stands.
"use strict";

function lightEvents(ids, isLit) {
  for (const id of ids) {
    document.getElementById("e-" + id)?.classList.toggle("lit", isLit);
    for (const stretch of document.querySelectorAll(`.s[data-events~="${CSS.escape(id)}"]`)) {
      stretch.classList.toggle("lit", isLit);
    }
  }
}

function eventsAt(target) {
  const place = target instanceof Element ? target.closest("[data-near], .s[data-events], .card[data-event]") : null;
  if (place === null) return [];
  const ids = place.dataset.near ?? place.dataset.event ?? place.dataset.events ?? "";
  return ids.split(" ").filter(Boolean);
}

for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(start, (event) => lightEvents(eventsAt(event.target), true));
  document.addEventListener(end, (event) => lightEvents(eventsAt(event.target), false));
}

let asked = null;

async function showAt(url, isNew) {
  asked?.abort();
  asked = new AbortController();
  let answer;
  try {
    answer = await fetch(url, { signal: asked.signal });
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("results");
  const here = document.getElementById("results");
  if (!answer.ok || found === null) {
    const told = document.getElementById("told");
    told.textContent = page.querySelector(".flag")?.textContent ?? "This cannot be shown.";
    return;
  }
  const told = found.querySelector("#told")?.textContent ?? "";
  const live = here.querySelector("#told");
  here.replaceChildren(...[...found.childNodes].map((node) => document.importNode(node, true)));
  const said = here.querySelector("#told");
  if (live !== null && said !== null) {
    said.replaceWith(live); // the same element, so that its change is spoken
    live.textContent = told;
  }
  const form = document.querySelector("form[data-live]");
  const fresh = page.querySelector("form[data-live]");
  for (const old of form.querySelectorAll('input[name="q"]')) old.remove();
  for (const term of fresh.querySelectorAll('input[name="q"]')) form.append(document.importNode(term, true));
  if (isNew) {
    history.replaceState({ isList: true }, "");
    history.pushState({ isList: true }, "", answer.url);
  }
  document.dispatchEvent(new Event("results-shown"));
}

for (const form of document.querySelectorAll("form[data-live]")) {
  const send = () => showAt(form.action + "?" + new URLSearchParams(new FormData(form)), true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send().then(() => { const more = form.elements.namedItem("more"); if (more) more.value = ""; });
  });
  form.addEventListener("change", (event) => { if (event.target.name !== "more") send(); });
  // A jump within the page is told as popstate too; only what was shown by showAt has a state.
  window.addEventListener("popstate", (event) => { if (event.state?.isList) location.reload(); });
}
