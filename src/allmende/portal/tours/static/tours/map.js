/* A map beside a table, never instead of it. Loaded only by tours/parts/map.html.
 *
 * Data: one GeoJSON FeatureCollection (WGS 84). Properties of a feature:
 *   kind    tour (line), stop, site (point or area), depot, refill, closure (line)
 *   id      text; rows with the same data-map-id light up together with it
 *   title   what it is, in words
 *   number  shown in a stop
 *   look    index of colour and dashes, see map.css
 *   url     page about it
 *   cut_off true: no street leads there
 * Streets come from an address of their own: FeatureCollection of lines with name and class
 * (engines.tours.network.geojson) and "attribution".
 */
import { LOOKS, lookOf, style } from "./map_style.js";

const WORDS = {
  "Map.Title": "Karte",
  "Marker.Title": "Ort auf der Karte",
  "NavigationControl.ZoomIn": "Vergrößern",
  "NavigationControl.ZoomOut": "Verkleinern",
  "NavigationControl.ResetBearing": "Nach Norden ausrichten",
  "CooperativeGesturesHandler.WindowsHelpText": "Zum Zoomen Strg halten und das Mausrad drehen",
  "CooperativeGesturesHandler.MacHelpText": "Zum Zoomen ⌘ halten und scrollen",
  "CooperativeGesturesHandler.MobileHelpText": "Karte mit zwei Fingern verschieben",
};
const NO_WEBGL =
  "Ihr Browser kann hier keine Karte zeichnen (WebGL fehlt). Alle Angaben stehen auch auf dieser Seite.";
const NO_DATA =
  "Die Karte ist gerade nicht zu laden. Laden Sie die Seite neu. Alle Angaben stehen auch auf dieser Seite.";
const LETTERS = { depot: "B", refill: "W" };
const LEGEND = { depot: "Betriebshof", refill: "Wasser", site: "Ort", closure: "Sperrung" };
const EMPTY = { type: "FeatureCollection", features: [] };
const GERMANY = [[5.9, 47.3], [15.0, 55.0]];
const MOST_MARKS = 250;
const NEAR = { padding: 40, maxZoom: 16, animate: false };

class TourMap {
  constructor(figure) {
    this.figure = figure;
    this.part = (name) => figure.querySelector(`[data-map-${name}]`);
    this.info = this.part("info");
    this.marks = new Map();
    this.places = new Map(); // of the marks
  }

  async start() {
    const { library, worker, url, roads } = this.figure.dataset;
    if (!document.createElement("canvas").getContext("webgl2")) return this.trouble(NO_WEBGL);
    try {
      [this.gl, this.things, this.roads] = await Promise.all([
        import(library), fetched(url), fetched(roads),
      ]);
      this.gl.setWorkerUrl(worker);
      sideBySide(this.things.features);
      this.draw();
    } catch (error) {
      console.warn(error);
      this.trouble(NO_DATA);
    }
  }

  trouble(sentence) {
    const place = this.part("trouble");
    place.textContent = sentence;
    place.hidden = false;
  }

