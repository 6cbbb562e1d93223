# Runs one of the two CoMagic clients from PyPI, unmodified but for the address, which both have in their code. Calls come as JSON on standard input,
# outcomes go as JSON to standard output; date objects are written as "time:YYYY-MM-DD HH:MM:SS", so that a test can tell them from texts.
#   {"url", "login", "password"} or {"url", "token"}, with "method", "arguments", and "times" (names of arguments that become date objects)
import datetime
import json
import sys

from comagic import Comagic

if sys.argv[1] == "wrapper":
    from comagic.comagic import _Session
    from comagic.exceptions import ComagicException
else:
    from comagic.errors import ComagicException

FORMAT = "%Y-%m-%d %H:%M:%S"


def connect(call):
    url, credentials = call["url"], {name: call[name] for name in ("login", "password", "token") if name in call}
    if sys.argv[1] == "wrapper":
        client = Comagic(token="none")
        client._session = _Session(api_url=url, **credentials)
        client.access_token = client._session.access_token
        return client

    class Pointed(Comagic):
        def _send_api_request(self, params, auth_counter=0):
            self.API_URL = url
            return super()._send_api_request(params, auth_counter)

    return Pointed(**credentials)


def run(call):
    arguments = dict(call.get("arguments", {}))
    for name in call.get("times", []):
        arguments[name] = datetime.datetime.strptime(arguments[name], FORMAT)
    try:
        client = connect(call)
        if call["method"] == "login":
            return {"returned": {"token": client.access_token, "app_id": getattr(client, "comagic_app_id", None)}}
        if sys.argv[1] == "wrapper":
            verb, endpoint = call["method"].split(".", 1)
            return {"returned": getattr(getattr(client, endpoint), verb)(**arguments)}
        return {"returned": shown(getattr(client, call["method"])(**arguments))}
    except ComagicException as error:
        return {"raised": error.error_data}


def shown(result):
    return dict(result.items()) if hasattr(result, "to_dict") else [dict(row.items()) for row in result]


json.dump([run(call) for call in json.load(sys.stdin)], sys.stdout, default=lambda time: "time:" + time.strftime(FORMAT))
