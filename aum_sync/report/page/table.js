const grid = byId("grid");
const body = grid.querySelector("tbody");
const heads = [...grid.querySelectorAll("[data-sort]")];
const controls = ["q", "change", "master", "outcome", "week", "review"].map(byId);
const [q, change, master, outcome, week, review] = controls;
let found = tracks;
let sorted = { key: "", down: false };
let current = 0;
let all = false;

const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
const sortable = {
  change: (track) => SAID[track.change], name: (track) => track.name,
  artists: (track) => track.artists, genre: (track) => track.genre,
  masters: named, word: (track) => track.word,
};
const byPlace = (one, two) =>
  (one.week ?? Infinity) - (two.week ?? Infinity) ||
  (one.position ?? Infinity) - (two.position ?? Infinity) || 0;

const order = (rows) => {
  const { key, down } = sorted;
  if (!key) return rows;
  const sign = down ? -1 : 1;
  if (key === "week") return rows.toSorted((one, two) => sign * byPlace(one, two) || one.index - two.index);
  const value = sortable[key];
  const values = new Map(rows.map((track) => [track, value(track)]));
  return rows.toSorted((one, two) => {
    const [first, second] = [values.get(one), values.get(two)];
    // What is empty comes last, whichever way.
    if (!first !== !second) return first ? -1 : 1;
    return sign * compare(first, second) || one.index - two.index;
  });
};

const narrow = () => {
  const words = fold(q.value).split(/\s+/).filter(Boolean);
  const wanted = week.value.trim();
  found = order(tracks.filter((track) =>
    (!change.value || (change.value === "any" ? track.change : track.change === change.value)) &&
    (!master.value || track.masters.includes(master.value)) &&
    (!outcome.value || track.outcome === outcome.value) &&
    (!wanted || String(track.week) === wanted) &&
    (!review.checked || track.review) &&
    words.every((word) => searched[track.index].includes(word))));
  const count = found.length.toLocaleString("en");
  const whole = tracks.length.toLocaleString("en");
  byId("shown").textContent = found.length === tracks.length ? `${whole} tracks` : `${count} of ${whole} tracks`;
  grid.setAttribute("aria-rowcount", found.length + 1);
  current = 0;
  grid.scrollTop = 0;
  paint();
};

const cell = (className, ...content) => {
  const made = make("td", className);
  made.setAttribute("role", "gridcell");
  made.append(...content);
  return made;
};
const chip = (key) => {
  const made = make("span", "chip");
  made.append(make("span", `swatch ${colours.get(key)}`), foreign("bdi", titles.get(key)));
  return made;
};
const line = (track, at) => {
  const row = make("tr", `${track.change} ${track.outcome}`);
  row.setAttribute("role", "row");
  row.setAttribute("aria-rowindex", at + 2);
  row.id = `row-${at}`;
  row.dataset.at = at;
  row.classList.toggle("current", at === current);
  if (at === current) row.setAttribute("aria-selected", "true");
  const sign = make("span", "", SIGNS[track.change]);
  if (track.change) {
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", SAID[track.change]);
  }
  const place = track.week === null ? "" : link(`#week-${track.week}`, `#${track.week}`);
  row.append(
    cell("change", sign),
    cell("name", foreign("span", track.name.trim() || track.uri || NAMELESS)),
    cell("artists", foreign("span", track.artists)),
    cell("week", place),
    cell("genre", foreign("span", track.genre)),
    cell("masters", ...track.masters.map(chip)),
    cell("word", foreign("span", track.word), ...(track.review ? [make("em", "review", "review")] : [])),
  );
  return row;
};
const space = (height) => {
  const row = make("tr", "space");
  row.setAttribute("aria-hidden", "true");
  row.style.height = `${height}px`;
  return row;
};

