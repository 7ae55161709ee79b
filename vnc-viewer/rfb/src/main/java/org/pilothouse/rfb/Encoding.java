package org.pilothouse.rfb;

import java.util.Optional;

/** The encodings of pixels that can be asked for. */
public enum Encoding {
    RAW(0),
    COPY_RECT(1),
    RRE(2),
    CORRE(4),
    HEXTILE(5),
    ZLIB(6),
    TIGHT(7),
    TRLE(15),
    ZRLE(16),
    JPEG(21),
    /** Only where {@link RfbOptions#nativeVideo} permits it and the system has libavcodec. */
    H264(50),
    TIGHT_PNG(-260);

    private final int number;

    Encoding(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    public static Optional<Encoding> ofNumber(int number) {
        for (Encoding encoding : values()) {
            if (encoding.number == number) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }
}
