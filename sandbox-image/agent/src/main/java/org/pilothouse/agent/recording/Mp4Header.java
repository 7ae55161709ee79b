package org.pilothouse.agent.recording;

import java.nio.charset.StandardCharsets;
import org.pilothouse.agent.x11.Size;

/**
 * The beginning of a fragmented MP4 file with one H.264 track (ISO/IEC 14496-12 and -15): all that a player needs
 * before the first fragment.
 */
final class Mp4Header {
    /** Units of time in a second, of film and track. */
    static final int TIMESCALE = 1000;

    static final int TRACK = 1;
    private static final int MATRIX_ONE = 0x10000;

    private final byte[] bytes;
    private final int durationOffset;

    /**
     * @param sps sequence parameter set without start code
     * @param pps picture parameter set without start code
     */
    Mp4Header(Size size, byte[] sps, byte[] pps) {
        byte[] type = new Box("ftyp")
                .raw(ascii("isom"))
                .int32(0x200)
                .raw(ascii("isomiso5iso6avc1mp41"))
                .bytes();
        Box movie = new Box("moov")
                .add(Box.full("mvhd", 0, 0)
                        .zeros(8)
                        .int32(TIMESCALE)
                        .int32(0)
                        .int32(MATRIX_ONE)
                        .int16(0x100)
                        .zeros(10)
                        .raw(matrix())
                        .zeros(24)
                        .int32(TRACK + 1))
                .add(track(size, sps, pps));
        // mvex and mehd have headers of 8 and 12 bytes; mvex is the last box of moov.
        this.durationOffset = type.length + movie.length() + 8 + 12;
        movie.add(new Box("mvex")
                .add(Box.full("mehd", 1, 0).int64(0))
                .add(Box.full("trex", 0, 0).int32(TRACK).int32(1).zeros(12)));
        byte[] moov = movie.bytes();
        this.bytes = new byte[type.length + moov.length];
        System.arraycopy(type, 0, bytes, 0, type.length);
        System.arraycopy(moov, 0, bytes, type.length, moov.length);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where in the file the film's whole duration is, a 64 bit number. */
    int durationOffset() {
        return durationOffset;
    }

    private static Box track(Size size, byte[] sps, byte[] pps) {
        return new Box("trak")
                .add(Box.full("tkhd", 0, 3)
                        .zeros(8)
                        .int32(TRACK)
                        .zeros(8 + 8 + 8)
                        .raw(matrix())
                        .int32((long) size.width() << 16)
                        .int32((long) size.height() << 16))
                .add(new Box("mdia")
                        // language "und"
                        .add(Box.full("mdhd", 0, 0)
                                .zeros(8)
                                .int32(TIMESCALE)
                                .int32(0)
                                .int16(0x55c4)
                                .int16(0))
                        .add(Box.full("hdlr", 0, 0)
                                .int32(0)
                                .raw(ascii("vide"))
                                .zeros(12)
                                .raw(ascii("Screen"))
                                .int8(0))
                        .add(new Box("minf")
                                .add(Box.full("vmhd", 0, 1).zeros(8))
                                .add(new Box("dinf")
                                        .add(Box.full("dref", 0, 0).int32(1).add(Box.full("url ", 0, 1))))
                                .add(sampleTable(size, sps, pps))));
    }

    /** Describes the coding; the tables are empty, as every picture is in a fragment. */
    private static Box sampleTable(Size size, byte[] sps, byte[] pps) {
        Box coding = new Box("avcC")
                .int8(1)
                .int8(sps[1])
                .int8(sps[2])
                .int8(sps[3])
                .int8(0xff)
                .int8(0xe1)
                .int16(sps.length)
                .raw(sps)
                .int8(1)
                .int16(pps.length)
                .raw(pps);
        Box entry = new Box("avc1")
                .zeros(6)
                .int16(1)
                .zeros(16)
                .int16(size.width())
                .int16(size.height())
                .int32(72 << 16)
                .int32(72 << 16)
                .int32(0)
                .int16(1)
                .zeros(32)
                .int16(24)
                .int16(0xffff)
                .add(coding);
        return new Box("stbl")
                .add(Box.full("stsd", 0, 0).int32(1).add(entry))
                .add(Box.full("stts", 0, 0).int32(0))
                .add(Box.full("stsc", 0, 0).int32(0))
                .add(Box.full("stsz", 0, 0).int32(0).int32(0))
                .add(Box.full("stco", 0, 0).int32(0));
    }

    private static byte[] matrix() {
        byte[] matrix = new byte[36];
        matrix[1] = 1;
        matrix[17] = 1;
        matrix[32] = 0x40;
        return matrix;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
