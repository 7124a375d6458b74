#!/usr/bin/env python3
"""Fits assets/language/weights.toml: which pair of places is host and guest, and whether there is a visit.

    pip install numpy scipy
    tests/articles/fit.py target/release/citybrief FOLDER... [--cross] [--write]

Each folder has gold.json and texts/. A log-linear model over pairs of places, fitted by maximum likelihood with a
Gaussian prior around PRIOR (Chen and Rosenfeld, A Survey of Smoothing Techniques for ME Models, 2000); a logistic
regression for the signs of a visit, the side of each person and the
sectors. --cross tells how often the right answer comes out for folders that were left out
of the fit; --write writes the file. The program reads the word lists of this tree, so no build is wanted in between.
"""
import json, os, re, subprocess, sys, tempfile, unicodedata
import numpy as np
from scipy.optimize import minimize

RULES = """arrive_actor arrive_place receive delegation visit_to visit_of diplomat lead member study location opposite
    origin return dateline first_named attend object_place next_stop address
    thank""".split()
TRAITS = """country region town dwelt title first leads inside from official unnamed adjective hoped late dateline
    compatriot diplomat seat quoted delegation covered sends host_within guest_within listed""".split()
PAIR = "domestic same_level one_list no_host no_guest".split()
SIGNS = """always evidence opening delegation arrive receive meet signed host guest guest_told hosts guests domestic head
    nothing_happens recalled hoped announced not_official remote remote_words high_office sport flight weather incident
    inspection artists biography council president countries at_home diplomat two_sided
    two_sided_opening local_guest comes received visits of_delegation led across located courtesies places_of_officials cancelled denied letters
    business national sport_first flight_first incident_first inspection_first artists_first biography_first
    council_first letters_first business_first journalists academic suspended journalists_first academic_first suspended_first
    local_host guest_expert no_local bodies first_told guest_places from_capital undated short national_host""".split()
BEARINGS = """always of_host of_guest host_country guest_country elsewhere local diplomat high
    minister member expert host_vacant guest_vacant host_tells guest_tells speaks recalled hoped quoted late often full_name
    among_guests behind_host behind_guest across_guest across_host leads embassy named_as_host named_as_guest
    titled_as_host titled_as_guest no_post""".split()
AGAINST = """nothing_happens recalled hoped not_official remote remote_words high_office sport flight weather incident
    inspection artists biography council president countries at_home cancelled denied letters business national domestic
    sport_first flight_first incident_first inspection_first artists_first biography_first council_first letters_first
    business_first journalists academic suspended journalists_first academic_first suspended_first guest_expert no_local
    first_told guest_places from_capital undated national_host""".split()
EITHER = "always announced diplomat guest_told short".split()
TOPICS = """always often strong scope agreed signed purpose met said listed title early only_quoted only_sight only_recalled
    only_hoped only_members only_way only_menu only_late""".split()
NEIGHBOURS = (("investment", "trade"), ("social", "humanitarian"), ("social", "governance"), ("sme", "trade"))
NAMES = [("rule", r) for r in RULES] + [("host", t) for t in TRAITS] + [("guest", t) for t in TRAITS] + [("pair", p) for p in PAIR]
INDEX = {n: i for i, n in enumerate(NAMES)}
PRIOR = {("rule", r): 0.5 for r in RULES} | {("rule", "next_stop"): -0.3, ("host", "country"): -1.5, ("guest", "country"): -1.0, ("host", "dwelt"): 0.5,
    ("guest", "dwelt"): 0.5, ("host", "late"): -1.0, ("guest", "late"): -1.0, ("host", "official"): 0.5,
    ("guest", "official"): 0.5, ("host", "inside"): 0.5, ("host", "from"): -0.5, ("guest", "from"): 0.7,
    ("guest", "diplomat"): 1.5, ("guest", "seat"): -1.0, ("pair", "one_list"): -1.5, ("pair", "no_host"): -1.0, ("pair", "no_guest"): -1.0}
SPREAD = 0.7  # standard deviation of the prior
SIGN_SPREAD, NEGATIVE = 1.5, 1.4
PEOPLE_SPREAD, ROUNDS = 1.0, 3
SECTOR_SPREAD = 0.6
HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "../../assets/language/weights.toml")


def norm(s):
    s = unicodedata.normalize("NFKD", s or "").lower()
    s = "".join(c for c in s if not unicodedata.combining(c))
    s = s.replace("czech republic", "czechia").replace("turkiye", "turkey")
    s = re.sub(r"\([^)]*\)", "", s)  # Punjab (Pakistan)
    s = re.sub(r"\b(city|region|oblast|province|of|the|state|prefecture|krai)\b", " ", s)
    return " ".join(re.sub(r"[^\w]+", " ", s).split())


