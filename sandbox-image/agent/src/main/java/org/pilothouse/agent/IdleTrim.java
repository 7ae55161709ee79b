package org.pilothouse.agent;

import java.io.IOException;
import java.time.Duration;
import org.pilothouse.agent.ffi.LibC;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.x11.XException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back when there is a lull after work: pictures and trees leave garbage that nothing else would collect
 * until the next one comes, and a machine runs many sandboxes. Some 20 ms, only after work and when nobody is being
 * served.
 */
final class IdleTrim implements Runnable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Who allocates less than this between two looks is idle: the agent's own probes need some. */
    private static final long IDLE_BYTES = 1L << 19;
    /** An agent that looks and thinks in turns has a lull every few seconds. */
    private static final Duration TRIM_EVERY = Duration.ofSeconds(10);
    /** Looks later: the JVM itself lets go of what its compiler used only after five seconds. */
    private static final int TRIM_AGAIN = 8;

    private static final Logger log = LoggerFactory.getLogger(IdleTrim.class);

    private final Screen screen;

    IdleTrim(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        try {
            long before = used();
            boolean worked = true;
            int quiet = 0;
            long trimmed = System.nanoTime() - TRIM_EVERY.toNanos();
            while (true) {
                Thread.sleep(LOOK_EVERY);
                long allocated = used() - before;
                // Less than before: there was a collection, which says nothing.
                boolean idle = allocated >= 0 && allocated < IDLE_BYTES;
                worked |= allocated >= IDLE_BYTES;
                quiet = idle ? quiet + 1 : 0;
                if (idle && worked && System.nanoTime() - trimmed >= TRIM_EVERY.toNanos()) {
                    trim();
                    worked = false;
                    trimmed = System.nanoTime();
                } else if (quiet == TRIM_AGAIN) {
                    LibC.trimHeap();
                }
                before = used();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void trim() throws InterruptedException {
        long begin = System.nanoTime();
        try {
            screen.release();
        } catch (XException e) {
            log.debug("there is no screen to let go of: {}", e.getMessage());
        }
        System.gc();
        LibC.trimHeap();
        try {
            ColdPages.release();
        } catch (IOException e) {
            log.debug("cannot see what is in memory: {}", e.getMessage());
        }
        log.debug("gave memory back in {} ms", (System.nanoTime() - begin) / 1_000_000);
    }
}
