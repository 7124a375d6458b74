#!/usr/bin/env python3
"""Fits assets/language/weights.toml: which pair of places is host and guest.

    pip install numpy scipy
    tests/articles/fit.py target/release/citybrief FOLDER... [--cross] [--write]

Each folder has gold.json and texts/. A log-linear model over pairs of places, fitted by maximum likelihood with a
Gaussian prior around PRIOR (Chen and Rosenfeld, A Survey of Smoothing Techniques for ME Models, 2000). --cross tells
how often the right pair comes out for folders that were left out of the fit; --write writes the file.
"""
import json, os, re, subprocess, sys, unicodedata
import numpy as np
from scipy.optimize import minimize

RULES = """arrive_actor arrive_place receive delegation visit_to visit_of diplomat lead member study location opposite
    origin return dateline first_named attend object_place""".split()
TRAITS = """country region town dwelt title first leads inside from official unnamed adjective hoped late dateline
    compatriot diplomat seat quoted delegation""".split()
PAIR = "domestic same_level no_host no_guest".split()
NAMES = [("rule", r) for r in RULES] + [("host", t) for t in TRAITS] + [("guest", t) for t in TRAITS] + [("pair", p) for p in PAIR]
INDEX = {n: i for i, n in enumerate(NAMES)}
PRIOR = {("rule", r): 0.5 for r in RULES} | {("host", "country"): -1.5, ("guest", "country"): -1.0, ("host", "dwelt"): 0.5,
    ("guest", "dwelt"): 0.5, ("host", "late"): -1.0, ("guest", "late"): -1.0, ("host", "official"): 0.5,
    ("guest", "official"): 0.5, ("host", "inside"): 0.5, ("host", "from"): -0.5, ("guest", "from"): 0.7,
    ("guest", "diplomat"): 1.5, ("guest", "seat"): -1.0, ("pair", "no_host"): -1.0, ("pair", "no_guest"): -1.0}
SPREAD = 0.5  # standard deviation of the prior
HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "../../assets/language/weights.toml")


def norm(s):
    s = unicodedata.normalize("NFKD", s or "").lower()
    s = "".join(c for c in s if not unicodedata.combining(c))
    s = re.sub(r"\b(city|region|oblast|province|of|the|state|prefecture|krai)\b", " ", s)
    return " ".join(re.sub(r"[^\w]+", " ", s).split())


def load(binary, folder):
    """Articles with a visit: features of every pair, and which pairs are right."""
    gold = {g["id"]: g for g in json.load(open(os.path.join(folder, "gold.json"), encoding="utf8"))}
    texts = sorted(os.listdir(os.path.join(folder, "texts")))
    out = subprocess.run([binary, "read", "--explain", "--json", *[os.path.join(folder, "texts", t) for t in texts]],
                         capture_output=True, text=True, check=False).stdout
    articles = []
    for line in out.splitlines():
        o = json.loads(line)
        g = gold[os.path.basename(o["file"])[:3]]
        e = o["explanation"]
        if g["is_visit"] and e:
            articles.append((g, *pairs(e["candidates"], {tuple(k) for k in e["kin"]}, g)))
    return articles


def right(candidates, kin, answer, country):
    """Whether each candidate is the side's place: itself, or of its kin."""
    if not answer:
        wanted = {norm(c) for c in (country or "").split("; ")}
        return [c["level"] == "country" and norm(c["name"]) in wanted for c in candidates]
    wanted = {norm(a) for a in answer.split("; ")}
    exact = [norm(c["name"]) in wanted and c["level"] != "country" for c in candidates]
    near = lambda i: any(exact[j] for j in range(len(candidates)) if (min(i, j), max(i, j)) in kin)
    return [exact[i] or candidates[i]["level"] != "country" and near(i) for i in range(len(candidates))]


def pairs(candidates, kin, gold):
    hosts = right(candidates, kin, gold["host_city"], gold["host_country"])
    guests = right(candidates, kin, gold["guest_city"], gold["guest_country"])
    side = {"host": [], "guest": []}
    for c in candidates:
        for n, which in enumerate(("host", "guest")):
            x = np.zeros(len(NAMES))
            for r, v in c["rules"].items():
                x[INDEX["rule", r]] += v[n]
            for t, v in c["traits"].items():
                x[INDEX[which, t]] += v
            side[which].append(x)
    rows, good, labels = [], [], []
    numbers = list(range(len(candidates))) + [None]
    for h in numbers:
        for g in numbers:
            if h is None and g is None or None not in (h, g) and (h == g or (min(h, g), max(h, g)) in kin):
                continue
            x = np.zeros(len(NAMES))
            if h is None:
                x[INDEX["pair", "no_host"]] = 1
            else:
                x += side["host"][h]
            if g is None:
                x[INDEX["pair", "no_guest"]] = 1
            else:
                x += side["guest"][g]
            if None not in (h, g):
                a, b = candidates[h], candidates[g]
                x[INDEX["pair", "domestic"]] = a["country"] is not None and a["country"] == b["country"]
                x[INDEX["pair", "same_level"]] = a["level"] == b["level"]
            rows.append(x)
            good.append(h is not None and hosts[h] and (g is not None and guests[g] or
                        g is None and not gold["guest_city"] and not any(guests)))
            labels.append((h, g))
    return np.array(rows), np.array(good), labels


def fit(articles):
    prior = np.array([PRIOR.get(n, 0.0) for n in NAMES])
    told = [(x, good) for _, x, good, _ in articles if len(x) and good.any()]

    def loss(w):
        value, slope = 0.5 * ((w - prior) ** 2).sum() / SPREAD ** 2, (w - prior) / SPREAD ** 2
        for x, good in told:
            s = x @ w
            s -= s.max()
            p = np.exp(s)
            all_, best = p / p.sum(), np.where(good, p, 0) / p[good].sum()
            value -= np.log(p[good].sum() / p.sum())
            slope = slope + x.T @ (all_ - best)
        return value, slope

    return minimize(loss, prior, jac=True, method="L-BFGS-B").x


def score(articles, w):
    hit = [len(x) > 0 and bool(good[int(np.argmax(x @ w))]) for _, x, good, _ in articles]
    reachable = sum(1 for _, x, good, _ in articles if len(x) and good.any())
    return sum(hit), reachable, len(articles)


def main():
    options = {a for a in sys.argv[1:] if a.startswith("--")}
    binary, *folders = [a for a in sys.argv[1:] if not a.startswith("--")]
    sets = {f: load(binary, f) for f in folders}
    if "--cross" in options:
        for left in folders:
            w = fit([a for f in folders if f != left for a in sets[f]])
            print("{}: right {} of {} reachable of {}".format(left, *score(sets[left], w)), file=sys.stderr)
    w = fit([a for f in folders for a in sets[f]])
    print("all: right {} of {} reachable of {}".format(*score([a for f in folders for a in sets[f]], w)), file=sys.stderr)
    if "--write" in options:
        old = open(TARGET, encoding="utf8").read()
        comments, out = {}, re.match(r"(#.*\n)+\n", old)[0]
        for part in re.finditer(r"((?:#.*\n)*)\[(\w+)\]\n", old):
            comments[part[2]] = part[1]
        for table in ("rule", "host", "guest", "pair"):
            out += comments[table] + f"[{table}]\n"
            out += "".join(f"{n} = {w[i]:.2f}\n" for (t, n), i in INDEX.items() if t == table) + "\n"
        open(TARGET, "w", encoding="utf8").write(out.rstrip() + "\n")


if __name__ == "__main__":
    main()
