"use strict";

// Everything that people typed is put in by textContent: the page's policy allows no other way.
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const SIGNS = { add: "+", remove: "−", move: "↕", "": "" };
const SAID = { add: "added", remove: "removed", move: "moved", "": "" };
const NAMELESS = "(nothing is known of it)";
const TRACK = /^spotify:track:([0-9A-Za-z]{22})$/;

const make = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};
const foreign = (tag, text, className) => {
  const made = make(tag, className, text);
  made.dir = "auto";
  return made;
};
const link = (href, text) => {
  const made = make("a", "", text);
  made.href = href;
  return made;
};

const colours = new Map();
data.masters.forEach(([key], index) => colours.set(key, `m${index % 12}`));
const titles = new Map(data.masters);
const tracks = data.tracks.map((row, index) => {
  const [change, outcome, name, artists, masters, word, rule, uri, week, position, genre, review] = row;
  const text = (number) => data.texts[number];
  return {
    index, name, artists, uri, week, position, review: review === 1,
    change: text(change), outcome: text(outcome), word: text(word), rule: text(rule),
    genre: text(genre), masters: masters.map((master) => data.masters[master][0]),
  };
});

// As people search: without accents and points, styled letters as plain ones, in any case.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const named = (track) => track.masters.map((key) => titles.get(key)).join(", ");
const searched = tracks.map((track) =>
  fold([track.name, track.artists, track.genre, named(track), track.word, track.uri].join("\n")));
