"""Store uptime with pandas: what `ordstat store-report --policy assume-open` answers.

store_report.py --data DIR --as-of TIME --out FILE [--stores N]
DIR holds store_status.csv, store_hours.csv and timezones.csv.
"""
import argparse
from bisect import bisect_left
from pathlib import Path

import numpy as np
import pandas as pd

DAY = pd.Timedelta(days=1)
HOUR = pd.Timedelta(hours=1)
WINDOWS = [("hour_minutes", HOUR, HOUR / 60), ("day_hours", DAY, HOUR), ("week_hours", 7 * DAY, HOUR)]
# How far to follow the opening hours back before the week: far enough for the last opening of any
# store that closes once a week.
LOOK_BACK = 9 * DAY
# Hours such as 00:00-23:59 do not close a store at midnight.
SHORT_BREAK = pd.Timedelta(seconds=60)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--as-of", type=pd.Timestamp, required=True, help="with its offset")
    parser.add_argument("--out", required=True)
    parser.add_argument("--stores", type=int, help="only the first stores, by id")
    args = parser.parse_args()
    as_of = args.as_of.tz_convert("UTC")

    pings = read_pings(args.data / "store_status.csv", as_of)
    hours = read_csv(args.data / "store_hours.csv")
    zones = read_csv(args.data / "timezones.csv")
    store_ids = sorted(pings["store_id"].unique())[: args.stores]
    shifts = shifts_in_utc(store_ids, hours, zones, as_of)
    report = uptime_report(store_ids, all_periods(shifts, pings), as_of)
    report.to_csv(args.out, float_format="%.4f")


def read_csv(path):
    """Every column as text: ids have too many digits for numbers, and may be NA."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def read_pings(path, as_of):
    """The pings up to as_of in time order; of two at one instant the inactive one comes last."""
    pings = read_csv(path)
    # The fast parser is for ISO 8601, which has no " UTC".
    pings["timestamp"] = pd.to_datetime(pings["timestamp_utc"].str.removesuffix(" UTC"), utc=True)
    pings["is_up"] = pings["status"] == "active"
    pings = pings.loc[pings["timestamp"] <= as_of, ["store_id", "timestamp", "is_up"]]
    return pings.sort_values(["timestamp", "is_up"], ascending=[True, False])


def shifts_in_utc(store_ids, hours, zones, as_of):
    """The opening hours on every date as instants: store_id, opens, closes, in order of opening."""
    hours = hours[hours["store_id"].isin(store_ids)].astype({"day": int})
    hours["start"] = pd.to_timedelta(hours["start_time_local"])
    hours["end"] = pd.to_timedelta(hours["end_time_local"])
    hours.loc[hours["end"] <= hours["start"], "end"] += DAY
    # A store without hours is always open.
    without_hours = pd.Index(store_ids, name="store_id").difference(hours["store_id"]).to_frame()
    week = pd.DataFrame({"day": range(7), "start": 0 * DAY, "end": DAY})
    hours = pd.concat([hours, without_hours.merge(week, how="cross")])

    # One date more at both ends, since local dates are not those of UTC.
    first_date = as_of - 7 * DAY - LOOK_BACK - DAY
    local_dates = pd.date_range(first_date, as_of + DAY, normalize=True).tz_localize(None)
    dates = pd.DataFrame({"date": local_dates, "day": local_dates.dayofweek})

    shifts = hours.merge(dates, on="day").merge(zones, on="store_id", how="left")
    by_zone = shifts.groupby(shifts["timezone_str"].fillna("UTC"))
    for edge, time_of_day in [("opens", "start"), ("closes", "end")]:
        local = shifts["date"] + shifts[time_of_day]
        instants = [to_utc(local[rows], zone) for zone, rows in by_zone.groups.items()]
        shifts[edge] = pd.concat(instants)
    shifts = shifts.loc[shifts["closes"] > shifts["opens"], ["store_id", "opens", "closes"]]
    return shifts.sort_values("opens")


def to_utc(local, zone):
    """Of a time that exists twice the first; one that does not exist moves forward by the gap."""
    first = np.ones(len(local), dtype=bool)
    times = local.dt.tz_localize(zone, ambiguous=first, nonexistent="NaT")
    day_before = (local - DAY).dt.tz_localize(zone, ambiguous=first, nonexistent="shift_forward")
    return times.fillna(day_before + DAY).dt.tz_convert("UTC")


def all_periods(shifts, pings):
    """The periods of all stores: store_id, starts, ends, is_up."""
    pings_by_store = pings.groupby("store_id")
    periods = []
    for store_id, store_shifts in shifts.groupby("store_id"):
        store_pings = pings_by_store.get_group(store_id)
        for period in store_periods(
            merged(zip(store_shifts["opens"], store_shifts["closes"])),
            store_pings["timestamp"].tolist(),
            store_pings["is_up"].tolist(),
        ):
            periods.append((store_id, *period))
    return pd.DataFrame(periods, columns=["store_id", "starts", "ends", "is_up"])


def merged(shifts):
    """Overlapping and touching shifts as one."""
    result = []
    for opens, closes in shifts:
        if result and opens <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], closes))
        else:
            result.append((opens, closes))
    return result


def store_periods(shifts, times, statuses):
    """(start, end, is up) through one store's opening time: up from opening, then as pinged."""
    # What it was before the first shift matters only to a store that never closes.
    earlier = bisect_left(times, shifts[0][0])
    is_up = statuses[earlier - 1] if earlier > 0 else True
    closed_at = shifts[0][0]
    for opens, closes in shifts:
        if opens - closed_at > SHORT_BREAK:
            is_up = True
        start = opens
        for ping in range(bisect_left(times, opens), bisect_left(times, closes)):
            yield start, times[ping], is_up
            start, is_up = times[ping], statuses[ping]
        yield start, closes, is_up
        closed_at = closes


def uptime_report(store_ids, periods, as_of):
    """Up and down in the last hour (minutes), day and week (hours); 0 where a store was closed."""
    up, down = {}, {}
    for name, length, unit in WINDOWS:
        starts = periods["starts"].clip(lower=as_of - length)
        ends = periods["ends"].clip(upper=as_of)
        amount = (ends - starts).clip(lower=0 * DAY) / unit
        known = amount.groupby(periods["store_id"]).sum().round(4)
        up_amount = amount[periods["is_up"]].groupby(periods["store_id"]).sum().round(4)
        up[f"uptime_last_{name}"] = up_amount
        down[f"downtime_last_{name}"] = known.sub(up_amount, fill_value=0)
    return pd.DataFrame({**up, **down}, index=pd.Index(store_ids, name="store_id")).fillna(0)


if __name__ == "__main__":
    main()
