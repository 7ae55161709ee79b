package org.pilothouse.agent.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands to their end. What a command leaves running in its session ends with it: whoever wants something to
 * stay starts it in the background.
 */
final class CommandRunner {
    private static final long LOOK_MILLIS = 20;
    private static final Duration GRACE = Duration.ofMillis(500);
    /** After the end, for output that is on its way, then for that of children that are being killed. */
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final Keeper keeper;
    private final String mark;

    /**
     * @param mark that all its processes bear
     */
    CommandRunner(Keeper keeper, String mark) {
        this.keeper = keeper;
        this.mark = mark;
        // Those of an earlier agent: nobody waits for them any more.
        Programs.sweep(mark, 0);
    }

    /** Asks all that run to end. */
    void askAll() {
        Programs.signalBearing(mark, Programs.SIGTERM, 0);
    }

    /**
     * Ends all that run.
     *
     * @param limit until which those that were asked are waited for
     */
    void stopAll(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (Programs.signalBearing(mark, 0, 0) && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
        }
        Programs.sweep(mark, 0);
    }

    /**
     * @param merged whether what it writes to its standard error is taken for its output, in the order of writing
     */
    RunResult run(Command command, Duration timeout, int maxOutput, boolean merged)
            throws ExecException, InterruptedException {
        Map<String, String> environment = keeper.environment(command, mark);
        Path folder = keeper.folder(command);
        Programs.require(command.program(), environment, folder);
        List<String> words = new ArrayList<>(List.of("setsid", command.program()));
        words.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectErrorStream(merged);
        builder.redirectInput(Path.of("/dev/null").toFile());
        long began = System.nanoTime();
        try {
            Process process = builder.start();
            return await(process, began, timeout, maxOutput);
        } catch (IOException e) {
            throw new ExecException(
                    ExecException.Problem.FAILED, "cannot start '" + command.program() + "': " + e.getMessage(), e);
        }
    }

    private static RunResult await(Process process, long began, Duration timeout, int maxOutput)
            throws InterruptedException {
        Collected out = new Collected(process.getInputStream(), maxOutput);
        Collected err = new Collected(process.getErrorStream(), maxOutput);
        boolean inTime = false;
        try {
            inTime = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!inTime) {
                end(process);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        out.awaitEnd(LAST_WORDS);
        err.awaitEnd(LAST_WORDS);
        // Whether it holds the pipes or not: Java may have closed them with the process.
        Programs.killRest(process.pid());
        out.awaitEnd(LAST_WORDS);
        err.awaitEnd(LAST_WORDS);
        return new RunResult(
                inTime ? process.exitValue() : null,
                !inTime,
                out.bytes(),
                err.bytes(),
                out.truncated(),
                err.truncated(),
                took);
    }

    private static void end(Process process) throws InterruptedException {
        Programs.signalGroup(process.pid(), Programs.SIGTERM);
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            // Those of the group that outlive its leader too.
            Programs.signalGroup(process.pid(), Programs.SIGKILL);
        }
        process.waitFor();
    }

    /** The beginning of what comes out of a stream; the rest is read and dropped, so that nobody waits. */
    private static final class Collected {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int most;
        private final Thread reader;
        private boolean cut;

        Collected(InputStream in, int most) {
            this.most = most;
            this.reader = Thread.ofVirtual().start(() -> drain(in));
        }

        private void drain(InputStream in) {
            byte[] buffer = new byte[16 << 10];
            try (in) {
                int count = in.read(buffer);
                while (count >= 0) {
                    take(buffer, count);
                    count = in.read(buffer);
                }
            } catch (IOException e) {
                // The stream was closed with its process: what was read counts.
            }
        }

        private synchronized void take(byte[] buffer, int count) {
            int room = Math.min(count, most - taken.size());
            taken.write(buffer, 0, room);
            cut |= room < count;
        }

        boolean awaitEnd(Duration limit) throws InterruptedException {
            return reader.join(limit);
        }

        synchronized byte[] bytes() {
            return taken.toByteArray();
        }

        synchronized boolean truncated() {
            return cut;
        }
    }
}
