package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.Framebuffer;
import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.PixelCodec;
import org.pilothouse.rfb.png.PngDecoder;
import org.pilothouse.rfb.wire.WireReader;

/**
 * TightPNG: as Tight, with a PNG in the place of everything that it compresses by zlib (community spec, "TightPNG Encoding"). Its number for
 * PNG means something else in Tight itself, hence a decoder of its own.
 */
final class TightPngDecoder implements RectDecoder {
    private static final int FILL = 8;
    private static final int JPEG = 9;
    private static final int PNG = 10;
    private static final int MOST_WIDTH = 2048;

    private final TightImages images;
    private final PngDecoder png = new PngDecoder();
    private boolean lossy;

    TightPngDecoder(PixelCodec tightPixel, RfbLimits limits, boolean nativeJpeg) {
        images = new TightImages(tightPixel, limits, nativeJpeg);
    }

    @Override
    public void decode(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        int kind = in.u8() >> 4; // the lower half resets streams, of which there are none
        lossy = kind == JPEG;
        if (kind == FILL) {
            images.fill(in, framebuffer, x, y, width, height);
            return;
        }
        if (width > MOST_WIDTH) {
            throw new RfbProtocolException(
                    "A TightPNG rectangle is " + width + " pixels wide; at most " + MOST_WIDTH + " are.");
        }
        switch (kind) {
            case JPEG -> images.jpeg(in, framebuffer, x, y, width, height);
            case PNG -> png(in, framebuffer, x, y, width, height);
            default -> throw new RfbProtocolException("There is no TightPNG compression " + kind + ".");
        }
    }

    private void png(WireReader in, Framebuffer framebuffer, int x, int y, int width, int height)
            throws RfbProtocolException, RfbConnectionException {
        int length = images.read(in, "PNG");
        int stride = framebuffer.width();
        png.decode(images.bytes(), length, framebuffer.pixels(), y * stride + x, stride, width, height);
    }

    @Override
    public void close() {
        images.close();
    }

    @Override
    public boolean wasLossy() {
        return lossy;
    }
}
