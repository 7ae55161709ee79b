package org.pilothouse.agent.screen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;
import org.pilothouse.agent.x11.Pixels;

/** JPEG by libjpeg-turbo: 2 to 3 ms for 1280x800. */
final class JpegEncoder {
    private static final CLibrary TURBO = CLibrary.load("libturbojpeg.so.0");
    private static final MethodHandle INIT = TURBO.function("tjInitCompress", FunctionDescriptor.of(ADDRESS));
    private static final MethodHandle DESTROY = TURBO.function("tjDestroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle COMPRESS = TURBO.function(
            "tjCompress2",
            FunctionDescriptor.of(
                    JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT,
                    JAVA_INT, JAVA_INT),
            // takes the pixels where they are, on the heap; for these few milliseconds nothing is collected
            Linker.Option.critical(true));
    private static final MethodHandle BUFFER_SIZE =
            TURBO.function("tjBufSize", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle ERROR = TURBO.function("tjGetErrorStr2", FunctionDescriptor.of(ADDRESS, ADDRESS));

    private static final int PIXELS_BGRX = 3;
    private static final int FLAG_NO_REALLOC = 1024;

    private JpegEncoder() {}

    /** How much colour detail is kept. */
    enum Chroma {
        /** Small coloured text stays sharp. */
        FULL(0),
        /** Smaller and faster; what most pictures use. */
        QUARTER(2);

        private final int code;

        Chroma(int code) {
            this.code = code;
        }
    }

    /**
     * @param quality 1 to 100
     */
    static byte[] encode(Pixels picture, int quality, Chroma chroma) {
        try (Arena arena = Arena.ofConfined()) {
            int width = picture.width();
            int height = picture.height();
            MemorySegment source = MemorySegment.ofArray(picture.argb());
            long capacity = (long) BUFFER_SIZE.invokeExact(width, height, chroma.code);
            MemorySegment target = arena.allocate(capacity);
            MemorySegment targetPointer = arena.allocateFrom(ADDRESS, target);
            MemorySegment size = arena.allocateFrom(JAVA_LONG, capacity);
            MemorySegment compressor = (MemorySegment) INIT.invokeExact();
            try {
                int failed = (int) COMPRESS.invokeExact(
                        compressor,
                        source,
                        width,
                        width * Integer.BYTES,
                        height,
                        PIXELS_BGRX,
                        targetPointer,
                        size,
                        chroma.code,
                        quality,
                        FLAG_NO_REALLOC);
                if (failed != 0) {
                    MemorySegment text = (MemorySegment) ERROR.invokeExact(compressor);
                    throw new IllegalStateException(
                            "libjpeg-turbo failed: " + text.reinterpret(200).getString(0));
                }
                return target.asSlice(0, size.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
            } finally {
                int ignored = (int) DESTROY.invokeExact(compressor);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }
}
