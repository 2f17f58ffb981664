"""The charts of results.md, as small SVG files."""

import vl_convert

from statistics_of import median

OURS, LIMIT, OTHERS = "#c0392b", "#7f8c8d", "#34495e"


def colour(label):
    return OURS if label.startswith("Rashomon") else LIMIT if label.startswith("hand-written") else OTHERS


def write(measured, folder):
    folder.mkdir(exist_ok=True)
    for name, chart in (("speed", speed), ("curves", curves), ("precision", precision)):
        if name in measured:
            (folder / f"{name}.svg").write_text(svg(chart(measured[name])) + "\n", encoding="utf-8")


def svg(specification):
    frame = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "background": "white",
             "config": {"font": "sans-serif", "view": {"stroke": None}, "axis": {"labelLimit": 300, "grid": False}}}
    return vl_convert.vegalite_to_svg({**frame, **specification})


def bars(rows, title, scale):
    """Horizontal bars, the shortest on top, each with its number."""
    values = [
        {"label": label, "value": value, "text": f"{value:.3g}", "colour": colour(label)} for label, value in rows]
    shared = {
        "y": {"field": "label", "type": "nominal", "sort": {"field": "value"}, "title": None},
        "x": {"field": "value", "type": "quantitative", "title": title, "scale": scale},
    }
    return {
        "data": {"values": values}, "width": 480, "encoding": shared,
        "layer": [
            {"mark": "bar", "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}}},
            {"mark": {"type": "text", "align": "left", "dx": 3}, "encoding": {"text": {"field": "text"}}},
        ],
    }


def speed(found):
    rows = [(row["label"], median(row["nanoseconds"])) for row in found["rows"]]
    return bars(rows, "nanoseconds per history and day", {"zero": True})


def precision(found):
    values = [{"label": row["label"], "value": row["needed"], "text": f"{row['needed']:.3g} s",
               "colour": colour(row["label"])} for row in found["rows"]]
    return {
        "data": {"values": values}, "width": 480,
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": {"field": "value"}, "title": None},
            "x": {"field": "value", "type": "quantitative", "title": "seconds to 0.5 dB", "scale": {"type": "log"}},
        },
        "layer": [
            {"mark": {"type": "point", "filled": True, "size": 90},
             "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}}},
            {"mark": {"type": "text", "align": "left", "dx": 8}, "encoding": {"text": {"field": "text"}}},
        ],
    }


def curves(found):
    def line(points, title, log=False):
        scale = {"type": "log"} if log else {"zero": True}
        return {
            "data": {"values": [{"x": x, "y": y} for x, y in points]}, "width": 200, "height": 160,
            "mark": {"type": "line", "point": True, "color": OURS},
            "encoding": {
                "x": {"field": "x", "type": "quantitative", "title": title, "scale": scale,
                      "axis": {"format": "~s", "tickCount": 4}},
                "y": {"field": "y", "type": "quantitative", "title": "seconds", "scale": scale},
            },
        }

    return {"hconcat": [
        line(found["histories"], "histories", log=True),
        line(found["days"], "days"),
        line([(2 * added, seconds) for added, seconds in found["statements"]], "statements added"),
    ]}