// Rows are all of one height, which the style gives in rem; only those in sight exist.
const size = (of, name) => parseFloat(getComputedStyle(of).getPropertyValue(name));
const height = () => size(grid, "--row") * size(document.documentElement, "font-size");
const EXTRA = 8;
const sight = (tall) => {
  const block = (y) => EXTRA * Math.floor(y / tall / EXTRA);
  const [top, foot] = [block(grid.scrollTop), block(grid.scrollTop + grid.clientHeight)];
  return all ? [0, found.length] : [Math.max(top - EXTRA, 0), Math.min(foot + 2 * EXTRA, found.length)];
};
let painted = "";
const paint = () => {
  const tall = height();
  const [first, last] = sight(tall);
  painted = `${tall} ${first} ${last}`;
  const rows = found.slice(first, last).map((track, index) => line(track, first + index));
  body.replaceChildren(space(first * tall), ...rows, space((found.length - last) * tall));
  if (byId(`row-${current}`)) grid.setAttribute("aria-activedescendant", `row-${current}`);
  else grid.removeAttribute("aria-activedescendant");
};
// A row that stays in sight is left alone: a click on it may be under way.
const refresh = () => {
  const tall = height();
  if (painted !== `${tall} ${sight(tall).join(" ")}`) paint();
};
let asked = false;
const later = () => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; refresh(); });
};

const go = (at) => {
  current = Math.max(Math.min(at, found.length - 1), 0);
  const tall = height();
  const room = grid.clientHeight - grid.querySelector("thead").offsetHeight;
  const top = current * tall;
  if (top < grid.scrollTop) grid.scrollTop = top;
  else if (top + tall > grid.scrollTop + room) grid.scrollTop = top + tall - room;
  paint();
};
const page = () => Math.max(Math.floor(grid.clientHeight / height()) - 2, 1);
const KEYS = {
  ArrowDown: () => current + 1, ArrowUp: () => current - 1,
  PageDown: () => current + page(), PageUp: () => current - page(),
  Home: () => 0, End: () => found.length - 1,
};

// ---- one track

const dialog = byId("track");
const entry = (list, name, ...content) => {
  if (!content.length || content[0] === "") return;
  const value = make("dd");
  value.append(...content);
  list.append(make("dt", "", name), value);
};
const show = (track) => {
  const list = make("dl");
  const close = make("button", "close", "Close");
  const title = foreign("h3", track.name.trim() || track.uri);
  const spotify = TRACK.exec(track.uri);
  title.id = "track-title";
  close.type = "button";
  close.autofocus = true;
  close.addEventListener("click", () => dialog.close());
  entry(list, "by", foreign("span", track.artists));
  if (track.change) entry(list, "plan", SAID[track.change]);
  entry(list, "outcome", track.review ? `${track.outcome}, to review` : track.outcome);
  entry(list, "why", foreign("span", track.word));
  entry(list, "master", ...track.masters.map(chip));
  if (track.week !== null) {
    const place = track.position === null ? "" : `, track ${track.position + 1}`;
    const there = link(`#week-${track.week}`, `week ${track.week}${place}`);
    there.addEventListener("click", () => dialog.close());
    entry(list, "where", there);
  }
  if (track.genre) entry(list, "genre as typed", foreign("span", track.genre));
  if (track.rule) entry(list, "rule", make("code", "", track.rule));
  if (spotify) {
    const there = link(`https://open.spotify.com/track/${spotify[1]}`, "open on Spotify");
    there.rel = "noopener noreferrer";
    there.target = "_blank";
    entry(list, "listen", there);
  }
  if (track.uri) entry(list, "address", make("code", "", track.uri));
  dialog.replaceChildren(title, list, close);
  dialog.showModal();
};

grid.addEventListener("scroll", later, { passive: true });
grid.addEventListener("keydown", (event) => {
  if (event.target !== grid || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key in KEYS) go(KEYS[event.key]());
  else if (event.key === "Enter" && found[current]) show(found[current]);
  else return;
  event.preventDefault();
});
body.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-at]");
  if (!row || event.target.closest("a")) return;
  go(Number(row.dataset.at));
  show(found[current]);
});
for (const head of heads) {
  head.addEventListener("click", () => {
    const key = head.dataset.sort;
    // Upwards, downwards, and as it was.
    if (sorted.key !== key) sorted = { key, down: false };
    else sorted = sorted.down ? { key: "", down: false } : { key, down: true };
    for (const other of heads) {
      const mine = other.dataset.sort === sorted.key;
      other.parentElement.setAttribute("aria-sort", !mine ? "none" : sorted.down ? "descending" : "ascending");
    }
    narrow();
  });
}
for (const control of controls) control.addEventListener(control.localName === "select" ? "change" : "input", narrow);
const clear = () => {
  for (const control of controls) {
    if (control.type === "checkbox") control.checked = false;
    else control.value = "";
  }
};
byId("clear").addEventListener("click", () => { clear(); narrow(); q.focus(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, select, dialog")) return;
  event.preventDefault();
  q.focus();
});
