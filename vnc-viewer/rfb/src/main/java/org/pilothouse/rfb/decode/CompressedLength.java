package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;

/** The announced length of compressed data. */
final class CompressedLength {
    private static final long SLACK = 64L << 10;

    private CompressedLength() {}

    /** No encoder makes a rectangle more than twice as long as its pixels; who says so is hostile or out of step. */
    static long check(long length, int width, int height, RfbLimits limits) throws RfbProtocolException {
        long most = Math.min(limits.maxCompressedBytes(), 8L * width * height + SLACK);
        if (length > most) {
            throw new RfbProtocolException("A rectangle of " + width + "x" + height + " pixels announces " + length
                    + " compressed bytes; at most " + most + " are accepted.");
        }
        return length;
    }
}
