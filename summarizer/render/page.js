"use strict";
// Lights the sentences of an item, and the items of a sentence. Without this script the page is
// still whole: evidence marks are links to sentences, sentence numbers are links to items.
(() => {
  const article = document.querySelector(".article");
  const sheet = document.querySelector(".sheet");
  const items = [...document.querySelectorAll("[data-cites]")];
  const beside = matchMedia("(min-width: 60rem)"); // as in page.css: brief and article in columns
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let pinned = null; // the item or the sentence that stays lit
  let over = null; // the item under the pointer
  let origin = null; // where the focus returns to when the sheet closes
  let waiting = 0;

  const pace = () => (calm.matches ? "instant" : "smooth");
  const numbers = (item) => item.dataset.cites.split(" ").filter(Boolean);
  const sentencesOf = (item) => numbers(item).map((n) => document.getElementById("s" + n));
  const itemsOf = (sentence) => items.filter((item) => numbers(item).includes(sentence.id.slice(1)));
  const claim = (item) => item.querySelector(".claim");
  const says = (item) => claim(item).textContent;
  const itemAt = (target) => target.closest("[data-cites]");
  const sentenceAt = (target) =>
    target.closest(".s") || (target.closest(".n") && target.closest(".n").nextElementSibling);

  function unlight() {
    for (const lit of document.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
  }

  function light(thing) {
    unlight();
    if (!thing) return;
    const kind = thing.dataset.kind || "sentence";
    thing.dataset.lit = kind;
    for (const other of thing.dataset.kind ? sentencesOf(thing) : itemsOf(thing)) {
      other.dataset.lit = other.dataset.kind || kind;
    }
  }

  // Scrolls the article's own column and nothing else, and only when the sentence is out of sight.
  function reveal(sentence) {
    if (!sentence || !beside.matches) return;
    const view = article.getBoundingClientRect();
    const box = sentence.getBoundingClientRect();
    const top = Math.max(view.top, 0);
    const bottom = Math.min(view.bottom, innerHeight);
    if (box.top >= top && box.bottom <= bottom) return;
    article.scrollBy({ top: box.top - top - (bottom - top) / 4, behavior: pace() });
  }

  // In one column the sheet may come to lie over what was clicked.
  function uncover(thing) {
    const hidden = thing.getBoundingClientRect().bottom - (innerHeight - sheet.offsetHeight - 16);
    if (!beside.matches && hidden > 0) scrollBy({ top: hidden, behavior: pace() });
  }

  function show(item) {
    light(item);
    reveal(sentencesOf(item)[0]);
  }

  function press(item, on) {
    claim(item).setAttribute("aria-pressed", String(on));
  }

  function list(title, targets, words) {
    document.getElementById("sheet-title").textContent = title;
    sheet.querySelector("ul").replaceChildren(
      ...targets.map((target) => {
        const row = document.createElement("li");
        const link = document.createElement("a");
        link.href = "#" + target.id;
        link.dir = "auto";
        link.textContent = words(target);
        row.append(link);
        return row;
      }),
    );
    origin = document.activeElement;
    sheet.hidden = false;
  }

  function release() {
    if (pinned && pinned.dataset.kind) press(pinned, false);
    pinned = null;
    if (sheet.contains(document.activeElement)) origin.focus({ preventScroll: true });
    sheet.hidden = true;
    unlight();
  }

  function pin(thing) {
    const again = thing === pinned;
    release();
    if (again) return;
    pinned = thing;
    if (!thing.dataset.kind) {
      list(`Sentence ${thing.id.slice(1)} is cited by`, itemsOf(thing), says);
      light(thing);
      uncover(thing);
      return;
    }
    press(thing, true);
    // In one column the article is out of sight, so its sentences come to the reader.
    if (!beside.matches && numbers(thing).length) {
      const words = (sentence) => `[${sentence.id.slice(1)}] ${sentence.textContent}`;
      list("Rests on", sentencesOf(thing), words);
      uncover(claim(thing));
    }
    show(thing);
  }

  for (const item of items) {
    claim(item).setAttribute("role", "button");
    claim(item).tabIndex = 0;
    press(item, false);
    // One stop a statement: focusing it lights its sentences, Enter lists them or keeps them lit.
    for (const link of item.querySelectorAll(":scope > .says .cite, h1 .cite")) link.tabIndex = -1;
  }

  // Moves of the pointer only: a page that scrolls under a resting pointer points at nothing.
  document.addEventListener("pointermove", (event) => {
    const item = event.pointerType === "touch" ? null : itemAt(event.target);
    if (item === over) return;
    over = item;
    clearTimeout(waiting);
    if (pinned) return;
    light(item);
    // A pointer on its way across the brief should not shake the article.
    if (item) waiting = setTimeout(() => reveal(sentencesOf(item)[0]), 150);
  });

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(".claim:focus-visible")) return;
    if (!pinned) show(itemAt(event.target));
  });

  document.addEventListener("focusout", (event) => {
    if (event.target.matches(".claim") && !pinned) unlight();
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest(".sheet button")) return release();
    if (!getSelection().isCollapsed) return; // the reader is copying, not pointing
    const jump = target.closest(".sheet a");
    if (jump) {
      const to = document.querySelector(jump.getAttribute("href"));
      if (to.dataset.kind) {
        event.preventDefault();
        claim(to).focus({ preventScroll: true });
        to.scrollIntoView({ block: "center", behavior: pace() });
      }
      return;
    }
    const sentence = sentenceAt(target);
    if (sentence) {
      if (target.closest(".n")) event.preventDefault();
      if (itemsOf(sentence).length) pin(sentence);
      // A click without a pointer comes from the keyboard, which would have far to go.
      if (event.detail === 0 && !sheet.hidden) sheet.querySelector("a").focus();
      return;
    }
    const item = itemAt(target);
    if (!item || target.closest("details")) return;
    const link = target.closest("a");
    if (!link) return pin(item);
    if (!link.matches(".cite") || !beside.matches) return;
    event.preventDefault();
    if (pinned !== item) pin(item);
    reveal(document.querySelector(link.getAttribute("href")));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return release();
    if (!event.target.matches(".claim") || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    pin(itemAt(event.target));
  });
})();
