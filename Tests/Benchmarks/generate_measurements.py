#!/usr/bin/env python3
"""Writes N made-up measurements as CSV to standard output, the same for the same N and seed.

As sparse as the field's: about 200 countries, 2,000 networks, 300 targets and 15 tests over a year, all by Zipf's law,
so that most cells of (hour, network, target) hold one test. In the order of time with a little disorder, as OONI's
downloads are.

    generate_measurements.py ROWS [SEED] > measurements.csv
"""

import random
import sys
import time
from itertools import accumulate

CHUNK = 100_000
YEAR_START = 1_672_531_200  # 2023-01-01T00:00:00Z
YEAR = 365 * 86_400
TESTS = [
    "web_connectivity", "telegram", "whatsapp", "facebook_messenger", "signal", "tor", "psiphon", "ndt", "dash",
    "http_header_field_manipulation", "http_invalid_request_line", "riseupvpn", "vanilla_tor", "torsf", "openvpn",
]
COUNTRIES = (
    "US RU IR IN DE BR GB IT FR ID MY TR UA PK EG VE MM CN ES CA NL PL TH VN MX AR CO NG KE ZA AU JP KR SE CH AT BE CZ "
    "RO GR PT HU BG RS HR SK SI LT LV EE FI NO DK IE IS LU MT CY AL BA MK ME MD BY GE AM AZ KZ UZ KG TJ TM MN AF BD LK "
    "NP BT MV IQ SY LB JO PS IL SA YE OM AE QA BH KW DZ MA TN LY SD SS ET ER DJ SO UG TZ RW BI CD CG GA GQ CM CF TD NE "
    "ML BF CI GH TG BJ SN GM GN GW SL LR MR CV ST AO ZM ZW MW MZ MG MU SC KM BW NA LS SZ CU JM HT DO PR TT BB BS BZ GT "
    "HN SV NI CR PA EC PE BO PY UY CL GY SR PH SG BN KH LA TL PG FJ SB VU WS TO NZ HK MO TW XK GL FO AD MC SM LI GI IM "
    "JE GG RE GP MQ GF NC PF GU"
).split()
HOSTS = [
    "www.facebook.com", "twitter.com", "x.com", "www.youtube.com", "www.instagram.com", "web.whatsapp.com",
    "www.tiktok.com", "www.reddit.com", "www.wikipedia.org", "en.wikipedia.org", "telegram.org", "signal.org",
    "www.linkedin.com", "www.torproject.org", "www.bbc.com", "www.nytimes.com", "archive.org", "github.com",
]


def zipf(count, exponent):
    return list(accumulate(1 / (rank + 1) ** exponent for rank in range(count)))


def stamps(seconds, cache={}):
    """Both spellings of a time; days are kept, since there are 365 of them."""
    day, rest = divmod(seconds, 86_400)
    if day not in cache:
        cache[day] = time.strftime("%Y-%m-%d", time.gmtime(seconds))
    date = cache[day]
    hour, minute, second = rest // 3600, rest // 60 % 60, rest % 60
    return f"{date} {hour:02}:{minute:02}:{second:02}", f"{date[:4]}{date[5:7]}{date[8:]}", \
        f"{hour:02}{minute:02}{second:02}"


def main():
    rows = int(sys.argv[1])
    source = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    networks = {}
    numbers = source.sample(range(1_000, 400_000), 2_000)
    for index, number in enumerate(numbers):
        country = COUNTRIES[index] if index < len(COUNTRIES) else source.choices(
            COUNTRIES, cum_weights=zipf(len(COUNTRIES), 0.8))[0]
        networks.setdefault(country, []).append(number)
    network_weights = {country: zipf(len(numbers), 1.0) for country, numbers in networks.items()}
    targets = [f"https://{host}/" for host in HOSTS]
    targets += [f"https://www.site-{number:03}.{source.choice(['com', 'org', 'net'])}/" for number in range(282)]
    country_weights, target_weights, test_weights = zipf(len(COUNTRIES), 0.9), zipf(len(targets), 0.7), zipf(15, 1.6)
    out = sys.stdout
    out.write("measurement_uid,report_id,measurement_start_time,probe_cc,probe_asn,test_name,input,anomaly,confirmed,"
              "msm_failure\n")
    for start in range(0, rows, CHUNK):
        count = min(CHUNK, rows - start)
        countries = source.choices(COUNTRIES, cum_weights=country_weights, k=count)
        tests = source.choices(TESTS, cum_weights=test_weights, k=count)
        inputs = source.choices(targets, cum_weights=target_weights, k=count)
        lines = []
        for index in range(count):
            country, test = countries[index], tests[index]
            moment = YEAR_START + (start + index) * YEAR // rows + source.randrange(-90, 90)
            moment = min(max(moment, YEAR_START), YEAR_START + YEAR - 1)
            network = source.choices(networks[country], cum_weights=network_weights[country])[0]
            spelled, date, clock = stamps(moment)
            bits = source.getrandbits(64)
            short = test.replace("_", "")
            draw = source.random()
            anomaly = "t" if draw < 0.07 else "f"
            confirmed = "t" if draw < 0.01 else "f"
            failure = "t" if 0.05 < draw < 0.10 else "f"
            target = inputs[index] if test == "web_connectivity" else ""
            lines.append(
                f"{date}{clock}.{bits % 1_000_000:06}_{country}_{short}_{bits:016x},"
                f"{date}T{clock[:2]}0000Z_{short}_{country}_{network}_n1_{bits >> 20:011x}Zq5w,"
                f"{spelled},{country},{network},{test},{target},{anomaly},{confirmed},{failure}\n")
        out.write("".join(lines))


main()
