#!/usr/bin/env python3
"""Writes OONI raw measurements as JSONL to standard output until there are N bytes, the same for the same N and seed.

    generate_raw.py BYTES [SEED] [FILE.json ...] > raw.jsonl

With files, real measurements repeated in turn, each copy a test of its own by its report id. Without, made-up ones in
the shape of web_connectivity's, telegram's and signal's: pages and certificates are most of their bytes.
"""

import json
import random
import sys

COUNTRIES = "US RU IR IN DE BR GB IT FR ID MY TR UA PK EG VE MM CN ES CA".split()
WORDS = "the of and internet page news network access measure site open data world people service".split()


def text(source, count):
    return " ".join(source.choices(WORDS, k=count))


def request(source, url, words):
    headers = {name: text(source, 6) for name in ("Server", "Date", "Content-Type", "Cache-Control", "Set-Cookie")}
    body = f"<html><head><title>{text(source, 4)}</title></head><body>{text(source, words)}</body></html>"
    return {"failure": None, "request": {"method": "GET", "url": url, "headers": {"User-Agent": text(source, 8)},
                                         "tor": {"is_tor": False}},
            "response": {"code": 200, "headers": headers, "body": body}, "t": source.random()}


def keys(source, test, url):
    connections = [{"ip": f"192.0.2.{number}", "port": 443, "status": {"success": source.random() > 0.1,
                                                                     "failure": None}} for number in range(6)]
    if test == "web_connectivity":
        blocking = source.choices([False, "dns", "tcp_ip", "http-failure", "http-diff", None], [90, 3, 2, 2, 1, 2])[0]
        queries = [{"query_type": kind, "hostname": url, "answers": [{"answer_type": "A", "ipv4": "192.0.2.7"}]}
                   for kind in ("A", "AAAA")]
        return {"accessible": blocking is False, "blocking": blocking, "title_match": True, "queries": queries,
                "tcp_connect": connections, "requests": [request(source, url, source.randrange(200, 6000))],
                "http_experiment_failure": None, "control": {"tcp_connect": {}, "http_request": {}}}
    if test == "telegram":
        requests = [request(source, f"http://192.0.2.{number}/", 20) for number in range(8)]
        requests.append(request(source, "https://web.telegram.org/", 1200))
        return {"telegram_web_status": "ok", "tcp_connect": connections, "requests": requests}
    certificate = {"data": "".join(source.choices("ABCDEFGHIJKLMNOPabcdefgh0123456789+/", k=1800)), "format": "base64"}
    return {"signal_backend_status": "ok", "signal_backend_failure": None, "failed_operation": None, "failure": None,
            "tls_handshakes": [{"peer_certificates": [certificate] * 3} for _ in range(5)]}


def measurement(source, number):
    test = source.choices(["web_connectivity", "telegram", "signal"], [80, 10, 10])[0]
    country = source.choice(COUNTRIES)
    url = f"https://www.site-{source.randrange(300):03}.org/" if test == "web_connectivity" else None
    stamp = f"2024-01-{number % 28 + 1:02} {number % 24:02}:{number % 60:02}:00"
    return {"annotations": {"engine_version": "3.20.0", "platform": "android"}, "data_format_version": "0.2.0",
            "input": url, "measurement_start_time": stamp, "probe_asn": f"AS{source.randrange(1, 60000)}",
            "probe_cc": country, "report_id": report(number), "resolver_ip": "192.0.2.1",
            "software_name": "ooniprobe-android", "software_version": "3.20.0", "test_name": test,
            "test_version": "0.4.3" if test != "signal" else "0.2.5", "test_keys": keys(source, test, url)}


def report(number):
    return f"20240101T000000Z_bench_{number:012}"


def real(paths):
    documents = [json.load(open(path)) for path in paths]
    for document in documents:
        document.pop("measurement_uid", None)
    number = 0
    while True:
        for document in documents:
            yield {**document, "report_id": report(number)}
            number += 1


def main():
    size, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    source = random.Random(seed)
    made = (measurement(source, number) for number in range(size))
    written = 0
    for document in real(sys.argv[3:]) if len(sys.argv) > 3 else made:
        if written >= size:
            break
        line = json.dumps(document, separators=(",", ":")) + "\n"
        written += len(line)
        sys.stdout.write(line)


main()
