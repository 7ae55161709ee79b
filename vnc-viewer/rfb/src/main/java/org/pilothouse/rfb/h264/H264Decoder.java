package org.pilothouse.rfb.h264;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.Optional;

/**
 * One stream of pictures. Native code that reads what a server sends: only for servers that are trusted. It never gets to see where its
 * pixels go: they are converted in Java, with every size checked. For one thread.
 */
public final class H264Decoder implements AutoCloseable {
    private static final int H264 = 27;
    private static final int PACKET_DATA = 24;
    private static final Cleaner CLEANER = Cleaner.create();

    private final LibAv library;
    private final MemorySegment context;
    private final MemorySegment packet;
    private final MemorySegment frame;
    private final Cleaner.Cleanable cleanable;
    private final YuvPicture picture = new YuvPicture();

    private H264Decoder(LibAv library, MemorySegment context) {
        this.library = library;
        this.context = context;
        this.packet = library.allocPacket();
        this.frame = library.allocFrame();
        MemorySegment ownPacket = packet;
        MemorySegment ownFrame = frame;
        this.cleanable = CLEANER.register(this, () -> library.free(context, ownPacket, ownFrame));
    }

    /** Whether the system has the library, with a decoder in it. */
    public static boolean isAvailable() {
        return LibAv.open()
                .filter(library -> !library.findDecoder(H264).equals(MemorySegment.NULL))
                .isPresent();
    }

    /**
     * A decoder for pictures of so many pixels at most, unless the library is not there.
     *
     * @param maxPixels what a picture may have, its margins included
     */
    public static Optional<H264Decoder> open(long maxPixels) {
        Optional<LibAv> found = LibAv.open();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        LibAv library = found.get();
        MemorySegment codec = library.findDecoder(H264);
        if (codec.equals(MemorySegment.NULL)) {
            return Optional.empty();
        }
        H264Decoder decoder = new H264Decoder(library, library.allocContext(codec));
        library.set(decoder.context, "threads", 1);
        library.set(decoder.context, "flags", "low_delay");
        library.set(decoder.context, "max_pixels", maxPixels);
        if (library.open(decoder.context, codec) < 0) {
            decoder.close();
            return Optional.empty();
        }
        return Optional.of(decoder);
    }

    /**
     * Decodes the pictures in some bytes and paints the last one; a larger one is cut off, a smaller one left out. What is damaged is left out
     * too, as the stream may find its way again.
     *
     * @param offset of the rectangle's first pixel in {@code to}
     * @param stride of {@code to}, pixels
     * @return whether something was painted
     */
    public boolean decode(byte[] bytes, int length, int[] to, int offset, int stride, int width, int height) {
        boolean painted = false;
        for (int at = 0; at < length; ) {
            int end = AccessUnits.end(bytes, at, length);
            send(bytes, at, end - at);
            while (library.receive(context, frame) >= 0) {
                painted |= paint(to, offset, stride, width, height);
            }
            at = end;
        }
        return painted;
    }

    private void send(byte[] bytes, int offset, int length) {
        if (library.newPacket(packet, length) < 0) {
            return; // no memory: this picture is lost
        }
        MemorySegment data = packet.reinterpret(PACKET_DATA + ValueLayout.ADDRESS.byteSize())
                .get(ValueLayout.ADDRESS, PACKET_DATA)
                .reinterpret(length);
        MemorySegment.copy(bytes, offset, data, ValueLayout.JAVA_BYTE, 0, length);
        library.send(context, packet);
        library.unref(packet);
    }

    private boolean paint(int[] to, int offset, int stride, int width, int height) {
        return picture.take(frame, library.get(context, "color_range"), library.get(context, "colorspace"))
                && picture.paint(to, offset, stride, width, height);
    }

    @Override
    public void close() {
        cleanable.clean();
    }
}
