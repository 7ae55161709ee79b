package org.pilothouse.rfb.session;

import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Damage;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.LockState;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbListener;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.decode.Decoders;
import org.pilothouse.rfb.decode.RectDecoder;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.recording.StreamRecorder;
import org.pilothouse.rfb.wire.WireReader;
import org.pilothouse.rfb.wire.WireText;

/** Reads FramebufferUpdate messages (RFC 6143, 7.6.1): checks every rectangle, then hands it to its decoder. */
final class UpdateReader {
    private static final int COPY_SOURCE_BYTES = 4;
    private static final int COUNT_UNKNOWN = 0xFFFF;
    /** Far more than any server sends in one update; without it one could go on for ever with rectangles that paint nothing. */
    private static final int MOST_RECTANGLES = 1 << 20;
    /** What may be painted on a desktop of any size: small ones come with many rectangles. */
    private static final long ALWAYS_ALLOWED_PIXELS = 16L << 20;

    private final WireReader in;
    private final SessionParts parts;
    private final @Nullable StreamRecorder recorder;
    private final RfbListener listener;
    private final CursorReader cursorReader;
    private final Decoders decoders;
    private final Encoding[] encodings = Encoding.values();
    private final Damage damage = new Damage();
    private final RectTrace trace = new RectTrace();
    private boolean refreshNeeded;
    private long painted;

    UpdateReader(
            WireReader in,
            WirePixels pixels,
            SessionParts parts,
            @Nullable StreamRecorder recorder,
            RfbListener listener) {
        this.in = in;
        this.parts = parts;
        this.recorder = recorder;
        this.listener = listener;
        this.cursorReader = new CursorReader(in, pixels, parts.limits());
        this.decoders = new Decoders(pixels, parts.limits(), parts.nativeCode());
    }

    /** Reads the message after its type. */
    void read() throws RfbProtocolException, RfbConnectionException {
        in.skip(1);
        int count = in.u16();
        parts.liveness().updateCame();
        parts.pacer().updateBegan();
        damage.begin(parts.meter().updateBegan());
        painted = 0;
        refreshNeeded = false;
        int rects = 0;
        while ((rects < count || count == COUNT_UNKNOWN) && rectangle()) {
            rects++;
            if (rects > MOST_RECTANGLES) {
                throw new RfbProtocolException("One update has more than " + MOST_RECTANGLES + " rectangles.");
            }
        }
        if (refreshNeeded) {
            parts.pacer().start(parts.desktop().framebuffer());
        }
        parts.meter().updateDecoded(!damage.isEmpty());
        if (recorder != null) {
            recorder.updateEnded(rects, painted);
        }
        if (!damage.isEmpty()) {
            parts.quality().updated();
            listener.updated(parts.desktop().framebuffer(), damage);
            parts.meter().delivered();
        }
    }

    /** Frees what decoders hold outside the heap. */
    void close() {
        decoders.close();
    }

    /** The last rectangle headers, for a diagnosis. */
    String trace() {
        return trace.describe();
    }

    /**
     * Reads one rectangle.
     *
     * @return false after the last one
     */
    private boolean rectangle() throws RfbProtocolException, RfbConnectionException {
        int x = in.u16();
        int y = in.u16();
        int width = in.u16();
        int height = in.u16();
        int encoding = in.s32();
        trace.add(x, y, width, height, encoding);
        switch (encoding) {
            case PseudoEncoding.LAST_RECT -> {
                return false;
            }
            case PseudoEncoding.DESKTOP_SIZE -> resize(width, height);
            case PseudoEncoding.EXTENDED_DESKTOP_SIZE -> {
                if (parts.sizer().read(in, x, y)) {
                    resize(width, height);
                }
            }
            case PseudoEncoding.DESKTOP_NAME ->
                listener.nameChanged(WireText.read(in, parts.limits().maxTextBytes(), "desktop name"));
            case PseudoEncoding.CURSOR_WITH_ALPHA ->
                listener.cursorChanged(cursorReader.readWithAlpha(x, y, width, height));
            case PseudoEncoding.X_CURSOR -> listener.cursorChanged(cursorReader.readTwoColours(x, y, width, height));
            case PseudoEncoding.VMWARE_CURSOR -> listener.cursorChanged(cursorReader.readVmware(x, y, width, height));
            case PseudoEncoding.POINTER_POSITION, PseudoEncoding.VMWARE_CURSOR_POSITION -> listener.pointerMoved(x, y);
            case PseudoEncoding.CURSOR -> listener.cursorChanged(cursorReader.read(x, y, width, height));
            case PseudoEncoding.EXTENDED_MOUSE_BUTTONS -> parts.input().enableExtendedButtons();
            case PseudoEncoding.SCAN_CODES -> parts.input().enableScanCodes();
            case PseudoEncoding.POINTER_MOTION -> pointerMode(x == 0);
            case PseudoEncoding.QEMU_LOCKS -> listener.locksChanged(LockState.ofBits(in.u8()));
            case PseudoEncoding.VMWARE_LOCKS -> listener.locksChanged(LockState.ofBits(in.s32()));
            default -> pixels(encoding, x, y, width, height);
        }
        return true;
    }

    private void pointerMode(boolean relative) {
        if (parts.input().setRelative(relative)) {
            listener.pointerModeChanged(relative);
        }
    }

    private void pixels(int number, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        Encoding encoding = encoding(number);
        Framebuffer framebuffer = parts.desktop().framebuffer();
        if (x + width > framebuffer.width() || y + height > framebuffer.height()) {
            throw new RfbProtocolException("A rectangle of " + width + "x" + height + " at " + x + "," + y
                    + " lies outside the desktop of " + framebuffer.width() + "x" + framebuffer.height() + ".");
        }
        countWork(width * height, framebuffer);
        RectDecoder decoder = decoders.of(encoding);
        if (encoding == Encoding.COPY_RECT) {
            in.need(COPY_SOURCE_BYTES);
            int fromX = in.u16();
            int fromY = in.u16();
            in.consume(-COPY_SOURCE_BYTES);
            decoder.decode(in, framebuffer, x, y, width, height);
            parts.quality().copied(fromX, fromY, x, y, width, height);
        } else {
            decoder.decode(in, framebuffer, x, y, width, height);
            parts.quality().painted(x, y, width, height, decoder.wasLossy());
        }
        parts.meter().rectangle(encoding, width * height);
        damage.add(x, y, width, height);
    }

    private Encoding encoding(int number) throws RfbProtocolException {
        for (Encoding encoding : encodings) {
            if (encoding.number() == number) {
                return encoding;
            }
        }
        throw new RfbProtocolException(
                "The server used encoding " + number + ", which was not asked for. " + trace.describe());
    }

    private void countWork(int area, Framebuffer framebuffer) throws RfbProtocolException {
        painted += area;
        long most = (long) parts.limits().maxCoverage() * framebuffer.width() * framebuffer.height();
        if (painted > Math.max(most, ALWAYS_ALLOWED_PIXELS)) {
            throw new RfbProtocolException(
                    "One update paints the desktop more than " + parts.limits().maxCoverage() + " times over.");
        }
    }

    private void resize(int width, int height) throws RfbProtocolException {
        if (parts.desktop().resize(width, height)) {
            countWork(width * height, parts.desktop().framebuffer());
            parts.quality().resized(parts.desktop().framebuffer());
            refreshNeeded = true;
            damage.clear();
            listener.resized(parts.desktop().framebuffer());
        }
    }
}
