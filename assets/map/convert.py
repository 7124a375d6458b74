#!/usr/bin/env python3
"""Turns Natural Earth outlines (TopoJSON of the npm package world-atlas 2.0.2) into outlines.bin.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 convert.py package/countries-50m.json outlines.bin

Format, after zlib: numbers are LEB128, signed ones in zigzag; coordinates in 1/100 degree.
    arcs:  count, then for each: kind (0 coast, 1 border, 2 disputed border), points,
           the first point's longitude and latitude, then differences
    rings: count, then for each: 0 for the outside of land or 1 for a hole (Caspian Sea), arcs, then their
           numbers (~n: backwards); land lies on the right-hand side of every ring
Arcs are simplified (Visvalingam), each by itself, so that neighbours still meet.
"""
import heapq
import json
import math
import sys
import zlib

# Smallest triangle and smallest island that are kept, square kilometres.
TRIANGLE = 45.0
ISLAND = 100.0

# Borders of which Natural Earth's own themes of boundary lines and of disputed areas mark a part as disputed,
# indefinite, a line of control or a claim. Every border of a territory without an ISO 3166-1 number is dashed as well.
DISPUTED = {
    frozenset(pair)
    for pair in [
        ("Russia", "Ukraine"),
        ("Morocco", "W. Sahara"),
        ("Algeria", "W. Sahara"),
        ("Mauritania", "W. Sahara"),
        ("Israel", "Palestine"),
        ("Jordan", "Palestine"),
        ("Israel", "Syria"),
        ("India", "Pakistan"),
        ("China", "India"),
        ("China", "Bhutan"),
        ("North Korea", "South Korea"),
        ("S. Sudan", "Sudan"),
        ("Guyana", "Venezuela"),
    ]
}


def decode(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((round((x * sx + tx) * 100), round((y * sy + ty) * 100)))
        arcs.append(points)
    return arcs


def polygons(geometry):
    if geometry["type"] == "GeometryCollection":
        return [p for inner in geometry["geometries"] for p in polygons(inner)]
    return {"Polygon": lambda: [geometry["arcs"]], "MultiPolygon": lambda: geometry["arcs"]}.get(
        geometry["type"], lambda: []
    )()


def plane(origin, point):
    """Kilometres east and north of a point nearby."""
    east = (point[0] - origin[0] + 18000) % 36000 - 18000
    return east * 1.112 * math.cos(math.radians(origin[1] / 100)), (point[1] - origin[1]) * 1.112


def triangle(a, b, c):
    (bx, by), (cx, cy) = plane(a, b), plane(a, c)
    return abs(bx * cy - cx * by) / 2


def simplify(points):
    count = len(points)
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    alive = [True] * count
    area = lambda i: triangle(points[before[i]], points[i], points[after[i]])
    heap = [(area(i), i) for i in range(1, count - 1)]
    heapq.heapify(heap)
    current = dict((i, a) for a, i in heap)
    while heap:
        value, i = heapq.heappop(heap)
        if value >= TRIANGLE:
            break
        if not alive[i] or current[i] != value:
            continue
        alive[i] = False
        after[before[i]], before[after[i]] = after[i], before[i]
        for j in (before[i], after[i]):
            if 0 < j < count - 1:
                current[j] = max(area(j), value)
                heapq.heappush(heap, (current[j], j))
    return [p for p, keep in zip(points, alive) if keep]


def ring_points(ring, arcs):
    points = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def ring_area(points):
    local = [plane(points[0], p) for p in points]
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(local, local[1:]))) / 2


def kinds(topology):
    owners = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for polygon in polygons(country):
            for ring in polygon:
                for number in ring:
                    owners.setdefault(max(number, ~number), []).append(country)
    return {number: kind(states) for number, states in owners.items()}


def kind(states):
    names = frozenset(state["properties"]["name"] for state in states)
    if len(names) < 2:
        return 0
    unnumbered = any(not str(state.get("id", "")).isdigit() for state in states)
    return 2 if unnumbered or names in DISPUTED else 1


def leb(number, out):
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def signed(number, out):
    leb(number << 1 if number >= 0 else (-number << 1) - 1, out)


def main(source, target):
    topology = json.load(open(source))
    arcs = decode(topology)
    land = polygons(topology["objects"]["land"])
    rings = [(int(index > 0), ring) for polygon in land for index, ring in enumerate(polygon)]
    rings = [(hole, ring) for hole, ring in rings if ring_area(ring_points(ring, arcs)) >= ISLAND]
    kind_of = kinds(topology)
    used = {max(n, ~n) for _, ring in rings for n in ring} | {n for n, k in kind_of.items() if k > 0}
    numbers = {old: new for new, old in enumerate(sorted(used))}
    out = bytearray()
    leb(len(numbers), out)
    total = 0
    for old in numbers:
        points = simplify(arcs[old])
        total += len(points)
        out.append(kind_of.get(old, 0))
        leb(len(points), out)
        last = (0, 0)
        for point in points:
            signed(point[0] - last[0], out)
            signed(point[1] - last[1], out)
            last = point
    leb(len(rings), out)
    for hole, ring in rings:
        out.append(hole)
        leb(len(ring), out)
        for number in ring:
            new = numbers[max(number, ~number)]
            signed(new if number >= 0 else ~new, out)
    packed = zlib.compress(bytes(out), 9)
    open(target, "wb").write(packed)
    print(f"{len(numbers)} arcs, {total} points, {len(rings)} rings, {len(out)} bytes, {len(packed)} packed")


main(*sys.argv[1:])
