#!/usr/bin/env python3
"""Makes the same cache as `mien-train cache` on a machine that has Python and OpenCV but no OpenCV for C++.

    build_cache.py --faces DIR --cache DIR [--jobs N]

DIR of the faces holds manifest.csv, labels.safetensors and as many of the archives as are there yet: call it again
when more have arrived. Each call fills the rows of the new archives; the one that fills the last rows writes
cache.json. What build_cache.cpp, and what it calls, says of the steps holds here too: change both together.
"""
import argparse
import csv
import hashlib
import json
import multiprocessing
import os
import struct
import sys
import tarfile
from pathlib import Path

import cv2
import numpy as np

SCHEMA = 3
TEXTURE, WINDOW, GRID, TO_CANONICAL = 256, 224, 26, 160  # sides, px
CROP, CANONICAL_CROP, IDENTITY_CROP = (0.32, 0.40), (0.36, 0.38), (0.343, 0.324)  # eye distance, eye line ÷ side
CROP_WINDOW, PADDED_WINDOW = (0.0, 1.0), (-0.125, 1.25)  # origin, side
RING_REACH = 0.35
ROW_FILES = {  # filled archive by archive: bytes a row
    "textures.u8": TEXTURE * TEXTURE * 3,
    "known.u8": TEXTURE * TEXTURE,
    "windows.u8": WINDOW * WINDOW * 3,
    "identity_grid.f32": GRID * GRID * 2 * 4,
}
f32 = np.float32


class Refused(Exception):
    """One sentence for the user."""


# Geometry. A similarity is (a, b, tx, ty), p -> (a·x − b·y + tx, b·x + a·y + ty); arrays of them have it last.


def apply(s, points):
    a, b, tx, ty = (s[..., k, None] for k in range(4))
    x, y = points[..., 0], points[..., 1]
    return np.stack([a * x - b * y + tx, b * x + a * y + ty], -1)


def inverse(s):
    a, b, tx, ty = np.moveaxis(s, -1, 0)
    n = a * a + b * b
    ia, ib = a / n, -b / n
    return np.stack([ia, ib, -(ia * tx - ib * ty), -(ib * tx + ia * ty)], -1)


def five_points(landmarks):
    eyes = [landmarks[..., k:k + 6, :].sum(-2) * f32(1 / 6) for k in (36, 42)]
    return np.stack(eyes + [landmarks[..., k, :] for k in (30, 48, 54)], -2)


def crop_from_five_points(points, template):
    """Least-squares similarities from N×5×2 points to a template's."""
    s, line = map(f32, template)
    half = f32(0.5)
    to = np.array([[half - s / 2, line], [half + s / 2, line], [half, line + f32(0.5625) * s],
                   [half - f32(0.406) * s, line + f32(1.078) * s], [half + f32(0.406) * s, line + f32(1.078) * s]], f32)
    mf, mt = points.mean(-2), to.mean(-2)
    f, t = points - mf[..., None, :], to - mt
    re = (f * t).sum(-1).astype(np.float64).sum(-1)
    im = (f[..., 0] * t[..., 1] - f[..., 1] * t[..., 0]).astype(np.float64).sum(-1)
    norm = (f * f).sum(-1).astype(np.float64).sum(-1)
    a, b = (re / norm).astype(f32), (im / norm).astype(f32)
    x, y = mf[..., 0], mf[..., 1]
    return np.stack([a, b, mt[0] - (a * x - b * y), mt[1] - (b * x + a * y)], -1)


def mesh_for(landmarks):
    """N×68×2 landmarks -> N×91×2 control points."""
    face = landmarks.copy()
    five = five_points(face)
    axis = five[:, 1] - five[:, 0]
    down = np.stack([-axis[:, 1], axis[:, 0]], -1)
    for upper, lower in ((61, 67), (62, 66), (63, 65)):
        crossed = ((face[:, lower] - face[:, upper]) * down).sum(-1) < 0
        middle = (face[crossed, upper] + face[crossed, lower]) * f32(0.5)
        face[crossed, upper] = face[crossed, lower] = middle
    middle = (face[:, 21] + face[:, 22]) * f32(0.5)
    above = [(face[:, 0], 0.55), (face[:, 17], 0.50), (face[:, 19], 0.60), (middle, 0.72), (face[:, 24], 0.60),
             (face[:, 26], 0.50), (face[:, 16], 0.55)]
    forehead = np.stack([p - down * f32(up) for p, up in above], 1)
    lo, side = f32(-RING_REACH), f32(1 + 2 * RING_REACH)
    ring = []
    for i in range(4):
        s, e = lo + side * f32(i) / f32(4), lo + side - side * f32(i) / f32(4)
        ring += [(s, lo), (lo + side, s), (e, lo + side), (lo, e)]
    ring = np.broadcast_to(np.array(ring, f32), (len(face), 16, 2))
    return np.concatenate([face, forehead, ring], 1)


