/* Preloaded into a process, adds to the time of day the nanoseconds that the file $TEST_CLOCK_FILE holds as eight bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int64_t none;
static volatile int64_t *offset = &none;

static void add(int64_t *seconds, int64_t *nanos) {
    int64_t both = *nanos + *offset;
    *seconds += both / 1000000000;
    *nanos = both % 1000000000;
    if (*nanos < 0) {
        *nanos += 1000000000;
        *seconds -= 1;
    }
}

__attribute__((constructor)) static void map_file(void) {
    const char *name = getenv("TEST_CLOCK_FILE");
    int file = name ? open(name, O_RDONLY) : -1;
    if (file >= 0) {
        void *page = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
        close(file);
        if (page != MAP_FAILED) {
            offset = page;
        }
    }
}

int clock_gettime(clockid_t clock, struct timespec *result) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) {
        real = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
    }
    int failed = real(clock, result);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t seconds = result->tv_sec, nanos = result->tv_nsec;
        add(&seconds, &nanos);
        result->tv_sec = seconds;
        result->tv_nsec = nanos;
    }
    return failed;
}

int gettimeofday(struct timeval *restrict result, void *restrict zone) {
    static int (*real)(struct timeval *, void *);
    if (!real) {
        real = (int (*)(struct timeval *, void *)) dlsym(RTLD_NEXT, "gettimeofday");
    }
    int failed = real(result, zone);
    if (!failed) {
        int64_t seconds = result->tv_sec, nanos = result->tv_usec * 1000;
        add(&seconds, &nanos);
        result->tv_sec = seconds;
        result->tv_usec = nanos / 1000;
    }
    return failed;
}
