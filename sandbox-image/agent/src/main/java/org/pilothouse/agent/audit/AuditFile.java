package org.pilothouse.agent.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pilothouse.protocol.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An {@link AuditLog} as a file of JSON lines, {@code {"at","n","who","face","what","path","outcome","status","ms"}}.
 * When it is {@value #FILE_BYTES} bytes long it is renamed, and {@value #KEPT_FILES} older ones are kept. Written by a
 * thread of its own, so that no action waits for the disk; {@code n} counts all actions, so that a gap shows where so
 * many came that some could not be written.
 */
public final class AuditFile implements AuditLog {
    static final int FILE_BYTES = 4 * 1024 * 1024;
    static final int KEPT_FILES = 3;
    private static final int WAITING = 10_000;
    private static final int MAX_TEXT = 500;
    private static final String END = "";
    private static final Logger log = LoggerFactory.getLogger(AuditFile.class);

    private final Path file;
    private final Clock clock;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong number = new AtomicLong();
    private final Thread writer;
    /** Said once; only the writer uses it. */
    private boolean failing;

    /**
     * @param file made, with its folder, for this user alone
     */
    public AuditFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("audit").start(this::run);
    }

    @Override
    public void record(Action action) {
        ObjectNode line = Json.LENIENT.createObjectNode();
        line.put("at", clock.instant().toString());
        line.put("n", number.incrementAndGet());
        line.put("who", shortened(action.who()));
        line.put("face", action.face());
        line.put("what", shortened(action.what()));
        line.put("path", shortened(action.path()));
        line.put("outcome", action.outcome());
        Integer status = action.status();
        if (status != null) {
            line.put("status", status);
        }
        line.put("ms", Math.round(action.took().toNanos() / 10_000.0) / 100.0);
        // Where the disk cannot keep up, the count shows what is missing.
        if (!lines.offer(Json.LENIENT.writeValueAsString(line) + "\n")) {
            log.debug("an audit line was left out");
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    /** Writes what waits, and no more. */
    public void close() throws InterruptedException {
        // Not by an interrupt, which would close the file under the writer.
        lines.put(END);
        writer.join();
    }

    private void run() {
        FileChannel open = null;
        try {
            for (String line = lines.take(); !line.equals(END); line = lines.take()) {
                open = write(open, line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(open);
        }
    }

    private @Nullable FileChannel write(@Nullable FileChannel present, String line) {
        try {
            FileChannel channel = present == null || !Files.exists(file) ? open(present) : present;
            if (channel.size() >= FILE_BYTES) {
                channel.close();
                rotate();
                channel = open(null);
            }
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            failing = false;
            return channel;
        } catch (IOException e) {
            if (!failing) {
                log.error("cannot write the audit log {}: {}", file, e.toString());
            }
            failing = true;
            closeQuietly(present);
            return null;
        }
    }

    private FileChannel open(@Nullable FileChannel before) throws IOException {
        if (before != null) {
            before.close();
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private void rotate() throws IOException {
        for (int age = KEPT_FILES - 1; age >= 1; age--) {
            moveIfThere(older(age), older(age + 1));
        }
        moveIfThere(file, older(1));
    }

    private Path older(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    private static void moveIfThere(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                log.warn("the audit log was not closed", e);
            }
        }
    }
}
