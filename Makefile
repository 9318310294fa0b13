# make          builds build/duban-worker, build/duban-job and build/dubanctl
# make run      starts a private instance with demo data on PORT (8080), kept under VAR (var); Ctrl-C ends it
# make test     everything, from a bare machine; the last line is the verdict
# make check    the quick part: build, unit, lint, types
# make unit, make lint, make fuzz (a million runs each), make format, make install (files only: deploy/README.md)
# B=dir builds elsewhere, SAN=1 builds with sanitizers into $B/san, FUZZ=1 for libFuzzer into $B/fuzz

B    ?= build
PORT ?= 8080
VAR  ?= var
D    := $B$(if $(SAN),/san)$(if $(FUZZ),/fuzz)

SRC      := $(sort $(wildcard cgi/*.c cgi/*/*.c cgi/app/*/*.c cgi/app/*/*/*.c))
MAIN     := cgi/worker.c cgi/job.c cgi/ctl.c
LIB      := $D/libduban.a
LIBOBJ   := $(patsubst %.c,$D/%.o,$(filter-out $(MAIN),$(SRC)))
PROGRAMS := $D/duban-worker $D/duban-job $D/dubanctl
UNIT     := $(patsubst %.c,$D/%,$(sort $(shell find tests/unit -name "*_test.c")))
FUZZERS  := $(patsubst %.c,$B/fuzz/%,$(sort $(wildcard tests/fuzz/*_fuzz.c)))

# Asked for once, and only when something is compiled: on a bare machine the packages come first.
LIBS = fcgi libmariadb libcjson libcurl libjwt libsodium expat libzip libmagic libseccomp
pkg-cflags = $(eval pkg-cflags := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(LIBS))))$(pkg-cflags)
pkg-libs   = $(eval pkg-libs := $(shell pkg-config --libs $(LIBS)))$(pkg-libs)

CPPFLAGS += -Icgi -D_GNU_SOURCE $(pkg-cflags)
CFLAGS   += -std=gnu11 -g -Wall -Wextra -pthread
LDLIBS   += $(pkg-libs) -pthread
ifdef FUZZ
CC      := clang
CFLAGS  += -O1 -Wno-missing-field-initializers -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LDFLAGS += -fsanitize=address,undefined
else ifdef SAN
CC      := gcc
CFLAGS  += -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS += -fsanitize=address,undefined
else
CC       := gcc
CPPFLAGS += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
CFLAGS   += -O2 -Werror -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection
LDFLAGS  += -pie -Wl,-z,relro,-z,now
endif

.PHONY: all run test check lint tidy unit unit-programs fuzz fuzz-programs format install clean
all: $(PROGRAMS)

$D/duban-worker: $D/cgi/worker.o $(LIB)
$D/duban-job:    $D/cgi/job.o $(LIB)
$D/dubanctl:     $D/cgi/ctl.o $(LIB)
$(PROGRAMS):
	@echo "  LD $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(LIB) $(LDLIBS)

$(LIB): $(LIBOBJ)
	@rm -f $@
	@ar rcs $@ $^

$D/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  CC $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$D/tests/unit/%_test: $D/tests/unit/%_test.o $(LIB)
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

$D/tests/fuzz/%_fuzz: $D/tests/fuzz/%_fuzz.o $(LIB)
	@$(CC) $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

# One stamp a file, so that only what changed is analysed again.
tidy: $(SRC:%.c=$D/tidy/%.ok)
$D/tidy/%.ok: %.c $D/%.o .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- $(CPPFLAGS) -std=gnu11 2>/dev/null
	@touch $@

unit-programs: $(UNIT)
fuzz-programs: $(FUZZERS)
.PRECIOUS: $D/%.o

run:
	@deploy/dev/packages run
	@+$(MAKE) --no-print-directory -s -j2 all
	@exec deploy/dev/run "$(PORT)" "$(VAR)" "$(abspath $B)"

test:
	@exec tests/run
fuzz: export FUZZ_RUNS ?= 1000000
check lint unit fuzz:
	@exec tests/run $@
format:
	clang-format -i $$(git ls-files 'cgi/*.[ch]' 'tests/*.[ch]')

install: all
	deploy/install "$(DESTDIR)" $D

clean:
	rm -rf $B

-include $(shell find $D -name '*.d' 2>/dev/null)
