// How jemalloc is set in a program that it is linked to: jemalloc(3), "TUNING". The big tables live in one thread; further arenas would
// only take memory (docs/adr/0017).
extern "C" const char* malloc_conf;
const char* malloc_conf = "narenas:1";