def short_texts(table):
    """A folder made of the odd rows of a table of short texts, which tell no more than whether there is a visit and whose."""
    folder = tempfile.mkdtemp()
    os.mkdir(os.path.join(folder, "texts"))
    rows = [row for row in map(json.loads, open(table, encoding="utf8")) if int(row["id"]) % 2]
    for row in rows:
        with open(os.path.join(folder, "texts", f"{row['id']}.txt"), "w", encoding="utf8") as f:
            f.write(row["text"] + "\n")
    with open(os.path.join(folder, "gold.json"), "w", encoding="utf8") as f:
        json.dump([{**row, "short": True, "host_country": None, "guest_country": None} for row in rows], f)
    return folder


def explained(binary, folder):
    """Gold entry and explanation of every article."""
    folder = short_texts(folder) if folder.endswith(".jsonl") else folder
    gold = {g["id"]: g for g in json.load(open(os.path.join(folder, "gold.json"), encoding="utf8"))}
    texts = sorted(os.listdir(os.path.join(folder, "texts")))
    config = os.path.join(tempfile.mkdtemp(), "citybrief.toml")
    with open(config, "w", encoding="utf8") as f:
        f.write(f'[import]\nword_lists = "{os.path.dirname(os.path.abspath(TARGET))}"\n')
    out = subprocess.run([binary, "--config", config, "read", "--explain", "--json", *[os.path.join(folder, "texts", t) for t in texts]],
                         capture_output=True, text=True, check=False).stdout
    lines = [json.loads(line) for line in out.splitlines()]
    return [(gold[os.path.basename(o["file"])[:3]], o["explanation"]) for o in lines if o["explanation"]]


def load(binary, folder):
    """Articles with a visit: features of every pair, and which pairs are right."""
    return [(g, *pairs(e["candidates"], {tuple(k) for k in e["kin"]}, g))
            for g, e in explained(binary, folder) if g["is_visit"] and not ("short" in g and not g["guest_city"])]


def load_signs(binary, folder):
    """Signs of every article, and whether it tells of a visit."""
    articles = explained(binary, folder)
    x = np.array([[e["signs"].get(s, 0.0) for s in SIGNS] for _, e in articles])
    return x, np.array([g["is_visit"] for g, _ in articles]), [g["id"] for g, _ in articles]


def load_people(binary, folder):
    """Bearings of everybody with a post, and whether he is host (0), guest (1) or bystander (2)."""
    key = lambda name: frozenset(w for w in norm(name).split() if len(w) > 1)
    rows, sides = [], []
    for g, e in explained(binary, folder):
        if not g["is_visit"] or "short" in g:
            continue
        gold = [(key(o["name"]), n) for n, s in enumerate(("host", "guest")) for o in g[f"{s}_officials"]]
        for person in e["roster"]:
            own = key(person["name"])
            rows.append([person["bearings"].get(b, 0.0) for b in BEARINGS] + [person["rules"].get(r, 0.0) for r in RULES])
            sides.append(next((n for k, n in gold if own == k or len(own & k) >= min(2, len(k))), 2))
    return np.array(rows).reshape(-1, len(BEARINGS) + len(RULES)), np.array(sides, dtype=int)


def fit_people(x, side):
    n = x.shape[1]

    def loss(w):
        z = np.column_stack([x @ w[:n], x @ w[n:], np.zeros(len(x))])
        z -= z.max(1, keepdims=True)
        p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
        value = -np.log(p[np.arange(len(x)), side]).sum() + 0.5 * (w ** 2).sum() / PEOPLE_SPREAD ** 2
        d = p - np.eye(3)[side]
        return value, np.concatenate([x.T @ d[:, 0], x.T @ d[:, 1]]) + w / PEOPLE_SPREAD ** 2

    # A vote for a side never speaks against it.
    free = [(None, None)] * len(BEARINGS)
    bounds = free + [(0, None)] * len(RULES) + free + [(None, 0)] * len(RULES)
    w = minimize(loss, np.zeros(2 * n), jac=True, method="L-BFGS-B", bounds=bounds).x
    return w[:n], w[n:]


def told_people(x, side, w):
    z = np.column_stack([x @ w[0], x @ w[1], np.zeros(len(x))])
    e = np.exp(z - z.max(1, keepdims=True))
    p = e / e.sum(1, keepdims=True)
    said = np.where(p[:, 2] > 0.5, 2, p[:, :2].argmax(1))
    right = ((said == side) & (side < 2)).sum()
    return f"people right {right}, said {(said < 2).sum()}, told {(side < 2).sum()}"


def load_sectors(binary, folder):
    """Topics and name of every sector with words in the text, whether it is right, and how many are told in all."""
    rows, names, good, told = [], [], [], 0
    for g, e in explained(binary, folder):
        if not g["is_visit"] or "short" in g:
            continue
        told += len(g["sectors"])
        for sector, topics in e["sectors"].items():
            # Neighbouring labels are never an error: see the scoring.
            if sector not in g["sectors"] and any(sector == loose and also in g["sectors"] for loose, also in NEIGHBOURS):
                continue
            rows.append([topics.get(t, 0.0) for t in TOPICS])
            names.append(sector)
            good.append(sector in g["sectors"])
    return np.array(rows).reshape(-1, len(TOPICS)), names, np.array(good, dtype=bool), told


