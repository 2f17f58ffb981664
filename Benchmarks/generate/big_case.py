#!/usr/bin/env python3
"""Writes big cases to time reading with; the same arguments always give the same bytes.

    big_case.py account LINES FOLDER   one account of LINES lines on a crisis about as long
    big_case.py record ROWS FOLDER     a record of ROWS rows on a small crisis

Statements stand in the proportions of Cases/belarus-2020, rows in those of its evidence.csv: one in eight
has a quoted note, one in twenty a range, one in two hundred replaces an earlier one.
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

PLACES = """brest vitebsk gomel grodno minsk mogilev pinsk orsha lida polotsk borisov soligorsk
molodechno zhlobin svetlogorsk rechitsa slutsk kobrin volkovysk kalinkovichi""".split()

COLUMNS = [
    "id", "occurred", "reported", "observable", "value", "low", "high", "unit", "grade", "source",
    "origin", "supersedes", "graded_by", "url", "note",
]


def name_of(number):
    """brest, vitebsk, …, brest_1, …: a name a person would give."""
    turn = number // len(PLACES)
    return PLACES[number % len(PLACES)] + (f"_{turn}" if turn else "")


# ------------------------------------------------------------------------------------- account

CRISIS_TOPIC = '''
# {place}: its street, its plant, its governor
observable turnout_{place}: number of people "Largest gathering in {place} that day"
  usual 50 to 20k  because "no rate found; a rally of dozens to a tenth of the town"
observable detentions_{place}: event "People are detained in {place}"
  lag 5 days, usual 1 in 3 months  because "no rate found"
observable strike_{place}: event, once "The large plant of {place} stops"
  usual very unlikely by 2024-06-30  because "no rate found; rare under a state economy"
observable exit_{place}: event, once "The governor of {place} leaves office"
  usual unlikely by 2024-06-30  because "one in ten leaves in such a quarter"
observable blackout_{place}: status "The network is down in {place}"
  usual very unlikely  because "it was down on a few days of the year before"
param staying_{place} "share of the strength of the protest in {place} left a day later" ~ 96.5% to 99.5%
  because "half is gone after three weeks to five months"
param outrage_{place} "what the vote adds in {place}" ~ 15% to 70%  because "no rate found: a wide assumption"
state strength_{place} "strength of the protest in {place}" from 0.1% to 1.5 ~ 3% to 40%
  because "rallies of unknown size"
each day {{
  pressure_{place} = rising(strength_{place}, from: 2%, to: 40%)  because "hundreds to thousands of people"
  shock_{place} = if today == vote then outrage_{place} else 0
  next strength_{place} = staying_{place} * strength_{place} + shock_{place} + 0.01 * pressure_{before}
    because "what happens next door is heard of"
  turnout_{place} = 20 + 20k * strength_{place} * (if weekday == sunday then 1 else 0.3)
    because "a tenth of the town; people gather on Sundays"
  report turnout_{place} ~ lognormal(median: turnout_{place}, spread: 1.4), shared 1.3
    because "counts of one day differ by half"
  report turnout_{place} by official ~ lognormal(median: 0.5 * turnout_{place}, spread: 1.8)
    because "ministries count low"
  actor Police_{place} decides every 7 days from vote, rationality 1 {{  because "set to base rates"
    watch worth 0
    arrest worth 0.3 * pressure_{place} - 0.4  @rates  because "arrests in 43 of 159 such protests"
    sweep worth pressure_{place} - 1.6  @rates  because "beatings or killings in a fifth"
  }}
  event detentions_{place} with weekly chance 60% if Police_{place}.sweep, 20% if Police_{place}.arrest, 2% otherwise
    because "days differ much"
  status blackout_{place} with chance 30% if Police_{place}.sweep, 1% otherwise  because "seen in two such towns"
}}
question gone_{place} "Does the governor of {place} leave by 31 May 2024?" opens 2024-04-12 = exit_{place} by 2024-05-31
question big_{place} "A march of 5,000 in {place} in May?" opens 2024-04-12
  = max(turnout_{place}) from 2024-05-01 to 2024-05-31 >= 5k
'''

ACCOUNT_TOPIC = '''
# {place}
thesis paid_{place} "the protest in {place} is paid for from abroad"  @author:{p},{q}  # claim {p}
hidden plan_{place} "the governor of {place} has a plan for force" is unlikely  @author:{p}  # claim {p}
hidden split_{place} "the police of {place} is split" is 40% if plan_{place}, 10% otherwise
  @author:{p}-{q}  because "who plans for force divides his men"  # claim {q}
param envy_{place} "what a success next door adds in {place}" ~ 0.1 to 0.6  @author:{q}  because "a wide assumption"
param nerve_{place} "share of the nerve left a day later" = 0.96  because "a habit of about a month"
state nerve_of_{place} "how sure of himself the governor of {place} is" from 0 to 1 = 0.6
  @author:{p}  because "surer than not"  # claim {q}
state debt_{place} from 0 to 10 = 0.5  because "from the year before"

each day {{ @author:{p}
  # Every day with arrests costs nerve, quiet days win little of it back.
  loss_{place} = if detentions_{place} happens then 0.1 else if blackout_{place} then 0.05 else 0
    because "one wave undoes a fortnight"  # claim {p}
  next nerve_of_{place} = nerve_{place} * nerve_of_{place} + 0.02 * (1 - pressure_{place}) - loss_{place}
    @author:{p},{q}  because "an even pull to the middle"
  next debt_{place} = 0.99 * debt_{place} + (if strike_{place} happens then 0.5 else 0) + 0.01 * debt_{before}
    because "towns stand in for one another"
  stir_{place} = clamp(envy_{place} * pressure_{before} + 0.1 * log(1 + debt_{place}), 0, 1)
    because "hunger and example"
  event rumour_{place} with weekly chance 20% if split_{place}, 5% if plan_{place}, 1% otherwise
    @author:{q}  because "rumours follow rifts"
  event exit_{place} with monthly chance 0.5% + 10% * pressure_{place} * (1 - nerve_of_{place}) + 5% * stir_{place}
    @author:{p}  because "none falls who keeps his nerve"  # claim {q}
}}
override param outrage_{place} ~ 25% to 90%  @author:{p}  because "more than in the past"  # claim {p}
override Police_{place}.sweep worth pressure_{place} + (if plan_{place} then 0.5 else 0) - 1.2
  @author:{q}  because "half a preference nearer"
add option Police_{place}.talk worth 0.2 - (if rumour_{place} has happened then 0.5 else 0)  @author:{q}
adjust Police_{place}.arrest worth by 0.3 when nerve_of_{place} < 0.3  @author:{p}  because "who has lost his nerve strikes out"
adjust detentions_{place} odds times 2 when split_{place}  @author:{p},{q}  because "one step up"  # claim {q}
adjust strength_{place} by -0.01 when Police_{place}.talk  @author:{q}  because "words take little"
expects strike_{place} by 2024-05-31: likely if paid_{place}, very unlikely otherwise  @author:{p}  # claim {q}
expects turnout_{place}: 0.5 to 0.8 times as many  @author:{q}  # claim {p}
expects blackout_{place} by 2024-05-31: twice as likely  @author:{p}-{q}
verdict gone_{place}: unlikely  @author:{p}
verdict big_{place}: likely  @author:{q}
leaves out "who built {place}, and when"  @author:{p}  because "history"
leaves out "what the ministry should do in {place}"  @author:{q}  because "advice"
'''


def write_account(lines, folder):
    head = ['account "A long story"  by author', "", "# What ties the towns together."]
    head += ['hidden hub "one office directs all of it" is likely  @author:1  # claim 1']
    head += ['param debt_none "what was owed before" = 0.1  because "next to nothing"']
    body, topics = [], 0
    crisis = [
        'crisis "Towns in unrest"',
        "period 2024-04-01 to 2024-06-30",
        "day vote = 2024-04-21",
        "",
        f'source author {{ title "A long story" author "A. Writer" date 2024-04-10 paragraphs {lines} }}',
        'source rates { title "Base rates of protest and response" }',
        "param pressure_none = 0.1  because \"outside the towns\"",
    ]
    before = "none"
    while len(head) + len(body) < lines:
        place = name_of(topics)
        names = {"place": place, "before": before, "p": 2 * topics + 2, "q": 2 * topics + 3}
        crisis += CRISIS_TOPIC.format(**names).rstrip("\n").split("\n")
        topic = ACCOUNT_TOPIC.format(**names).rstrip("\n").split("\n")
        if len(head) + len(body) + len(topic) <= lines:
            body += topic
        else:
            rest = lines - len(head) - len(body)
            body += [f"# claim {line} is not taken up" for line in range(rest)]
        before, topics = place, topics + 1
    (folder / "accounts").mkdir(parents=True, exist_ok=True)
    (folder / "towns.crisis").write_text("\n".join(crisis) + "\n", encoding="utf-8")
    (folder / "accounts" / "long.account").write_text("\n".join(head + body) + "\n", encoding="utf-8")
    (folder / "sources.csv").write_text(
        "id,name,stance,reliability\npress,The press,independent,B\n", encoding="utf-8")
    rows = [",".join(COLUMNS)]
    for topic in range(topics):
        day = date(2024, 4, 1) + timedelta(days=topic % 90)
        rows.append(
            f"T{topic:04d},{day},{day},turnout_{name_of(topic)},{100 + topic},,,people,B2,press,,,,,")
    (folder / "evidence.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


# -------------------------------------------------------------------------------------- record

FIRST_DAY = date(2000, 1, 1)
DAYS = 7305  # twenty years
STANCES = ["official", "opposition", "independent", "foreign", "party"]


def write_record(rows, folder):
    draw = random.Random(2020)
    crisis = [
        'crisis "Twenty years of unrest"',
        f"period {FIRST_DAY} to {FIRST_DAY + timedelta(days=DAYS - 1)}",
        "",
        'source author { title "A note" date 2000-01-01 paragraphs 9 }',
    ]
    observables = []
    for place in PLACES:
        observables += [(f"turnout_{place}", "number"), (f"arrests_{place}", "event")]
        crisis += [
            f'observable turnout_{place}: number of people "Largest gathering in {place} that day"',
            '  usual 50 to 20k  because "no rate found"',
            f'observable arrests_{place}: event "Arrests in {place}"',
            '  lag 30 days, usual 1 in 3 months  because "no rate found"',
        ]
    crisis += [f'question last "Arrests in brest on the last day?" opens {FIRST_DAY + timedelta(days=DAYS - 9)}',
               f"  = arrests_brest from {FIRST_DAY + timedelta(days=DAYS - 5)} to {FIRST_DAY + timedelta(days=DAYS - 1)}"]
    account = ['account "Less than is said"  by author', "expects turnout_brest: half as many  @author:1"]
    (folder / "accounts").mkdir(parents=True, exist_ok=True)
    (folder / "unrest.crisis").write_text("\n".join(crisis) + "\n", encoding="utf-8")
    (folder / "accounts" / "less.account").write_text("\n".join(account) + "\n", encoding="utf-8")

    sources = [f"outlet_{number}" for number in range(60)]
    with open(folder / "sources.csv", "w", encoding="utf-8") as file:
        file.write("id,name,stance,reliability\n")
        for number, source in enumerate(sources):
            file.write(f"{source},Outlet {number},{STANCES[number % 5]},{'ABCDE'[number % 5]}\n")

    with open(folder / "evidence.csv", "w", encoding="utf-8") as file:
        file.write(",".join(COLUMNS) + "\n")
        for number in range(rows):
            # In the order in which an archive would grow: by the day it speaks of.
            day = FIRST_DAY + timedelta(days=number * DAYS // rows)
            reported = day + timedelta(days=draw.choice((0, 0, 0, 1, 1, 2, 5)))
            observable, kind = observables[draw.randrange(len(observables))]
            value, low, high, unit = "", "", "", ""
            if kind == "event":
                value = "1" if draw.random() < 0.7 else "0"
            else:
                size = int(draw.lognormvariate(6, 1.5))
                unit = "people"
                if draw.random() < 0.1:
                    low, high = str(size), str(2 * size + 1)
                else:
                    value = str(size)
            letter, digit = draw.choice("ABBCCCDE"), draw.choice("1223345")
            grade = digit if draw.random() < 0.1 else letter + digit
            source = sources[draw.randrange(len(sources))]
            origin = f"agency report of {day}" if draw.random() < 0.2 else ""
            supersedes = f"E{number - 3:07d}" if number % 200 == 199 else ""
            graded_by = "lw" if draw.random() < 0.5 else ""
            url = f"https://archive.example.org/{day.year}/{day.month:02d}/{number:07d}.html"
            chance = draw.random()
            if chance < 0.125:
                note = f'"Agencies say ""over {number % 900}"", the ministry fewer, paragraph {number % 40}"'
            elif chance < 0.15:
                note = f"Zählung der Bürgerinitiative (Absatz {number % 40})"
            elif chance < 0.6:
                note = f"Interview with the mayor (paragraph {number % 40}); no other count"
            else:
                note = ""
            file.write(
                f"E{number:07d},{day},{reported},{observable},{value},{low},{high},{unit},{grade},{source},"
                f"{origin},{supersedes},{graded_by},{url},{note}\n")


def main():
    kinds = {"account": write_account, "record": write_record}
    if len(sys.argv) != 4 or sys.argv[1] not in kinds or not sys.argv[2].isdecimal():
        sys.exit(__doc__)
    kinds[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))


if __name__ == "__main__":
    main()
