package org.pilothouse.rfb.h264;

/** Finds where pictures begin in an Annex B stream (ITU-T H.264, 7.4.1.2.3): the decoder wants them one by one. */
final class AccessUnits {
    private static final int FIRST_CODED = 1;
    private static final int LAST_CODED = 5;
    private static final int SEI = 6;
    private static final int DELIMITER = 9;

    private AccessUnits() {}

    /** The end of the picture that begins at a place. */
    static int end(byte[] bytes, int from, int length) {
        boolean coded = false;
        for (int at = startCode(bytes, from, length); at < length; at = startCode(bytes, at + 3, length)) {
            int unit = at + 3;
            if (unit >= length) {
                break;
            }
            int type = bytes[unit] & 0x1F;
            boolean slice = type >= FIRST_CODED && type <= LAST_CODED;
            // a slice whose first macroblock is the picture's first begins with the bit 1
            boolean first = slice && unit + 1 < length && bytes[unit + 1] < 0;
            if (coded && (first || (type >= SEI && type <= DELIMITER))) {
                return at > from && bytes[at - 1] == 0 ? at - 1 : at;
            }
            coded |= slice;
        }
        return length;
    }

    /** The next 00 00 01, or the length. */
    private static int startCode(byte[] bytes, int from, int length) {
        for (int i = from; i + 2 < length; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
                return i;
            }
        }
        return length;
    }
}
