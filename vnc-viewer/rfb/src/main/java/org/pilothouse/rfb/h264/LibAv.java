package org.pilothouse.rfb.h264;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libavcodec and libavutil that decoding takes, in any of their versions since FFmpeg 4. Of their structures only the
 * first fields are touched, which have had the same places in all of them; the rest goes by options with names.
 */
final class LibAv {
    private static final int[] CODEC_VERSIONS = {62, 61, 60, 59, 58};
    /** The version of libavutil is this much less. */
    private static final int UTIL_BEHIND = 2;

    private static final int LOG_QUIET = -8;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final java.lang.foreign.AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final @Nullable LibAv LIBRARY = find();

    private final MethodHandle findDecoder;
    private final MethodHandle allocContext;
    private final MethodHandle openContext;
    private final MethodHandle freeContext;
    private final MethodHandle sendPacket;
    private final MethodHandle receiveFrame;
    private final MethodHandle allocPacket;
    private final MethodHandle newPacket;
    private final MethodHandle unrefPacket;
    private final MethodHandle freePacket;
    private final MethodHandle allocFrame;
    private final MethodHandle freeFrame;
    private final MethodHandle setInt;
    private final MethodHandle set;
    private final MethodHandle getInt;
    private final MethodHandle setLogLevel;

    private LibAv(SymbolLookup codec, SymbolLookup util) {
        findDecoder = function(codec, "avcodec_find_decoder", FunctionDescriptor.of(POINTER, INT));
        allocContext = function(codec, "avcodec_alloc_context3", FunctionDescriptor.of(POINTER, POINTER));
        openContext = function(codec, "avcodec_open2", FunctionDescriptor.of(INT, POINTER, POINTER, POINTER));
        freeContext = function(codec, "avcodec_free_context", FunctionDescriptor.ofVoid(POINTER));
        sendPacket = function(codec, "avcodec_send_packet", FunctionDescriptor.of(INT, POINTER, POINTER));
        receiveFrame = function(codec, "avcodec_receive_frame", FunctionDescriptor.of(INT, POINTER, POINTER));
        allocPacket = function(codec, "av_packet_alloc", FunctionDescriptor.of(POINTER));
        newPacket = function(codec, "av_new_packet", FunctionDescriptor.of(INT, POINTER, INT));
        unrefPacket = function(codec, "av_packet_unref", FunctionDescriptor.ofVoid(POINTER));
        freePacket = function(codec, "av_packet_free", FunctionDescriptor.ofVoid(POINTER));
        allocFrame = function(util, "av_frame_alloc", FunctionDescriptor.of(POINTER));
        freeFrame = function(util, "av_frame_free", FunctionDescriptor.ofVoid(POINTER));
        setInt = function(util, "av_opt_set_int", FunctionDescriptor.of(INT, POINTER, POINTER, LONG, INT));
        set = function(util, "av_opt_set", FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, INT));
        getInt = function(util, "av_opt_get_int", FunctionDescriptor.of(INT, POINTER, POINTER, INT, POINTER));
        setLogLevel = function(util, "av_log_set_level", FunctionDescriptor.ofVoid(INT));
    }

    /** The library, unless it is not there or native code is not permitted. */
    static Optional<LibAv> open() {
        return Optional.ofNullable(LIBRARY);
    }

    private static @Nullable LibAv find() {
        for (int version : CODEC_VERSIONS) {
            LibAv library = find(version);
            if (library != null) {
                return library;
            }
        }
        return null;
    }

    private static @Nullable LibAv find(int version) {
        try {
            SymbolLookup util = SymbolLookup.libraryLookup("libavutil.so." + (version - UTIL_BEHIND), Arena.global());
            SymbolLookup codec = SymbolLookup.libraryLookup("libavcodec.so." + version, Arena.global());
            LibAv library = new LibAv(codec, util);
            library.call(() -> {
                library.setLogLevel.invokeExact(LOG_QUIET);
            });
            return library;
        } catch (IllegalArgumentException | NoSuchElementException | IllegalCallerException e) {
            return null; // another version may be there; or native code is not permitted at all
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(library.find(name).orElseThrow(), type);
    }

    private interface Call<T> {
        T run() throws Throwable;
    }

    /** Its lambdas are blocks: of an expression the compiler takes {@code invokeExact} to return something. */
    private interface VoidCall {
        void run() throws Throwable;
    }

    private <T> T value(Call<T> call) {
        try {
            return call.run();
        } catch (Throwable e) {
            throw new IllegalStateException("libavcodec cannot be called", e);
        }
    }

    private void call(VoidCall call) {
        try {
            call.run();
        } catch (Throwable e) {
            throw new IllegalStateException("libavcodec cannot be called", e);
        }
    }

    MemorySegment findDecoder(int id) {
        return value(() -> (MemorySegment) findDecoder.invokeExact(id));
    }

    MemorySegment allocContext(MemorySegment decoder) {
        return value(() -> (MemorySegment) allocContext.invokeExact(decoder));
    }

    int open(MemorySegment context, MemorySegment decoder) {
        return value(() -> (int) openContext.invokeExact(context, decoder, MemorySegment.NULL));
    }

    int send(MemorySegment context, MemorySegment packet) {
        return value(() -> (int) sendPacket.invokeExact(context, packet));
    }

    int receive(MemorySegment context, MemorySegment frame) {
        return value(() -> (int) receiveFrame.invokeExact(context, frame));
    }

    MemorySegment allocPacket() {
        return value(() -> (MemorySegment) allocPacket.invokeExact());
    }

    int newPacket(MemorySegment packet, int size) {
        return value(() -> (int) newPacket.invokeExact(packet, size));
    }

    void unref(MemorySegment packet) {
        call(() -> {
            unrefPacket.invokeExact(packet);
        });
    }

    MemorySegment allocFrame() {
        return value(() -> (MemorySegment) allocFrame.invokeExact());
    }

    /** Frees what is there of a decoder's three parts. */
    void free(MemorySegment context, MemorySegment packet, MemorySegment frame) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment place = arena.allocate(POINTER);
            place.set(POINTER, 0, packet);
            call(() -> {
                freePacket.invokeExact(place);
            });
            place.set(POINTER, 0, frame);
            call(() -> {
                freeFrame.invokeExact(place);
            });
            place.set(POINTER, 0, context);
            call(() -> {
                freeContext.invokeExact(place);
            });
        }
    }

    void set(MemorySegment context, String name, long number) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            int ignored = value(() -> (int) setInt.invokeExact(context, text, number, 0));
        }
    }

    void set(MemorySegment context, String name, String text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment nameText = arena.allocateFrom(name);
            MemorySegment valueText = arena.allocateFrom(text);
            int ignored = value(() -> (int) set.invokeExact(context, nameText, valueText, 0));
        }
    }

    /** An option's value; 0 where there is none of that name. */
    long get(MemorySegment context, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            MemorySegment place = arena.allocate(LONG);
            int result = value(() -> (int) getInt.invokeExact(context, text, 0, place));
            return result < 0 ? 0 : place.get(LONG, 0);
        }
    }
}