def twice_area(a, b, c):
    return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])


def triangulate(mean):
    plane = cv2.Subdiv2D((-1000, -1000, 3000, 3000))
    point_of = {plane.insert((float(x), float(y))): i for i, (x, y) in enumerate(mean * f32(1000))}
    triangles = []
    for edge in plane.getLeadingEdgeList():
        triangle = []
        for _ in range(3):
            triangle.append(point_of.get(plane.edgeOrg(int(edge))[0], -1))
            edge = plane.getEdge(int(edge), cv2.SUBDIV2D_NEXT_AROUND_LEFT)
        if min(triangle) < 0:
            continue
        if twice_area(*mean[triangle]) < 0:
            triangle[1], triangle[2] = triangle[2], triangle[1]
        triangles.append(triangle)
    return np.array(triangles)


def rasterise(mesh, triangles, window, size):
    """For every pixel: its triangle's corners (size²×3) and their weights, 0 where there is none."""
    area = twice_area(*np.moveaxis(mesh[triangles], 1, 0))
    # A triangle that folded over is drawn first, so that its neighbours with the right side up cover it.
    order = np.argsort(area >= 0, kind="stable")
    order = order[np.abs(area[order]) >= 1e-12]
    triangles, area = triangles[order], area[order][:, None]
    corners = mesh[triangles]
    origin, step = f32(window[0]), f32(window[1] / size)
    pixel = (corners - origin) / step - f32(0.5)
    low = np.clip(np.floor(pixel.min(1)), 0, size - 1).astype(np.int64)
    high = np.clip(np.ceil(pixel.max(1)), 0, size - 1).astype(np.int64)
    # Weights of corners 0 and 1 are value + slope·x along a row; all rows of all triangles at once.
    a, b, c = (corners[:, k, None] for k in range(3))
    rows = np.arange(size)[None]
    start = np.stack(np.broadcast_arrays(origin + (low[:, :1].astype(f32) + f32(0.5)) * step,
                                         origin + (rows.astype(f32) + f32(0.5)) * step), -1)
    u, v = twice_area(start, b, c) / area, twice_area(a, start, c) / area
    du, dv = (b[..., 1] - c[..., 1]) * step / area, (c[..., 1] - a[..., 1]) * step / area
    first, last = np.zeros_like(u), np.broadcast_to((high - low)[:, :1].astype(f32), u.shape)
    slack = f32(-1e-4)
    for value, slope in ((u, du), (v, dv), (1 - u - v, -du - dv)):
        with np.errstate(divide="ignore", invalid="ignore"):
            end = (slack - value) / slope
        first = np.where(slope > 0, np.maximum(first, end), first)
        last = np.where(slope < 0, np.minimum(last, end), last)
        last = np.where((slope == 0) & (value < slack), f32(-1), last)
    inside = (rows >= low[:, 1:]) & (rows <= high[:, 1:]) & (first <= last)
    t, y = np.nonzero(inside)
    begin = np.ceil(first[t, y]).astype(np.int64)
    length = np.maximum(last[t, y].astype(np.int64) - begin + 1, 0)
    span = np.repeat(np.arange(len(t)), length)
    x = np.arange(len(span)) - np.repeat(np.cumsum(length) - length, length) + begin[span]
    t, y = t[span], y[span]
    at = y * size + low[t, 0] + x
    drawn = np.full(size * size, -1)
    drawn[at] = np.arange(len(at))  # of several, the last stays
    hit = np.nonzero(drawn >= 0)[0]
    drawn = drawn[hit]
    t, y, x = t[drawn], y[drawn], x[drawn].astype(f32)
    corner, weight = np.zeros((size * size, 3), np.int64), np.zeros((size * size, 3), f32)
    corner[hit] = triangles[t]
    wu, wv = u[t, y] + du[t, 0] * x, v[t, y] + dv[t, 0] * x
    weight[hit] = np.stack([wu, wv, 1 - wu - wv], -1)
    return corner, weight


