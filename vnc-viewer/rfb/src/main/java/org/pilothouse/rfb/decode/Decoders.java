package org.pilothouse.rfb.decode;

import java.util.EnumMap;
import java.util.Map;
import org.pilothouse.rfb.Encoding;
import org.pilothouse.rfb.RfbLimits;

/** The decoders of one session, made when first used. Not for several threads. */
public final class Decoders {
    private final Map<Encoding, RectDecoder> made = new EnumMap<>(Encoding.class);
    private final RfbLimits limits;
    private final boolean nativeJpeg;

    /** Decoders that use libjpeg-turbo where it is there, if {@code nativeJpeg}. */
    public Decoders(RfbLimits limits, boolean nativeJpeg) {
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

    private RectDecoder make(Encoding encoding) {
        return switch (encoding) {
            case RAW -> new RawDecoder();
            case COPY_RECT -> new CopyRectDecoder();
            case RRE -> new RreDecoder(false);
            case CORRE -> new RreDecoder(true);
            case ZLIB -> new ZlibDecoder(limits);
            case TRLE -> new TrleDecoder();
            case TIGHT -> new TightDecoder(limits, nativeJpeg);
            case TIGHT_PNG -> new TightPngDecoder(limits, nativeJpeg);
            case JPEG -> new JpegRectDecoder(limits);
            case HEXTILE -> new HextileDecoder();
            case ZRLE -> new ZrleDecoder(limits);
        };
    }
}
