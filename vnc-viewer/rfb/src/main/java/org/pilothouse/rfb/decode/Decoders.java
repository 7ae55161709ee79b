package org.pilothouse.rfb.decode;

import java.util.EnumMap;
import java.util.Map;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.pixels.WirePixels;

/** The decoders of one session, made when first used. Not for several threads. */
public final class Decoders {
    private final Map<Encoding, RectDecoder> made = new EnumMap<>(Encoding.class);
    private final WirePixels pixels;
    private final RfbLimits limits;
    private final NativeCode nativeCode;

    /** Decoders that use libjpeg-turbo where it is there, as far as it is permitted. */
    public Decoders(WirePixels pixels, RfbLimits limits, NativeCode nativeCode) {
        this.pixels = pixels;
        this.limits = limits;
        this.nativeCode = nativeCode;
    }

    /**
     * The decoder of an encoding.
     *
     * @throws RfbProtocolException if it needs native code that is not permitted, so that nobody asked for it
     */
    public RectDecoder of(Encoding encoding) throws RfbProtocolException {
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

    private RectDecoder make(Encoding encoding) throws RfbProtocolException {
        return switch (encoding) {
            case RAW -> new RawDecoder(pixels.pixel());
            case COPY_RECT -> new CopyRectDecoder();
            case RRE -> new RreDecoder(pixels.pixel(), false);
            case CORRE -> new RreDecoder(pixels.pixel(), true);
            case ZLIB -> new ZlibDecoder(pixels.pixel(), limits);
            case TRLE -> new TrleDecoder(pixels.compactPixel());
            case TIGHT -> new TightDecoder(pixels, limits, nativeCode.jpeg());
            case TIGHT_PNG -> new TightPngDecoder(pixels.tightPixel(), limits, nativeCode.jpeg());
            case JPEG -> new JpegRectDecoder(limits);
            case H264 -> h264();
            case HEXTILE -> new HextileDecoder(pixels.pixel());
            case ZRLE -> new ZrleDecoder(pixels.compactPixel(), limits);
        };
    }

    private RectDecoder h264() throws RfbProtocolException {
        if (!nativeCode.video()) {
            throw new RfbProtocolException("The server sends H.264, which was not asked for.");
        }
        return new H264RectDecoder(limits);
    }
}
