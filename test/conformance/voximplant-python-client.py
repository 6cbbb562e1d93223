# Runs the official Python client, unmodified. Calls come as JSON on standard input, outcomes go as JSON to standard output;
# date objects are written as "date:YYYY-MM-DD", so that a test can tell them from texts.
import datetime
import json
import sys

from voximplant.apiclient import VoximplantAPI, VoximplantException


def parse(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=datetime.timezone.utc)


def run(call):
    api = VoximplantAPI(call["credentials"], endpoint=call["endpoint"])
    request = dict(call["request"])
    for name in ("from_date", "to_date"):
        if name in request:
            request[name] = parse(request[name])
    try:
        return {"returned": api.get_acd_operator_status_statistics(**request)}
    except VoximplantException as error:
        return {"raised": {"code": error.code, "message": error.message}}


def show(value):
    return "date:" + value.isoformat()


json.dump([run(call) for call in json.load(sys.stdin)], sys.stdout, default=show)
