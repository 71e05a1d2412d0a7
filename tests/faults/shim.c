/* Loaded before the C library (LD_PRELOAD): lets the FAULT_AT-th allocation (FAULT_KIND=memory) or
 * system call (FAULT_KIND=calls) fail. Appends to the file FAULT_LOG what failed, and at the end of
 * the process how many there were.
 *
 * Compiled with -DSANITIZED only operator new counts: malloc then belongs to the sanitizer. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long fail_at = -1;
static int counts_memory, counts_calls;
static char log_path[512];
static atomic_long count;

static void log_line(const char* text) {
  int fd = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (fd < 0) return;
  syscall(SYS_write, fd, text, strlen(text));
  syscall(SYS_close, fd);
}

__attribute__((constructor)) static void begin(void) {
  const char* kind = getenv("FAULT_KIND");
  const char* at = getenv("FAULT_AT");
  const char* log = getenv("FAULT_LOG");
  if (!kind || !at || !log) return;
  strncpy(log_path, log, sizeof log_path - 1);
  fail_at = atol(at);
  counts_memory = strcmp(kind, "memory") == 0;
  counts_calls = strcmp(kind, "calls") == 0;
}

__attribute__((destructor)) static void end(void) {
  if (!counts_memory && !counts_calls) return;
  char text[64];
  snprintf(text, sizeof text, "total %ld\n", atomic_load(&count));
  counts_memory = counts_calls = 0;
  log_line(text);
}

static int fails(const char* name) {
  if (atomic_fetch_add(&count, 1) + 1 != fail_at) return 0;
  log_line(name);
  log_line("\n");
  return 1;
}

static void* next(const char* name) { return dlsym(RTLD_NEXT, name); }

/* Memory. */

#ifdef SANITIZED
typedef void (*handler)(void);
extern handler get_new_handler(void) __asm__("_ZSt15get_new_handlerv");
extern void throw_bad_alloc(void) __asm__("_ZSt17__throw_bad_allocv");
void* operator_new(size_t n) __asm__("_Znwm");
void* operator_new(size_t n) {
  if (counts_memory && fails("new")) (get_new_handler() ? get_new_handler() : throw_bad_alloc)();
  return ((void* (*)(size_t))next("_Znwm"))(n);
}
#else
extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);
extern void* __libc_memalign(size_t, size_t);

static int out_of_memory(void) {
  if (!counts_memory || !fails("malloc")) return 0;
  errno = ENOMEM;
  return 1;
}
void* malloc(size_t n) { return out_of_memory() ? NULL : __libc_malloc(n); }
void* calloc(size_t n, size_t size) { return out_of_memory() ? NULL : __libc_calloc(n, size); }
void* realloc(void* p, size_t n) { return out_of_memory() ? NULL : __libc_realloc(p, n); }
void* memalign(size_t to, size_t n) { return out_of_memory() ? NULL : __libc_memalign(to, n); }
void* aligned_alloc(size_t to, size_t n) { return out_of_memory() ? NULL : __libc_memalign(to, n); }
int posix_memalign(void** p, size_t to, size_t n) {
  void* got = out_of_memory() ? NULL : __libc_memalign(to, n);
  if (!got) return ENOMEM;
  *p = got;
  return 0;
}
#endif

/* Calls. */

#define FAIL_AS(name, error)         \
  if (counts_calls && fails(name)) { \
    errno = (error);                 \
    return -1;                       \
  }
