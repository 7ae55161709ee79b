package org.pilothouse.rfb.handshake;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pilothouse.rfb.CloseReason;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbOptions;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.SecurityType;
import org.pilothouse.rfb.security.Agreement;
import org.pilothouse.rfb.security.Security;
import org.pilothouse.rfb.security.SecurityTalk;
import org.pilothouse.rfb.wire.WireReader;
import org.pilothouse.rfb.wire.WireText;

/** Agrees on version and security, and says hello (RFC 6143, 7.1 to 7.3). For one use. */
public final class Handshake {
    private final WireReader in;
    private final OutputStream out;
    private final RfbOptions options;
    private final SecurityTalk.Pause pause;

    public Handshake(WireReader in, OutputStream out, RfbOptions options, SecurityTalk.Pause pause) {
        this.in = in;
        this.out = out;
        this.options = options;
        this.pause = pause;
    }

    /** Talks until the server is about to send ServerInit; gives the streams on which the session goes on. */
    public Agreement run() throws RfbProtocolException, RfbConnectionException {
        SecurityTalk talk = new SecurityTalk(in, out, options, pause);
        ProtocolVersion version = ProtocolVersion.read(in);
        if (version == ProtocolVersion.REPEATER) {
            askRepeater(talk);
            version = ProtocolVersion.read(in);
        }
        if (version == ProtocolVersion.REPEATER) {
            throw new RfbProtocolException("The VNC repeater leads to a repeater.");
        }
        talk.send(version.bytes());
        int chosen = version == ProtocolVersion.V3_3 ? chosenByServer() : chosenFromList(talk);
        Agreement agreement = Security.run(talk, chosen);
        // Before 3.8 a server that wants nothing says nothing either.
        if (agreement.type() != SecurityType.NONE || version == ProtocolVersion.V3_8) {
            securityResult(agreement.talk().in(), version);
        }
        agreement.talk().send((byte) (options.shared() ? 1 : 0));
        return agreement;
    }

    /** Names the server that is meant; what is left of the field is zeros (CVE-2018-21247 was other memory). */
    private void askRepeater(SecurityTalk talk) throws RfbProtocolException, RfbConnectionException {
        String target = options.repeaterTarget();
        if (target.isEmpty()) {
            throw new RfbProtocolException(
                    "This is a VNC repeater that wants to know which server is meant: give its ID:number or host:port.");
        }
        talk.send(Arrays.copyOf(target.getBytes(StandardCharsets.US_ASCII), RfbOptions.REPEATER_FIELD));
    }

    /** In 3.3 the server decides. */
    private int chosenByServer() throws RfbProtocolException, RfbConnectionException {
        long number = in.u32();
        if (number == 0) {
            throw refused(WireText.read(in, limits().maxTextBytes(), "reason"));
        }
        return Security.choose(options, List.of(number));
    }

    private int chosenFromList(SecurityTalk talk) throws RfbProtocolException, RfbConnectionException {
        int count = in.u8();
        if (count == 0) {
            throw refused(WireText.read(in, limits().maxTextBytes(), "reason"));
        }
        List<Long> offered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            offered.add((long) in.u8());
        }
        int chosen = Security.choose(options, offered);
        talk.send((byte) chosen);
        return chosen;
    }

    private void securityResult(WireReader from, ProtocolVersion version)
            throws RfbProtocolException, RfbConnectionException {
        if (from.u32() == 0) {
            return;
        }
        throw refused(version == ProtocolVersion.V3_8 ? WireText.read(from, limits().maxTextBytes(), "reason") : "");
    }

    private RfbLimits limits() {
        return options.limits();
    }

    private static RfbConnectionException refused(String reason) {
        return new RfbConnectionException(
                CloseReason.Kind.SECURITY,
                reason.isEmpty()
                        ? "The server refused the connection."
                        : "The server refused the connection: " + reason);
    }
}
