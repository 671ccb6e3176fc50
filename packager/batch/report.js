"use strict";
(() => {
  const all = JSON.parse(document.getElementById("stories").textContent);
  const base = document.documentElement.dataset.base;
  const body = document.querySelector("tbody");
  const search = document.getElementById("search");
  const show = document.getElementById("show");
  const size = 50;
  // A row: key, title, authors, words, seconds, status, paths, cover, diagnostics, text to search.
  for (const row of all) {
    row.push([row[0], row[1], row[2], ...row[8].flat()].join(" ").toLowerCase());
  }
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const columns = {
    title: (a, b) => collator.compare(a[1] || a[0], b[1] || b[0]),
    author: (a, b) => collator.compare(a[2], b[2]),
    words: (a, b) => a[3] - b[3],
    found: (a, b) => weight(a) - weight(b),
  };
  const weight = (row) =>
    (row[5] === "failed" ? 1e6 : 0) + row[8].filter((one) => one[1] === "warning").length * 1e3 + row[8].length;
  let found = all.slice();
  let page = 0;
  let order = "";
  let down = false;

  const node = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const address = (path) => base + path.split("/").map(encodeURIComponent).join("/");
  const time = (words) => {
    const minutes = Math.round(words / 250);
    if (!words) return "";
    if (minutes < 1) return "1 min";
    return minutes < 60 ? minutes + " min" : Math.floor(minutes / 60) + " h " + String(minutes % 60).padStart(2, "0") + " min";
  };
  const line = (row) => {
    const made = node("tr");
    const cover = made.appendChild(node("td", undefined, "cover"));
    if (row[7]) {
      const image = cover.appendChild(node("img"));
      image.alt = "";
      image.loading = "lazy";
      image.src = row[7].startsWith("data:image/jpeg;") ? row[7] : address(row[7]);
    }
    const title = made.appendChild(node("th"));
    title.scope = "row";
    title.append(row[1] || row[0]);
    title.appendChild(node("small", row[0]));
    made.appendChild(node("td", row[2]));
    made.appendChild(node("td", row[3] ? row[3].toLocaleString("en") : "", "number"));
    made.appendChild(node("td", time(row[3]), "number"));
    const books = made.appendChild(node("td"));
    row[6].forEach(([format, path], at) => {
      if (at) books.append(" ");
      const link = books.appendChild(node("a", format));
      link.href = address(path);
    });
    const list = made.appendChild(node("td")).appendChild(node("ul"));
    if (!row[8].length) list.parentNode.replaceChildren();
    for (const [code, severity, text] of row[8]) list.appendChild(node("li", code + " " + text, severity));
    return made;
  };
  const draw = () => {
    const pages = Math.max(1, Math.ceil(found.length / size));
    page = Math.min(page, pages - 1);
    body.replaceChildren(...found.slice(page * size, page * size + size).map(line));
    const many = found.length.toLocaleString("en") + (found.length === 1 ? " story" : " stories");
    for (const one of document.querySelectorAll(".pages")) {
      one.querySelector("output").textContent = many + ", page " + (page + 1) + " of " + pages;
      one.querySelector("[data-step='-1']").disabled = page === 0;
      one.querySelector("[data-step='1']").disabled = page === pages - 1;
    }
  };
  const select = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kind = show.value;
    found = all.filter((row) =>
      words.every((word) => row[9].includes(word)) &&
      (kind === "all" || row[5] === kind || (kind === "warning" && row[8].some((one) => one[1] === "warning"))));
    if (order) found.sort((a, b) => (down ? -columns[order](a, b) : columns[order](a, b)));
    page = 0;
    draw();
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(select, 120);
  });
  show.addEventListener("change", select);
  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  for (const heading of document.querySelectorAll("th[data-sort]")) {
    const name = heading.textContent;
    const button = node("button", name);
    button.type = "button";
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      const first = heading.dataset.sort === "words" || heading.dataset.sort === "found";
      down = order === heading.dataset.sort ? !down : first;
      order = heading.dataset.sort;
      for (const other of document.querySelectorAll("th[data-sort]")) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      select();
    });
  }
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      page += Number(button.dataset.step);
      draw();
      document.querySelector("table").scrollIntoView({ block: "start" });
    });
  }
  for (const hidden of document.querySelectorAll("[data-needs-script]")) hidden.hidden = false;
  select();
})();
