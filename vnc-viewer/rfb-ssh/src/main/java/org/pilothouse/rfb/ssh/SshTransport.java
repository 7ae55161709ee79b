package org.pilothouse.rfb.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.pilothouse.rfb.RfbTransport;

/** A channel of an SSH session that has no other use, so both end together. */
final class SshTransport implements RfbTransport {
    private final Session session;
    private final InputStream input;
    private final OutputStream output;

    private SshTransport(Session session, InputStream input, OutputStream output) {
        this.session = session;
        this.input = input;
        this.output = output;
    }

    static SshTransport over(Session session, Channel channel, Duration timeout) throws JSchException, IOException {
        // the streams come first: what the server says at once would be lost otherwise
        InputStream input = channel.getInputStream();
        OutputStream output = channel.getOutputStream();
        channel.connect(Math.toIntExact(timeout.toMillis()));
        return new SshTransport(session, input, output);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void close() {
        session.disconnect();
    }
}