def warp_map(corner, weight, source, size):
    out = source[corner[:, 0]] * weight[:, :1]
    out += source[corner[:, 1]] * weight[:, 1:2]
    out += source[corner[:, 2]] * weight[:, 2:]
    return out.reshape(size, size, 2)


# Pictures


def to_pixels(unit, width, window):
    scale = width / window[1]
    return unit * f32(scale) + f32(-window[0] * scale - 0.5)


def remap(source, pixels):
    return cv2.remap(source, pixels, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def crop_photo(photo, to_crop, window, size, with_known=False):
    """The window of the crop's plane at size² px, and the mask of what the photo reaches."""
    scale = size / window[1]
    ends = (window[0], window[0] + window[1])
    corners = apply(inverse(to_crop), np.array([(u, v) for u in ends for v in ends], f32))
    low, high = np.floor(corners.min(0)).astype(int) - 4, np.floor(corners.max(0)).astype(int) + 5
    height, width = photo.shape[:2]
    x0, y0 = max(low[0], 0), max(low[1], 0)
    x1, y1 = min(high[0], width), min(high[1], height)
    if x0 >= x1 or y0 >= y1:
        x0, y0, x1, y1 = 0, 0, 1, 1
    source = photo[y0:y1, x0:x1]
    s = (to_crop * f32(scale)).astype(np.float64)
    origin = apply(s, np.array([[x0 + 0.5, y0 + 0.5]]))[0] - window[0] * scale - 0.5
    m = np.array([[s[0], -s[1], origin[0]], [s[1], s[0], origin[1]]])
    now = float(np.hypot(s[0], s[1]))
    how = cv2.INTER_CUBIC if now > 1.2 else cv2.INTER_LINEAR
    while now < 0.7 and min(source.shape[:2]) > 1:
        half = cv2.resize(source, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        f = np.array([source.shape[1] / half.shape[1], source.shape[0] / half.shape[0]])
        m[:, 2] += 0.5 * (m[:, :2] * (f - 1)).sum(1)
        m[:, :2] *= f
        source = half
        now *= 2
    pixels = cv2.warpAffine(source, m, (size, size), flags=how, borderMode=cv2.BORDER_REPLICATE)
    if not with_known:
        return pixels, None
    whole = np.full(source.shape[:2], 255, np.uint8)
    return pixels, cv2.warpAffine(whole, m, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)


# The face set and what all faces need


def read_manifest(file):
    with open(file, newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    wanted = ("shard", "name", "split", "age", "gender", "race", "width", "height")
    if not rows or any(row.get(column) is None for row in rows for column in wanted):
        raise Refused(f"{file} lists no faces or lacks columns; give an unaltered face set.")
    if any(Path(row["shard"]).name != row["shard"] for row in rows):
        raise Refused(f"{file} names an archive outside the face set's folder; give an unaltered face set.")
    return rows


def read_labels(file, count):
    data = file.read_bytes()
    try:
        size = struct.unpack("<Q", data[:8])[0]
        header, data = json.loads(data[8:8 + size]), data[8 + size:]
        labels = []
        for name, shape in (("landmarks5", (count, 5, 2)), ("landmarks68", (count, 68, 2)), ("identity", (count, 128))):
            begin, end = header[name]["data_offsets"]
            if header[name]["dtype"] != "F32":
                raise ValueError(name)
            labels.append(np.frombuffer(data[begin:end], "<f4").reshape(shape))
            if not np.isfinite(labels[-1]).all():
                raise ValueError(name)
        return labels
    except (ValueError, KeyError, TypeError, struct.error):
        raise Refused(f"{file} has not one finite row a face; give an unaltered face set.") from None


def balance_of(rows):
    groups = {}
    key = lambda row: (row["race"], row["gender"], row["age"])
    for row in rows:
        if row["split"] == "train":
            groups[key(row)] = groups.get(key(row), 0) + 1
    typical = f32(len(rows)) / f32(len(groups))
    share = lambda row: min(max(typical / f32(max(groups.get(key(row), 0), 1)), f32(0.33)), f32(3))
    return np.array([share(row) if row["race"] else 1.5 for row in rows], f32)


class Faces:
    """All that a face's row is made of, and the small files."""

    def __init__(self, folder):
        self.folder = folder
        self.rows = read_manifest(folder / "manifest.csv")
        five, marks, self.identity = read_labels(folder / "labels.safetensors", len(self.rows))
        own = five_points(marks)
        self.is_val = np.array([row["split"] == "val" for row in self.rows], np.uint8)
        self.to_crop = crop_from_five_points(own, CROP)
        self.crop_landmarks = apply(self.to_crop, marks)
        train = np.array([row["split"] == "train" for row in self.rows])
        faces = apply(crop_from_five_points(own, CANONICAL_CROP), marks)[train]
        self.canonical = np.cumsum(faces, 0, dtype=f32)[-1] * (f32(1) / f32(len(faces)))  # one by one, as in C++
        self.meshes = mesh_for(self.crop_landmarks)
        self.mesh = mesh_for(self.canonical[None])[0]
        self.triangles = triangulate(self.mesh)
        self.texture_raster = rasterise(self.mesh, self.triangles, CROP_WINDOW, TEXTURE)

        # Where the identity judge's crop lies in the face's own.
        ticks = np.arange(GRID, dtype=f32) / f32(GRID - 1)
        ticks = np.stack(np.meshgrid(ticks, ticks), -1).reshape(-1, 2)
        judge = apply(inverse(crop_from_five_points(five, IDENTITY_CROP)), ticks)
        self.judge_grid = apply(self.to_crop, judge).reshape(-1, GRID, GRID, 2)

        self.sizes = np.array([(int(row["width"]), int(row["height"])) for row in self.rows])
        eyes = np.hypot(*(own[:, 0] - own[:, 1]).T)
        side = np.minimum(self.sizes.max(1).astype(f32), f32(3.8) * eyes)
        centre = (own[:, 0] + own[:, 1]) * f32(0.5)
        centre[:, 1] += f32(0.35) * eyes
        room = np.maximum(f32(0), self.sizes.astype(f32) - side[:, None])
        origin = np.clip(centre - side[:, None] / 2, 0, room)
        self.to_window = np.stack([1 / side, 0 * side, -origin[:, 0] / side, -origin[:, 1] / side], -1)
        self.window_landmarks = apply(self.to_window * f32(WINDOW), marks)

    def write_small(self, cache):
        ages = np.array([float(row.get("age_estimate") or 0) for row in self.rows])
        for name, values in (("ages", ages), ("balance", balance_of(self.rows)), ("canonical", self.canonical),
                             ("crop_landmarks", self.crop_landmarks), ("window_landmarks", self.window_landmarks),
                             ("identity", self.identity)):
            (cache / f"{name}.f32").write_bytes(values.astype("<f4").tobytes())
        (cache / "val.u8").write_bytes(self.is_val.tobytes())
        (cache / "groups.csv").write_text("".join(f"{row['race']},{row['gender']}\n" for row in self.rows))

    def make(self, i, jpeg):
        """What row i has in each of ROW_FILES."""
        photo = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR) if jpeg else None
        if photo is None or photo.shape[:2] != tuple(self.sizes[i][::-1]):
            raise Refused(f"{self.rows[i]['name']} is no picture of the size that the manifest tells; "
                          "give an unaltered face set.")
        photo = cv2.cvtColor(photo, cv2.COLOR_BGR2RGB)
        pixels, reach = crop_photo(photo, self.to_crop[i], PADDED_WINDOW, TEXTURE * 5 // 4, with_known=True)
        to_own = to_pixels(warp_map(*self.texture_raster, self.meshes[i], TEXTURE), len(pixels), PADDED_WINDOW)
        raster = rasterise(self.meshes[i], self.triangles, PADDED_WINDOW, TO_CANONICAL)
        to_canonical = warp_map(*raster, self.mesh, TO_CANONICAL)
        grid = remap(to_canonical, to_pixels(self.judge_grid[i], TO_CANONICAL, PADDED_WINDOW))
        window, _ = crop_photo(photo, self.to_window[i], CROP_WINDOW, WINDOW)
        return {"textures.u8": remap(pixels, to_own), "known.u8": remap(reach, to_own), "windows.u8": window,
                "identity_grid.f32": grid}


# Running


faces = None  # of this process and, by fork, of its workers
outputs = {}  # name -> descriptor


def fill(task):
    """Makes and writes some rows of one archive: (archive, [(row, offset, size)])."""
    archive, members = task
    with open(archive, "rb") as tar:
        for i, offset, size in members:
            tar.seek(offset)
            for name, values in faces.make(i, tar.read(size)).items():
                data = memoryview(np.ascontiguousarray(values)).cast("B")
                at = i * ROW_FILES[name]
                while data:
                    written = os.pwrite(outputs[name], data, at)
                    data, at = data[written:], at + written
    return len(members)


def members_of(archive, rows):
    try:
        with tarfile.open(archive, "r:") as tar:
            found = {m.name: m for m in tar if m.isfile()}
    except tarfile.TarError:
        raise Refused(f"The archive {archive} is damaged or cut short; fetch it anew.") from None
    members = []
    for i, name in rows:
        m = found.get(name)
        if m is None or m.offset_data + m.size > archive.stat().st_size:
            raise Refused(f"The archive {archive} has no whole member {name}; fetch it anew.")
        members.append((i, m.offset_data, m.size))
    return members


def replace(file, about):
    part = file.with_suffix(".part")
    part.write_text(json.dumps(about, separators=(",", ":")) + "\n")
    os.replace(part, file)


def read_json(file):
    try:
        about = json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    return about if isinstance(about, dict) else {}


def build(folder, cache, jobs):
    global faces
    if read_json(cache / "cache.json").get("schema") == SCHEMA:
        print(f"The cache in {cache} is complete.")
        return
    cv2.setNumThreads(1)
    faces = Faces(folder)
    count = len(faces.rows)
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "cache.json").unlink(missing_ok=True)
    faces.write_small(cache)

    # The archives whose rows are filled, of this very face set.
    digest = hashlib.sha256()
    for name in ("manifest.csv", "labels.safetensors"):
        digest.update((folder / name).read_bytes())
    parts = cache / "parts.json"
    state = read_json(parts)
    if (state.get("schema"), state.get("set")) != (SCHEMA, digest.hexdigest()):
        parts.unlink(missing_ok=True)
        state = {"schema": SCHEMA, "set": digest.hexdigest(), "done": []}
    for name, size in ROW_FILES.items():
        outputs[name] = os.open(cache / name, os.O_RDWR | os.O_CREAT, 0o644)
        if os.fstat(outputs[name]).st_size != size * count:
            parts.unlink(missing_ok=True)
            state["done"] = []
            os.ftruncate(outputs[name], size * count)

    shards = {}
    for i, row in enumerate(faces.rows):
        shards.setdefault(row["shard"], []).append((i, row["name"]))
    here = [s for s in shards if s not in state["done"] and (folder / s).exists()]
    if here:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for shard in here:
                members = members_of(folder / shard, shards[shard])
                step = max(1, min(32, len(members) // (4 * jobs)))
                tasks = [(folder / shard, members[k:k + step]) for k in range(0, len(members), step)]
                made = sum(pool.imap_unordered(fill, tasks))
                state["done"].append(shard)
                replace(parts, state)
                print(f"{shard}: {made} faces", flush=True)
    missing = [s for s in shards if s not in state["done"]]
    if missing:
        print(f"Not there yet: {', '.join(missing)}.")
        return
    replace(cache / "cache.json", {"count": count, "schema": SCHEMA})
    parts.unlink()
    print(f"The cache in {cache} is complete: {count} faces.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--faces", type=Path, required=True, help="folder of the face set")
    parser.add_argument("--cache", type=Path, required=True, help="folder to make or go on with")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at once (default: all cores)")
    args = parser.parse_args()
    try:
        build(args.faces, args.cache, max(1, args.jobs))
    except Refused as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{error.filename or args.cache} can't be read or written: {error.strerror or error}.")


if __name__ == "__main__":
    main()
