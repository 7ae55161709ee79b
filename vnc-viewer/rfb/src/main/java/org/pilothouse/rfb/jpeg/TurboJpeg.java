package org.pilothouse.rfb.jpeg;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * libjpeg-turbo, where the system has it: two to three times as fast as {@link JpegDecoder}, with the same pixels. It is native code that
 * reads what a server sends, so it is only for servers that are trusted, and only sees images whose size was checked before. For one
 * thread.
 */
public final class TurboJpeg implements AutoCloseable {
    private static final String LIBRARY = "libturbojpeg.so.0";
    private static final int BGRA = 8;
    /** What is damaged is left to the decoder that says what is wrong with it. */
    private static final int STOP_ON_WARNING = 8192;

    private static final Cleaner CLEANER = Cleaner.create();
    private static final @Nullable Functions FUNCTIONS = Functions.find();

    private final Functions functions;
    private final MemorySegment handle;
    private final Cleaner.Cleanable cleanable;

    private TurboJpeg(Functions functions, MemorySegment handle) {
        this.functions = functions;
        this.handle = handle;
        cleanable = CLEANER.register(this, () -> functions.destroyQuietly(handle));
    }

    /** A decoder, unless the library is not there. */
    public static Optional<TurboJpeg> open() {
        Functions functions = FUNCTIONS;
        if (functions == null) {
            return Optional.empty();
        }
        MemorySegment handle = functions.newDecoder();
        return handle.equals(MemorySegment.NULL) ? Optional.empty() : Optional.of(new TurboJpeg(functions, handle));
    }

    /**
     * Decodes an image that {@link JpegDecoder#isExactly} found to have the rectangle's size.
     *
     * @return false if the library refused it; pixels of the rectangle may have been written
     */
    public boolean decode(byte[] bytes, int length, int[] to, int offset, int stride, int width, int height) {
        if (offset < 0 || (long) offset + (long) (height - 1) * stride + width > to.length || length > bytes.length) {
            throw new IndexOutOfBoundsException("a JPEG's rectangle lies outside the picture");
        }
        MemorySegment target = MemorySegment.ofArray(to).asSlice(4L * offset);
        return functions.decode(handle, MemorySegment.ofArray(bytes), length, target, width, 4 * stride, height);
    }

    /** Frees the library's decoder, which otherwise lives until this object is collected. */
    @Override
    public void close() {
        cleanable.clean();
    }

    /** The library's functions. */
    private record Functions(MethodHandle init, MethodHandle decompress, MethodHandle destroy) {
        static @Nullable Functions find() {
            AddressLayout pointer = ValueLayout.ADDRESS;
            ValueLayout.OfInt number = ValueLayout.JAVA_INT;
            try {
                SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
                Linker linker = Linker.nativeLinker();
                return new Functions(
                        linker.downcallHandle(
                                library.find("tjInitDecompress").orElseThrow(), FunctionDescriptor.of(pointer)),
                        linker.downcallHandle(
                                library.find("tjDecompress2").orElseThrow(),
                                FunctionDescriptor.of(
                                        number,
                                        pointer,
                                        pointer,
                                        ValueLayout.JAVA_LONG,
                                        pointer,
                                        number,
                                        number,
                                        number,
                                        number,
                                        number),
                                Linker.Option.critical(true)),
                        linker.downcallHandle(
                                library.find("tjDestroy").orElseThrow(), FunctionDescriptor.of(number, pointer)));
            } catch (IllegalArgumentException | java.util.NoSuchElementException | IllegalCallerException e) {
                return null; // no such library, or no permission for native code: the decoder in Java does as well
            }
        }

        MemorySegment newDecoder() {
            try {
                return (MemorySegment) init.invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException("tjInitDecompress cannot be called", e);
            }
        }

        boolean decode(
                MemorySegment handle,
                MemorySegment bytes,
                long length,
                MemorySegment to,
                int width,
                int pitch,
                int height) {
            try {
                int result = (int)
                        decompress.invokeExact(handle, bytes, length, to, width, pitch, height, BGRA, STOP_ON_WARNING);
                return result == 0;
            } catch (Throwable e) {
                throw new IllegalStateException("tjDecompress2 cannot be called", e);
            }
        }

        void destroyQuietly(MemorySegment handle) {
            try {
                int ignored = (int) destroy.invokeExact(handle);
            } catch (Throwable e) {
                throw new IllegalStateException("tjDestroy cannot be called", e);
            }
        }
    }
}
