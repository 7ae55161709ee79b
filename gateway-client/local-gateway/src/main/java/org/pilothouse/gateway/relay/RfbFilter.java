package org.pilothouse.gateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lets a viewer's bytes through to the desktop as far as its right goes. It reads the client's half of RFB 3.3 to 3.8
 * message by message; in view mode keys, pointer, clipboard and resizing do not get past it. A message that it cannot
 * place ends the session, as what follows would be guesswork.
 */
public final class RfbFilter {
    /** Larger than any message that is let through; a cut text beyond it ends the session. */
    static final int MAX_MESSAGE = 1024 * 1024;

    private static final int VERSION_BYTES = 12;
    private static final int SECURITY_NONE = 1;
    private static final int SHARED = 1;
    private static final int SET_ENCODINGS = 2;
    /**
     * Extensions that change what a client's messages look like, or let it say more than looking needs: pointer motion
     * (-257), QEMU keys (-258), QEMU audio (-259), extended buttons (-316), xvp (-309).
     */
    private static final Set<Integer> WITHHELD = Set.of(-257, -258, -259, -309, -316);

    private final boolean control;
    private final OutputStream desktop;
    private ByteBuffer pending = ByteBuffer.allocate(4096).flip();
    private Phase phase = Phase.VERSION;

    private enum Phase {
        VERSION,
        SECURITY,
        CLIENT_INIT,
        MESSAGES
    }

    /**
     * @param control whether input is let through
     * @param desktop towards the VNC server
     */
    public RfbFilter(boolean control, OutputStream desktop) {
        this.control = control;
        this.desktop = desktop;
    }

    /** What a viewer sent is not the protocol. */
    public static final class Violation extends IOException {
        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message);
        }
    }

    /** Takes the next bytes of the viewer, in any portions. */
    public void accept(ByteBuffer bytes) throws IOException {
        if (phase == Phase.MESSAGES && control && !pending.hasRemaining()) {
            write(bytes);
            return;
        }
        append(bytes);
        while (pending.hasRemaining() && step()) {
            // one whole piece after the other
        }
        desktop.flush();
    }

    /** Handles one piece where it is whole. */
    private boolean step() throws IOException {
        return switch (phase) {
            case VERSION -> version();
            case SECURITY -> security();
            case CLIENT_INIT -> clientInit();
            case MESSAGES -> message();
        };
    }

    private boolean version() throws IOException {
        if (pending.remaining() < VERSION_BYTES) {
            return false;
        }
        byte[] version = new byte[VERSION_BYTES];
        pending.get(version);
        String text = new String(version, StandardCharsets.ISO_8859_1);
        if (!text.matches("RFB 003\\.00[378]\n")) {
            throw new Violation("the viewer does not speak RFB 3.3, 3.7 or 3.8");
        }
        desktop.write(version);
        phase = text.charAt(10) == '3' ? Phase.CLIENT_INIT : Phase.SECURITY;
        return true;
    }

    private boolean security() throws IOException {
        int type = pending.get() & 0xff;
        if (type != SECURITY_NONE) {
            throw new Violation("the viewer chose security type " + type + "; the ticket was its authentication");
        }
        desktop.write(type);
        phase = Phase.CLIENT_INIT;
        return true;
    }

    /** Always shared: a viewer that asked for the desktop alone would throw the others out. */
    private boolean clientInit() throws IOException {
        pending.get();
        desktop.write(SHARED);
        phase = Phase.MESSAGES;
        return true;
    }

    private boolean message() throws IOException {
        if (control) {
            write(pending);
            return false;
        }
        int length = length();
        if (length > MAX_MESSAGE) {
            throw new Violation("a message of " + length + " bytes is too long");
        }
        if (length < 0 || pending.remaining() < length) {
            return false;
        }
        ByteBuffer whole = pending.slice(pending.position(), length);
        pending.position(pending.position() + length);
        if (whole.get(0) == SET_ENCODINGS) {
            write(withoutWithheld(whole));
        } else if (isHarmless(whole.get(0) & 0xff)) {
            write(whole);
        }
        return true;
    }

    /** Of the message at the front: its length, or -1 where too little of it is here to tell. */
    private int length() throws IOException {
        int at = pending.position();
        int have = pending.remaining();
        int type = pending.get(at) & 0xff;
        return switch (type) {
            case 0 -> 20; // SetPixelFormat
            case SET_ENCODINGS -> have < 4 ? -1 : 4 + 4 * (pending.getShort(at + 2) & 0xffff);
            case 3 -> 10; // FramebufferUpdateRequest
            case 4 -> 8; // KeyEvent
            case 5 -> 6; // PointerEvent; the longer form was withheld
            case 6 -> have < 8 ? -1 : cutText(pending.getInt(at + 4));
            case 150 -> 10; // EnableContinuousUpdates
            case 248 -> have < 9 ? -1 : fence(pending.get(at + 8) & 0xff);
            case 250 -> 4; // xvp
            case 251 -> have < 8 ? -1 : 8 + 16 * (pending.get(at + 6) & 0xff); // SetDesktopSize
            case 255 -> have < 2 ? -1 : qemu(at, have);
            default -> throw new Violation("the viewer sent a message of unknown type " + type);
        };
    }

    private static int cutText(int announced) throws Violation {
        // negative: the extended clipboard, whose length is the absolute value
        long length = 8 + Math.abs((long) announced);
        if (length > MAX_MESSAGE) {
            throw new Violation("a clipboard of " + length + " bytes is too long");
        }
        return (int) length;
    }

    private static int fence(int payload) throws Violation {
        if (payload > 64) {
            throw new Violation("a fence has at most 64 bytes");
        }
        return 9 + payload;
    }

    private int qemu(int at, int have) throws Violation {
        int sub = pending.get(at + 1) & 0xff;
        return switch (sub) {
            case 0 -> 12; // key
            case 1 -> have < 4 ? -1 : pending.getShort(at + 2) == 2 ? 10 : 4; // audio
            default -> throw new Violation("the viewer sent a QEMU message of unknown kind " + sub);
        };
    }

    private static boolean isHarmless(int type) {
        return type == 0 || type == 3 || type == 150 || type == 248;
    }

    private static ByteBuffer withoutWithheld(ByteBuffer message) {
        List<Integer> kept = new ArrayList<>();
        for (int at = 4; at < message.limit(); at += 4) {
            int encoding = message.getInt(at);
            if (!WITHHELD.contains(encoding)) {
                kept.add(encoding);
            }
        }
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * kept.size());
        out.put((byte) SET_ENCODINGS).put((byte) 0).putShort((short) kept.size());
        kept.forEach(out::putInt);
        return out.flip();
    }

    private void append(ByteBuffer bytes) {
        if (pending.capacity() - pending.limit() < bytes.remaining()) {
            ByteBuffer grown =
                    ByteBuffer.allocate(Math.max(pending.capacity(), pending.remaining() + bytes.remaining()));
            grown.put(pending).flip();
            pending = grown;
        }
        int end = pending.limit();
        pending.limit(end + bytes.remaining());
        pending.put(end, bytes, bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }

    private void write(ByteBuffer bytes) throws IOException {
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        desktop.write(chunk);
        desktop.flush();
    }
}
