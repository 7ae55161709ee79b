package org.pilothouse.agent.screen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;
import org.pilothouse.agent.x11.Pixels;

/** Lossy WebP by libwebp: smaller than JPEG, and several times slower. Offsets are those of its encode.h, ABI 2. */
final class WebpEncoder {
    private static final int ABI = 0x020f;
    /** 0 to 6; each step costs more time than it saves bytes of a desktop. */
    private static final int METHOD = 1;

    private static final long CONFIG_BYTES = 256;
    private static final long PICTURE_BYTES = 512;
    private static final long WRITER_BYTES = 64;

    private static final CLibrary WEBP = CLibrary.load("libwebp.so.7");
    private static final MethodHandle CONFIG_INIT = WEBP.function(
            "WebPConfigInitInternal", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_FLOAT, JAVA_INT));
    private static final MethodHandle PICTURE_INIT =
            WEBP.function("WebPPictureInitInternal", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle PICTURE_IMPORT = WEBP.function(
            "WebPPictureImportBGRX",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT),
            // takes the pixels where they are, on the heap
            Linker.Option.critical(true));
    private static final MethodHandle PICTURE_FREE =
            WEBP.function("WebPPictureFree", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle WRITER_INIT =
            WEBP.function("WebPMemoryWriterInit", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MethodHandle WRITER_CLEAR =
            WEBP.function("WebPMemoryWriterClear", FunctionDescriptor.ofVoid(ADDRESS));
    private static final MemorySegment WRITE = WEBP.address("WebPMemoryWrite");
    private static final MethodHandle ENCODE =
            WEBP.function("WebPEncode", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    private WebpEncoder() {}

    /**
     * @param quality 1 to 100
     */
    static byte[] encode(Pixels pixels, int quality) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment config = arena.allocate(CONFIG_BYTES, 8);
            MemorySegment picture = arena.allocate(PICTURE_BYTES, 8);
            MemorySegment writer = arena.allocate(WRITER_BYTES, 8);
            require((int) CONFIG_INIT.invokeExact(config, 0, (float) quality, ABI), "is of another version");
            require((int) PICTURE_INIT.invokeExact(picture, ABI), "is of another version");
            config.set(JAVA_INT, 8, METHOD);
            picture.set(JAVA_INT, 8, pixels.width());
            picture.set(JAVA_INT, 12, pixels.height());
            WRITER_INIT.invokeExact(writer);
            try {
                MemorySegment source = MemorySegment.ofArray(pixels.argb());
                require(
                        (int) PICTURE_IMPORT.invokeExact(picture, source, pixels.width() * Integer.BYTES),
                        "could not take the picture");
                picture.set(ADDRESS, 96, WRITE);
                picture.set(ADDRESS, 104, writer);
                require((int) ENCODE.invokeExact(config, picture), "failed");
                // WebPMemoryWriter: mem, size
                return writer.get(ADDRESS, 0)
                        .reinterpret(writer.get(JAVA_LONG, 8))
                        .toArray(JAVA_BYTE);
            } finally {
                PICTURE_FREE.invokeExact(picture);
                WRITER_CLEAR.invokeExact(writer);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    private static void require(int succeeded, String otherwise) {
        if (succeeded == 0) {
            throw new IllegalStateException("libwebp " + otherwise);
        }
    }
}
