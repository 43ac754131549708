# make          build the release binary
# make demo     install what is missing, build, load examples/, run the tour
# make test     install what tests need, build, run them all
# make fuzz     ten minutes of random input for each reader and the parser (FUZZ_SECONDS=600)
# make detector-bench   simulated restrictions, and what the detector makes of them: a table in some minutes
# make error-bench      damaged statements, and what they are answered with: a table in seconds
# make lint bench install PREFIX=...

SWIFT ?= swift
PREFIX ?= /usr/local
RELEASE = -c release --product curfew --static-swift-stdlib
BINARY = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)/curfew

FUZZ_SECONDS ?= 600

.PHONY: all build demo test fuzz lint bench detector-bench error-bench install packages test-packages clean

all: build

build: packages
	$(SWIFT) build $(RELEASE)

# System packages: a header that proves each is there, and the package that brings it.
packages:
	@sh Tests/Packages/need.sh \
	  /usr/include/sqlite3.h libsqlite3-dev \
	  /usr/include/histedit.h libedit-dev \
	  /usr/include/openssl/evp.h libssl-dev \
	  /usr/include/simdjson.h libsimdjson-dev \
	  /usr/include/isa-l/igzip_lib.h libisal-dev \
	  /usr/include/zstd.h libzstd-dev \
	  /usr/include/boost/math/distributions/students_t.hpp libboost-math-dev

test-packages: packages
	@sh Tests/Packages/need.sh /usr/bin/python3 python3 /usr/bin/sqlite3 sqlite3 /usr/bin/tmux tmux

demo: build
	@sh examples/demo.sh "$(BINARY)"

test: test-packages
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

fuzz: packages
	CURFEW_FUZZ=1 $(SWIFT) build -c release --sanitize=fuzzer --product Fuzz --scratch-path .build/fuzz
	@sh Tests/Fuzz/fuzz.sh .build/fuzz/release/Fuzz $(FUZZ_SECONDS) .build/fuzz

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

bench: build
	@sh Tests/Benchmarks/bench.sh "$(BINARY)"

# BENCH_ARGUMENTS="tuning evening": seeds for tuning, scenarios whose names start so
detector-bench: packages
	CURFEW_DETECTOR_BENCH=1 $(SWIFT) build -c release --product DetectorBench --scratch-path .build/detector-bench
	@.build/detector-bench/release/DetectorBench $(BENCH_ARGUMENTS)

# BENCH_ARGUMENTS=list: what was not answered well
error-bench: packages
	CURFEW_ERROR_BENCH=1 $(SWIFT) build -c release --product ErrorBench --scratch-path .build/error-bench
	@.build/error-bench/release/ErrorBench $(BENCH_ARGUMENTS)

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/curfew/queries"
	install -m 755 "$(BINARY)" "$(DESTDIR)$(PREFIX)/bin/curfew"
	install -m 644 queries/*.cq "$(DESTDIR)$(PREFIX)/share/curfew/queries"

clean:
	rm -rf .build