#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))next(name))

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = va_arg(arguments, mode_t);
  va_end(arguments);
  FAIL_AS("open", EMFILE)
  return REAL(int, "open", const char*, int, ...)(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = va_arg(arguments, mode_t);
  va_end(arguments);
  FAIL_AS("open", EMFILE)
  return REAL(int, "open64", const char*, int, ...)(path, flags, mode);
}
int openat(int at, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = va_arg(arguments, mode_t);
  va_end(arguments);
  FAIL_AS("openat", EMFILE)
  return REAL(int, "openat", int, const char*, int, ...)(at, path, flags, mode);
}
ssize_t read(int fd, void* buffer, size_t n) {
  FAIL_AS("read", EIO)
  return REAL(ssize_t, "read", int, void*, size_t)(fd, buffer, n);
}
ssize_t pread(int fd, void* buffer, size_t n, off_t at) {
  FAIL_AS("pread", EIO)
  return REAL(ssize_t, "pread", int, void*, size_t, off_t)(fd, buffer, n, at);
}
ssize_t pread64(int fd, void* buffer, size_t n, off_t at) {
  FAIL_AS("pread", EIO)
  return REAL(ssize_t, "pread64", int, void*, size_t, off_t)(fd, buffer, n, at);
}
ssize_t write(int fd, const void* buffer, size_t n) {
  /* The only way left to say anything is not taken away. */
  if (fd != 2) FAIL_AS("write", ENOSPC)
  return REAL(ssize_t, "write", int, const void*, size_t)(fd, buffer, n);
}
int close(int fd) {
  int result = REAL(int, "close", int)(fd);
  FAIL_AS("close", EIO)
  return result;
}
int fsync(int fd) {
  FAIL_AS("fsync", EIO)
  return REAL(int, "fsync", int)(fd);
}
int fdatasync(int fd) {
  FAIL_AS("fdatasync", EIO)
  return REAL(int, "fdatasync", int)(fd);
}
int ftruncate(int fd, off_t size) {
  FAIL_AS("ftruncate", EIO)
  return REAL(int, "ftruncate", int, off_t)(fd, size);
}
int ftruncate64(int fd, off_t size) {
  FAIL_AS("ftruncate", EIO)
  return REAL(int, "ftruncate64", int, off_t)(fd, size);
}
off_t lseek(int fd, off_t at, int from) {
  FAIL_AS("lseek", EIO)
  return REAL(off_t, "lseek", int, off_t, int)(fd, at, from);
}
off_t lseek64(int fd, off_t at, int from) {
  FAIL_AS("lseek", EIO)
  return REAL(off_t, "lseek64", int, off_t, int)(fd, at, from);
}
int flock(int fd, int how) {
  FAIL_AS("flock", ENOLCK)
  return REAL(int, "flock", int, int)(fd, how);
}
int fchmod(int fd, mode_t mode) {
  FAIL_AS("fchmod", EPERM)
  return REAL(int, "fchmod", int, mode_t)(fd, mode);
}
int rename(const char* from, const char* to) {
  FAIL_AS("rename", EACCES)
  return REAL(int, "rename", const char*, const char*)(from, to);
}
int link(const char* from, const char* to) {
  FAIL_AS("link", EACCES)
  return REAL(int, "link", const char*, const char*)(from, to);
}
int unlink(const char* path) {
  FAIL_AS("unlink", EACCES)
  return REAL(int, "unlink", const char*)(path);
}
ssize_t readlink(const char* path, char* buffer, size_t n) {
  FAIL_AS("readlink", EIO)
  return REAL(ssize_t, "readlink", const char*, char*, size_t)(path, buffer, n);
}
#define STAT(name, at, buffer)                           \
  int name(at where, buffer* status) {                   \
    FAIL_AS(#name, EIO)                                  \
    return REAL(int, #name, at, buffer*)(where, status); \
  }
STAT(stat, const char*, struct stat)
STAT(lstat, const char*, struct stat)
STAT(fstat, int, struct stat)
STAT(stat64, const char*, struct stat64)
STAT(lstat64, const char*, struct stat64)
STAT(fstat64, int, struct stat64)
void* mmap(void* at, size_t n, int protection, int flags, int fd, off_t from) {
  if (counts_calls && fails("mmap")) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  return REAL(void*, "mmap", void*, size_t, int, int, int, off_t)(at, n, protection, flags, fd,
                                                                  from);
}
DIR* opendir(const char* path) {
  if (counts_calls && fails("opendir")) {
    errno = EMFILE;
    return NULL;
  }
  return REAL(DIR*, "opendir", const char*)(path);
}
DIR* fdopendir(int fd) {
  if (counts_calls && fails("fdopendir")) {
    errno = ENOMEM;
    return NULL;
  }
  return REAL(DIR*, "fdopendir", int)(fd);
}
struct dirent* readdir(DIR* folder) {
  if (counts_calls && fails("readdir")) {
    errno = EIO;
    return NULL;
  }
  return REAL(struct dirent*, "readdir", DIR*)(folder);
}
struct dirent64* readdir64(DIR* folder) {
  if (counts_calls && fails("readdir")) {
    errno = EIO;
    return NULL;
  }
  return REAL(struct dirent64*, "readdir64", DIR*)(folder);
}
int mkostemp(char* path, int flags) {
  FAIL_AS("mkostemp", ENOSPC)
  return REAL(int, "mkostemp", char*, int)(path, flags);
}
int memfd_create(const char* name, unsigned flags) {
  FAIL_AS("memfd_create", EMFILE)
  return REAL(int, "memfd_create", const char*, unsigned)(name, flags);
}
int pthread_create(pthread_t* thread, const pthread_attr_t* how, void* (*run)(void*), void* of) {
  if (counts_calls && fails("pthread_create")) return EAGAIN;
  return REAL(int, "pthread_create", pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)(
      thread, how, run, of);
}
