// node nearest_curve.mjs FILE: finds the curve nearest to each place of the JSON in a file, or -1.

import { readFileSync } from "node:fs";

import { nearestCurve } from "../../../static/geometry.js";

const { curves, size, places } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const found = places.map(({ reach, ...place }) => nearestCurve(curves, size, place, reach));
process.stdout.write(JSON.stringify(found));
