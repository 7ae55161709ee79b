package org.pilothouse.agent.recording;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.pilothouse.agent.ffi.CLibrary;
import org.pilothouse.agent.x11.Size;

/**
 * H.264 by OpenH264 (BSD licence): 1 to 2 ms for 1280x800, half of what x264's fastest preset takes, and smaller.
 * Offsets are those of version 2 (libopenh264.so.7) on 64 bits. Used by one thread.
 */
final class H264Encoder implements AutoCloseable {
    private static final CLibrary CODEC = CLibrary.load("libopenh264.so.7");
    private static final MethodHandle CREATE =
            CODEC.function("WelsCreateSVCEncoder", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle DESTROY =
            CODEC.function("WelsDestroySVCEncoder", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle WITH_POINTER =
            CLibrary.pointer(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle WITH_TWO =
            CLibrary.pointer(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle WITH_FLAG =
            CLibrary.pointer(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_BOOLEAN));
    private static final MethodHandle WITH_OPTION =
            CLibrary.pointer(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
    private static final MethodHandle ALONE = CLibrary.pointer(FunctionDescriptor.of(JAVA_INT, ADDRESS));

    /** Methods of ISVCEncoder, in order. */
    private static final int INITIALIZE_EXT = 1;

    private static final int GET_DEFAULTS = 2;
    private static final int UNINITIALIZE = 3;
    private static final int ENCODE = 4;
    private static final int FORCE_KEY = 6;
    private static final int SET_OPTION = 7;
    private static final int METHODS = 9;

    private static final int OPTION_TRACE_LEVEL = 25;
    private static final int FORMAT_I420 = 23;
    private static final int RATE_CONTROL_OFF = -1;
    /** Constant quality; 45 dB on pictures of a desktop, where text stays sharp. */
    private static final int QUALITY = 26;

    private static final int PARAMETERS_BYTES = 920;
    private static final int PICTURE_BYTES = 72;
    private static final int RESULT_BYTES = 5144;
    private static final int LAYER_BYTES = 40;
    private static final int MAX_NALS = 128;

    private static final int NAL_IDR = 5;
    private static final int NAL_SPS = 7;
    private static final int NAL_PPS = 8;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment encoder;
    private final MemorySegment methods;
    private final MemorySegment picture;
    private final MemorySegment result;

    /**
     * A picture as a player wants it.
     *
     * @param key whether a player can begin here
     * @param parameters sequence and picture parameter sets, where there are some
     * @param data NAL units, each after its length in four bytes; empty where the encoder left the picture out
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Coded(boolean key, List<byte[]> parameters, byte[] data) {}

    /**
     * @param size even numbers
     * @throws RecordingException where the encoder refuses the size
     */
    H264Encoder(Size size, int fps) throws RecordingException {
        MemorySegment holder = arena.allocate(ADDRESS);
        try {
            require((int) CREATE.invokeExact(holder) == 0, "the encoder could not be made");
            this.encoder = holder.get(ADDRESS, 0).reinterpret(ADDRESS.byteSize());
            this.methods = encoder.get(ADDRESS, 0).reinterpret(METHODS * ADDRESS.byteSize());
            MemorySegment quiet = arena.allocateFrom(JAVA_INT, 0);
            int ignored = (int) WITH_OPTION.invokeExact(method(SET_OPTION), encoder, OPTION_TRACE_LEVEL, quiet);
            MemorySegment parameters = parameters(size, fps);
            int failed = (int) WITH_POINTER.invokeExact(method(INITIALIZE_EXT), encoder, parameters);
            require(failed == 0, "the encoder refused " + size + " with status " + failed);
        } catch (RecordingException | RuntimeException | Error e) {
            arena.close();
            throw e;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
        this.picture = arena.allocate(PICTURE_BYTES, 8);
        this.result = arena.allocate(RESULT_BYTES, 8);
    }

    private static void require(boolean condition, String otherwise) throws RecordingException {
        if (!condition) {
            throw new RecordingException(RecordingException.Reason.FAILED, otherwise);
        }
    }

    private MemorySegment method(int index) {
        return methods.getAtIndex(ADDRESS, index);
    }

    /** SEncParamExt, with its first SSpatialLayerConfig at 32. */
    private MemorySegment parameters(Size size, int fps) throws Throwable {
        MemorySegment p = arena.allocate(PARAMETERS_BYTES, 8);
        int ignored = (int) WITH_POINTER.invokeExact(method(GET_DEFAULTS), encoder, p);
        p.set(JAVA_INT, 4, size.width());
        p.set(JAVA_INT, 8, size.height());
        p.set(JAVA_INT, 12, 5_000_000);
        p.set(JAVA_INT, 16, RATE_CONTROL_OFF);
        p.set(JAVA_FLOAT, 20, fps);
        // one layer in time, one in space; low complexity; key pictures only when asked for
        p.set(JAVA_INT, 24, 1);
        p.set(JAVA_INT, 28, 1);
        p.set(JAVA_INT, 832, 0);
        p.set(JAVA_INT, 836, 0);
        // the same parameter sets for all key pictures: the file's header has those of the first
        p.set(JAVA_INT, 844, 0);
        // no frame skip, no long-term reference, one thread
        p.set(JAVA_BYTE, 860, (byte) 0);
        p.set(JAVA_BYTE, 880, (byte) 0);
        p.set(JAVA_INT, 892, 1);
        // no denoising and no adaptive quantisation, which blur text; background detection, scene changes
        p.set(JAVA_BYTE, 908, (byte) 0);
        p.set(JAVA_BYTE, 909, (byte) 1);
        p.set(JAVA_BYTE, 910, (byte) 0);
        p.set(JAVA_BYTE, 912, (byte) 1);
        MemorySegment layer = p.asSlice(32);
        layer.set(JAVA_INT, 0, size.width());
        layer.set(JAVA_INT, 4, size.height());
        layer.set(JAVA_FLOAT, 8, fps);
        layer.set(JAVA_INT, 12, 5_000_000);
        layer.set(JAVA_INT, 28, QUALITY);
        // one slice
        layer.set(JAVA_INT, 32, 0);
        // colours of BT.601, limited range, as libyuv makes them
        layer.set(JAVA_BYTE, 184, (byte) 1);
        layer.set(JAVA_BYTE, 185, (byte) 5);
        layer.set(JAVA_BYTE, 186, (byte) 0);
        layer.set(JAVA_BYTE, 187, (byte) 1);
        layer.set(JAVA_BYTE, 188, (byte) 6);
        layer.set(JAVA_BYTE, 189, (byte) 6);
        layer.set(JAVA_BYTE, 190, (byte) 6);
        return p;
    }

    /**
     * @param at milliseconds
     * @param key whether a player must be able to begin here
     */
    Coded encode(Yuv yuv, long at, boolean key) throws RecordingException {
        picture.set(JAVA_INT, 0, FORMAT_I420);
        picture.set(JAVA_INT, 4, yuv.stride());
        picture.set(JAVA_INT, 8, yuv.stride() / 2);
        picture.set(JAVA_INT, 12, yuv.stride() / 2);
        picture.set(ADDRESS, 24, yuv.y());
        picture.set(ADDRESS, 32, yuv.u());
        picture.set(ADDRESS, 40, yuv.v());
        picture.set(JAVA_INT, 56, yuv.size().width());
        picture.set(JAVA_INT, 60, yuv.size().height());
        picture.set(JAVA_LONG, 64, at);
        result.fill((byte) 0);
        try {
            if (key) {
                int ignored = (int) WITH_FLAG.invokeExact(method(FORCE_KEY), encoder, true);
            }
            int failed = (int) WITH_TWO.invokeExact(method(ENCODE), encoder, picture, result);
            require(failed == 0, "the encoder failed with status " + failed);
        } catch (RecordingException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
        return collect();
    }

    /** The layers of SFrameBSInfo, each a row of NAL units with start codes of four bytes. */
    private Coded collect() {
        List<byte[]> parameters = new ArrayList<>();
        List<byte[]> units = new ArrayList<>();
        boolean key = false;
        int layers = result.get(JAVA_INT, 0);
        for (int i = 0; i < layers; i++) {
            MemorySegment layer = result.asSlice(8 + (long) i * LAYER_BYTES, LAYER_BYTES);
            int count = Math.min(MAX_NALS, layer.get(JAVA_INT, 16));
            MemorySegment lengths = layer.get(ADDRESS, 24).reinterpret((long) count * Integer.BYTES);
            long total = 0;
            for (int n = 0; n < count; n++) {
                total += lengths.getAtIndex(JAVA_INT, n);
            }
            MemorySegment bytes = layer.get(ADDRESS, 32).reinterpret(total);
            long at = 0;
            for (int n = 0; n < count; n++) {
                int length = lengths.getAtIndex(JAVA_INT, n);
                byte[] unit = bytes.asSlice(at + 4, length - 4L).toArray(JAVA_BYTE);
                at += length;
                int type = unit[0] & 0x1f;
                key |= type == NAL_IDR;
                (type == NAL_SPS || type == NAL_PPS ? parameters : units).add(unit);
            }
        }
        return new Coded(key, parameters, withLengths(units));
    }

    private static byte[] withLengths(List<byte[]> units) {
        var data = java.nio.ByteBuffer.allocate(
                units.stream().mapToInt(unit -> 4 + unit.length).sum());
        units.forEach(unit -> data.putInt(unit.length).put(unit));
        return data.array();
    }

    @Override
    public void close() {
        try {
            int ignored = (int) ALONE.invokeExact(method(UNINITIALIZE), encoder);
            DESTROY.invokeExact(encoder);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        } finally {
            arena.close();
        }
    }
}