def fit_sectors(x, names, good):
    ids = sorted(set(names))
    own = np.eye(len(ids))[[ids.index(n) for n in names]]
    full = np.hstack([x, own])
    sign = np.where(good, 1.0, -1.0)

    def loss(w):
        z = sign * (full @ w)
        value = np.logaddexp(0, -z).sum() + 0.5 * (w ** 2).sum() / SECTOR_SPREAD ** 2
        return value, -(full * (sign / (1 + np.exp(z)))[:, None]).sum(0) + w / SECTOR_SPREAD ** 2

    w = minimize(loss, np.zeros(full.shape[1]), jac=True, method="L-BFGS-B").x
    return w[:len(TOPICS)], dict(zip(ids, w[len(TOPICS):]))


def told_sectors(x, names, good, told, topics, own):
    z = x @ topics + np.array([own.get(n, 0.0) for n in names])
    said = 1 / (1 + np.exp(-z)) >= 0.45
    right = (said & good).sum()
    precision, recall = right / max(said.sum(), 1), right / max(told, 1)
    return f"sectors precision {precision:.2f} recall {recall:.2f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.2f}"


def fit_signs(x, visit):
    """Logistic regression; a false alarm costs as much as NEGATIVE missed visits."""
    cost = np.where(visit, 1.0, NEGATIVE)
    sign = np.where(visit, 1.0, -1.0)

    def loss(w):
        z = sign * (x @ w)
        value = (cost * np.logaddexp(0, -z)).sum() + 0.5 * (w ** 2).sum() / SIGN_SPREAD ** 2
        slope = -(x * (cost * sign / (1 + np.exp(z)))[:, None]).sum(0) + w / SIGN_SPREAD ** 2
        return value, slope

    # What can only speak for a visit never weighs against one, and the other way round.
    bounds = [(None, None) if s in EITHER else (None, 0) if s in AGAINST else (0, None) for s in SIGNS]
    return minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B", bounds=bounds).x


def told(x, visit, w):
    yes = x @ w > 0
    return f"visits {(yes & visit).sum()} of {visit.sum()}, others kept out {(~yes & ~visit).sum()} of {(~visit).sum()}"


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
                x[INDEX["pair", "one_list"]] = "listed" in a["traits"] and "listed" in b["traits"]
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
        write({t: {n: w[i] for (u, n), i in INDEX.items() if u == t} for t in ("rule", "host", "guest", "pair")})
    for turn in range(ROUNDS):  # what is believed of one person counts for the next
        people = {f: load_people(binary, f) for f in folders}
        all_people = lambda which: (np.concatenate([people[f][0] for f in which]), np.concatenate([people[f][1] for f in which]))
        if "--cross" in options and turn == ROUNDS - 1:
            for left in folders:
                print(f"{left}: {told_people(*people[left], fit_people(*all_people([f for f in folders if f != left])))}",
                      file=sys.stderr)
        host, guest = fit_people(*all_people(folders))
        if "--write" in options:
            for side, w in (("host", host), ("guest", guest)):
                write({f"people.{side}": dict(zip(BEARINGS, w)), f"people.{side}_rule": dict(zip(RULES, w[len(BEARINGS):]))})
    print(f"all: {told_people(*all_people(folders), (host, guest))}", file=sys.stderr)
    sectors = {f: load_sectors(binary, f) for f in folders}
    joined_sectors = lambda which: (np.concatenate([sectors[f][0] for f in which]), sum((sectors[f][1] for f in which), []),
                                    np.concatenate([sectors[f][2] for f in which]))
    if "--cross" in options:
        for left in folders:
            w = fit_sectors(*joined_sectors([f for f in folders if f != left]))
            print(f"{left}: {told_sectors(*sectors[left], *w)}", file=sys.stderr)
    topics, own = fit_sectors(*joined_sectors(folders))
    if "--write" in options:
        write({"sector.topic": dict(zip(TOPICS, topics)), "sector.own": own})
    signs = {f: load_signs(binary, f) for f in folders}
    joined = lambda which: (np.concatenate([signs[f][0] for f in which]), np.concatenate([signs[f][1] for f in which]))
    if "--cross" in options:
        for left in folders:
            v = fit_signs(*joined([f for f in folders if f != left]))
            print(f"{left}: {told(*signs[left][:2], v)}", file=sys.stderr)
    v = fit_signs(*joined(folders))
    print(f"all: {told(*joined(folders), v)}", file=sys.stderr)
    if "--write" in options:
        write({"visit": dict(zip(SIGNS, v))})


def write(tables):
    """Puts the numbers of some tables into the file, with its comments as they are."""
    old = open(TARGET, encoding="utf8").read()
    for table, numbers in tables.items():
        text = "".join(f"{n} = {value:.2f}\n" for n, value in numbers.items())
        old = re.sub(rf"(?m)^(\[{re.escape(table)}\]\n)(?:[a-z_]+ = .*\n)*", lambda m: m[1] + text, old)
    open(TARGET, "w", encoding="utf8").write(old)


if __name__ == "__main__":
    main()
