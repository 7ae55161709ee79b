/*
 * Decodes a recording with libvncclient and prints a line like that of `make rfb-replay`:
 *
 *   replay FILE PASSES
 *
 * libvncclient can play a file where each message is preceded by a time; the recording's index (FILE.idx) says where
 * messages begin. Everything is in memory before the clock starts; the clock is the thread's CPU time.
 */
#define _GNU_SOURCE
#include <rfb/rfbclient.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

enum { TIME_BYTES = sizeof(struct timeval), INIT_BYTES = 24 };

static unsigned char *recording;
static size_t size;
static unsigned char *timed;
static size_t timedSize;
static long updates;

static void fail(const char *what) {
  fprintf(stderr, "replay: %s\n", what);
  exit(1);
}

static void quiet(const char *format, ...) { (void)format; }

static unsigned u16(const unsigned char *at) { return at[0] << 8 | at[1]; }

static size_t begin(void) { return INIT_BYTES + ((size_t)u16(recording + 20) << 16 | u16(recording + 22)); }

static void load(const char *name) {
  FILE *file = fopen(name, "rb");
  if (!file) fail("there is no such recording.");
  fseek(file, 0, SEEK_END);
  size = ftell(file);
  rewind(file);
  recording = malloc(size);
  if (fread(recording, 1, size, file) != size) fail("the recording cannot be read.");
  fclose(file);
}

/* The updates, each with a time of zero before it. */
static void addTimes(const char *name) {
  char index[4096], line[256];
  snprintf(index, sizeof index, "%s.idx", name);
  FILE *file = fopen(index, "r");
  if (!file) fail("there is no index beside the recording.");
  size_t from = begin();
  timed = malloc(size * 2 + (1 << 20));
  while (fgets(line, sizeof line, file)) {
    unsigned long end;
    if (sscanf(line, "%*d,%lu,", &end) != 1) continue;
    memset(timed + timedSize, 0, TIME_BYTES);
    memcpy(timed + timedSize + TIME_BYTES, recording + from, end - from);
    timedSize += TIME_BYTES + end - from;
    from = end;
    updates++;
  }
  fclose(file);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static unsigned long crcOf(const rfbClient *client) {
  unsigned long crc = crc32(0, NULL, 0);
  unsigned char *row = malloc(3 * client->width);
  for (int y = 0; y < client->height; y++) {
    const unsigned char *from = client->frameBuffer + (size_t)y * client->width * 4;
    for (int x = 0; x < client->width; x++) {
      row[3 * x] = from[4 * x + 2];
      row[3 * x + 1] = from[4 * x + 1];
      row[3 * x + 2] = from[4 * x];
    }
    crc = crc32(crc, row, 3 * client->width);
  }
  free(row);
  return crc;
}

static double pass(unsigned long *crc) {
  rfbClient *client = rfbGetClient(8, 3, 4);
  client->width = client->si.framebufferWidth = u16(recording);
  client->height = client->si.framebufferHeight = u16(recording + 2);
  client->format.bitsPerPixel = 32;
  client->format.depth = 24;
  client->format.bigEndian = FALSE;
  client->format.trueColour = TRUE;
  client->format.redMax = client->format.greenMax = client->format.blueMax = 255;
  client->format.redShift = 16;
  client->format.greenShift = 8;
  client->format.blueShift = 0;
  client->serverPort = -1; /* play */
  client->vncRec = calloc(1, sizeof *client->vncRec);
  client->vncRec->file = fmemopen(timed, timedSize, "rb");
  client->vncRec->doNotSleep = TRUE;
  setvbuf(client->vncRec->file, NULL, _IOFBF, 1 << 18);
  if (!client->MallocFrameBuffer(client)) fail("no memory.");
  double start = now();
  for (long i = 0; i < updates; i++)
    if (!HandleRFBServerMessage(client)) fail("libvncclient does not understand the recording.");
  double took = now() - start;
  *crc = crcOf(client);
  fclose(client->vncRec->file);
  client->vncRec->file = NULL;
  free(client->frameBuffer);
  client->frameBuffer = NULL;
  rfbClientCleanup(client);
  return took;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc != 3 || atoi(argv[2]) < 1) fail("usage: replay FILE PASSES");
  int passes = atoi(argv[2]);
  double *times = malloc(passes * sizeof *times);
  unsigned long crc = 0;
  rfbClientLog = quiet;
  load(argv[1]);
  addTimes(argv[1]);
  for (int i = 0; i < passes; i++) times[i] = pass(&crc);
  qsort(times, passes, sizeof *times, compare);
  printf("crc32=%08lx updates=%ld cpu_ms=%.1f passes=%d\n", crc, updates, times[passes / 2], passes);
  return 0;
}
