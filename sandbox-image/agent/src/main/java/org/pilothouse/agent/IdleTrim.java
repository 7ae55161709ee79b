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
 * until the next one comes, and a machine runs many sandboxes. One collection of some 20 ms, only when there is
 * something to gain and nobody is being served.
 */
final class IdleTrim implements Runnable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(4);
    /** Who allocates less than this between two looks is idle: the agent's own probes need some. */
    private static final long IDLE_BYTES = 1L << 20;

    private static final long WORTH_BYTES = 3L << 20;
    private static final Logger log = LoggerFactory.getLogger(IdleTrim.class);

    /** Some looks later, since the JVM itself lets go of what its compiler used only after five seconds. */
    private static final int TRIM_AGAIN = 3;

    private final Screen screen;

    IdleTrim(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        try {
            long before = used();
            long afterTrim = 0;
            int quiet = 0;
            while (true) {
                Thread.sleep(LOOK_EVERY);
                long now = used();
                boolean idle = now >= before && now - before < IDLE_BYTES;
                quiet = idle ? quiet + 1 : 0;
                if (quiet == TRIM_AGAIN) {
                    LibC.trimHeap();
                }
                if (idle && now - afterTrim > WORTH_BYTES) {
                    trim();
                    now = used();
                    afterTrim = now;
                }
                before = now;
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
