const byWeek = Map.groupBy(tracks.filter((track) => track.position !== null), (track) => track.week);
const fill = (details) => {
  const list = details.querySelector("ol.items");
  if (!list || list.childElementCount) return;
  const number = Number(list.dataset.week);
  const segments = [...details.querySelectorAll("mark")];
  const marks = (data.marks[number] ?? []).flatMap((count, at) => Array(count).fill(segments[at]));
  for (const track of byWeek.get(number) ?? []) {
    const mark = marks[track.position];
    const colour = mark ? mark.className : colours.get(track.masters[0]) ?? "none";
    const item = make("li", `${colour} ${track.outcome}`);
    item.classList.toggle("first", mark !== marks[track.position - 1]);
    item.append(
      foreign("span", track.name.trim() || track.uri || NAMELESS, "name"),
      foreign("span", track.artists, "artists"),
      foreign("span", mark ? mark.dataset.genre : track.genre, "genre"),
      foreign("span", track.word, "word"));
    list.append(item);
  }
};
for (const details of document.querySelectorAll("details.week")) {
  details.addEventListener("toggle", () => { if (details.open) fill(details); });
}
const doubtful = byId("doubtful");
doubtful.addEventListener("input", () => byId("weeks").classList.toggle("only", doubtful.checked));

// ---- places in the page: #week-123 opens a week, #tracks?week=123 narrows the table

const follow = () => {
  const [name, query] = location.hash.slice(1).split("?");
  if (name === "tracks" && query) {
    const wanted = new URLSearchParams(query);
    clear();
    for (const control of controls) {
      const value = wanted.get(control.id);
      if (control.type === "checkbox") control.checked = value === "1";
      else if (value !== null) control.value = value;
    }
    narrow();
    byId("tracks").scrollIntoView();
    grid.focus({ preventScroll: true });
  }
  const target = name.startsWith("week-") && byId(name);
  if (target) {
    if (!target.classList.contains("doubtful") && doubtful.checked) doubtful.click();
    target.open = true;
    fill(target);
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  }
};
addEventListener("hashchange", follow);
document.addEventListener("click", (event) => {
  const shape = event.target.closest("[data-go]");
  const anchor = event.target.closest('a[href^="#"]');
  if (shape) location.hash = shape.dataset.go;
  else if (anchor && anchor.getAttribute("href") === location.hash) follow();
});

new ResizeObserver(later).observe(grid);
addEventListener("beforeprint", () => {
  all = true;
  paint();
});
addEventListener("afterprint", () => { all = false; paint(); });

narrow();
// Not before: where the page is opened at a place, the browser goes there when all is read.
addEventListener("load", follow);
