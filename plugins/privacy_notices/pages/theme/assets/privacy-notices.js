/* What the portal's pages do beyond HTML and CSS. Everything is readable and reachable without this file; it stores
   nothing and asks nothing of other hosts.

   The search engine is another file, fetched when the field is first used. It sets

     window.privacyNoticesSearch(query: string, {root: string, language: string})
       -> Promise<Array<{title: string, href: string, excerpt: string}>>, best first

   where `root` is the absolute address of the language's front page, `href` an address of this host and the others plain
   text. The empty query only fetches the index and gives no results. */
(() => {
  "use strict";

  const WIDE = window.matchMedia("(min-width: 64em)"); // the same width as in the style sheet
  const TYPING_PAUSE = 200; // milliseconds without a key before a search begins

  const HAS_POPOVER = "popover" in HTMLElement.prototype; // without it the panels stand open in the page

  const isOpen = (panel) => HAS_POPOVER && panel.matches(":popover-open");
  const openerOf = (panel) => document.querySelector(`[data-pn-opener][popovertarget="${panel.id}"]`);

  /* Menu and search are popovers on narrow screens: the browser opens and closes them, also with Escape, and gives the
     focus back. What it leaves out: the state as an attribute, the focus on opening, and closing when focus moves on. */
  function followPopover(panel) {
    const opener = openerOf(panel);
    if (!HAS_POPOVER || !opener) return;
    opener.setAttribute("aria-expanded", "false");
    panel.addEventListener("toggle", (event) => {
      const opened = event.newState === "open";
      opener.setAttribute("aria-expanded", String(opened));
      if (opened) (panel.querySelector("input") ?? panel.querySelector("button")).focus();
    });
    panel.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next && !panel.contains(next) && isOpen(panel)) panel.hidePopover();
    });
    panel.addEventListener("click", (event) => {
      if (event.target.closest("a") && isOpen(panel)) panel.hidePopover();
    });
    WIDE.addEventListener("change", () => isOpen(panel) && panel.hidePopover());
  }

  /* Open beside the text, closed above it: a phone should not begin with a screen of headings. */
  function followWidth(details) {
    const fit = () => { details.open = WIDE.matches; };
    WIDE.addEventListener("change", fit);
    fit();
  }

  /* Whoever has no mouse must be able to scroll what is cut off, and to hear what it is. */
  function makeScrollable(box, label) {
    const name = box.querySelector("caption")?.textContent.trim() || box.getAttribute("aria-label") || label;
    const update = () => {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", name);
      } else {
        for (const attribute of ["tabindex", "role", "aria-label"]) box.removeAttribute(attribute);
      }
    };
    new ResizeObserver(update).observe(box);
  }

  function makeTablesScrollable(main) {
    for (const table of main.querySelectorAll(".pn-content table")) {
      if (table.closest(".pn-table, .highlighttable, .pn-search")) continue;
      const box = document.createElement("div");
      box.className = "pn-table";
      table.replaceWith(box);
      box.append(table);
    }
    for (const box of main.querySelectorAll(".pn-table")) makeScrollable(box, main.dataset.tableLabel);
    for (const box of main.querySelectorAll("pre")) makeScrollable(box, main.dataset.codeLabel);
  }

  /* Closed parts would be missing on paper. */
  function openDetailsOnPaper() {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll(".pn-content details:not([open])")];
      for (const details of opened) details.open = true;
    });
    window.addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
    });
  }

  function loadEngine(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => resolve(window.privacyNoticesSearch));
      script.addEventListener("error", () => reject(new Error(`cannot load ${address}`)));
      document.head.append(script);
    });
  }

  function resultItem({ title, href, excerpt }) {
    const address = new URL(href, document.baseURI);
    const link = document.createElement("a");
    // An index is data: an address that would run a script is not followed.
    if (address.origin === location.origin) link.href = address.href;
    link.textContent = title;
    const text = document.createElement("p");
    text.textContent = excerpt;
    const item = document.createElement("li");
    item.append(link, text);
    return item;
  }

  function startSearch(search) {
    const words = search.dataset;
    const form = search.querySelector("form");
    const field = search.querySelector("input");
    const status = search.querySelector("[role=status]");
    const results = search.querySelector(".pn-search-results");
    const place = { root: new URL(words.root, document.baseURI).href, language: document.documentElement.lang };
    let engine = null;
    let asked = 0;
    let timer = 0;

    const ask = async (query) => {
      engine ??= loadEngine(words.engine);
      try {
        return await (await engine)(query, place);
      } catch (error) {
        engine = null; // the next use tries again
        throw error;
      }
    };
    const show = (text, items) => {
      status.textContent = text;
      results.firstElementChild.replaceChildren(...items);
      results.hidden = items.length === 0;
      search.classList.toggle("pn-search--open", text !== "");
    };
    const close = () => {
      clearTimeout(timer);
      asked += 1;
      show("", []);
    };
    const run = async () => {
      clearTimeout(timer);
      const query = field.value.trim();
      if (query === "") return close();
      const mine = asked += 1;
      try {
        const found = await ask(query);
        if (mine !== asked) return; // a newer question is under way
        const count = found.length;
        const text = count === 0 ? words.none : count === 1 ? words.one : words.many;
        show(text.replace("{query}", () => query).replace("{count}", count), found.map(resultItem));
      } catch {
        if (mine === asked) show(words.failed, []);
      }
    };

    field.addEventListener("focus", () => { ask("").catch(() => undefined); }, { once: true });
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(run, TYPING_PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || isOpen(search) || !search.classList.contains("pn-search--open")) return;
      event.preventDefault();
      close();
      field.focus();
    });
    search.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !search.contains(event.relatedTarget)) close();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!search.contains(event.target)) close();
    });
    for (const element of [search, openerOf(search)]) if (element) element.hidden = false;
  }

  for (const panel of document.querySelectorAll(".pn-panel")) followPopover(panel);
  for (const details of document.querySelectorAll(".pn-contents details")) followWidth(details);
  makeTablesScrollable(document.querySelector("main"));
  openDetailsOnPaper();
  for (const search of document.querySelectorAll(".pn-search")) startSearch(search);
})();
