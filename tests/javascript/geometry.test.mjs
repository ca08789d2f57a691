// Distances in the picture of the network, on cases that can be worked out by hand.
// tests/views/network/test_nearest_curve.py compares with the curves of real networks.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  layerCentres,
  nearestCurve,
  nearestInDirection,
  smallestGap,
  squaredCurveDistance,
} from "../../static/geometry.js";

const LEFT = [-1, 0];
const RIGHT = [1, 0];
const UP = [0, -1];
const DOWN = [0, 1];

const SIZE = { width: 100, height: 50 };

/** Two flat lines across a figure, at heights of 0.8 and 0.2. */
const LINES = { x0: [0, 0], y0: [0.8, 0.2], x1: [1, 1], y1: [0.8, 0.2], middle: [0.5, 0.5] };

for (const [what, values, expected] of [
  ["evenly spaced values", [0, 0.25, 0.5], 0.25],
  ["values in any order", [0.9, 0.1, 0.4], 0.3],
  ["equal values", [0.5, 0.5, 0.5], 1],
  ["one value", [0.5], 1],
  ["no values", [], 1],
  ["values that are equal but for rounding", [0.1 + 0.2, 0.3, 0.7], 0.4],
  ["values farther apart than the figure is wide", [0, 3], 1],
  ["typed arrays", Float64Array.of(0.125, 0.5, 0.25), 0.125],
]) {
  test(`the smallest gap of ${what} is ${expected}`, () => {
    assert.ok(Math.abs(smallestGap(values) - expected) < 1e-12);
  });
}

test("a layer of several columns has one middle", () => {
  const addresses = ["feature:x1", "feature:x2", "unit:1:0", "unit:1:1", "unit:1:2", "unit:2:0"];
  assert.deepEqual(layerCentres(addresses, [0.15, 0.15, 0.4, 0.5, 0.4, 0.9]), [0.15, 0.45, 0.9]);
});

test("layers 1 and 10 are not the same", () => {
  assert.deepEqual(layerCentres(["unit:1:0", "unit:10:0"], [0.25, 0.75]), [0.25, 0.75]);
});

// Units of three layers: two, one and two, the first column a little uneven.
const UNITS = [
  { x: 0, y: 0 },
  { x: 0.5, y: 40 },
  { x: 100, y: 20 },
  { x: 200, y: 0 },
  { x: 200, y: 40 },
];

for (const [from, step, expected] of [
  [0, RIGHT, 2],
  [2, RIGHT, 3],
  [2, LEFT, 1],
  [0, DOWN, 1],
  [1, UP, 0],
  [4, UP, 3],
  [3, LEFT, 2],
  [2, UP, 0],
  [0, LEFT, -1],
  [1, LEFT, -1],
  [0, UP, -1],
  [4, RIGHT, -1],
]) {
  test(`from unit ${from} a step of ${step} leads to ${expected}`, () => {
    assert.equal(nearestInDirection(UNITS[from], step, UNITS), expected);
  });
}

test("up and down prefer the layer to a unit that is closer", () => {
  const places = [
    { x: 0, y: 60 },
    { x: 15, y: 20 },
  ];
  assert.equal(nearestInDirection({ x: 0, y: 0 }, DOWN, places), 0);
  const turned = places.map(({ x, y }) => ({ x: y, y: x }));
  assert.equal(nearestInDirection({ x: 0, y: 0 }, RIGHT, turned), 1);
});

for (const [x, y, expected] of [
  [50, 10, 0],
  [50, 40, 1],
  [50, 16.9, 0],
  [50, 25, -1],
  [50, 17.1, -1],
  [-6.9, 10, 0],
  [-7.1, 10, -1],
  [104, 14, 0],
  [106, 16, -1],
]) {
  test(`within 7 pixels of (${x}, ${y}) lies line ${expected}`, () => {
    assert.equal(nearestCurve(LINES, SIZE, { x, y }, 7), expected);
  });
}

test("there is no curve where there are none", () => {
  const none = { x0: [], y0: [], x1: [], y1: [], middle: [] };
  assert.equal(nearestCurve(none, SIZE, { x: 0, y: 0 }, Infinity), -1);
});

test("a curve runs through the middle between its ends", () => {
  const controls = [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 80 },
    { x: 100, y: 80 },
  ];
  assert.ok(squaredCurveDistance({ x: 50, y: 40 }, controls) < 1e-20);
  // A quarter of the way along, (1, 3, 3, 1)-weighted: x = 29.6875, y = 12.5.
  assert.ok(squaredCurveDistance({ x: 29.6875, y: 12.5 }, controls) < 1e-20);
});

test("a curve that is a point has the distance of that point", () => {
  const point = { x: 3, y: 4 };
  const distance = squaredCurveDistance({ x: 0, y: 0 }, [point, point, point, point]);
  assert.ok(Math.abs(distance - 25) < 1e-9);
});
