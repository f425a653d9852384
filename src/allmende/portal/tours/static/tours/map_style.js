/* The style of our maps: built here, so nothing is asked of any service outside.
 * Letters are drawn by the browser with its own fonts, because no glyphs are named.
 */
export const LOOKS = 8;

const LARGE = ["motorway", "trunk", "primary", "secondary", "tertiary"];
const SMALL = ["service", "track", "path", "footway", "cycleway", "pedestrian"];
const LINE = { "line-cap": "butt", "line-join": "round" };
const SVG = "http://www.w3.org/2000/svg";
const TOUR = 4;

/* ``css`` gives the value of a property of map.css. */
export function style(css, things, roads) {
  return {
    version: 8,
    sources: {
      roads: { type: "geojson", data: roads },
      things: { type: "geojson", data: things, promoteId: "id" },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": css("map-ground") } },
      areas(css),
      road("road-edge", css("map-road-edge"), 2),
      road("road", css("map-road"), 0),
      names(css),
      line("tour-halo", "tour", {
        "line-color": css("map-ground"), "line-width": TOUR + 4, "line-offset": ["get", "side"],
      }),
      line("tours", "tour", tour(css)),
      line("closures", "closure", {
        "line-color": css("map-closed"), "line-width": wide(5), "line-dasharray": [0.6, 0.6],
      }),
      sites(css),
    ],
  };
}

/* A piece of line for a legend; the same as the template tag ``look``. */
export function lookOf(index = 0) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `look look-${index % LOOKS}`);
  svg.setAttribute("viewBox", "0 0 32 12");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", "M0 6H32");
  svg.append(path);
  return svg;
}

function areas(css) {
  return {
    id: "areas",
    type: "fill",
    source: "things",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": css("map-area"), "fill-outline-color": css("map-site") },
  };
}

function road(id, colour, edge) {
  const width = (factor) => [
    "+", edge,
    ["match", ["get", "class"], LARGE, 3 * factor, SMALL, 0.8 * factor, 1.6 * factor],
  ];
  return {
    id,
    type: "line",
    source: "roads",
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": [
        "interpolate", ["exponential", 1.4], ["zoom"], 11, width(0.5), 14, width(1.2), 17, width(4),
      ],
    },
  };
}

function names(css) {
  return {
    id: "names",
    type: "symbol",
    source: "roads",
    minzoom: 13.5,
    filter: ["!=", ["get", "name"], ""],
    layout: {
      "symbol-placement": "line",
      "text-field": ["get", "name"],
      "text-font": ["Fira Sans", "sans-serif"],
      "text-size": 12,
    },
    paint: {
      "text-color": css("map-text"),
      "text-halo-color": css("map-ground"),
      "text-halo-width": 1.5,
    },
  };
}

function line(id, kind, paint) {
  return {
    id, type: "line", source: "things", layout: LINE, paint, filter: ["==", ["get", "kind"], kind],
  };
}

function tour(css) {
  const pattern = (index) => {
    const dashes = css(`look-${index}-dash`).split(" ").map((pixels) => Number(pixels) / TOUR);
    return dashes.length > 1 ? dashes : [1, 0];
  };
  return {
    "line-color": byLook((index) => css(`look-${index}`)),
    "line-dasharray": byLook((index) => ["literal", pattern(index)]),
    "line-width": wide(TOUR),
    "line-offset": ["get", "side"],
  };
}

function byLook(value) {
  const cases = Array.from({ length: LOOKS - 1 }, (_, index) => [index + 1, value(index + 1)]);
  const look = ["%", ["coalesce", ["get", "look"], 0], LOOKS];
  return ["match", look, ...cases.flat(), value(0)];
}

function wide(pixels) {
  return ["case", ["boolean", ["feature-state", "hot"], false], pixels + 3, pixels];
}

function dot(pixels) {
  return ["case", ["boolean", ["feature-state", "hot"], false], pixels + 4, pixels];
}

function sites(css) {
  const cutOff = ["boolean", ["get", "cut_off"], false];
  return {
    id: "sites",
    type: "circle",
    source: "things",
    filter: ["all", ["==", ["get", "kind"], "site"], ["==", ["geometry-type"], "Point"]],
    paint: {
      "circle-color": ["case", cutOff, css("map-ground"), css("map-site")],
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 10, dot(3), 15, dot(7)],
      "circle-stroke-color": ["case", cutOff, css("map-closed"), css("map-ground")],
      "circle-stroke-width": ["case", cutOff, 3, 1.5],
    },
  };
}
