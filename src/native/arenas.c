/* glibc gives each thread an arena of its own to allocate from, and keeps in each what its thread once needed: after some large pages a
 * server holds twice the memory for no gain in time. One arena serves all threads. It has to be said before the first thread begins,
 * and there is no other way to say it from inside of a program. Elsewhere than on glibc this does nothing. */
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

__attribute__((constructor)) static void one_arena(void) {
    /* Whoever sets the variable knows better. */
    if (getenv("MALLOC_ARENA_MAX") == NULL) {
        mallopt(M_ARENA_MAX, 1);
    }
}
#endif
