package org.pilothouse.agent.x11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.pilothouse.agent.ffi.CLibrary;

/** The keyboard functions of libX11. */
final class LibXKeyboard {
    private static final CLibrary X11 = LibX11.X11;
    private static final MethodHandle DISPLAY_KEYCODES =
            X11.function("XDisplayKeycodes", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    // KeyCode is an unsigned char, promoted to int by the calling convention.
    private static final MethodHandle GET_MAPPING =
            X11.function("XGetKeyboardMapping", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle CHANGE_MAPPING = X11.function(
            "XChangeKeyboardMapping", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle STRING_TO_KEYSYM =
            X11.function("XStringToKeysym", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    private static final MethodHandle QUERY_KEYMAP =
            X11.function("XQueryKeymap", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

    private LibXKeyboard() {}

    static void keycodes(MemorySegment display, MemorySegment min, MemorySegment max) {
        try {
            int ignored = (int) DISPLAY_KEYCODES.invokeExact(display, min, max);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** Key symbols of {@code count} key codes, to be freed; NULL on failure. */
    static MemorySegment mapping(MemorySegment display, int first, int count, MemorySegment symbolsPerKey) {
        try {
            return (MemorySegment) GET_MAPPING.invokeExact(display, first, count, symbolsPerKey);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    static void changeMapping(MemorySegment display, int first, int symbolsPerKey, MemorySegment symbols, int count) {
        try {
            int ignored = (int) CHANGE_MAPPING.invokeExact(display, first, symbolsPerKey, symbols, count);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /** The key symbol of this name ({@code Return}, {@code eacute}); 0 where there is none. Needs no connection. */
    static long keysym(MemorySegment name) {
        try {
            return (long) STRING_TO_KEYSYM.invokeExact(name);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }

    /**
     * Which keys are down.
     *
     * @param bits 32 bytes, one bit for each key code
     */
    static void pressed(MemorySegment display, MemorySegment bits) {
        try {
            int ignored = (int) QUERY_KEYMAP.invokeExact(display, bits);
        } catch (Throwable e) {
            throw CLibrary.broken(e);
        }
    }
}
