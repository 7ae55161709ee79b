package org.pilothouse.rfb.replay;

import java.io.IOException;
import java.nio.file.Path;
import org.pilothouse.rfb.RfbDialer;
import org.pilothouse.rfb.RfbTransport;

/** Stands for a recording where a way to a server is expected. */
public record RecordingDialer(Path file) implements RfbDialer {
    @Override
    public RfbTransport dial() throws IOException {
        throw new IOException("a recording is played, not dialled.");
    }
}
