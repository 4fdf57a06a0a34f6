/* Finds pages of one language. `search.py` makes the index and tells its form; both reduce words in the same way.

     window.privacyNoticesSearch(query, {root}) -> Promise<[{title, href, excerpt}]>, best first

   `root` is the absolute address of the language's front page. Titles and excerpts are plain text. Nothing is stored, and
   nothing is fetched but files of `search/` below the root. The empty query fetches `index.json` and finds nothing. */
(() => {
  "use strict";

  const SEPARATORS = /[\s!-/:-@[-`{-~\u00a1-\u00bf\u00d7\u00f7\u060c\u061b\u061f\u0964\u0965\u2000-\u206f\u3000-\u303f]+/;
  const LEAST_STEM = 3;
  const MAX_RESULTS = 10;
  const MAX_EXCERPT = 220; // characters
  const MAX_WORDS = 12; // of a query; the others are left out
  const OTHER_PAGES = 0.5; // what a page that is no notice counts

  const fold = (word) => word.normalize("NFKD").replace(/\p{M}/gu, "");
  const split = (text) => text.normalize("NFC").replaceAll("\u00ad", "").toLowerCase().split(SEPARATORS).filter(Boolean);

  /* What the forms of a word have in common. */
  function stemmer({ endings, doubled }) {
    const steps = endings.map((step) => new Map(step.split(" ").map((rule) => {
      const [ending, rest = ""] = rule.split(">");
      return [ending, rest];
    })));
    const longest = steps.map((step) => Math.max(...[...step.keys()].map((ending) => ending.length)));
    return (word) => {
      steps.forEach((step, number) => {
        if (number === steps.length - 1) for (const letter of doubled) word = word.replaceAll(letter + letter, letter);
        for (let length = Math.min(word.length, longest[number]); length > 0; length -= 1) {
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
    const more = wanted.slice(same);
    const other = term.slice(same);
    if (same > 4 && more.length < 3 && other.length < 4) return 0.45; // another word of the family
    if (wanted.length < 6 || same < 2) return 0;
    const isTypo = other.startsWith(more.slice(1)) // a letter too many
      || other.slice(1).startsWith(more) // a letter too few
      || other.slice(1).startsWith(more.slice(1)) // a wrong letter
      || (other[0] === more[1] && other[1] === more[0] && other.slice(2).startsWith(more.slice(2))); // two turned round
    return isTypo ? 0.35 * wanted.length / Math.max(term.length, wanted.length) : 0;
  }

  const fitFolded = (wanted, term) => Math.max(fit(wanted.stem, term), 0.8 * fit(wanted.folded, fold(term)));

  async function open(root) {
    const fetched = new Map();
    const get = (name) => {
      if (!fetched.has(name)) {
        fetched.set(name, fetch(new URL(`search/${name}`, root), { cache: "no-cache" }).then((response) => {
          if (!response.ok) throw new Error(`${name}: ${response.status}`);
          return response.json();
        }));
      }
      return fetched.get(name);
    };
    const index = await get("index.json");
    const stem = stemmer(index);
    const stop = new Set(index.stop.split(" "));

    /* Terms that may fit a word: those that begin with the same two letters. */
    async function terms(beginning) {
      let lists = [index.terms];
      if (index.starts) {
        const { starts } = index;
        const numbers = [...starts.keys()].filter((n) => starts[n].slice(0, beginning.length) <= beginning && !(starts[n + 1] < beginning));
        lists = await Promise.all(numbers.map((n) => get(`terms-${n}.json?${index.edition}`)));
      }
      const found = [];
      for (const list of lists) {
        for (let n = 0; n < list.length; n += 2) if (fold(list[n]).startsWith(beginning)) found.push([list[n], list[n + 1]]);
      }
      return found;
    }

    /* Pages by number, each with how much it is about a word. */
    async function about(wanted) {
      const pages = new Map();
      const add = (quality, postings) => {
        let page = 0;
        for (const posting of postings) {
          page += posting >> 4;
          pages.set(page, Math.max(pages.get(page) ?? 0, quality * (posting & 15)));
        }
      };
      const near = await terms(wanted.folded.slice(0, 2));
      for (const [term, postings] of near) {
        const quality = fitFolded(wanted, term);
        if (quality) add(quality, postings);
      }
      if (pages.size) return pages;
      // A compound that nobody has written: by its parts.
      for (const [term, postings] of near) if (term.length > 3 && wanted.stem.startsWith(term)) add(0.3, postings);
      for (let cut = 3; cut < wanted.stem.length - 3; cut += 1) {
        const end = wanted.stem.slice(cut);
        const exact = (await terms(fold(end).slice(0, 2))).find(([term]) => term === end);
        if (exact) {
          add(0.4, exact[1]);
          break;
        }
      }
      return pages;
    }

    const read = (word) => {
      const stemmed = stem(word);
      return { stem: stemmed, folded: fold(stemmed) };
    };

    /* The sentence with most of the words, cut where it is long. */
    function excerpt(text, query) {
      let best = { score: -1 };
      for (const line of text.split("\n")) {
        const stems = [...new Set(split(line).map(stem))];
        const fits = query.map((wanted) => Math.max(0, ...stems.map((term) => (
          Math.max(fitFolded(wanted, term), wanted.stem.length > 3 && term.includes(wanted.stem) ? 0.5 : 0)))));
        const score = fits.reduce((sum, value) => sum + value, 0);
        if (score > best.score) best = { score, line };
      }
      const { line } = best;
      if (line.length <= MAX_EXCERPT) return line;
      let at = 0;
      for (const match of line.matchAll(/\S+/g)) {
        if (split(match[0]).some((word) => query.some((wanted) => fitFolded(wanted, stem(word)) > 0.4))) {
          at = match.index;
          break;
        }
      }
      const start = at < MAX_EXCERPT * 0.7 ? 0 : line.indexOf(" ", at - 60) + 1;
      const end = start + MAX_EXCERPT < line.length ? line.lastIndexOf(" ", start + MAX_EXCERPT) : line.length;
      return `${start ? "… " : ""}${line.slice(start, end > start ? end : start + MAX_EXCERPT)}${end < line.length ? " …" : ""}`;
    }

    return async (text) => {
      const words = split(text).filter((word) => word.length > 1 && !stop.has(word)).slice(0, MAX_WORDS);
      const query = words.map(read);
      const scores = new Map();
      for (const pages of await Promise.all(query.map(about))) {
        const rare = Math.log(1 + index.pages / (pages.size + 1));
        for (const [page, amount] of pages) {
          const sum = scores.get(page) ?? { score: 0, words: 0 };
          scores.set(page, { score: sum.score + amount * rare, words: sum.words + 1 });
        }
      }
      const found = [...scores].map(([page, { score, words: count }]) => (
        [page, score * (count / query.length) ** 2 * (page < index.notices ? 1 : OTHER_PAGES)]));
      found.sort(([pageA, a], [pageB, b]) => b - a || pageA - pageB);
      return Promise.all(found.slice(0, MAX_RESULTS).map(async ([page]) => {
        const [title, address, said] = index.texts ? index.texts[page] : await get(`page-${page}.json?${index.edition}`);
        return { title, href: new URL(`./${address}`, root).href, excerpt: excerpt(said, query) };
      }));
    };
  }

  const opened = new Map();
  window.privacyNoticesSearch = async (query, { root }) => {
    if (!opened.has(root)) opened.set(root, open(root));
    return (await opened.get(root))(query);
  };
})();
