package org.pilothouse.agent.log;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.log.LogEntry.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the desktop's processes write into their {@link ProcessLog} and the container's log. They write into files
 * (opened for appending), not into pipes: a pipe would break when the agent ends, and the desktop has to outlive it. A
 * file that was read to its end and has grown over {@value #MAX_FILE} bytes is emptied. A process that floods its log
 * is cut short. The next agent goes on where this one ended.
 */
public final class LogTail implements Closeable {
    static final int MAX_FILE = 256 * 1024;
    static final int MAX_LINES_PER_SECOND = 100;
    /** For the process's own log, where nobody else's lines are held up. */
    static final int MAX_KEPT_PER_SECOND = 2000;

    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final String OUT = ".out";
    private static final String ERR = ".err";
    private static final Logger log = LoggerFactory.getLogger(LogTail.class);

    private final Path folder;
    private final ContainerLog out;
    private final WatchService watcher;
    private final Map<Path, Tailed> files = new HashMap<>();
    private final Map<String, ProcessLog> logs = new ConcurrentHashMap<>();

    /**
     * @throws IOException where the folder cannot be watched
     */
    public LogTail(Path folder, ContainerLog out) throws IOException {
        this.folder = folder;
        this.out = out;
        this.watcher = folder.getFileSystem().newWatchService();
        folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        Thread.ofVirtual().name("log-tail").start(this::run);
    }

    /** The file that a process is to append its output to. */
    public static Path file(Path folder, String process, Stream stream) {
        return folder.resolve(process + (stream == Stream.STDOUT ? OUT : ERR));
    }

    /** The log of a process that has written something, or whose log an earlier agent kept. */
    public Optional<ProcessLog> log(String process) throws IOException {
        ProcessLog present = logs.get(process);
        if (present == null) {
            try (var kept = Files.newDirectoryStream(folder, process + ".*.journal")) {
                if (!kept.iterator().hasNext()) {
                    return Optional.empty();
                }
            }
            present = open(process);
        }
        return Optional.of(present);
    }

    private ProcessLog open(String process) throws IOException {
        synchronized (logs) {
            ProcessLog present = logs.get(process);
            if (present == null) {
                present = new ProcessLog(folder, process);
                logs.put(process, present);
            }
            return present;
        }
    }

    private void run() {
        try (var present = Files.newDirectoryStream(folder, "*.{out,err}")) {
            present.forEach(this::copy);
        } catch (IOException e) {
            log.warn("cannot read {}: {}", folder, e.toString());
        }
        try {
            while (true) {
                WatchKey key = watcher.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.context() instanceof Path name) {
                        copy(folder.resolve(name));
                    }
                }
                if (!key.reset()) {
                    log.warn("the log folder {} is gone; the desktop's output is no longer kept", folder);
                    return;
                }
            }
        } catch (ClosedWatchServiceException e) {
            // closed by close()
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Stream stream(String name) {
        if (name.endsWith(OUT)) {
            return Stream.STDOUT;
        }
        return name.endsWith(ERR) ? Stream.STDERR : null;
    }

    private void copy(Path file) {
        String name = file.getFileName().toString();
        Stream stream = stream(name);
        if (stream == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Tailed tailed = files.get(file);
            if (tailed == null) {
                tailed = new Tailed(open(name.substring(0, name.length() - OUT.length())), stream);
                files.put(file, tailed);
            }
            tailed.copy(channel);
        } catch (IOException e) {
            log.warn("cannot read {}: {}", file, e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        watcher.close();
        for (ProcessLog open : logs.values()) {
            open.close();
        }
    }

    /** One file, and what is known of it. */
    private final class Tailed {
        private final ProcessLog kept;
        private final Stream stream;
        private final ByteBuffer buffer = ByteBuffer.allocate(8192);
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
        private final LineBudget budget = new LineBudget(MAX_LINES_PER_SECOND);
        private final LineBudget keptBudget = new LineBudget(MAX_KEPT_PER_SECOND);
        private long position;

        Tailed(ProcessLog kept, Stream stream) {
            this.kept = kept;
            this.stream = stream;
            this.position = kept.consumed(stream);
        }

        void copy(FileChannel channel) throws IOException {
            if (channel.size() < position) {
                begin();
            }
            while (channel.read(buffer.clear(), position) > 0) {
                split(buffer.flip());
            }
            if (position > MAX_FILE) {
                channel.truncate(0);
                begin();
            }
        }

        private void begin() throws IOException {
            position = 0;
            kept.emptied(stream);
        }

        private void split(ByteBuffer text) throws IOException {
            while (text.hasRemaining()) {
                byte b = text.get();
                position++;
                if (b == '\n') {
                    say(partial.toString(StandardCharsets.UTF_8));
                    partial.reset();
                } else if (partial.size() < MAX_LINE_BYTES && b != '\r') {
                    partial.write(b);
                }
            }
        }

        private void say(String line) throws IOException {
            if (line.isBlank()) {
                return;
            }
            long now = System.nanoTime();
            long missing = keptBudget.skippedBefore(now);
            if (missing > 0) {
                kept.append(stream, leftOut(missing, MAX_KEPT_PER_SECOND), position);
            }
            if (missing >= 0) {
                kept.append(stream, line, position);
            }
            long skipped = budget.skippedBefore(now);
            if (skipped > 0) {
                out.line(kept.process(), leftOut(skipped, MAX_LINES_PER_SECOND));
            }
            if (skipped >= 0) {
                out.line(kept.process(), line);
            }
        }

        private static String leftOut(long count, int limit) {
            return "(" + count + " lines left out: more than " + limit + " in a second)";
        }
    }
}
