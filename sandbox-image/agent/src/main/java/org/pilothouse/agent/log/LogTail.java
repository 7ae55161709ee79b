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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what the desktop's processes write to the container's log. They write into files (opened for appending), not
 * into pipes: a pipe would break when the agent ends, and the desktop has to outlive it. A file that was read to its
 * end and has grown over {@value #MAX_FILE} bytes is emptied. A process that floods its log is cut short.
 */
public final class LogTail implements Closeable {
    static final int MAX_FILE = 256 * 1024;
    static final int MAX_LINES_PER_SECOND = 100;
    private static final int MAX_LINE_BYTES = 16 * 1024;
    private static final String SUFFIX = ".log";
    private static final Logger log = LoggerFactory.getLogger(LogTail.class);

    private final Path folder;
    private final ContainerLog out;
    private final WatchService watcher;
    private final Map<Path, Tailed> files = new HashMap<>();

    /**
     * Begins at the present end of the files in {@code folder}.
     *
     * @throws IOException where the folder cannot be watched
     */
    public LogTail(Path folder, ContainerLog out) throws IOException {
        this.folder = folder;
        this.out = out;
        this.watcher = folder.getFileSystem().newWatchService();
        folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        try (var present = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : present) {
                tailed(file).position = Files.size(file);
            }
        }
        Thread.ofVirtual().name("log-tail").start(this::run);
    }

    /** The file that a process is to append its output to. */
    public static Path file(Path folder, String process) {
        return folder.resolve(process + SUFFIX);
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = watcher.take();
                for (WatchEvent<?> event : key.pollEvents()) {
                    if (event.context() instanceof Path name && name.toString().endsWith(SUFFIX)) {
                        copy(folder.resolve(name));
                    }
                }
                if (!key.reset()) {
                    log.warn("the log folder {} is gone; the desktop's output is no longer copied", folder);
                    return;
                }
            }
        } catch (ClosedWatchServiceException e) {
            // closed by close()
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Tailed tailed(Path file) {
        String name = file.getFileName().toString();
        return files.computeIfAbsent(file, f -> new Tailed(name.substring(0, name.length() - SUFFIX.length())));
    }

    private void copy(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            tailed(file).copy(channel);
        } catch (IOException e) {
            log.warn("cannot read {}: {}", file, e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }

    /** One file, and what is known of it. */
    private final class Tailed {
        private final String source;
        private final ByteBuffer buffer = ByteBuffer.allocate(8192);
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
        private final LineBudget budget = new LineBudget(MAX_LINES_PER_SECOND);
        private long position;

        Tailed(String source) {
            this.source = source;
        }

        void copy(FileChannel channel) throws IOException {
            if (channel.size() < position) {
                position = 0;
            }
            while (channel.read(buffer.clear(), position) > 0) {
                position += buffer.position();
                split(buffer.flip());
            }
            if (position > MAX_FILE) {
                channel.truncate(0);
                position = 0;
            }
        }

        private void split(ByteBuffer text) {
            while (text.hasRemaining()) {
                byte b = text.get();
                if (b == '\n') {
                    say(partial.toString(StandardCharsets.UTF_8));
                    partial.reset();
                } else if (partial.size() < MAX_LINE_BYTES && b != '\r') {
                    partial.write(b);
                }
            }
        }

        private void say(String line) {
            if (!line.isBlank()) {
                long skipped = budget.skippedBefore(System.nanoTime());
                if (skipped > 0) {
                    out.line(
                            source,
                            "(" + skipped + " lines left out: more than " + MAX_LINES_PER_SECOND + " in a second)");
                }
                if (skipped >= 0) {
                    out.line(source, line);
                }
            }
        }
    }
}
