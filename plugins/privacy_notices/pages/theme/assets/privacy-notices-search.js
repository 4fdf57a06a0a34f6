/* Finds pages of one language in the index of `search.py`; both reduce words in the same way.

     window.privacyNoticesSearch(query, {root}) -> Promise<[{title, href, excerpt}]>, best first

   `root`: absolute address of the language's front page. All text is plain. Only `search/` below it is
   fetched; nothing is stored. */
(() => {
  "use strict";

  const SEPARATORS = /[\s!-/:-@[-`{-~\u00a1-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u0964\u0965\u2000-\u206f\u3000-\u303f]+/;
  const LEAST_STEM = 3;
  const MAX_WORDS = 12; // of a query
  const MAX_RESULTS = 10;
  const MAX_EXCERPT = 220; // characters
  const OTHER_PAGES = 0.25; // what a page counts that is no notice
  const LEAST_SCORE = 0.15; // of the best page's

  const fold = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "");
  const split = (text) => text.normalize("NFC").replaceAll("\u00ad", "").toLowerCase().split(SEPARATORS).filter(Boolean);

  function stemmer({ endings, doubled }) {
    const steps = endings.map((step) => new Map(step.split(" ").map((rule) => {
      const [ending, rest = ""] = rule.split(">");
      return [ending, rest];
    })));
    const longest = steps.map((step) => Math.max(...[...step.keys()].map((ending) => ending.length)));
    return (word) => {
      steps.forEach((step, n) => {
        if (n === steps.length - 1) for (const letter of doubled) word = word.replaceAll(letter + letter, letter);
        for (let length = Math.min(word.length, longest[n]); length > 0; length -= 1) {
          const rest = step.get(word.slice(-length));
          if (rest !== undefined && word.length - length + rest.length >= LEAST_STEM) {
            word = word.slice(0, -length) + rest;
            break;
          }
        }
      });
      return word;
    };
  }

  /* How well a term fits the stem of a word, from 0 to 1. */
  function fit(wanted, term) {
    if (term === wanted) return 1;
    if (wanted.length > 2 && term.startsWith(wanted)) return 0.5 + 0.3 * wanted.length / term.length;
    let same = 0;
    while (same < wanted.length && wanted[same] === term[same]) same += 1;
    const [a, b] = [wanted.slice(same), term.slice(same)];
    if (same > 4 && a.length < 3 && b.length < 4) return 0.45; // of the same family
    if (same < 2 || wanted.length < 6) return 0;
    const isTypo = [[1, 0], [0, 1], [1, 1]].some(([m, n]) => b.slice(n).startsWith(a.slice(m))) // more, less, wrong
      || (a[0] === b[1] && a[1] === b[0] && b.slice(2).startsWith(a.slice(2))); // turned round
    return isTypo ? 0.35 * wanted.length / Math.max(term.length, wanted.length) : 0;
  }

  /* The best of each page: how well a term fits, times how much the page is about it. */
  function best(terms, quality, pages = new Map()) {
    for (const term of terms) {
      const fits = quality(term);
      let page = 0;
      for (const posting of fits ? term.postings : []) {
        page += posting >> 4;
        pages.set(page, Math.max(pages.get(page) ?? 0, fits * (posting & 15)));
      }
    }
    return pages;
  }

  async function open(root) {
    const files = new Map();
    const get = (name) => {
      if (!files.has(name)) {
        files.set(name, fetch(new URL(`search/${name}`, root), { cache: "no-cache" }).then((response) => {
          if (!response.ok) throw new Error(name);
          return response.json();
        }));
      }
      return files.get(name);
    };
    const index = await get("index.json");
    const part = (name) => get(`${name}.json?${index.edition}`);
    const stop = new Set(index.stop.split(" "));
    const stem = stemmer(index);
    const known = new Map();
    const read = (word) => {
      if (!known.has(word)) known.set(word, { stem: stem(word), folded: fold(stem(word)), begun: fold(word) });
      return known.get(word);
    };
    const fitBest = (wanted, term) => Math.max(
      fit(wanted.stem, term.stem),
      0.8 * fit(wanted.folded, term.folded),
      wanted.begun.length > 2 && term.folded.startsWith(wanted.begun) ? 0.5 : 0,
    );

    /* Terms that may fit a word: with the same first two letters. */
    const shares = new Map();
    async function near(word) {
      const beginning = word.slice(0, 2);
      const { starts = [""] } = index;
      const numbers = [...starts.keys()].filter((n) => starts[n].slice(0, 2) <= beginning && !(starts[n + 1] < beginning));
      for (const n of numbers) {
        const list = index.terms ?? await part(`terms-${n}`);
        if (!shares.has(n)) shares.set(n, list.flatMap((item, i) => (i % 2 ? [] : { stem: item, folded: fold(item), postings: list[i + 1] })));
      }
      return numbers.flatMap((n) => shares.get(n)).filter((term) => term.folded.startsWith(beginning));
    }

    /* How much each page is about a word. */
    async function about(wanted) {
      const terms = await near(wanted.folded);
      const pages = best(terms, (term) => fitBest(wanted, term));
      if (pages.size) return pages;
      // A new compound: by its parts.
      for (let cut = 3; cut < wanted.stem.length - 3; cut += 1) {
        const end = wanted.stem.slice(cut);
        best(await near(fold(end)), (term) => (term.stem === end ? 0.4 : 0), pages);
      }
      const begun = best(terms, (term) => (term.stem.length > 3 && wanted.stem.startsWith(term.stem) ? 0.4 : 0));
      for (const [page, amount] of begun) pages.set(page, (pages.get(page) ?? 0) + amount);
      return pages;
    }

    /* How well a line answers a query. */
    const score = (line, query) => query.reduce((sum, wanted) => sum + Math.max(0, ...split(line).map(read).map((term) => Math.max(
      fitBest(wanted, term),
      wanted.stem.length > 3 && term.stem.includes(wanted.stem) ? 0.5 : 0,
      term.stem.length > 3 && wanted.stem.includes(term.stem) ? 0.2 : 0,
      wanted.synonyms.has(term.stem) ? 0.3 : 0,
    ))), 0);

    /* The line that answers best, cut where it is long. */
    function excerpt(lines, query) {
      const [line] = lines.reduce((top, one) => {
        const points = score(one, query);
        return points > top[1] ? [one, points] : top;
      }, ["", -1]);
      if (line.length <= MAX_EXCERPT) return line;
      const at = [...line.matchAll(/\S+/g)].find(([word]) => score(word, query) > 0.25)?.index ?? 0;
      const start = at < MAX_EXCERPT * 0.7 ? 0 : line.indexOf(" ", at - 60) + 1;
      const space = line.lastIndexOf(" ", start + MAX_EXCERPT);
      const end = line.length - start <= MAX_EXCERPT ? line.length : space > start ? space : start + MAX_EXCERPT;
      return `${start ? "… " : ""}${line.slice(start, end)}${end < line.length ? " …" : ""}`;
    }

    return async (text) => {
      const words = split(text).filter((word) => word.length > 1 && !stop.has(word)).slice(0, MAX_WORDS);
      const query = words.map(read).map((word) => (
        { ...word, synonyms: new Set(index.synonyms.filter((group) => group.includes(word.stem)).flat()) }));
      const sums = new Map();
      for (const pages of await Promise.all(query.map(about))) {
        for (const [page, amount] of pages) {
          const [sum, count] = sums.get(page) ?? [0, 0];
          sums.set(page, [sum + amount * Math.log(1 + index.pages / (pages.size + 1)), count + 1]); // rare words more
        }
      }
      const found = [...sums].map(([page, [sum, count]]) => (
        { page, score: sum * (count / query.length) ** 2 * (page < index.notices ? 1 : OTHER_PAGES) }));
      found.sort((a, b) => b.score - a.score || a.page - b.page);
      const shown = found.filter((one) => one.score > found[0].score * LEAST_SCORE).slice(0, MAX_RESULTS);
      return Promise.all(shown.map(async ({ page }) => {
        const [[title, address, said], common] = await Promise.all(
          index.texts ? [index.texts[page]] : [part(`page-${page}`), part("common")]);
        const lines = said.map((line) => (line.at ? line : common[line]));
        return { title, href: new URL(`./${address}`, root).href, excerpt: excerpt(lines, query) };
      }));
    };
  }

  const opened = new Map();
  window.privacyNoticesSearch = async (query, { root }) => {
    if (!opened.has(root)) opened.set(root, open(root));
    return (await opened.get(root))(query);
  };
})();
