package org.pilothouse.rfb.decode;

import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.jpeg.JpegDecoder;
import org.pilothouse.rfb.jpeg.TurboJpeg;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.wire.WireReader;

/** What Tight and TightPNG share: one colour, and images with their length before them. */
final class TightImages {
    private final PixelCodec codec;
    private final RfbLimits limits;
    private final JpegDecoder jpeg = new JpegDecoder();
    private final @Nullable TurboJpeg turbo;
    private byte[] bytes = new byte[32 << 10];

    TightImages(PixelCodec codec, RfbLimits limits, boolean nativeJpeg) {
        this.codec = codec;
        this.limits = limits;
        this.turbo = nativeJpeg ? TurboJpeg.open().orElse(null) : null;
    }

    /** Frees the native decoder. */
    void close() {
        if (turbo != null) {
            turbo.close();
        }
    }

    void fill(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbConnectionException {
        in.need(codec.size());
        int pixel = codec.load(in.array(), in.position());
        in.consume(codec.size());
        int stride = framebuffer.width();
        Pixels.fill(framebuffer.pixels(), y * stride + x, stride, width, height, pixel);
    }

    void jpeg(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        int length = read(in, "JPEG");
        int stride = framebuffer.width();
        int[] pixels = framebuffer.pixels();
        int origin = y * stride + x;
        boolean done = turbo != null
                && jpeg.isExactly(bytes, length, width, height)
                && turbo.decode(bytes, length, pixels, origin, stride, width, height);
        if (!done) {
            jpeg.decode(bytes, length, pixels, origin, stride, width, height);
        }
    }

    /** The bytes of the image that was read last. */
    byte[] bytes() {
        return bytes;
    }

    /** Reads an image and gives its length. */
    int read(WireReader in, String what) throws RfbProtocolException, RfbConnectionException {
        int length = CompressedLength.compact(in);
        if (length > limits.maxJpegBytes()) {
            throw new RfbProtocolException("A " + what + " of " + length + " bytes is too long.");
        }
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, Math.min(limits.maxJpegBytes(), 2 * bytes.length))];
        }
        in.readFully(bytes, 0, length);
        return length;
    }
}
