package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;
import org.pilothouse.gateway.engine.FleetEngine.LogRecord;

/** Cuts a container's log into lines. The engine puts a time before every line that it recorded. */
final class DockerLogFollower extends DockerStream<Frame> {
    private static final int MAX_LINE = 4096;

    private final Consumer<LogRecord> onLine;

    DockerLogFollower(Consumer<LogRecord> onLine, Runnable onEnd) {
        super(onEnd);
        this.onLine = onLine;
    }

    @Override
    public void onNext(Frame frame) {
        String stream = frame.getStreamType() == StreamType.STDERR ? "stderr" : "stdout";
        new String(frame.getPayload(), StandardCharsets.UTF_8).lines().forEach(line -> emit(stream, line));
    }

    private void emit(String stream, String stamped) {
        int space = stamped.indexOf(' ');
        if (space < 0) {
            return;
        }
        try {
            Instant at = Instant.parse(stamped.substring(0, space));
            String line = stamped.substring(space + 1);
            onLine.accept(new LogRecord(at, stream, line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line));
        } catch (DateTimeParseException _) {
            // the rest of a line that the engine delivered in pieces; its beginning is kept
        }
    }
}
