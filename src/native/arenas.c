/* How glibc allocates, said before the first thread begins; there is no other way to say it from inside of a program. Elsewhere this does
 * nothing. Each thread would get an arena of its own and keep in it what it once needed: after some large pages a server holds twice
 * the memory for no gain in time. One arena serves four processors. And what is large comes from the system and goes back to it, always:
 * else, after the first password that was compared, twenty megabytes and more stay where the next one may need them. */
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#include <unistd.h>

__attribute__((constructor)) static void few_arenas(void) {
    /* Whoever sets the variables knows better. */
    if (getenv("MALLOC_ARENA_MAX") == NULL) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        mallopt(M_ARENA_MAX, processors > 4 ? (int)((processors + 3) / 4) : 1);
    }
    if (getenv("MALLOC_MMAP_THRESHOLD_") == NULL) {
        mallopt(M_MMAP_THRESHOLD, 256 * 1024);
        mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    }
}
#endif
