package org.pilothouse.rfb.decode;

import org.pilothouse.rfb.RfbConnectionException;
import org.pilothouse.rfb.RfbLimits;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.wire.WireReader;

/** The announced length of compressed data. */
final class CompressedLength {
    private static final long SLACK = 64L << 10;

    private CompressedLength() {}

    /** Tight's form of a length: one to three bytes of seven, seven and eight bits, the lowest first. */
    static int compact(WireReader in) throws RfbConnectionException {
        int first = in.u8();
        if (first < 0x80) {
            return first;
        }
        int second = in.u8();
        int length = (first & 0x7F) | ((second & 0x7F) << 7);
        return second < 0x80 ? length : length | (in.u8() << 14);
    }

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
