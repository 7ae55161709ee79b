package org.pilothouse.rfb.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.pilothouse.rfb.RfbProtocolException;
import org.pilothouse.rfb.inflate.StreamInflater;

/** The inflater beside zlib: the same bytes come out, and the same streams are refused. The first byte says how the input is cut. */
final class InflateTarget {
    /** Zeros behind what is damaged, so that both come to the end of what they refuse sooner or later. */
    private static final int PADDING = 80;

    private static final int MOST_OUTPUT = 4 << 20;
    /** A zlib head without a dictionary. */
    private static final byte[] HEAD = {0x78, (byte) 0x9C};

    private InflateTarget() {}

    static void run(byte[] data) {
        if (data.length < 1) {
            return;
        }
        int piece = 1 + (data[0] & 0xFF) * 7;
        byte[] stream = new byte[HEAD.length + data.length - 1 + PADDING];
        System.arraycopy(HEAD, 0, stream, 0, HEAD.length);
        System.arraycopy(data, 1, stream, HEAD.length, data.length - 1);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        boolean refusedByZlib = zlib(stream, expected);
        ByteArrayOutputStream actual = new ByteArrayOutputStream();
        boolean refused = ours(stream, piece, actual);
        if (expected.size() >= MOST_OUTPUT || actual.size() >= MOST_OUTPUT) {
            return;
        }
        if (refused != refusedByZlib) {
            throw new AssertionError("zlib " + (refusedByZlib ? "refuses" : "takes") + " it, the inflater does not");
        }
        if (!refused && !Arrays.equals(expected.toByteArray(), actual.toByteArray())) {
            throw new AssertionError("other bytes than from zlib");
        }
    }

    private static boolean ours(byte[] stream, int piece, ByteArrayOutputStream out) {
        StreamInflater inflater = new StreamInflater(0);
        int at = 0;
        try {
            do {
                at = inflater.inflate(stream, at, Math.min(stream.length, at + piece));
                int there = inflater.limit() - inflater.position();
                out.write(inflater.array(), inflater.position(), there);
                inflater.consume(there);
            } while (!inflater.isFinished() && (at < stream.length || inflater.isFull()) && out.size() < MOST_OUTPUT);
            return false;
        } catch (RfbProtocolException e) {
            return true;
        }
    }

    private static boolean zlib(byte[] stream, ByteArrayOutputStream out) {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(stream, HEAD.length, stream.length - HEAD.length);
            byte[] piece = new byte[1 << 15];
            int count = inflater.inflate(piece);
            while (count > 0 && out.size() < MOST_OUTPUT) {
                out.write(piece, 0, count);
                count = inflater.inflate(piece);
            }
            return false;
        } catch (DataFormatException e) {
            return true;
        }
    }
}
