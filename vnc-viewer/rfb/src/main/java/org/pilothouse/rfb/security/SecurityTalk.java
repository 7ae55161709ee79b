package org.pilothouse.rfb.security;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.ServerIdentity;
import org.pilothouse.rfb.wire.WireBuffer;
import org.pilothouse.rfb.wire.WireReader;

/** What a security type talks with: both directions as they are at the moment, what we know, and whom we can ask. */
public final class SecurityTalk {
    /** Told while a person is asked, so that the handshake's clock can stand still. */
    public interface Pause {
        void begin();

        void end();
    }

    private final WireReader in;
    private final OutputStream out;
    private final RfbOptions options;
    private final Pause pause;

    public SecurityTalk(WireReader in, OutputStream out, RfbOptions options, Pause pause) {
        this.in = in;
        this.out = out;
        this.options = options;
        this.pause = pause;
    }

    /** The same talk, from now on through other streams. */
    SecurityTalk through(WireReader newIn, OutputStream newOut) {
        return new SecurityTalk(newIn, newOut, options, pause);
    }

    public WireReader in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    RfbOptions options() {
        return options;
    }

    public void send(byte... bytes) throws RfbConnectionException {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new RfbConnectionException(
                    CloseReason.Kind.CONNECTION, "The connection to the desktop was lost: " + e.getMessage(), e);
        }
    }

    void send(WireBuffer message) throws RfbConnectionException {
        send(message.toByteArray());
    }

    byte[] read(int count) throws RfbConnectionException {
        byte[] bytes = new byte[count];
        in.readFully(bytes, 0, count);
        return bytes;
    }

    /** The user name. */
    String userName() throws RfbConnectionException {
        String name = asking(() -> options.credentials().userName());
        if (name == null) {
            throw refusal("The server wants a user name and a password, and no user name was given.");
        }
        return name;
    }

    /** The password, for the caller to wipe. */
    char[] password() throws RfbConnectionException {
        char[] password = asking(() -> options.credentials().password());
        if (password == null) {
            throw refusal("The server wants a password, and none was given.");
        }
        return password;
    }

    /** The password in UTF-8, for the caller to wipe. */
    byte[] passwordBytes() throws RfbConnectionException {
        char[] password = password();
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        Arrays.fill(password, '\0');
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        encoded.put(0, new byte[encoded.limit()]);
        return bytes;
    }

    /** What speaks against this server, if anything does. */
    Optional<String> objection(ServerIdentity identity) {
        pause.begin();
        try {
            return options.serverTrust().objection(identity);
        } finally {
            pause.end();
        }
    }

    private <T> @Nullable T asking(Supplier<@Nullable T> question) {
        pause.begin();
        try {
            return question.get();
        } finally {
            pause.end();
        }
    }

    static RfbConnectionException refusal(String sentence) {
        return new RfbConnectionException(CloseReason.Kind.SECURITY, sentence);
    }

    static RfbConnectionException refusal(String sentence, Exception cause) {
        return new RfbConnectionException(CloseReason.Kind.SECURITY, sentence, cause);
    }
}
