package org.pilothouse.rfb.replay;

import java.io.IOException;
import java.nio.file.Path;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.decode.NativeCode;
import org.pilothouse.rfb.metrics.SessionMeter;
import org.pilothouse.rfb.recording.Recording;
import org.pilothouse.rfb.recording.RecordingIndex;
import org.pilothouse.rfb.session.StreamPlayer;

/** Opens recordings; one without an index is decoded once to find its updates, which then play at {@link #ASSUMED_RATE} a second. */
final class Recordings {
    static final int ASSUMED_RATE = 30;

    private Recordings() {}

    static Recording open(Path file, RfbOptions options) throws IOException {
        Recording recording = Recording.open(file);
        Recording indexed = recording.index().count() > 0 ? recording : scan(recording, options);
        if (indexed.index().count() == 0) {
            throw new IOException("The recording " + file + " is broken: there is no whole update in it.");
        }
        return indexed;
    }

    private static Recording scan(Recording recording, RfbOptions options) throws IOException {
        RecordingIndex index = RecordingIndex.empty();
        try (StreamPlayer player = new StreamPlayer(
                recording.stream(),
                options.limits(),
                NativeCode.of(options),
                new RfbListener() {},
                new SessionMeter())) {
            while (player.next() && index.add(index.count() * 1000L / ASSUMED_RATE, player.consumed())) {
                // to the end
            }
            return new Recording(recording.file(), index, false);
        } catch (RfbProtocolException e) {
            throw new RfbProtocolException("The recording " + recording.file() + " is broken: " + e.getMessage(), e);
        } catch (RfbConnectionException e) {
            if (e.kind() == CloseReason.Kind.INTERNAL) {
                throw e;
            }
            return new Recording(recording.file(), index, true);
        }
    }
}