  draw() {
    this.map = new this.gl.Map({
      container: this.part("canvas"),
      style: this.style(),
      bounds: this.bounds(),
      fitBoundsOptions: NEAR,
      locale: WORDS,
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new this.gl.NavigationControl({ showCompass: false }));
    this.part("source").textContent = this.roads.attribution ?? "";
    for (const scheme of ["dark", "light"]) {
      matchMedia(`(prefers-color-scheme: ${scheme})`).addEventListener("change", (event) => {
        if (event.matches) this.map.setStyle(this.style());
      });
    }
    this.mark();
    this.legend();
    this.listen();
    this.own();
    this.map.once("load", () => this.focused().features.forEach((one) => this.light(one.properties)));
  }

  style() {
    const css = getComputedStyle(this.figure);
    return style((name) => css.getPropertyValue(`--${name}`).trim(), this.things, this.roads);
  }

  bounds() {
    const at = ownPlace(this.figure);
    const shown = [this.focused(), this.things, this.roads].map(places);
    const found = at ? [at] : shown.find((some) => some.length);
    if (!found) return GERMANY;
    const box = new this.gl.LngLatBounds();
    found.forEach((place) => box.extend(place));
    return box;
  }

  /* Of many things the one that the page is about. */
  focused() {
    const { focus } = this.figure.dataset;
    const features = this.things.features.filter((one) => one.properties.id === focus);
    return { features: focus ? features : [] };
  }

  mark() {
    const marked = this.things.features.filter((one) => isMarked(one.properties));
    for (const { properties, geometry } of marked.slice(0, MOST_MARKS)) {
      const element = markOf(properties);
      element.addEventListener("click", () => this.choose(properties));
      this.follow(element, properties);
      this.marks.set(String(properties.id), element);
      new this.gl.Marker({ element }).setLngLat(geometry.coordinates).addTo(this.map);
      this.places.set(element, geometry.coordinates);
    }
    this.reach();
    this.map.on("moveend", () => this.reach());
  }

  /* The keyboard goes to marks in sight that have no row of their own. */
  reach() {
    const seen = this.map.getBounds();
    for (const [id, element] of this.marks) {
      const hidden = rowsOf(id).length || !seen.contains(this.places.get(element));
      element.tabIndex = hidden ? -1 : 0;
    }
  }

  legend() {
    const list = this.part("legend");
    const kinds = new Set(this.things.features.map((one) => one.properties.kind));
    for (const { properties } of this.things.features) {
      if (properties.kind === "tour") list.append(entry(lookOf(properties.look), properties.title));
    }
    for (const kind of Object.keys(LEGEND).filter((one) => kinds.has(one))) {
      list.append(entry(sign(kind), LEGEND[kind]));
    }
    if (this.things.features.some((one) => one.properties.cut_off)) {
      list.append(entry(sign("cut"), "Ort ohne Straße in der Nähe"));
    }
  }

  listen() {
    const rows = document.querySelectorAll("[data-map-id]");
    const known = new Map(this.things.features.map((f) => [String(f.properties.id), f.properties]));
    rows.forEach((row) => {
      const properties = known.get(row.dataset.mapId);
      if (properties) this.follow(row, properties);
    });
    for (const layer of ["sites", "areas", "tours", "closures"]) {
      this.map.on("mousemove", layer, (event) => this.light(event.features[0].properties));
      this.map.on("mouseleave", layer, () => this.light(null));
      this.map.on("click", layer, (event) => this.choose(event.features[0].properties));
    }
  }

  follow(element, properties) {
    for (const on of ["mouseenter", "focusin"]) element.addEventListener(on, () => this.light(properties));
    for (const off of ["mouseleave", "focusout"]) element.addEventListener(off, () => this.light(null));
  }

  /* The thing, its mark and its row light up together. */
  light(properties) {
    const id = properties?.id == null ? null : String(properties.id);
    if (id === this.hot) return;
    this.turn(this.hot, false);
    this.hot = id;
    this.turn(id, true);
    if (properties) this.tell(properties);
  }

  turn(id, hot) {
    if (id == null) return;
    this.marks.get(id)?.classList.toggle("is-hot", hot);
    rowsOf(id).forEach((row) => row.classList.toggle("is-hot", hot));
    if (this.map.getSource("things")) this.map.setFeatureState({ source: "things", id }, { hot });
  }

  choose(properties) {
    this.tell(properties);
    rowsOf(properties.id)[0]?.scrollIntoView({ block: "nearest" });
  }

  tell({ title, number, url }) {
    const words = [number, title].filter((one) => one != null && one !== "").join(". ");
    const said = document.createElement(url ? "a" : "span");
    said.textContent = words;
    if (url) Object.assign(said, { href: url, className: "kern-link" });
    this.info.replaceChildren(said);
  }

  /* The place of a form: drag it, click, or write the two numbers. */
  own() {
    const fields = ownFields(this.figure);
    if (!fields) return;
    const element = document.createElement("span");
    element.className = "map-mark map-mark--own";
    element.setAttribute("aria-label", "Zugang");
    element.textContent = "✛";
    const marker = new this.gl.Marker({ element, draggable: true });
    const show = () => {
      const at = ownPlace(this.figure);
      if (at) marker.setLngLat(at).addTo(this.map);
    };
    const write = ({ lng, lat }) => {
      [lng, lat].forEach((value, index) => {
        fields[index].value = value.toFixed(6);
        fields[index].dispatchEvent(new Event("change", { bubbles: true }));
      });
    };
    marker.on("dragend", () => write(marker.getLngLat()));
    this.map.on("click", (event) => write(event.lngLat));
    fields.forEach((field) => field.addEventListener("change", show));
    show();
  }
}

async function fetched(url) {
  if (!url) return EMPTY;
  const answer = await fetch(url, { headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

/* Tours along the same street are drawn beside each other; pixels to the right of the way. */
function sideBySide(features) {
  const tours = features.filter((one) => one.properties.kind === "tour");
  const step = Math.min(5, 20 / tours.length);
  tours.forEach((one, index) => {
    one.properties.side = step * (index - (tours.length - 1) / 2);
  });
}

function isMarked({ kind }) {
  return kind === "stop" || kind in LETTERS;
}

function markOf({ kind, number, title, url, look }) {
  const element = document.createElement(url ? "a" : "button");
  if (url) element.href = url;
  else element.type = "button";
  element.className = `map-mark map-mark--${kind}`;
  if (look != null) element.classList.add(`look-${look % LOOKS}`);
  element.textContent = LETTERS[kind] ?? number ?? "";
  element.setAttribute("aria-label", [number, title].filter((one) => one != null).join(": "));
  return element;
}

function sign(kind) {
  const element = document.createElement("span");
  element.setAttribute("aria-hidden", "true");
  const dots = { site: "map__dot", cut: "map__dot map__dot--cut", closure: "map__line" };
  element.className = dots[kind] ?? `map-mark map-mark--${kind}`;
  element.textContent = LETTERS[kind] ?? "";
  return element;
}

function entry(swatch, words) {
  const item = document.createElement("li");
  item.append(swatch, words);
  return item;
}

function rowsOf(id) {
  return document.querySelectorAll(`[data-map-id="${CSS.escape(String(id))}"]`);
}

function places(collection) {
  return collection.features.flatMap(({ geometry }) => pairs(geometry?.coordinates ?? []));
}

function pairs(coordinates) {
  return typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(pairs);
}

function ownFields({ dataset: { lon, lat } }) {
  const fields = [lon, lat].map((id) => id && document.getElementById(id));
  return fields.every(Boolean) ? fields : null;
}

function ownPlace(figure) {
  const given = ownFields(figure)?.map((field) => field.value.trim().replace(",", "."));
  if (!given || given.includes("")) return null;
  const [lon, lat] = given.map(Number);
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

document.querySelectorAll("[data-map]").forEach((figure) => new TourMap(figure).start());
