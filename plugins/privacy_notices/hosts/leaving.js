/* A link to a page of the privacy notices, or from one, loads the whole page, where the theme of the site would change only
   a part of the one that is shown. */
(() => {
  "use strict";
  const addresses = [/* addresses */]; // below the root of the site; those with * at the end are folders
  const root = new URL("..", document.currentScript.src);

  const isOurs = (url) =>
    url.origin === root.origin &&
    url.pathname.startsWith(root.pathname) &&
    addresses.some((address) => {
      const path = url.pathname.slice(root.pathname.length);
      return address.endsWith("*") ? `${path}/`.startsWith(address.slice(0, -1)) : path === address;
    });

  // While the click is on its way down: before any listener of the theme.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!link || link.hasAttribute("target")) return;
      const [here, there] = [document.baseURI, link.getAttribute("href")];
      if (!URL.canParse(there, here)) return;
      if (isOurs(new URL(there, here)) || isOurs(new URL(here))) link.setAttribute("target", "_self");
    },
    true,
  );
})();
