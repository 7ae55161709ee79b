package org.pilothouse.rfb.handshake;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.wire.WireReader;
import org.pilothouse.rfb.wire.WireText;

/** Agrees on version and security, and says hello (RFC 6143, 7.1 to 7.3). For one use. */
public final class Handshake {
    /** Told while a person is asked, so that the handshake's clock can stand still. */
    public interface Pause {
        void begin();

        void end();
    }

    private final WireReader in;
    private final OutputStream out;
    private final RfbOptions options;
    private final Pause pause;

    public Handshake(WireReader in, OutputStream out, RfbOptions options, Pause pause) {
        this.in = in;
        this.out = out;
        this.options = options;
        this.pause = pause;
    }

    /** Talks until the server is about to send ServerInit. */
    public void run() throws RfbProtocolException, RfbConnectionException {
        ProtocolVersion version = ProtocolVersion.read(in);
        send(version.bytes());
        SecurityType type = version == ProtocolVersion.V3_3 ? securityTypeFromServer() : securityTypeFromList();
        switch (type) {
            case NONE -> {
                if (version == ProtocolVersion.V3_8) {
                    securityResult(version);
                }
            }
            case VNC_AUTH -> {
                vncAuth();
                securityResult(version);
            }
        }
        send(new byte[] {(byte) (options.shared() ? 1 : 0)});
    }

    /** In 3.3 the server decides. */
    private SecurityType securityTypeFromServer() throws RfbProtocolException, RfbConnectionException {
        long number = in.u32();
        if (number == 0) {
            throw refused(WireText.read(in, limits().maxTextBytes(), "reason"));
        }
        for (SecurityType type : options.securityTypes()) {
            if (type.number() == number) {
                return type;
            }
        }
        throw noCommonType(Long.toString(number));
    }

    private SecurityType securityTypeFromList() throws RfbProtocolException, RfbConnectionException {
        int count = in.u8();
        if (count == 0) {
            throw refused(WireText.read(in, limits().maxTextBytes(), "reason"));
        }
        byte[] offered = new byte[count];
        in.readFully(offered, 0, count);
        for (SecurityType type : options.securityTypes()) {
            for (byte number : offered) {
                if ((number & 0xFF) == type.number()) {
                    send(new byte[] {number});
                    return type;
                }
            }
        }
        throw noCommonType(numbers(offered));
    }

    private void vncAuth() throws RfbProtocolException, RfbConnectionException {
        byte[] challenge = new byte[VncAuth.CHALLENGE_LENGTH];
        in.readFully(challenge, 0, challenge.length);
        char[] password = password();
        try {
            send(VncAuth.respond(challenge, password));
        } catch (GeneralSecurityException e) {
            throw new RfbConnectionException(
                    CloseReason.Kind.SECURITY, "This Java runtime has no DES, which VNC passwords need.", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private char[] password() throws RfbConnectionException {
        RfbCredentials credentials = options.credentials();
        pause.begin();
        char @Nullable [] password;
        try {
            password = credentials.password();
        } finally {
            pause.end();
        }
        if (password == null) {
            throw new RfbConnectionException(
                    CloseReason.Kind.SECURITY, "The server wants a password, and none was given.");
        }
        return password;
    }

    private void securityResult(ProtocolVersion version) throws RfbProtocolException, RfbConnectionException {
        long result = in.u32();
        if (result == 0) {
            return;
        }
        if (version == ProtocolVersion.V3_8) {
            throw refused(WireText.read(in, limits().maxTextBytes(), "reason"));
        }
        throw refused("");
    }

    private RfbLimits limits() {
        return options.limits();
    }

    private void send(byte[] bytes) throws RfbConnectionException {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new RfbConnectionException(
                    CloseReason.Kind.CONNECTION, "The connection to the desktop was lost: " + e.getMessage(), e);
        }
    }

    private static RfbConnectionException refused(String reason) {
        return new RfbConnectionException(
                CloseReason.Kind.SECURITY,
                reason.isEmpty()
                        ? "The server refused the connection."
                        : "The server refused the connection: " + reason);
    }

    private RfbConnectionException noCommonType(String offered) {
        String allowed =
                options.securityTypes().stream().map(SecurityType::name).collect(Collectors.joining(", "));
        return new RfbConnectionException(
                CloseReason.Kind.SECURITY,
                "The server offers only security types " + offered + "; allowed here: " + allowed + ".");
    }

    private static String numbers(byte[] offered) {
        StringBuilder text = new StringBuilder();
        for (byte number : offered) {
            text.append(text.isEmpty() ? "" : ", ").append(number & 0xFF);
        }
        return text.toString();
    }
}
