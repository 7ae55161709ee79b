package org.pilothouse.rfb.decode;

import java.util.EnumMap;
import java.util.Map;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.pixels.WirePixels;

/** The decoders of one session, made when first used. Not for several threads. */
public final class Decoders {
    private final Map<Encoding, RectDecoder> made = new EnumMap<>(Encoding.class);
    private final WirePixels pixels;
    private final RfbLimits limits;
    private final boolean nativeJpeg;

    /** Decoders that use libjpeg-turbo where it is there, if {@code nativeJpeg}. */
    public Decoders(WirePixels pixels, RfbLimits limits, boolean nativeJpeg) {
        this.pixels = pixels;
        this.limits = limits;
        this.nativeJpeg = nativeJpeg;
    }

    public RectDecoder of(Encoding encoding) {
        RectDecoder decoder = made.get(encoding);
        if (decoder == null) {
            decoder = make(encoding);
            made.put(encoding, decoder);
        }
        return decoder;
    }

    /** Frees what the decoders hold outside the heap. */
    public void close() {
        made.values().forEach(RectDecoder::close);
    }

    private RectDecoder make(Encoding encoding) {
        return switch (encoding) {
            case RAW -> new RawDecoder(pixels.pixel());
            case COPY_RECT -> new CopyRectDecoder();
            case RRE -> new RreDecoder(pixels.pixel(), false);
            case CORRE -> new RreDecoder(pixels.pixel(), true);
            case ZLIB -> new ZlibDecoder(pixels.pixel(), limits);
            case TRLE -> new TrleDecoder(pixels.compactPixel());
            case TIGHT -> new TightDecoder(pixels, limits, nativeJpeg);
            case TIGHT_PNG -> new TightPngDecoder(pixels.tightPixel(), limits, nativeJpeg);
            case JPEG -> new JpegRectDecoder(limits);
            case HEXTILE -> new HextileDecoder(pixels.pixel());
            case ZRLE -> new ZrleDecoder(pixels.compactPixel(), limits);
        };
    }
}
