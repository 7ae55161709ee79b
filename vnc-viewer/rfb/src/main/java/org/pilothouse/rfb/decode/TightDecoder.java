package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.WirePixels;
import org.pilothouse.rfb.wire.WireReader;

/** Tight: one colour, a JPEG, or filtered pixels in one of four zlib streams (community spec, "Tight Encoding"). */
final class TightDecoder implements RectDecoder {
    private static final int STREAMS = 4;
    private static final int FILL = 8;
    private static final int JPEG = 9;
    /** The pixels follow uncompressed; asked for with the pseudo-encoding TightNoZlib. */
    private static final int NO_ZLIB = 10;

    private static final int EXPLICIT_FILTER = 4;
    private static final int MOST_WIDTH = 2048;
    /** Shorter data is sent as it is. */
    private static final int LEAST_COMPRESSED = 12;

    private final RfbLimits limits;
    private final ZlibStream[] streams = new ZlibStream[STREAMS];
    private final TightFilter filter;
    private final TightImages images;
    private boolean lossy;

    TightDecoder(WirePixels pixels, RfbLimits limits, boolean nativeJpeg) {
        this.limits = limits;
        this.filter = new TightFilter(pixels);
        this.images = new TightImages(pixels.tightPixel(), limits, nativeJpeg);
        for (int i = 0; i < STREAMS; i++) {
            streams[i] = new ZlibStream(TightFilter.SLACK);
        }
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        int control = in.u8();
        for (int i = 0; i < STREAMS; i++) {
            if ((control & (1 << i)) != 0) {
                streams[i].reset();
            }
        }
        int kind = control >> 4;
        lossy = kind == JPEG;
        if (kind == FILL) {
            images.fill(in, framebuffer, x, y, width, height);
            return;
        }
        if (width > MOST_WIDTH) {
            throw new RfbProtocolException(
                    "A Tight rectangle is " + width + " pixels wide; at most " + MOST_WIDTH + " are.");
        }
        if (kind == JPEG) {
            images.jpeg(in, framebuffer, x, y, width, height);
        } else if (kind < FILL) {
            filtered(in, framebuffer, x, y, width, height, kind & 3, (kind & EXPLICIT_FILTER) != 0);
        } else if ((kind & ~EXPLICIT_FILTER) == NO_ZLIB) {
            filtered(in, framebuffer, x, y, width, height, -1, (kind & EXPLICIT_FILTER) != 0);
        } else {
            throw new RfbProtocolException("There is no Tight compression " + kind + ".");
        }
    }

    @Override
    public void close() {
        images.close();
    }

    @Override
    public boolean wasLossy() {
        return lossy;
    }

    private void filtered(
            WireReader in, Framebuffer framebuffer, int x, int y, int width, int height, int stream, boolean explicit)
            throws RfbProtocolException, RfbConnectionException {
        filter.begin(in, explicit, width);
        int stride = framebuffer.width();
        int origin = y * stride + x;
        int rowBytes = filter.rowBytes();
        int total = rowBytes * height;
        if (total < LEAST_COMPRESSED) {
            in.need(total);
            filter.rows(in.array(), in.position(), framebuffer.pixels(), origin, stride, height);
            in.consume(total);
        } else if (stream < 0) {
            uncompressed(in, framebuffer, origin, height);
        } else {
            ZlibStream zlib = streams[stream];
            zlib.begin(in, CompressedLength.check(CompressedLength.compact(in), width, height, limits));
            int most = Math.max(1, ZlibStream.MOST / rowBytes);
            for (int row = 0; row < height; ) {
                int part = Math.min(most, height - row);
                int from = zlib.require(part * rowBytes);
                filter.rows(zlib.array(), from, framebuffer.pixels(), origin + row * stride, stride, part);
                zlib.consume(part * rowBytes);
                row += part;
            }
            zlib.end();
        }
    }

    private void uncompressed(WireReader in, Framebuffer framebuffer, int origin, int height)
            throws RfbProtocolException, RfbConnectionException {
        int rowBytes = filter.rowBytes();
        if (CompressedLength.compact(in) != rowBytes * height) {
            throw new RfbProtocolException("An uncompressed Tight rectangle is not as long as its pixels.");
        }
        int stride = framebuffer.width();
        for (int row = 0; row < height; row++) {
            in.need(rowBytes);
            filter.rows(in.array(), in.position(), framebuffer.pixels(), origin + row * stride, stride, 1);
            in.consume(rowBytes);
        }
    }
}
